"""What is answered where a record was: restricted or erased, since when, and why in a word."""

from commentary.enums import TombstoneKind
from commentary.models import (
    Expert,
    Position,
    Restriction,
    StanceChange,
    Statement,
    Tombstone,
)
from commentary.shapes import Shape, instant
from common.encryption import keyed_hash
from common.public_ids import row_number

RESTRICTED, ERASED = "restricted", "erased"


def tombstone_key(kind: str, name: str) -> str:
    """By what a tombstone is found: the public id, or the hash of a person's slug."""
    return keyed_hash(f"expert:{name}") if kind == TombstoneKind.EXPERT else name


def tombstone_shape(kind: str, name: str, *, state: str, at: str | None, reason: str) -> Shape:
    """`{"state", "kind", "id", "at", "reason"}`; a person has no id but the slug, which is a name:
    null.
    """
    is_expert = kind == TombstoneKind.EXPERT
    return {
        "state": state,
        "kind": kind,
        "id": None if is_expert else name,
        "at": at,
        "reason": reason,
    }


def tombstone_of(kind: str, name: str) -> Shape | None:
    """What to answer at the address of a record that was public; None: there is no such thing.

    `name` is the public id, or a person's slug.
    """
    if "\0" in name:  # no id or slug has it, and PostgreSQL takes it in no value
        return None
    erased = Tombstone.objects.filter(kind=kind, key=tombstone_key(kind, name)).first()
    if erased is not None:
        return tombstone_shape(
            kind, name, state=ERASED, at=instant(erased.erased_at), reason=erased.reason
        )
    restriction = _restriction_of(kind, name)
    if restriction is None:
        return None
    return tombstone_shape(
        kind,
        name,
        state=RESTRICTED,
        at=instant(restriction.restricted_at),
        reason=restriction.reason,
    )


def _restriction_of(kind: str, name: str) -> Restriction | None:
    """The live restriction that hides a record that was public."""
    live = Restriction.objects.live().order_by("restricted_at", "pk")
    if kind == TombstoneKind.EXPERT:
        expert = Expert.objects.filter(slug=name).first()
        return live.filter(expert=expert.survivor()).first() if expert else None
    number = row_number(kind, name) if kind in _ROWS else None
    row = _ROWS[kind].filter(pk=number, restricted_at__isnull=False).first() if number else None
    if row is None:
        return None
    if isinstance(row, StanceChange):
        positions = [row.before, row.after]
    else:
        positions = [row] if isinstance(row, Position) else []
    statements = [one.statement_id for one in positions]
    if isinstance(row, Statement):
        statements = [row.pk]
    return (
        live.filter(expert=row.expert_id).first()
        or live.filter(statement__in=statements).first()
        or live.filter(position__in=positions).first()
    )


_ROWS = {
    "statement": Statement.objects.accepted(),
    "position": Position.objects.published(),
    "change": StanceChange.objects.filter(recorded_at__isnull=False),
}
