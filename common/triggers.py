"""Rules across tables, held by the database itself on SQLite and PostgreSQL.

They are installed after every `migrate` and not inside migrations: SQLite changes a table by
building it anew, which silently drops the triggers of the old one and fails outright while a
trigger of another table names it. So they step aside on SQLite while migrations run; after a
migrate that failed they are out until one succeeds, and nothing is served meanwhile.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


@dataclass(frozen=True, slots=True)
class Trigger:
    """Refuse a write to `table` when `refuse_when` is true.

    `name` is what the error says, so that a test and a log can tell which rule spoke.
    `refuse_when` is one SQL condition over NEW and OLD (as far as the event has them) that both
    databases understand. Emptying the whole database (`flush`) is no deletion in this sense.
    """

    name: str
    table: str
    on: tuple[str, ...]  # of "INSERT", "UPDATE", "DELETE"
    refuse_when: str

    def install_sql(self, vendor: str) -> list[str]:
        return self._postgresql() if vendor == "postgresql" else self._sqlite()

    def remove_sql(self) -> list[str]:
        """SQLite's only: on PostgreSQL a trigger stays through every change of its table."""
        return [f"DROP TRIGGER IF EXISTS {self._sqlite_name(event)}" for event in self.on]

    def _sqlite_name(self, event: str) -> str:
        return f"{self.name}_{event.lower()}"

    def _postgresql(self) -> list[str]:
        function = f"""
            CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF {self.refuse_when} THEN
                    RAISE EXCEPTION '{self.name}' USING ERRCODE = 'integrity_constraint_violation';
                END IF;
                RETURN coalesce(NEW, OLD);
            END $$"""
        trigger = f"""
            CREATE OR REPLACE TRIGGER {self.name} BEFORE {" OR ".join(self.on)} ON {self.table}
            FOR EACH ROW EXECUTE FUNCTION {self.name}()"""
        return [function, trigger]

    def _sqlite(self) -> list[str]:
        create = [
            f"""
            CREATE TRIGGER {self._sqlite_name(event)} BEFORE {event} ON {self.table} FOR EACH ROW
            WHEN {self.refuse_when}
            BEGIN
                SELECT RAISE(ABORT, '{self.name}');
            END"""
            for event in self.on
        ]
        return [*self.remove_sql(), *create]


def install(triggers: Sequence[Trigger], *, using: str) -> None:
    """Install or renew `triggers`; those whose table is not there (a partial migration) wait for
    the next migrate.
    """
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for trigger in triggers:
            if trigger.table in tables:
                for statement in trigger.install_sql(connection.vendor):
                    cursor.execute(statement)


def remove(triggers: Sequence[Trigger], *, using: str) -> None:
    """Take `triggers` out while tables are built anew (SQLite)."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for trigger in triggers:
            for statement in trigger.remove_sql():
                cursor.execute(statement)


class InstallsTriggers:
    """Mixin for an AppConfig whose `triggers` stand in the database after each migrate."""

    triggers: Sequence[Trigger] = ()

    def ready(self) -> None:
        pre_migrate.connect(self.remove_triggers, sender=self)
        post_migrate.connect(self.install_triggers, sender=self)

    def remove_triggers(self, *, using: str, plan: Sequence[Any] = (), **kwargs: Any) -> None:  # noqa: ARG002 - a signal's signature
        if plan:  # A migrate with nothing to do leaves the rules in force.
            remove(self.triggers, using=using)

    def install_triggers(self, *, using: str, **kwargs: Any) -> None:  # noqa: ARG002 - a signal's signature
        install(self.triggers, using=using)
