"""Looking rows up by their tokens: FTS5 on SQLite, a GIN index on PostgreSQL.

Neither database takes a text apart: the columns hold tokens of letters and digits, one space
apart, made by a rule of ours, so that both find the same rows. The index follows its table by
itself, and what is asked for is built from tokens alone: nothing that somebody typed is ever read
as the language of a database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Col
from django.db.models.sql.compiler import SQLCompiler


class Token(Protocol):
    """A token that is looked up; `is_start`: rows with one that begins like it are found too."""

    @property
    def token(self) -> str: ...
    @property
    def is_start(self) -> bool: ...


#: All of these, in one of the ways given for each, all of whose tokens a row has.
Wanted = Sequence[Sequence[Sequence[Token]]]


@dataclass(frozen=True, slots=True)
class TokenIndex:
    """The index over two columns of a table whose key is `id`.

    `words` begins and ends with a space where it is not empty, `more` with none.
    """

    table: str
    words: str
    more: str

    @property
    def name(self) -> str:
        return f"{self.table}_tokens"

    def install(self, *, using: str, renew: bool) -> None:
        """Make the index where it is missing; `renew` makes it from the rows anew. Without the
        table (a partial migration) it waits for the next migrate.
        """
        connection = connections[using]
        if self.table not in connection.introspection.table_names():
            return
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(
                    f"CREATE INDEX IF NOT EXISTS {self.name} ON {self.table} "
                    f"USING gin ({self._vector(self.words, self.more)})"
                )
                return
            cursor.execute(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS {self.name} USING fts5({self.words}, "
                f"{self.more}, content='{self.table}', content_rowid='id', "
                "tokenize='ascii', detail='none', prefix='1 2')"
            )
            for statement in self._sqlite_triggers():
                cursor.execute(statement)
            if renew:
                cursor.execute(f"INSERT INTO {self.name}({self.name}) VALUES ('rebuild')")  # noqa: S608 - names of ours

    def purge(self, *, using: str) -> None:
        """Let go of the tokens of rows that are gone: FTS5 only marks them until its parts happen
        to be merged, so an erased name would still stand in the file.
        """
        connection = connections[using]
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"INSERT INTO {self.name}({self.name}) VALUES ('optimize')")  # noqa: S608 - names of ours

    def remove(self, *, using: str) -> None:
        """Let go of the table while it is built anew (SQLite)."""
        connection = connections[using]
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                for trigger in self.triggers("sqlite"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {trigger}")

    def triggers(self, vendor: str) -> list[str]:
        """The triggers by which the index follows its table; PostgreSQL needs none."""
        events = ("insert", "delete", "update") if vendor == "sqlite" else ()
        return [f"{self.name}_{event}" for event in events]

    def condition(self, alias: str, wanted: Wanted, *, vendor: str) -> tuple[str, list[str]]:
        """SQL that is true of the rows that have the tokens; `alias` is the quoted table."""
        if vendor == "postgresql":
            vector = self._vector(f'{alias}."{self.words}"', f'{alias}."{self.more}"')
            return f"{vector} @@ %s::tsquery", [_expression(wanted, _tsquery_term, "&", "|")]
        match = _expression(wanted, _fts5_term, "AND", "OR")
        found = f"SELECT rowid FROM {self.name} WHERE {self.name} MATCH %s"  # noqa: S608 - names of ours
        return f'{alias}."id" IN ({found})', [match]

    def _vector(self, words: str, more: str) -> str:
        # Not to_tsvector(): its parser would take tokens apart, and not as FTS5 does.
        return f"array_to_tsvector(string_to_array(btrim({words} || {more}), ' '))"

    def _sqlite_triggers(self) -> list[str]:
        columns, table = f"{self.words}, {self.more}", self.table
        add = (
            f"INSERT INTO {self.name}(rowid, {columns}) "  # noqa: S608 - names of ours
            f"VALUES (new.id, new.{self.words}, new.{self.more});"
        )
        drop = (
            f"INSERT INTO {self.name}({self.name}, rowid, {columns}) "  # noqa: S608 - names of ours
            f"VALUES ('delete', old.id, old.{self.words}, old.{self.more});"
        )
        bodies = {"insert": add, "delete": drop, "update": f"{drop} {add}"}
        return [
            statement
            for event, body in bodies.items()
            for statement in (
                f"DROP TRIGGER IF EXISTS {self.name}_{event}",
                f"CREATE TRIGGER {self.name}_{event} AFTER {event} ON {table} BEGIN {body} END",
            )
        ]


class HasTokens(models.Lookup[Any]):
    """Rows that have the tokens: `.filter(words__has_tokens=(index, wanted))`."""

    lookup_name = "has_tokens"
    prepare_rhs = False

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        index, wanted = self.rhs
        if not isinstance(self.lhs, Col) or self.lhs.alias is None:
            raise TypeError("Tokens are looked up in a column.")
        alias = compiler.quote_name_unless_alias(self.lhs.alias)
        sql, parameters = index.condition(alias, wanted, vendor=connection.vendor)
        return sql, tuple(parameters)


models.TextField.register_lookup(HasTokens)


def _expression(wanted: Wanted, write: Any, both: str, either: str) -> str:
    """The same boolean expression in the language of either database."""
    return f" {both} ".join(
        "("
        + f" {either} ".join(
            "(" + f" {both} ".join(write(term) for term in way) + ")" for way in ways
        )
        + ")"
        for ways in wanted
    )


def _fts5_term(term: Token) -> str:
    return f'"{_checked(term.token)}"' + (" *" if term.is_start else "")


def _tsquery_term(term: Token) -> str:
    return f"'{_checked(term.token)}'" + (":*" if term.is_start else "")


def _checked(token: str) -> str:
    if not token or any(mark in token for mark in "\"'\\\0 "):
        raise ValueError("A token is letters and digits.")
    return token
