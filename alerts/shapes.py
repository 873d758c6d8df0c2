"""How events, subscriptions and what was sent look from outside. Pure.

An event is the same in the API, in webhooks and in mail.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from alerts.enums import DeliveryPurpose
from alerts.matching import SELECTABLE_KINDS, USUAL_KINDS
from commentary.enums import RecordKind
from commentary.shapes import expert_reference, instant, proposition_reference
from common.public_ids import public_id

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


def test_event_shape(*, endpoint: str, at: datetime, url: str) -> dict[str, Any]:
    """What a test message has as `data`: the keys of an event, so that a receiver's own code is
    tried, and `endpoint`. It has no number, for it stands in no stream.
    """
    return {
        "id": None,
        "sequence": None,
        "type": RecordKind.ENDPOINT_TEST.value,
        "at": instant(at),
        "expert": None,
        "proposition": None,
        "before": None,
        "after": None,
        "url": url,
        "tombstone": None,
        "endpoint": endpoint,
    }


def webhook_body(event: Mapping[str, Any]) -> dict[str, Any]:
    """The body of a webhook (Standard Webhooks): `{"type", "timestamp", "data"}`."""
    return {"type": event["type"], "timestamp": event["at"], "data": dict(event)}


# What the shapes below read, as EVENT_FIELDS.
SUBSCRIPTION_FIELDS = (
    "id",
    "state",
    "channel",
    "endpoint_id",
    "everything",
    "expert__slug",
    "expert__name",
    "topic__slug",
    "topic__name",
    "proposition__slug",
    "proposition__wording",
    "proposition__kind",
    "kinds",
    "created_at",
    "confirmed_at",
    "ended_at",
    "ended_reason",
)
ENDPOINT_FIELDS = (
    "id",
    "url",
    "host",
    "state",
    "state_reason",
    "failures_in_a_row",
    "last_success_at",
    "previous_secret_until",
    "created_at",
)
DELIVERY_FIELDS = (
    "id",
    "message_id",
    "purpose",
    "event_id",
    "event__record__kind",
    "state",
    "state_reason",
    "attempts",
    "due_at",
    "settled_at",
    "created_at",
)


def subscription_shape(row: Mapping[str, Any]) -> dict[str, Any]:
    """One subscription, for its owner. `kinds` are those it is told of, the usual ones too."""
    expert, topic, proposition = (
        row["expert__slug"],
        row["topic__slug"],
        row["proposition__slug"],
    )
    told = row["kinds"] or USUAL_KINDS
    return {
        "id": public_id("subscription", row["id"]),
        "state": row["state"],
        "channel": row["channel"],
        "endpoint": row["endpoint_id"] and public_id("endpoint", row["endpoint_id"]),
        "everything": row["everything"],
        "expert": expert and expert_reference(expert, row["expert__name"]),
        "topic": topic and {"slug": topic, "name": row["topic__name"]},
        "proposition": proposition
        and proposition_reference(
            proposition, row["proposition__wording"], row["proposition__kind"]
        ),
        "kinds": [kind for kind in SELECTABLE_KINDS if kind in told],
        "created_at": instant(row["created_at"]),
        "confirmed_at": instant(row["confirmed_at"]),
        "ended_at": instant(row["ended_at"]),
        "ended_reason": row["ended_reason"],
    }


def endpoint_shape(row: Mapping[str, Any], *, now: datetime) -> dict[str, Any]:
    """One webhook endpoint, for its owner; its secret never."""
    until = row["previous_secret_until"]
    return {
        "id": public_id("endpoint", row["id"]),
        "url": row["url"],
        "host": row["host"],
        "state": row["state"],
        "state_reason": row["state_reason"],
        "failures_in_a_row": row["failures_in_a_row"],
        "last_success_at": instant(row["last_success_at"]),
        "previous_secret_until": instant(until) if until and now < until else None,
        "created_at": instant(row["created_at"]),
    }


def delivery_shape(
    row: Mapping[str, Any], last_try: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """One message to an endpoint. `id` is the webhook-id of every try; `last_try` has `status`,
    `error` and `started_at`.
    """
    tried = last_try or {}
    is_test = row["purpose"] == DeliveryPurpose.TEST
    event = row["event_id"]
    return {
        "id": row["message_id"],
        "type": RecordKind.ENDPOINT_TEST.value if is_test else row["event__record__kind"],
        "event": str(event) if event is not None else None,
        "state": row["state"],
        "state_reason": row["state_reason"],
        "attempts": row["attempts"],
        "last_status": tried.get("status"),
        "last_error": tried.get("error", ""),
        "last_tried_at": instant(tried.get("started_at")),
        "due_at": instant(row["due_at"]),
        "settled_at": instant(row["settled_at"]),
        "created_at": instant(row["created_at"]),
    }
