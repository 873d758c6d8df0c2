"""Writing a backup."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone
from django.utils.translation import gettext as _

from config.backups.archive import Manifest, new_archive
from config.backups.databases import consistent_read
from config.backups.numbering import last_id
from config.backups.rows import read_lines
from config.backups.schema import read_schema
from config.version import product_version

Tell = Callable[[str], None]

#: Rows of one table after which a word of progress is due.
PROGRESS = 50_000


def save(
    path: Path, *, tell: Tell, using: str = DEFAULT_DB_ALIAS, replace: bool = False
) -> Manifest:
    """Write the database, as it is at one moment, to a file at `path`.

    Raises BackupError; there is then no file that was not there before.
    """
    connection = connections[using]
    with new_archive(path, replace=replace) as archive, consistent_read(connection):
        created_at = timezone.now()
        schema = read_schema(connection)
        members = []
        for table in schema.tables:
            lines = _counted(read_lines(table, connection), table.name, tell)
            member = archive.add(table.name, lines, last_id=last_id(table, connection))
            if member.rows:
                tell(_("%(table)s: %(rows)d rows") % {"table": table.name, "rows": member.rows})
            members.append(member)
        manifest = Manifest(
            product_version=product_version(),
            created_at=f"{created_at:%Y-%m-%dT%H:%M:%S.%fZ}",
            migrations=schema.state,
            members=tuple(members),
        )
        archive.finish(manifest)
    return manifest


def _counted(lines: Iterable[bytes], table: str, tell: Tell) -> Iterator[bytes]:
    for number, line in enumerate(lines, start=1):
        yield line
        if number % PROGRESS == 0:
            tell(_("%(table)s: %(rows)d rows so far") % {"table": table, "rows": number})
