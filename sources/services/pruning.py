"""Letting go of what has been kept for long enough, in small steps.

A step is one transaction on few rows, so that nobody waits for it; broken off anywhere, the next
run goes on. What is blanked keeps its hash, length and times: an article that comes again is
recognised by them.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef

from sources.enums import AliasKind
from sources.models import (
    ArticleAlias,
    ArticleText,
    FeedFetch,
    RawResponse,
    RobotsFile,
)
from sources.services.erasure import blank_words

STEP = 200
POLLS_KEPT = timedelta(days=30)
# Of hosts that nobody asks any more.
ROBOTS_KEPT = timedelta(days=30)
# A headline tells an article for a week (sources.deciding); what is older only takes room.
TITLES_KEPT = timedelta(days=14)

Step = Callable[[], int]


def steps(
    now: datetime, *, days: int, needed: models.QuerySet[ArticleText]
) -> Iterator[tuple[str, Step]]:
    """What is to be done, by name; each step handles at most STEP rows and returns how many.

    `days`: how long words are kept (TEXT_RETENTION_DAYS), 0 for ever. `needed` are texts that
    somebody above needs, whatever their age: their articles keep all their texts and answers,
    since what became of such words is told by the texts around them.
    """
    if days:
        before = now - timedelta(days=days)
        yield "texts", lambda: _blank_texts(before, needed)
        yield "responses", lambda: _blank_responses(before, needed)
    yield "polls", lambda: _delete(FeedFetch.objects.filter(started_at__lt=now - POLLS_KEPT))
    yield (
        "robots files",
        lambda: _delete(RobotsFile.objects.filter(expires_at__lt=now - ROBOTS_KEPT)),
    )
    old_titles = ArticleAlias.objects.filter(kind=AliasKind.TITLE, added_at__lt=now - TITLES_KEPT)
    yield "headlines of articles", lambda: _delete(old_titles)


def _blank_texts(before: datetime, needed: models.QuerySet[ArticleText]) -> int:
    old = ArticleText.objects.filter(_of_nobody(needed), stored_at__lt=before).exclude(text="")
    with transaction.atomic():
        numbers = _first(old.order_by("stored_at", "pk"))
        blank_words(numbers)
    return len(numbers)


def _blank_responses(before: datetime, needed: models.QuerySet[ArticleText]) -> int:
    old = RawResponse.objects.filter(_of_nobody(needed), fetched_at__lt=before).exclude(body=b"")
    numbers = _first(old.order_by("fetched_at", "pk"))
    RawResponse.objects.filter(pk__in=numbers).update(body=b"")
    return len(numbers)


def _of_nobody(needed: models.QuerySet[ArticleText]) -> Any:
    return ~Exists(needed.filter(article=OuterRef("article")))


def _delete(rows: models.QuerySet[Any]) -> int:
    numbers = _first(rows.order_by("pk"))
    rows.model._default_manager.filter(pk__in=numbers).delete()  # noqa: SLF001 - the documented name
    return len(numbers)


def _first(rows: models.QuerySet[Any]) -> list[int]:
    return list(rows.values_list("pk", flat=True)[:STEP])
