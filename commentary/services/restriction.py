"""Restricting: a record is kept and not shown, not searched and told to nobody, until lifted."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from commentary.enums import RecordKind, TombstoneKind, TombstoneReason
from commentary.exceptions import AlreadyReviewedError, DecisionError, NotAllowedError
from commentary.models import (
    Expert,
    Position,
    Record,
    Restriction,
    StanceChange,
    Statement,
)
from commentary.services.records import append_record
from commentary.services.review import lock_expert
from commentary.services.search_index import index_records
from commentary.shapes import Shape, instant
from commentary.tombstones import RESTRICTED, tombstone_shape
from common.public_ids import public_id

RESTRICT = "commentary.restrict_record"


@transaction.atomic
def restrict(
    *, record: Expert | Statement | Position, editor: User, reason: str, note: str
) -> Restriction:
    """Hide a record with all that rests on it: a person's statements and positions, the positions
    on a statement, the changes between positions, and what past events say of them.

    `reason` is public, `note` is for the staff. Raises NotAllowedError, DecisionError for another
    reason or without a note, AlreadyReviewedError when it is restricted already.
    """
    require(editor, RESTRICT)
    note = note.strip()
    if reason not in TombstoneReason.values or not note:
        known = ", ".join(TombstoneReason.values)
        raise DecisionError(f"Give a note and one of these reasons: {known}.")
    if isinstance(record, Expert):
        record = record.survivor()
    expert = lock_expert(record.pk if isinstance(record, Expert) else record.expert_id)
    column = type(record).__name__.lower()
    if Restriction.objects.live().filter(**{column: record}).exists():
        raise AlreadyReviewedError("This record is restricted already; reload it to see by whom.")
    shown = _shown_of(expert)
    restriction = Restriction.objects.create(
        **{column: record},
        reason=reason,
        note=note,
        restricted_at=timezone.now(),
        restricted_by=editor,
    )
    _apply(expert)
    append_record(
        kind=RecordKind.RECORD_RESTRICTED,
        at=restriction.restricted_at,
        before=None,
        after=_shape(restriction, sorted(shown - _shown_of(expert))),
    )
    return restriction


@transaction.atomic
def lift(*, restriction_id: int, editor: User) -> Restriction:
    """Show the record again, unless another restriction hides it too.

    Followers learn it by `record.restricted` with the tombstone as `before` and nothing after.
    Raises NotAllowedError, AlreadyReviewedError when it is lifted already.
    """
    require(editor, RESTRICT)
    restriction = Restriction.objects.select_related("statement", "position").get(
        pk=restriction_id
    )
    expert = lock_expert(_expert_of(restriction))
    restriction.refresh_from_db()
    if restriction.lifted_at is not None:
        raise AlreadyReviewedError("This restriction is lifted already; reload it to see by whom.")
    hidden = _shown_of(expert)
    restriction.lifted_at, restriction.lifted_by = timezone.now(), editor
    restriction.save(update_fields=["lifted_at", "lifted_by", "updated_at"])
    _apply(expert)
    append_record(
        kind=RecordKind.RECORD_RESTRICTED,
        at=restriction.lifted_at,
        before=_shape(restriction, sorted(_shown_of(expert) - hidden)),
        after=None,
    )
    return restriction


def require(editor: User, permission: str) -> None:
    """Raises NotAllowedError unless `editor` has the permission."""
    if not editor.has_perm(permission):
        raise NotAllowedError(
            f"{editor.get_username()} is no Editor: the permission {permission} is missing."
        )


def _expert_of(restriction: Restriction) -> int:
    record = restriction.position or restriction.statement
    if record is not None:
        return record.expert_id
    assert restriction.expert_id is not None  # noqa: S101 - a constraint holds it
    return restriction.expert_id


def _apply(expert: Expert) -> None:
    """Write `restricted_at` wherever a live restriction reaches among all rows of a person."""
    people = [expert.pk, *_merged_into(expert.pk)]
    mine = {"expert__in": people}
    statements, positions = Statement.objects.filter(**mine), Position.objects.filter(**mine)
    changes, records = StanceChange.objects.filter(**mine), Record.objects.filter(**mine)
    for rows in (statements, positions, changes, records):
        rows.filter(restricted_at__isnull=False).update(restricted_at=None)
    Expert.objects.filter(pk__in=people).update(restricted_at=None)
    live = Restriction.objects.live().order_by("-restricted_at")
    for restriction in live.filter(position__in=positions):
        _hide(restriction.restricted_at, positions=positions.filter(pk=restriction.position_id))
    for restriction in live.filter(statement__in=statements):
        on_it = positions.filter(statement=restriction.statement_id)
        _hide(restriction.restricted_at, positions=on_it)
        said = statements.filter(pk=restriction.statement_id)
        said.update(restricted_at=restriction.restricted_at)
        _mark(records.filter(statement=restriction.statement_id), restriction.restricted_at)
    for restriction in live.filter(expert=expert):
        for rows in (statements, positions, changes, records):
            rows.update(restricted_at=restriction.restricted_at)
        Expert.objects.filter(pk__in=people).update(restricted_at=restriction.restricted_at)
    index_records(
        experts=people,
        statements=statements.accepted().values_list("pk", flat=True),
        positions=positions.published().values_list("pk", flat=True),
    )


def _merged_into(expert_id: int) -> Iterable[int]:
    merged = list(Expert.objects.filter(merged_into=expert_id).values_list("pk", flat=True))
    return [*merged, *(pk for one in merged for pk in _merged_into(one))]


def _hide(at: datetime, *, positions: Any) -> None:
    """These positions, the changes from or to them, and what events say of either."""
    numbers = list(positions.values_list("pk", flat=True))
    positions.update(restricted_at=at)
    changes = StanceChange.objects.filter(Q(before__in=numbers) | Q(after__in=numbers))
    changes.update(restricted_at=at)
    _mark(records_of_positions(numbers), at)


def records_of_positions(numbers: Iterable[int]) -> Any:
    """Records whose payload shows one of these positions: its own, those of changes from or to it,
    and that of the correction which replaced it.
    """
    numbers = list(numbers)
    return Record.objects.filter(
        Q(position__in=numbers)
        | Q(change__before__in=numbers)
        | Q(change__after__in=numbers)
        | Q(position__replaces__in=numbers, kind=RecordKind.POSITION_SUPERSEDED)
    )


def _mark(records: Any, at: datetime) -> None:
    # By ids: UPDATE does not take joins.
    numbers = list(records.values_list("pk", flat=True))
    Record.objects.filter(pk__in=numbers).update(restricted_at=at)


def _shown_of(expert: Expert) -> set[str]:
    """Ids of everything of a person that somebody may have read here and may read now."""
    mine: dict[str, Any] = {"expert": expert, "restricted_at": None}
    return {
        *(
            public_id("statement", pk)
            for pk in Statement.objects.accepted().filter(**mine).values_list("pk", flat=True)
        ),
        *(
            public_id("position", pk)
            for pk in Position.objects.published().filter(**mine).values_list("pk", flat=True)
        ),
        *(
            public_id("change", pk)
            for pk in StanceChange.objects.filter(**mine, recorded_at__isnull=False).values_list(
                "pk", flat=True
            )
        ),
    }


def _shape(restriction: Restriction, records: list[str]) -> Shape:
    """The tombstone, with the ids of everything that a follower has to put away or may show
    again.
    """
    kind, name = TombstoneKind.EXPERT.value, ""
    if restriction.statement_id is not None:
        kind, name = "statement", public_id("statement", restriction.statement_id)
    elif restriction.position_id is not None:
        kind, name = "position", public_id("position", restriction.position_id)
    return {
        **tombstone_shape(
            kind,
            name,
            state=RESTRICTED,
            at=instant(restriction.restricted_at),
            reason=restriction.reason,
        ),
        "records": records,
    }
