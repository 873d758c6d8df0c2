"""One stored value on its way between a database and JSON.

What stands in the column is carried as it is: an encrypted text stays encrypted, because no field
class of ours ever sees the value. A column is known by Django's internal type of what it stores.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Col

Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `refers_to` is the table of a foreign key, or ""."""

    name: str
    kind: str
    is_nullable: bool = False
    refers_to: str = ""


def _same(value: Any) -> Any:
    return value


def _instant_to_json(value: datetime) -> str:
    """RFC 3339 in UTC with all six digits: `2025-05-15T09:30:00.000001Z`."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _binary_to_json(value: Any) -> str:
    return base64.b64encode(bytes(value)).decode()


def _binary_from_json(value: str) -> bytes:
    return base64.b64decode(value, validate=True)


# Kind: to JSON, from JSON. Both take a value that is not null.
_CONVERSIONS: dict[str, tuple[Convert, Convert]] = {
    **dict.fromkeys(
        (
            "AutoField",
            "BigAutoField",
            "BigIntegerField",
            "BooleanField",
            "CharField",
            "FloatField",
            "IntegerField",
            "PositiveBigIntegerField",
            "PositiveIntegerField",
            "PositiveSmallIntegerField",
            "SlugField",
            "SmallAutoField",
            "SmallIntegerField",
            "TextField",
        ),
        (_same, _same),
    ),
    "BinaryField": (_binary_to_json, _binary_from_json),
    "DateField": (date.isoformat, date.fromisoformat),
    "DateTimeField": (_instant_to_json, datetime.fromisoformat),
    "JSONField": (json.loads, _same),
    "UUIDField": (str, UUID),
}

#: The kinds that can be carried.
KINDS = frozenset(_CONVERSIONS)


def reader(column: Column, connection: BaseDatabaseWrapper) -> Convert:
    """A function from what the database gives for `column` to what JSON can hold."""
    to_json = _CONVERSIONS[column.kind][0]
    expression = Col("", _plain_field(column))
    converters = connection.ops.get_db_converters(expression)

    def read(value: Any) -> Any:
        for convert in converters:
            value = convert(value, expression, connection)
        return None if value is None else to_json(value)

    return read


def writer(column: Column, connection: BaseDatabaseWrapper) -> Convert:
    """A function from the JSON value to the parameter of an INSERT. It may raise ValueError or
    TypeError for a value that `reader` never gives.
    """
    from_json = _CONVERSIONS[column.kind][1]
    field = _plain_field(column)

    def write(value: Any) -> Any:
        # In a column that takes no NULL a null is JSON's own.
        if value is None and (column.is_nullable or column.kind != "JSONField"):
            return None
        return field.get_db_prep_value(from_json(value), connection, prepared=True)

    return write


def _plain_field(column: Column) -> models.Field[Any, Any]:
    """Django's own field of that kind: it knows the database and nothing of ours."""
    field: models.Field[Any, Any] = getattr(models, column.kind)()
    return field
