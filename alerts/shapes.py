"""How an event looks from outside: the same in the API, in webhooks and in mail. Pure."""

from collections.abc import Mapping
from typing import Any

from commentary.shapes import expert_reference, instant, proposition_reference

# What event_shape reads: `Event.objects.values(*EVENT_FIELDS)`.
EVENT_FIELDS = (
    "sequence",
    "record__kind",
    "record__at",
    "record__payload",
    "record__restricted_at",
    "record__erased_at",
    "record__expert__slug",
    "record__expert__name",
    "record__proposition__slug",
    "record__proposition__wording",
    "record__proposition__kind",
)


def event_shape(row: Mapping[str, Any], *, url: str) -> dict[str, Any]:
    """One event: `{"id", "sequence", "type", "at", "expert", "proposition", "before", "after",
    "url", "tombstone"}`.

    `id` is the number as a string, the same in every channel; `before` and `after` are what the
    record looked like around the act, as it was written down then; `url` is the page to read on;
    `tombstone` is null unless what it was about is restricted or erased, and then the rest is.
    """
    payload: Mapping[str, Any] = row["record__payload"]
    expert, proposition = row["record__expert__slug"], row["record__proposition__slug"]
    hidden = tombstone(row)
    if hidden is not None:
        payload, expert, proposition = {}, None, None
    return {
        "id": str(row["sequence"]),
        "sequence": row["sequence"],
        "type": row["record__kind"],
        "at": instant(row["record__at"]),
        "expert": expert and expert_reference(expert, row["record__expert__name"]),
        "proposition": proposition
        and proposition_reference(
            proposition, row["record__proposition__wording"], row["record__proposition__kind"]
        ),
        "before": payload.get("before"),
        "after": payload.get("after"),
        "url": url,
        "tombstone": hidden,
    }


def tombstone(row: Mapping[str, Any]) -> dict[str, Any] | None:
    """Why an event says nothing but its number, type and time: `{"state", "at"}`, or None."""
    if row["record__erased_at"] is not None:
        return {"state": "erased", "at": instant(row["record__erased_at"])}
    if row["record__restricted_at"] is not None:
        return {"state": "restricted", "at": instant(row["record__restricted_at"])}
    return None


def webhook_body(event: Mapping[str, Any]) -> dict[str, Any]:
    """The body of a webhook (Standard Webhooks): `{"type", "timestamp", "data"}`."""
    return {"type": event["type"], "timestamp": event["at"], "data": dict(event)}
