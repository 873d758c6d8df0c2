"""The append-only log of public acts, from which alerts makes its events."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from commentary.enums import RecordKind
from commentary.models import Expert, Position, Proposition, Record, StanceChange, Statement
from common.wake import wake


def append_record(
    *,
    kind: RecordKind,
    at: datetime,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    expert: Expert | None = None,
    proposition: Proposition | None = None,
    statement: Statement | None = None,
    position: Position | None = None,
    change: StanceChange | None = None,
    is_late: bool = False,
) -> Record:
    """Write down a public act; call it in the transaction that performs the act.

    `before` and `after` are what the record looked like around it, in the shapes of the API.
    `is_late`: it was made by something found late, and is never to be announced as new; the
    payload then says `"late": true`.
    """
    payload: dict[str, Any] = {"before": before, "after": after}
    if is_late:
        payload["late"] = True
    record = Record.objects.create(
        kind=kind,
        at=at,
        expert=expert,
        proposition=proposition,
        statement=statement,
        position=position,
        change=change,
        payload=payload,
        # What is kept and not shown is not told either.
        restricted_at=next(
            (
                row.restricted_at
                for row in (expert, statement, position, change)
                if row is not None and row.restricted_at is not None
            ),
            None,
        ),
    )
    wake("changes")
    return record


def unnumbered(limit: int) -> list[Record]:
    """The records that have no event number yet, in the order in which they were written."""
    return list(Record.objects.filter(numbered_at__isnull=True).order_by("pk")[:limit])


def mark_numbered(ids: Sequence[int], at: datetime) -> int:
    """Say that these records have their numbers; returns how many had none before."""
    return Record.objects.filter(pk__in=ids, numbered_at__isnull=True).update(numbered_at=at)
