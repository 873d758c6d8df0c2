"""How requests for a correction and their answers look from outside. Pure."""

from commentary.enums import CorrectionState
from commentary.shapes import Row, Shape, instant
from common.public_ids import public_id

CORRECTION_FIELDS = (
    "id",
    "public_id",
    "position_id",
    "statement_id",
    "change_id",
    "article_id",
    "expert__slug",
    "asked_by",
    "claim",
    "state",
    "received_at",
    "taken_up_at",
    "verified_at",
    "decided_at",
    "answer",
    "reply",
)
_WAITING = frozenset({CorrectionState.RECEIVED, CorrectionState.UNDER_REVIEW})


def correction_shape(row: Row) -> Shape:
    """A request as the public log has it: what it is about and what came of it, without names.

    Until it is decided it says no more than how far it is.
    """
    is_open = row["state"] in _WAITING
    is_verified = row["verified_at"] is not None
    kind, record = about(row)
    return {
        "id": row["public_id"],
        "kind": kind,
        "record": record,
        "asked_by": row["asked_by"],
        "is_verified": is_verified,
        "claim": row["claim"],
        "state": row["state"],
        "received_at": instant(row["received_at"]),
        "taken_up_at": instant(row["taken_up_at"]),
        "decided_at": instant(row["decided_at"]),
        "answer": "" if is_open else row["answer"],
        "reply": row["reply"] if is_verified else "",
    }


def about(row: Row) -> tuple[str, str]:
    """The kind of the record that a request is about, and its id (an expert's slug)."""
    for kind in ("position", "statement", "change", "article"):
        if row[f"{kind}_id"] is not None:
            return kind, public_id(kind, row[f"{kind}_id"])
    return "expert", row["expert__slug"]
