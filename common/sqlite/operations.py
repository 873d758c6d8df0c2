"""What SQLite is told when the whole database is emptied."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.sqlite3 import operations


class DatabaseOperations(operations.DatabaseOperations):
    """Empties tables past the triggers that keep their rows, as TRUNCATE does on PostgreSQL."""

    def sql_flush(self, style: Any, tables: Sequence[str], **options: Any) -> list[str]:
        emptying: list[str] = super().sql_flush(style, tables, **options)
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = [row for row in cursor.fetchall() if " BEFORE DELETE " in row[1]]
        return [
            *(f"DROP TRIGGER {self.quote_name(name)}" for name, _ in triggers),
            *emptying,
            *(sql for _, sql in triggers),
        ]
