"""Carrying articles from their page to proposals in the foreground, for the commands that do.

Everything is claimed by lease, so a worker may run at the same time: what it holds is waited for.
"""

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commentary.enums import ReadingState
from commentary.models import Reading
from commentary.reading import READER_VERSION
from commentary.services import readings
from common.public_ids import public_id
from sources.enums import ArticleState
from sources.models import Article, ArticleText, Feed
from sources.models.revisions import newest_text
from sources.services.articles import fetch_article
from sources.services.polling.drain import PollReport, poll_feed

Progress = Callable[[str], None]

_ASK_AGAIN = 0.2  # seconds
# A worker that holds a row longer than this is dead or very slow: its lease will tell.
_MOST_WAITING = 120.0


@dataclass(frozen=True, slots=True)
class Carried:
    """One article as --json prints it. `article` and `occasion` are public ids; `state` is the
    reading's where the text was read (done, failed), else the article's.
    """

    url: str
    article: str | None
    state: str
    reason: str
    form: str = ""
    occasion: str | None = None
    exchanges: int = 0
    passages: int = 0
    statements_new: int = 0
    statements_seen: int = 0
    appearances_new: int = 0

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    def as_line(self) -> str:
        """For people."""
        if self.state != ReadingState.DONE:
            waits = _("not done yet; a running worker goes on with it")
            is_owed = self.state == ReadingState.OWED
            return f"{self.url}: {self.reason or (waits if is_owed else self.state)}"
        told = asdict(self) | {
            "shown": ngettext("%d exchange", "%d exchanges", self.exchanges) % self.exchanges,
            "found": ngettext("%d passage", "%d passages", self.passages) % self.passages,
        }
        line = _(
            "%(url)s: %(form)s, %(shown)s, %(found)s, statements: %(statements_new)d new, "
            "%(statements_seen)d seen, new appearances: %(appearances_new)d."
        )
        return line % told + (f" ({self.reason})" if self.reason else "")


def poll(feed_id: int, progress: Progress) -> PollReport | None:
    """Poll one due feed, waiting for its host's turn. None: it is not due, or a worker has it."""
    while report := poll_feed(feed_id):
        if report.put_back_until is None:
            return report
        _sleep_until(report.put_back_until, progress)
    return None


def wait_for_workers(feed_ids: Iterable[int]) -> None:
    """Until nobody polls one of these feeds any more, or for as long as a living worker takes."""
    ends_at = time.monotonic() + _MOST_WAITING
    held = Feed.objects.filter(pk__in=list(feed_ids), lease_token__isnull=False)
    while held.filter(due_at__gt=timezone.now()).exists() and time.monotonic() < ends_at:
        time.sleep(_ASK_AGAIN)


def unfinished(feed_ids: Iterable[int], *, began_at: datetime, now: datetime) -> list[int]:
    """The articles of these feeds that were found since `began_at`, or whose page or text still
    waits for somebody, oldest first.
    """
    feed_ids = list(feed_ids)
    read = Reading.objects.filter(article_text=OuterRef("pk"), reader_version=READER_VERSION)
    unread = ArticleText.objects.filter(
        ~Exists(read.exclude(state=ReadingState.OWED)), article__feed__in=feed_ids
    ).exclude(text="")
    # A further look at an article that was read is the workers' business.
    is_unread = ~Q(state__in=(ArticleState.STORED, ArticleState.WITHDRAWN))
    is_due = Q(due_at__lte=now) & is_unread
    waiting = is_due | Q(lease_token__isnull=False) | Q(first_seen_at__gte=began_at)
    articles = Article.objects.filter(waiting, feed__in=feed_ids)
    return sorted(
        {*unread.values_list("article_id", flat=True), *articles.values_list("pk", flat=True)}
    )


def carry(article_id: int, progress: Progress, *, began_at: datetime) -> Carried:
    """Fetch the article's page if that is owed, then read its newest text. What anybody found
    since `began_at` counts as new.
    """
    article_id, reason = fetch(article_id, progress)
    article = Article.objects.get(pk=article_id)
    text = newest_text(article)
    if text is None or article.state != ArticleState.STORED:
        return _carried(article, article.state, article.reason or reason)
    return read_newest(article, text, reason or article.reason, began_at=began_at)


def read_newest(
    article: Article, text: ArticleText, reason: str = "", *, began_at: datetime
) -> Carried:
    """Read a stored text unless it was read; what was found before `began_at` is told as seen."""
    reading = _reading_of(text)
    if reading is None:
        readings.owe_reading_again([text.pk], roster=readings.current_roster())
        reading = _reading_of(text)
    if reading is None or reading.state == ReadingState.OWED:
        reading = _read(text)
    if reading.state != ReadingState.DONE:
        return _carried(article, reading.state, reading.reason or reason)
    found = dict(reading.found)
    occasion = found.get("occasion")
    counts = {name: int(found.get(name) or 0) for name in _COUNTS}
    if reading.read_at is not None and reading.read_at < began_at:
        counts["statements_seen"] += counts["statements_new"]
        counts["statements_new"] = counts["appearances_new"] = 0
    return _carried(
        article,
        reading.state,
        reading.reason or reason,
        form=reading.form,
        occasion=public_id("occasion", occasion) if occasion else None,
        **counts,
    )


_COUNTS = ("exchanges", "passages", "statements_new", "statements_seen", "appearances_new")


def _carried(article: Article, state: str, reason: str, **facts: Any) -> Carried:
    return Carried(
        url=article.url,
        article=public_id("article", article.pk),
        state=str(state),
        reason=reason,
        **facts,
    )


def fetch(article_id: int, progress: Progress) -> tuple[int, str]:
    """Visit the article's page if that is owed, waiting for its host's turn or for the worker
    that does; returns the article that stands afterwards, and what the visit said.
    """
    ends_at = time.monotonic() + _MOST_WAITING
    while True:
        report = fetch_article(article_id)
        if report is not None and report.put_back_until is not None:
            _sleep_until(report.put_back_until, progress)
        elif report is not None and report.article_id != article_id:
            # A second address of another article, which may be owed a visit of its own.
            standing, reason = fetch(report.article_id, progress)
            return standing, report.reason or reason
        elif report is not None or not _is_coming(article_id) or time.monotonic() > ends_at:
            return article_id, report.reason if report else ""
        else:
            time.sleep(_ASK_AGAIN)


def _is_coming(article_id: int) -> bool:
    """Whether a worker is at it, or has put it back until its host's turn comes, which is soon."""
    soon = timezone.now() + timedelta(seconds=_MOST_WAITING)
    put_back = Q(state=ArticleState.OWED, attempts=0, due_at__lt=soon)
    return Article.objects.filter(Q(lease_token__isnull=False) | put_back, pk=article_id).exists()


def _reading_of(text: ArticleText) -> Reading | None:
    return (
        Reading.objects.filter(article_text=text, reader_version=READER_VERSION)
        .order_by("roster")
        .last()
    )


def _read(text: ArticleText) -> Reading:
    """Do the owed reading, or wait for the worker that does."""
    ends_at = time.monotonic() + _MOST_WAITING
    while True:
        reading = _reading_of(text)
        assert reading is not None  # noqa: S101 - the caller owed one
        if reading.state != ReadingState.OWED or time.monotonic() > ends_at:
            return reading
        if readings.read_text(reading.pk) is not None:
            reading.refresh_from_db()
            return reading
        if reading.lease_token is None and reading.due_at and reading.due_at > timezone.now():
            return reading  # it failed before and waits for its next try
        time.sleep(_ASK_AGAIN)


def _sleep_until(until: datetime, progress: Progress) -> None:
    seconds = (until - timezone.now()).total_seconds()
    if seconds > 1:
        progress(_("Waiting %(seconds).0f s for the host's turn.") % {"seconds": seconds})
    time.sleep(max(0.0, seconds))
