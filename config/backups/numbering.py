"""The ids that a database gives next.

A public id is made of a row's id, so an id once given is never given again, also not that of a
row that was deleted before the backup.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

from config.backups.schema import Table


def last_id(table: Table, connection: BaseDatabaseWrapper) -> int:
    """The highest id the database ever gave in this table, 0 for none."""
    if not table.is_numbered:
        return 0
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = _sequence(table, connection)
            cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608 - as PostgreSQL names it
            last_value, is_called = cursor.fetchone()
            return int(last_value) if is_called else 0
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table.name])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def go_on_after(table: Table, last: int, connection: BaseDatabaseWrapper) -> None:
    """Let the next row have an id above `last`, and above those that are there."""
    if not table.is_numbered:
        return
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT COALESCE(MAX({quote(table.key)}), 0) FROM {quote(table.name)}"  # noqa: S608 - names of ours, quoted
        )
        last = max(last, cursor.fetchone()[0])
        if last == 0:
            return
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval(%s, %s)", [_sequence(table, connection), last])
        else:
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table.name, last]
            )


def _sequence(table: Table, connection: BaseDatabaseWrapper) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_serial_sequence(%s, %s)",
            [connection.ops.quote_name(table.name), table.key],
        )
        name: str = cursor.fetchone()[0]
    return name
