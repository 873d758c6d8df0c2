"""Writing many rows in few statements, without what the ORM does for each of them.

`bulk_create` asks every field of every row what it is, prepares it and writes its placeholder;
for rows of two dozen columns that costs several times what the database does. Here each column is
prepared once for each distinct value. For rows that workers write in thousands; signals and
history are not called, as with `bulk_create`.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connections, models, router
from django.utils import timezone

# SQLite takes at least 32,766 parameters in one statement.
_PARAMETERS = 30_000
# Their words go into the database as they are.
_TEXTS = (models.CharField, models.TextField)


def insert_rows(rows: Sequence[models.Model], *, ignore_conflicts: bool = False) -> int:
    """Insert new rows of one model; the database gives their numbers, which are not told.

    `ignore_conflicts`: a row that a unique constraint refuses is left out. Returns how many were
    written.
    """
    if not rows:
        return 0
    model = type(rows[0])
    fields = [field for field in _fields(model) if not field.primary_key]
    now = timezone.now()
    columns = [
        [now] * len(rows) if _is_clock(field) else [vars(row)[field.attname] for row in rows]
        for field in fields
    ]
    ending = "ON CONFLICT DO NOTHING" if ignore_conflicts else ""
    return _write(model, fields, columns, ending)


def insert_values(
    model: type[models.Model],
    names: Sequence[str],
    values: Sequence[Sequence[Any]],
    *,
    replacing: Sequence[str] = (),
) -> None:
    """Insert new rows from the values of these columns; the others have their model's default.

    A row that a unique constraint refuses is left out. `replacing` names the columns of such a
    constraint: the other columns of the row that stands are overwritten.
    """
    if not values:
        return
    fields = [_field(model, name) for name in names]
    columns = [list(column) for column in zip(*values, strict=True)]
    for field in _fields(model):
        if not (field.primary_key or field in fields):
            fields.append(field)
            columns.append([_default(field)] * len(values))
    ending = "ON CONFLICT DO NOTHING"
    if replacing:
        unique = [_field(model, name) for name in replacing]
        others = [_field(model, name) for name in names if name not in replacing]
        ending = f"ON CONFLICT ({_names(unique)}) DO UPDATE SET {_overwriting(others)}"
    _write(model, fields, columns, ending)


def rewrite_rows(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """Write these columns of rows that exist, all with one statement.

    Call it in a transaction that holds the rows: it is an upsert by their numbers, so one that was
    deleted meanwhile would come back.
    """
    if not rows:
        return
    model = type(rows[0])
    fields = _fields(model)
    pk = [field for field in fields if field.primary_key]
    updates = _overwriting([_field(model, name) for name in names])
    columns = [[vars(row)[field.attname] for row in rows] for field in fields]
    _write(model, fields, columns, f"ON CONFLICT ({_names(pk)}) DO UPDATE SET {updates}")


Field = models.Field[Any, Any]


def _fields(model: type[models.Model]) -> list[Field]:
    return list(model._meta.concrete_fields)  # noqa: SLF001 - the documented name


def _field(model: type[models.Model], name: str) -> Field:
    return next(field for field in _fields(model) if name in {field.name, field.attname})


def _is_clock(field: Field) -> bool:
    return bool(getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False))


def _default(field: Field) -> Any:
    return timezone.now() if _is_clock(field) else field.get_default()


def _names(fields: Sequence[Field]) -> str:
    return ", ".join(f'"{field.column}"' for field in fields)


def _overwriting(fields: Sequence[Field]) -> str:
    return ", ".join(f'"{field.column}" = excluded."{field.column}"' for field in fields)


def _write(
    model: type[models.Model],
    fields: Sequence[Field],
    columns: Sequence[Sequence[Any]],
    ending: str,
) -> int:
    """How many rows were written."""
    written = 0
    connection = connections[router.db_for_write(model)]
    prepared = [
        _prepared(field, column, connection) for field, column in zip(fields, columns, strict=True)
    ]
    rows = list(zip(*prepared, strict=True))
    one = "(" + ", ".join(["%s"] * len(fields)) + ")"
    table = model._meta.db_table  # noqa: SLF001 - the documented name
    at_once = _PARAMETERS // len(fields)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), at_once):
            some = rows[start : start + at_once]
            places = ", ".join([one] * len(some))
            cursor.execute(
                f'INSERT INTO "{table}" ({_names(fields)}) VALUES {places} {ending}',  # noqa: S608 - only names of our own models
                [value for row in some for value in row],
            )
            written += cursor.rowcount
    return written


def _prepared(field: Field, column: Sequence[Any], connection: Any) -> Sequence[Any]:
    if type(field) in _TEXTS and all(type(value) is str for value in column):
        return column
    try:
        known = {value: field.get_db_prep_save(value, connection) for value in set(column)}
    except (TypeError, ValueError):  # a list, a writable buffer: values without a hash
        return [field.get_db_prep_save(value, connection) for value in column]
    return [known[value] for value in column]
