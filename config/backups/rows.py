"""What stands in a table, as lines of JSON and back."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from config.backups.columns import reader, writer
from config.backups.databases import first_line
from config.backups.exceptions import BackupError, DamagedBackupError
from config.backups.schema import NATURAL_KEYS, Table

# What is held in memory at a time: an article may be long.
_WRITTEN_ROWS = 500
_WRITTEN_BYTES = 2_000_000

#: For each table with a natural key: the id in the backup, and the id in this database.
Ids = dict[str, dict[Any, Any]]


def has_rows(table: Table, connection: BaseDatabaseWrapper) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {_quoted(connection, table.name)} LIMIT 1")  # noqa: S608 - a table of ours, quoted
        return cursor.fetchone() is not None


def read_lines(table: Table, connection: BaseDatabaseWrapper) -> Iterator[bytes]:
    """Each row in the order of its key; inside a transaction (PostgreSQL's cursor needs one)."""
    names = [column.name for column in table.columns]
    readers = [reader(column, connection) for column in table.columns]
    sql = (
        f"SELECT {_quoted(connection, *names)} FROM {_quoted(connection, table.name)} "  # noqa: S608 - names of ours, quoted
        f"ORDER BY {_quoted(connection, table.key)}"
    )
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql)
        for row in cursor:
            values = (read(value) for read, value in zip(readers, row, strict=True))
            yield _line(dict(zip(names, values, strict=True)))


def _line(row: dict[str, Any]) -> bytes:
    try:
        return f"{json.dumps(row, ensure_ascii=False)}\n".encode()
    except UnicodeEncodeError:  # half a surrogate pair inside a JSON value
        return f"{json.dumps(row)}\n".encode()


def write_lines(
    table: Table, lines: Iterable[bytes], connection: BaseDatabaseWrapper, ids: Ids
) -> Iterator[int]:
    """Insert every row and yield how many are in after each batch; `ids` translates references,
    and gains those of this table when it has a natural key.

    Raises BackupError when the database refuses a row, DamagedBackupError for what is no row.
    """
    written = 0
    for batch in _batches(_rows_of(table, lines, connection, ids)):
        try:
            if table.natural_key:
                ids.setdefault(table.name, {}).update(_found_or_made(table, batch, connection))
            else:
                _insert(table, [column.name for column in table.columns], batch, connection)
        except DatabaseError as error:
            raise BackupError(
                _(
                    "The database refuses a row of %(table)s among rows %(first)d to %(last)d "
                    "(%(reason)s); nothing was restored."
                )
                % {
                    "table": table.name,
                    "first": written + 1,
                    "last": written + len(batch),
                    "reason": first_line(error),
                }
            ) from error
        written += len(batch)
        yield written


def _rows_of(
    table: Table, lines: Iterable[bytes], connection: BaseDatabaseWrapper, ids: Ids
) -> Iterator[tuple[int, list[Any]]]:
    """The bytes of each line, and its parameters in the order of the columns."""
    names = [column.name for column in table.columns]
    writers = [writer(column, connection) for column in table.columns]
    translated = {
        column.name: ids.get(column.refers_to, {})
        for column in table.columns
        if column.refers_to in NATURAL_KEYS
    }
    for number, line in enumerate(lines, start=1):
        try:
            row = json.loads(line)
            if row.keys() != set(names):
                raise ValueError(number)  # noqa: TRY301 - told below, with every other damage
            for name, known in translated.items():
                row[name] = None if row[name] is None else known[row[name]]
            parameters = [write(row[name]) for name, write in zip(names, writers, strict=True)]
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise DamagedBackupError(
                _("Row %(number)d of %(table)s in the backup is no row of that table.")
                % {"number": number, "table": table.name}
            ) from error
        yield len(line), parameters


def _batches(rows: Iterable[tuple[int, list[Any]]]) -> Iterator[list[list[Any]]]:
    batch: list[list[Any]] = []
    held = 0
    for size, parameters in rows:
        batch.append(parameters)
        held += size
        if len(batch) == _WRITTEN_ROWS or held > _WRITTEN_BYTES:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _insert(
    table: Table,
    names: Sequence[str],
    rows: Sequence[Sequence[Any]],
    connection: BaseDatabaseWrapper,
) -> None:
    into = f"{_quoted(connection, table.name)} ({_quoted(connection, *names)})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # several times as fast; triggers hold for it too
            with connection.wrap_database_errors, cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(names))
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", rows)  # noqa: S608 - names of ours, quoted


def _found_or_made(
    table: Table, rows: Sequence[Sequence[Any]], connection: BaseDatabaseWrapper
) -> dict[Any, Any]:
    """The id in the backup and the id here of each row, by its natural key."""
    names = [column.name for column in table.columns]
    places = [names.index(name) for name in table.natural_key]
    key = names.index(table.key)
    here = _by_natural_key(table, connection)
    missing = [row for row in rows if tuple(row[place] for place in places) not in here]
    if missing:
        others = [place for place in range(len(names)) if place != key]
        _insert(
            table,
            [names[place] for place in others],
            [[row[place] for place in others] for row in missing],
            connection,
        )
        here = _by_natural_key(table, connection)
    return {row[key]: here[tuple(row[place] for place in places)] for row in rows}


def _by_natural_key(table: Table, connection: BaseDatabaseWrapper) -> dict[tuple[Any, ...], Any]:
    names = _quoted(connection, table.key, *table.natural_key)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM {_quoted(connection, table.name)}")  # noqa: S608 - names of ours, quoted
        return {tuple(row[1:]): row[0] for row in cursor.fetchall()}


def _quoted(connection: BaseDatabaseWrapper, *names: str) -> str:
    return ", ".join(connection.ops.quote_name(name) for name in names)
