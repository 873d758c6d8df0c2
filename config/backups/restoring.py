"""Reading a backup into an empty database."""

from collections.abc import Sequence
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from config.backups.archive import Manifest, Member, Reader, open_archive
from config.backups.databases import first_line
from config.backups.exceptions import BackupError, DamagedBackupError, NotEmptyError
from config.backups.numbering import go_on_after
from config.backups.rows import Ids, has_rows, write_lines
from config.backups.saving import PROGRESS, Tell
from config.backups.schema import Schema, Table, check_same, read_schema

_SHOWN = 3  # tables, enough to recognise a database by


def restore(path: Path, *, tell: Tell, using: str = DEFAULT_DB_ALIAS) -> Manifest:
    """Put every row of the backup at `path` into the database, which has none yet.

    The whole file is read and its checksums compared before anything is written; then all rows
    are written in one transaction, under every constraint and trigger of the tables. Raises
    BackupError; the database is then as it was.
    """
    connection = connections[using]
    with open_archive(path) as archive:
        manifest = archive.manifest
        schema = read_schema(connection)
        check_same(
            manifest.migrations, schema.state, schema.known, version=manifest.product_version
        )
        members = _members_by_table(archive, schema, path)
        check_empty(schema.tables, connection)  # before an hour of reading, and once more after it
        tell(_("Comparing the checksums of %(rows)d rows ...") % {"rows": manifest.rows})
        archive.verify()
        with transaction.atomic(using=using, durable=True):
            _keep_others_out(schema.tables, connection)
            check_empty(schema.tables, connection)
            ids: Ids = {}
            for table in schema.tables:
                _restore_table(table, archive, members[table.name], connection, ids, tell)
            _check_references(connection)
    return manifest


def check_empty(tables: Sequence[Table], connection: BaseDatabaseWrapper) -> None:
    """Raises NotEmptyError when any table has a row that is not made by migrate itself."""
    found = [
        table.name for table in tables if not table.natural_key and has_rows(table, connection)
    ]
    if found:
        raise NotEmptyError(
            _(
                "The database is not empty (%(tables)s): name a new one with DATABASE_URL or "
                "DATA_DIR, run `python manage.py migrate` for it, and restore into that."
            )
            % {"tables": ", ".join([*found[:_SHOWN], *(["..."] if found[_SHOWN:] else [])])}
        )


def _members_by_table(archive: Reader, schema: Schema, path: Path) -> dict[str, Member]:
    members = {member.table: member for member in archive.manifest.members}
    if members.keys() != {table.name for table in schema.tables}:
        raise DamagedBackupError(
            _("%(file)s is damaged: its tables are not those of its migrations.") % {"file": path}
        )
    return members


def _keep_others_out(tables: Sequence[Table], connection: BaseDatabaseWrapper) -> None:
    """Until the end of the transaction nobody else writes; SQLite's began as the only writer."""
    if connection.vendor == "postgresql":
        names = ", ".join(connection.ops.quote_name(table.name) for table in tables)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")


def _restore_table(
    table: Table,
    archive: Reader,
    member: Member,
    connection: BaseDatabaseWrapper,
    ids: Ids,
    tell: Tell,
) -> None:
    told = PROGRESS
    for written in write_lines(table, archive.lines(member), connection, ids):
        if written >= told:
            told += PROGRESS
            tell(
                _("%(table)s: %(written)d of %(rows)d rows")
                % {"table": table.name, "written": written, "rows": member.rows}
            )
    if not table.natural_key:
        go_on_after(table, member.last_id, connection)
    if member.rows:
        tell(_("%(table)s: %(rows)d rows") % {"table": table.name, "rows": member.rows})


def _check_references(connection: BaseDatabaseWrapper) -> None:
    """Foreign keys wait for the end; asked before it, a wrong one can be told in a sentence."""
    try:
        connection.check_constraints()
    except DatabaseError as error:
        raise BackupError(
            _("The backup refers to rows it does not have (%(reason)s); nothing was restored.")
            % {"reason": first_line(error)}
        ) from error
