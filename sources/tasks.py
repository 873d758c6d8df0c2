"""Celery's names for the services of sources."""

from collections import defaultdict
from datetime import datetime

from celery import Task, shared_task
from django.conf import settings
from django.utils import timezone

from common.http.errors import BadUrlError
from sources.services import articles, hosts
from sources.services.polling import drain

# A countdown is only a wake, and messages that wait must not outlive the next sweep.
_LONGEST_COUNTDOWN = 60.0


@shared_task(name="sources.poll_due_feeds")
def poll_due_feeds() -> None:
    """Beat and wake-up: poll the feeds that are due, many at a time, for most of a minute."""
    for _report in drain.poll_due_feeds():
        pass  # each outcome is written when it is reported


@shared_task(name="sources.poll_feed")
def poll_feed(feed_id: int) -> None:
    """Poll one feed; where its host is busy, knock again when the turn may be free."""
    report = drain.poll_feed(feed_id)
    if report is not None:
        _again(poll_feed, feed_id, report.put_back_until)


@shared_task(name="sources.fetch_due_articles")
def fetch_due_articles() -> None:
    """Beat and wake-up: one task per article that is due.

    Those of one host follow each other by the gap that it asks for; what does not fit before the
    next sweep is left to it.
    """
    sent: dict[str, int] = defaultdict(int)
    for article_id, url in articles.due_article_ids(timezone.now()):
        host = _host(url)
        countdown = sent[host] * settings.FETCH_HOST_GAP
        if countdown <= _LONGEST_COUNTDOWN:
            sent[host] += 1
            fetch_article.apply_async((article_id,), countdown=countdown)


@shared_task(name="sources.fetch_article")
def fetch_article(article_id: int) -> None:
    """Visit one article; where its host is busy, knock again when the turn may be free."""
    report = articles.fetch_article(article_id)
    if report is not None:
        _again(fetch_article, article_id, report.put_back_until)


def _again(task: "Task[[int], None]", pk: int, until: datetime | None) -> None:
    if until is None:
        return
    wait = max(0.0, (until - timezone.now()).total_seconds())
    if wait <= _LONGEST_COUNTDOWN:
        task.apply_async((pk,), countdown=wait)


def _host(url: str) -> str:
    try:
        return hosts.host_of(url)
    except BadUrlError:
        return ""  # the visit itself writes down why
