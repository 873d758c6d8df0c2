"""What changed from one row of a history to the next, in words for people."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import models
from django.utils.formats import localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from common.history import CHANGED, CREATED, history_model

# Rows of one table that are shown, the newest.
MOST = 500

#: A model whose rows belong to another, and the name of its foreign key to it.
Part = tuple[type[models.Model], str]


@dataclass(frozen=True, slots=True)
class Change:
    """One column: as it was (empty where there was nothing) and as it became."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: `at` in UTC, `who` is empty where no user was known."""

    at: datetime
    who: str
    action: str
    row: str
    reason: str
    changes: tuple[Change, ...]


def edits_of(row: models.Model, *, parts: Sequence[Part] = ()) -> list[Edit]:
    """Every edit of a row and of what belongs to it, newest first."""
    own = _edits(type(row), {"id": row.pk})
    of_parts = (_edits(model, {key: row.pk}, hidden=key) for model, key in parts)
    return sorted(
        (edit for found in (own, *of_parts) for edit in found),
        key=lambda edit: edit.at,
        reverse=True,
    )


def _edits(
    model: type[models.Model], those: Mapping[str, Any], *, hidden: str = ""
) -> Iterator[Edit]:
    past = history_model(model)
    rows = past._default_manager.filter(**those).select_related("history_user")  # noqa: SLF001 - the documented name
    newest = list(rows.order_by("-history_id")[:MOST])
    columns = [
        field
        for field in past.tracked_fields  # type: ignore[attr-defined]  # set by simple_history
        if not field.primary_key and field.name != hidden
    ]
    names = _names_of_others(columns, newest)
    by_row: dict[int, list[Any]] = defaultdict(list)
    for one in reversed(newest):
        by_row[one.serializable_value("id")].append(one)
    for versions in by_row.values():
        for before, after in pairwise([None, *versions]):
            yield _edit(model, columns, names, before, after)


def _edit(
    model: type[models.Model],
    columns: Sequence[models.Field[Any, Any]],
    names: Mapping[tuple[str, Any], str],
    before: Any,
    after: Any,
) -> Edit:
    actions = {CREATED: _("added"), CHANGED: _("changed")}
    changes = [
        Change(
            str(field.verbose_name),
            _shown(field, before, names) if before else "",
            _shown(field, after, names),
        )
        for field in columns
        if before is None or getattr(before, field.attname) != getattr(after, field.attname)
    ]
    return Edit(
        at=after.history_date,
        who=after.history_user.get_username() if after.history_user else "",
        action=actions.get(after.history_type, _("deleted")),
        row=f"{model._meta.verbose_name}: {_title(columns, after, names)}",  # noqa: SLF001 - the documented name
        reason=after.history_change_reason,
        changes=tuple(change for change in changes if change.before or change.after),
    )


def _title(
    columns: Sequence[models.Field[Any, Any]], row: Any, names: Mapping[tuple[str, Any], str]
) -> str:
    """What tells this row from its neighbours: its first column of text."""
    text = next(
        (field for field in columns if isinstance(field, models.CharField) and not field.choices),
        columns[0],
    )
    named = next((field for field in columns if field.name in {"name", "title"}), text)
    return _shown(named, row, names) or _shown(text, row, names)


def _shown(field: models.Field[Any, Any], row: Any, names: Mapping[tuple[str, Any], str]) -> str:
    value = getattr(row, field.attname)
    if value is None or value == "":
        return ""
    if field.is_relation:
        return names.get((field.name, value), f"#{value}")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return str(localize(localtime(value) if isinstance(value, datetime) else value))


def _names_of_others(
    columns: Iterable[models.Field[Any, Any]], rows: Sequence[Any]
) -> dict[tuple[str, Any], str]:
    """The rows that foreign keys of these rows name, as far as they still exist."""
    names: dict[tuple[str, Any], str] = {}
    for field in columns:
        other = field.related_model
        if isinstance(other, type) and issubclass(other, models.Model):
            wanted = {getattr(row, field.attname) for row in rows} - {None}
            found = other._default_manager.in_bulk(wanted)  # noqa: SLF001 - the documented name
            names |= {(field.name, pk): str(one) for pk, one in found.items()}
    return names
