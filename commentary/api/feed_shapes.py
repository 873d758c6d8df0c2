"""How feeds fare, as the schema declares it and as it is written."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from commentary.api.serializers import OutletReferenceSerializer, Shape
from commentary.shapes import Row, instant
from common.public_ids import public_id
from sources.enums import ErrorKind, FeedState, FetchOutcome
from sources.figures import WINDOW
from sources.health import Health

POLL_FIELDS = (
    "feed_id",
    "started_at",
    "outcome",
    "error_kind",
    "status",
    "items",
    "items_new",
    "is_audit",
    "error",
)
FEED_FIELDS = (
    "id",
    "url",
    "title",
    "outlet__slug",
    "outlet__name",
    "state",
    "state_reason",
    "due_at",
    "due_reason",
    "last_polled_at",
    "last_success_at",
    "failures_in_a_row",
    "error_kind",
    "last_error",
    "validators_distrusted_at",
    "moved_to",
    "moved_since",
    "created_at",
)


class PollSerializer(Shape):
    """What came of a poll."""

    started_at = serializers.DateTimeField()
    outcome = serializers.ChoiceField(choices=FetchOutcome.choices)
    error_kind = serializers.ChoiceField(choices=ErrorKind.choices, allow_null=True)
    status = serializers.IntegerField(allow_null=True, help_text=_("Of HTTP."))
    items = serializers.IntegerField()
    items_new = serializers.IntegerField()
    is_audit = serializers.BooleanField(
        help_text=_("Asked in full to see whether its “not modified” is true.")
    )
    error = serializers.CharField()


class MissedSerializer(Shape):
    """A stretch of a feed that nobody may have seen."""

    after = serializers.DateTimeField(help_text=_("The last answer before it."))
    before = serializers.DateTimeField(help_text=_("The answer that shared nothing with it."))


class HealthSerializer(Shape):
    """Figures of the last days; null where there is nothing to tell them by."""

    days = serializers.IntegerField()
    items_per_week = serializers.FloatField(allow_null=True)
    delay_p50 = serializers.IntegerField(
        allow_null=True,
        help_text=_("Seconds from publication to our first sight, for half of the articles."),
    )
    delay_p95 = serializers.IntegerField(
        allow_null=True, help_text=_("The same for 95 % of them.")
    )
    gaps = serializers.IntegerField()
    last_gap = MissedSerializer(allow_null=True)


class FeedSerializer(Shape):
    """How a feed fares."""

    id = serializers.CharField()
    url = serializers.CharField()
    title = serializers.CharField()
    outlet = OutletReferenceSerializer()
    state = serializers.ChoiceField(choices=FeedState.choices)
    state_reason = serializers.CharField()
    due_at = serializers.DateTimeField(allow_null=True)
    due_reason = serializers.CharField(help_text=_("Why the next poll is then."))
    last_polled_at = serializers.DateTimeField(allow_null=True)
    last_success_at = serializers.DateTimeField(allow_null=True)
    failures_in_a_row = serializers.IntegerField()
    error_kind = serializers.ChoiceField(choices=ErrorKind.choices, allow_null=True)
    last_error = serializers.CharField()
    validators_distrusted_at = serializers.DateTimeField(
        allow_null=True, help_text=_("Its server said “not modified” of a feed that was.")
    )
    moved_to = serializers.CharField(
        allow_null=True, help_text=_("The address that it says it has moved to for good.")
    )
    moved_since = serializers.DateTimeField(allow_null=True)
    last_poll = PollSerializer(allow_null=True)
    health = HealthSerializer()


class FeedDetailSerializer(FeedSerializer):
    """A feed with its latest polls and gaps, newest first."""

    polls = PollSerializer(many=True)
    missed = MissedSerializer(many=True)


class NewFeedSerializer(Shape):
    url = serializers.CharField(max_length=2000, help_text=_("Address of the feed."))
    outlet = serializers.CharField(
        max_length=200,
        required=False,
        help_text=_("Who publishes it; else what the feed calls itself, once it was read."),
    )


class PauseSerializer(Shape):
    reason = serializers.CharField(max_length=200, required=False)


class MoveSerializer(Shape):
    url = serializers.CharField(
        max_length=2000,
        required=False,
        help_text=_("The new address; without it the one that the feed says it has moved to."),
    )


def feed_shape(row: Row, last_poll: Row | None, health: Health) -> dict[str, Any]:
    """A row of FEED_FIELDS; `last_poll` is one of POLL_FIELDS, None before the first."""
    return {
        "id": public_id("feed", row["id"]),
        "url": row["url"],
        "title": row["title"],
        "outlet": {"slug": row["outlet__slug"], "name": row["outlet__name"]},
        "state": row["state"],
        "state_reason": row["state_reason"],
        "due_at": instant(row["due_at"]),
        "due_reason": row["due_reason"],
        "last_polled_at": instant(row["last_polled_at"]),
        "last_success_at": instant(row["last_success_at"]),
        "failures_in_a_row": row["failures_in_a_row"],
        "error_kind": row["error_kind"] or None,
        "last_error": row["last_error"],
        "validators_distrusted_at": instant(row["validators_distrusted_at"]),
        "moved_to": row["moved_to"] or None,
        "moved_since": instant(row["moved_since"]),
        "last_poll": None if last_poll is None else poll_shape(last_poll),
        "health": _health_shape(health),
    }


def poll_shape(row: Row) -> dict[str, Any]:
    """A row of POLL_FIELDS."""
    return {
        "started_at": instant(row["started_at"]),
        "outcome": row["outcome"],
        "error_kind": row["error_kind"] or None,
        "status": row["status"],
        "items": row["items"],
        "items_new": row["items_new"],
        "is_audit": row["is_audit"],
        "error": row["error"],
    }


def missed_shape(after: Any, before: Any) -> dict[str, Any]:
    return {"after": instant(after), "before": instant(before)}


def _health_shape(health: Health) -> dict[str, Any]:
    figures = health.figures
    rate, half, most = figures.items_per_week, figures.delay_p50, figures.delay_p95
    return {
        "days": WINDOW.days,
        "items_per_week": None if rate is None else round(rate, 1),
        "delay_p50": None if half is None else round(half.total_seconds()),
        "delay_p95": None if most is None else round(most.total_seconds()),
        "gaps": health.gaps,
        "last_gap": missed_shape(*health.last_gap) if health.last_gap else None,
    }
