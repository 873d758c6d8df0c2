"""What waits for some worker, counted in the rows: for /status/ and for /metrics."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from alerts.enums import DeliveryState
from alerts.models import Delivery
from commentary.enums import ReadingState
from commentary.models import Reading
from sources.enums import ArticleState, FeedState
from sources.models import Article, Feed

# What waits for longer than this waits for more than its turn.
OVERDUE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Owed:
    """How many rows some worker will work on, how many of them now, and how many of these are
    overdue; `due_since` is when the first of those that are due became so.
    """

    total: int
    due: int
    overdue: int
    due_since: datetime | None


def rows_owed() -> dict[str, QuerySet[Any]]:
    """The rows that sweeps look through, by kind."""
    return {
        "feed": Feed.objects.filter(state=FeedState.ACTIVE),
        # An owed article is due by its constraint; saying so lets the index of due ones answer.
        "article": Article.objects.filter(state=ArticleState.OWED, due_at__isnull=False),
        "reading": Reading.objects.filter(state=ReadingState.OWED),
        "delivery": Delivery.objects.filter(state=DeliveryState.OWED),
    }


def count_owed(rows: QuerySet[Any], now: datetime) -> Owed:
    """One query."""
    is_due = Q(due_at__lte=now)
    found = rows.order_by().aggregate(
        total=Count("pk"),
        due=Count("pk", filter=is_due),
        overdue=Count("pk", filter=Q(due_at__lte=now - OVERDUE)),
        due_since=Min("due_at", filter=is_due),
    )
    return Owed(**found)
