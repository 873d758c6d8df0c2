"""What anybody may know about how this installation does: signs of life, ages and counts.

No address, no name of a feed, no message of an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from alerts.models import Delivery
from commentary.models import (
    Expert,
    Passage,
    Position,
    Proposition,
    Reading,
    StanceChange,
    Statement,
)
from config import canaries, readiness
from config.owed import Owed, count_owed, rows_owed
from sources.enums import FeedState
from sources.models import Article, Feed, FeedFetch


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of work: `queue` is who does it, `is_alive` is None where that cannot be told.

    `last_at` is when it was last done, `owed` how many pieces are due now, `oldest_at` since when
    the first of them is.
    """

    name: str
    queue: str
    is_alive: bool | None
    last_at: datetime | None
    owed: int
    oldest_at: datetime | None
    is_late: bool


@require_safe
@never_cache
def status(request: HttpRequest) -> HttpResponse:
    """Whether feeds are polled, texts read and messages sent, and how much there is."""
    now = timezone.now()
    work = find_work(now)
    return render(
        request,
        "config/status.html",
        {
            "work": work,
            "is_well": all(one.is_alive and not one.is_late for one in work),
            "is_known": all(one.is_alive is not None for one in work),
            "counts": find_counts(),
            "now": now,
        },
    )


def find_work(now: datetime) -> list[Work]:
    """The four kinds of work in the order in which an article goes through them; eight queries."""
    silent = _silent_queues()
    owed = rows_owed()
    kinds: list[tuple[str, str, datetime | None, str]] = [
        (
            _("Polling feeds"),
            "poll",
            FeedFetch.objects.aggregate(at=Max("finished_at"))["at"],
            "feed",
        ),
        (
            _("Fetching articles"),
            "read",
            Article.objects.filter(due_at__isnull=True).aggregate(at=Max("first_seen_at"))["at"],
            "article",
        ),
        (
            _("Reading them"),
            "read",
            Reading.objects.aggregate(at=Max("read_at"))["at"],
            "reading",
        ),
        (
            _("Telling subscribers"),
            "deliver",
            Delivery.objects.filter(state="sent").aggregate(at=Max("settled_at"))["at"],
            "delivery",
        ),
    ]
    return [
        _work(name, queue, silent, last_at, count_owed(owed[kind], now))
        for name, queue, last_at, kind in kinds
    ]


def _silent_queues() -> list[str] | None:
    """The queues whose workers gave no sign; None where that says nothing (yet)."""
    try:
        silent = canaries.silent_queues()
    except (RedisError, OSError):
        return None
    return None if silent and readiness.is_starting() else silent


def _work(
    name: str, queue: str, silent: list[str] | None, last_at: datetime | None, owed: Owed
) -> Work:
    return Work(
        name=name,
        queue=queue,
        is_alive=None if silent is None else queue not in silent,
        last_at=last_at,
        owed=owed.due,
        oldest_at=owed.due_since,
        is_late=owed.overdue > 0,
    )


def find_counts() -> list[tuple[str, int]]:
    """How much of everything there is, in readers' words; seven queries."""
    feeds = Feed.objects.aggregate(
        polled=Count("pk", filter=Q(state=FeedState.ACTIVE)),
        outlets=Count("outlet", filter=Q(state=FeedState.ACTIVE), distinct=True),
    )
    return [
        (_("Tracked experts"), Expert.objects.tracked().count()),
        (_("Propositions"), Proposition.objects.count()),
        (_("Statements that are public"), Statement.objects.accepted().current().count()),
        (_("Positions that are public"), Position.objects.published().current().count()),
        (_("Confirmed changes of stance"), StanceChange.objects.confirmed().count()),
        (_("Feeds that are polled"), feeds["polled"]),
        (_("Outlets that they belong to"), feeds["outlets"]),
        (_("Passages that wait for a curator"), Passage.objects.awaiting().count()),
    ]
