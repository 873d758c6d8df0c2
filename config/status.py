"""What anybody may know about how this installation does: signs of life, ages, counts, outages.

No address, no name of a feed, no message of an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import Coalesce
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
from sources.models import ArticleText, Feed, FeedFetch, FeedGap, Outage

_DAY = timedelta(days=1)


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


@dataclass(frozen=True, slots=True)
class Feeds:
    """How polling does: feeds and outlets that are polled, feeds that fail at present; polls, new
    articles and stretches that may have been missed in the last day. `outage` is the last time
    that our own network failed, None where it never did.
    """

    polled: int
    outlets: int
    failing: int
    polls: int
    items: int
    gaps: int
    outage: Outage | None


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
            "feeds": find_feeds(now),
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
            # Texts are numbered as they are stored; articles wait for further looks afterwards.
            ArticleText.objects.order_by("-pk").values_list("stored_at", flat=True).first(),
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


def find_feeds(now: datetime) -> Feeds:
    """Four queries."""
    active = Q(state=FeedState.ACTIVE)
    feeds = Feed.objects.aggregate(
        polled=Count("pk", filter=active),
        outlets=Count("outlet", filter=active, distinct=True),
        failing=Count("pk", filter=active & Q(failures_in_a_row__gt=0)),
    )
    polls = FeedFetch.objects.filter(finished_at__gt=now - _DAY).aggregate(
        polls=Count("pk"), items=Coalesce(Sum("items_new"), 0)
    )
    gaps = FeedGap.objects.filter(before__gt=now - _DAY).count()
    return Feeds(**feeds, **polls, gaps=gaps, outage=Outage.objects.order_by("-began_at").first())


def find_counts() -> list[tuple[str, int]]:
    """How much of everything there is, in readers' words; six queries."""
    return [
        (_("Tracked experts"), Expert.objects.tracked().count()),
        (_("Propositions"), Proposition.objects.count()),
        (_("Statements that are public"), Statement.objects.accepted().current().count()),
        (_("Positions that are public"), Position.objects.published().current().count()),
        (_("Confirmed changes of stance"), StanceChange.objects.confirmed().count()),
        (_("Passages that wait for a curator"), Passage.objects.awaiting().count()),
    ]
