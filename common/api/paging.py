"""Keyset paging: a page begins after the last row of the one before, whatever was inserted since.

REST framework's CursorPagination cuts by one column and an offset within ties: 3,000 rows of one
date make it loop for ever, and it drops rows whose date is null. Here the cursor holds every
column of the order, the last of which is unique, so each row has exactly one place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core import signing
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.utils.translation import gettext as _

from common.api.problems import Fault, ParameterProblem

DEFAULT_LIMIT = 50


@dataclass(frozen=True)
class Key:
    """One column of an order. Null values come last, in either direction."""

    field: str
    is_descending: bool = False
    is_nullable: bool = False

    def ordering(self) -> OrderBy:
        # nulls_last only where there can be any: with it PostgreSQL would not use a plain index.
        nulls_last = True if self.is_nullable else None
        column = F(self.field)
        if self.is_descending:
            return column.desc(nulls_last=nulls_last)
        return column.asc(nulls_last=nulls_last)

    def same(self, value: Any) -> Q:
        if value is None:
            return Q(**{f"{self.field}__isnull": True})
        return Q(**{self.field: value})

    def later(self, value: Any) -> Q:
        """Rows behind `value`; behind null there is nothing."""
        if value is None:
            return Q(pk__in=[])
        behind = Q(**{f"{self.field}__{'lt' if self.is_descending else 'gt'}": value})
        return behind | Q(**{f"{self.field}__isnull": True}) if self.is_nullable else behind


@dataclass(frozen=True)
class Page:
    """Rows in order and the cursor of the page behind them, empty at the end."""

    rows: list[Any]
    next_cursor: str


@dataclass(frozen=True)
class Keyset:
    """A total order: the last key is unique and never null."""

    keys: tuple[Key, ...]

    def order(self, queryset: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        return queryset.order_by(*(key.ordering() for key in self.keys))

    def page(self, queryset: QuerySet[Any, Any], *, cursor: str, limit: int, binding: str) -> Page:
        """One page in one query. `binding` names the list and its filters: a cursor of another one
        is refused (ParameterProblem), as is one that we did not write.
        """
        ordered = self.order(queryset)
        if cursor:
            ordered = ordered.filter(self.behind(self._read(cursor, binding)))
        rows = list(ordered[: limit + 1])
        if len(rows) <= limit:
            return Page(rows, "")
        values = [_value(rows[limit - 1], key.field) for key in self.keys]
        return Page(rows[:limit], self._write(values, binding))

    def behind(self, values: Sequence[Any]) -> Q:
        """(a, b) behind (x, y): a behind x, or a is x and b behind y."""
        found, before = Q(), Q()
        for key, value in zip(self.keys, values, strict=True):
            found |= before & key.later(value)
            before &= key.same(value)
        first, value = self.keys[0], values[0]
        if value is not None and not first.is_nullable and len(self.keys) > 1:
            # Implied by the rest; lets the database begin its index scan at this row.
            found &= first.same(value) | first.later(value)
        return found

    def _write(self, values: Sequence[Any], binding: str) -> str:
        stored = [value.isoformat() if isinstance(value, date) else value for value in values]
        kinds = [_KINDS[type(value)] for value in values]
        return signing.Signer(salt=f"cursor:{binding}").sign_object([kinds, stored], compress=True)

    def _read(self, cursor: str, binding: str) -> list[Any]:
        try:
            kinds, stored = signing.Signer(salt=f"cursor:{binding}").unsign_object(cursor)
        except (signing.BadSignature, ValueError):
            raise _foreign_cursor() from None
        if len(stored) != len(self.keys):  # the order of this list was another one once
            raise _foreign_cursor()
        return [_READERS[kind](value) for kind, value in zip(kinds, stored, strict=True)]


def _foreign_cursor() -> ParameterProblem:
    detail = _(
        "cursor: this is not a cursor of this list with these filters."
        " Follow `next`, or begin again without a cursor."
    )
    return ParameterProblem([Fault(detail=detail, parameter="cursor")])


def _value(row: Mapping[str, Any] | Model, field: str) -> Any:
    """The column of a .values() row or of a model, across relations too (a__b)."""
    if isinstance(row, Mapping):
        return row[field]
    value: Any = row
    for step in field.split("__"):
        value = getattr(value, step)
    return value


# A datetime is a date as well: kinds are told apart by exact type.
_KINDS: dict[type, str] = {datetime: "t", date: "d", int: "v", str: "v", type(None): "v"}
_READERS: dict[str, Any] = {
    "t": datetime.fromisoformat,
    "d": date.fromisoformat,
    "v": lambda value: value,
}
