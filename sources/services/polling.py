"""Polling feeds: claim, ask, parse, decide, store."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import takewhile
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from common import leases
from common.history import note_updates
from common.http.errors import FetchError
from common.isolation import IsolatedError
from common.wake import wake
from sources.enums import FeedState, FetchOutcome
from sources.exceptions import NotAFeedError, QuarantinedError
from sources.fetching import LONGEST_REQUEST, Answer, fetch_feed
from sources.models import Article, Feed, FeedFetch
from sources.parsing.documents import ParsedFeed
from sources.parsing.feeds import parse_feed
from sources.scheduling import (
    GONE_PAUSES,
    PollHints,
    PollHistory,
    next_poll,
    read_max_age,
    read_retry_after,
)
from sources.services import hosts
from sources.services.items import FeedDocument, StoredItems, store_items
from sources.services.quarantine import read_safely

logger = logging.getLogger(__name__)
PARSE_SECONDS = 20
PARSE_MEGABYTES = 400
# Longer than the wait for a turn, the request, starting a parser, parsing and storing together.
LEASE = timedelta(minutes=5)
SWEEP_SIZE = 200
_LONGEST_REASON = 300
_LONGEST_ERROR = 500
_GONE = 410
_TIMES_CONSIDERED = 200


@dataclass(frozen=True, slots=True)
class PollReport:
    """What one poll came to. `outcome` is a FetchOutcome, or empty when nothing was asked because
    the host was busy until `put_back_until`; `message` says why it failed, or that the feed is
    empty; `article_ids` are the new articles.
    """

    feed_id: int
    outcome: str
    message: str = ""
    items: int = 0
    article_ids: tuple[int, ...] = ()
    put_back_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Polled:
    """What was heard, before anything is written. `feed` is None where nothing changed or it
    failed; `error` is "" where it worked.
    """

    answer: Answer | None
    feed: ParsedFeed | None = None
    error: str = ""
    body_sha256: str = ""


def poll_feed(feed_id: int) -> PollReport | None:
    """Poll one due feed and store what is new.

    None: somebody else has it, or it is not due or paused. A failure is an outcome, written on
    the feed and in its log of polls. Run twice, or again after a kill at any line, it stores
    nothing twice.
    """
    started_at = timezone.now()
    token = leases.claim(Feed, feed_id, now=started_at, lease=LEASE, state=FeedState.ACTIVE)
    if token is None:
        return None
    feed = Feed.objects.select_related("outlet").get(pk=feed_id)
    try:
        polled = _ask(feed)
        if isinstance(polled, hosts.Busy):
            kept = leases.settle(
                Feed, feed_id, token=token, due_at=polled.until, attempts=F("attempts") - 1
            )
            return PollReport(feed_id, "", put_back_until=polled.until) if kept else None
        return _record(feed, token, polled, started_at)
    except Exception as error:
        # Recorded, and polled less often like any feed that fails.
        logger.exception("poll failed", extra={"feed": feed_id})
        sentence = _("What the feed says could not be stored: %(why)s.")
        failed = _Polled(None, error=sentence % {"why": type(error).__name__})
        return _record(feed, token, failed, started_at)


def take_document(feed_id: int, body: bytes, *, content_type: str) -> PollReport | None:
    """Store what a feed's document says that was given instead of fetched.

    Works on a paused feed too, and leaves it paused; a poll that is under way finds its lease
    gone. For the length of one lease the pages of the new articles are not asked for: whoever
    gives the feed gives them as well (adding.add_text). The same document again stores nothing.
    None: somebody else gave one in the same moment.
    """
    started_at, token = timezone.now(), uuid4()
    Feed.objects.filter(pk=feed_id).update(lease_token=token, due_at=started_at + LEASE)
    feed = Feed.objects.select_related("outlet").get(pk=feed_id)
    given = Answer(
        status=0,
        url=feed.url,
        body=body,
        content_type=content_type,
        etag="",
        last_modified="",
        retry_after="",
        cache_control="",
        wire_bytes=len(body),
        is_exempt=False,
    )
    polled = _parse(feed, given)
    with transaction.atomic():
        report = _record(feed, token, polled, started_at)
        if report is not None:
            Article.objects.filter(pk__in=report.article_ids).update(due_at=started_at + LEASE)
    return report


def due_feed_ids(now: datetime) -> list[int]:
    """The feeds that somebody should poll now, longest waiting first."""
    return list(Feed.objects.due(now).values_list("pk", flat=True)[:SWEEP_SIZE])


def _ask(feed: Feed) -> _Polled | hosts.Busy:
    """Everything that happens outside a transaction."""
    try:
        turn = hosts.take_turn(feed.url, hold=LONGEST_REQUEST)
        if isinstance(turn, hosts.Busy):
            return turn
        try:
            answer = fetch_feed(feed.url, etag=feed.etag, last_modified=feed.last_modified)
        finally:
            hosts.give_back(turn)
    except FetchError as error:
        return _Polled(None, error=str(error))
    if answer.status == 304:
        return _Polled(answer)
    if answer.status != 200:
        sentence = _("The server answered HTTP %(status)s instead of the feed.")
        return _Polled(answer, error=sentence % {"status": answer.status})
    return _parse(feed, answer)


def _parse(feed: Feed, answer: Answer) -> _Polled:
    body_sha256 = hashlib.sha256(answer.body).hexdigest()
    if body_sha256 == feed.body_sha256:
        return _Polled(answer, body_sha256=body_sha256)
    try:
        parsed = read_safely(
            partial(parse_feed, url=answer.url, content_type=answer.content_type),
            answer.body,
            url=answer.url,
            seconds=PARSE_SECONDS,
            megabytes=PARSE_MEGABYTES,
        )
    except (NotAFeedError, QuarantinedError) as error:
        return _Polled(answer, error=str(error))
    except IsolatedError as error:
        return _Polled(answer, error=_("The feed could not be read: %(why)s") % {"why": error})
    return _Polled(answer, parsed, body_sha256=body_sha256)


@transaction.atomic
def _record(feed: Feed, token: UUID, polled: _Polled, started_at: datetime) -> PollReport | None:
    """Write the outcome. None: the lease has passed to somebody else, nothing is written."""
    now = timezone.now()
    if not Feed.objects.select_for_update().filter(pk=feed.pk, lease_token=token).exists():
        logger.info("poll outlived its lease", extra={"feed": feed.pk})
        return None
    stored = _store_items(feed, polled, now)
    outcome = _outcome(polled, stored)
    message = (polled.error or _note(polled))[:_LONGEST_ERROR]
    facts = _facts(feed, polled, stored, message, now)
    leases.settle(Feed, feed.pk, token=token, **facts)
    if facts.get("title", feed.title) != feed.title or "state" in facts:
        note_updates(Feed, [feed.pk], reason=facts.get("state_reason", _("As the feed says.")))
    FeedFetch.objects.create(
        feed=feed,
        started_at=started_at,
        finished_at=now,
        outcome=outcome,
        status=(polled.answer.status or None) if polled.answer else None,
        size=polled.answer.wire_bytes if polled.answer else 0,
        items=stored.items,
        items_new=len(stored.new),
        error=message,
    )
    if stored.new:
        wake("articles")
    return PollReport(feed.pk, outcome, message, stored.items, stored.new)


def _store_items(feed: Feed, polled: _Polled, now: datetime) -> StoredItems:
    if polled.feed is None or polled.answer is None:
        return StoredItems()
    document = FeedDocument(feed, polled.feed, is_exempt=polled.answer.is_exempt)
    return store_items([document], now=now)[0]


def _outcome(polled: _Polled, stored: StoredItems) -> FetchOutcome:
    if polled.error:
        return FetchOutcome.FAILED
    return FetchOutcome.NEW_CONTENT if stored.new else FetchOutcome.UNCHANGED


def _note(polled: _Polled) -> str:
    if polled.feed is None or polled.feed.items:
        return ""
    return _("The feed can be read, but has no items.")


def _facts(
    feed: Feed, polled: _Polled, stored: StoredItems, message: str, now: datetime
) -> dict[str, Any]:
    """The feed's row after this poll."""
    failures = feed.failures_in_a_row + 1 if polled.error else 0
    due = next_poll(
        now, _history(feed, polled, stored, failures, now), _hints(polled, now), seed=str(feed.pk)
    )
    facts: dict[str, Any] = {
        "due_at": due.at,
        "due_reason": due.reason[:_LONGEST_REASON],
        "attempts": 0,
        "last_polled_at": now,
        "failures_in_a_row": failures,
        "last_error": message,
        "updated_at": now,
    }
    if due.is_paused:
        facts |= {"state": FeedState.PAUSED, "state_reason": due.reason[:_LONGEST_REASON]}
    if polled.error or polled.answer is None:
        return facts
    facts["last_success_at"] = now
    if polled.answer.status != 304:
        facts |= {"etag": polled.answer.etag, "last_modified": polled.answer.last_modified}
    if polled.feed is not None:
        facts |= {
            "title": polled.feed.title[:300] or feed.title,
            "body_sha256": polled.body_sha256,
        }
    else:
        # Nothing changed since the last answer, so what was said about that one still holds.
        facts["last_error"] = "" if feed.failures_in_a_row else feed.last_error
    return facts


def _history(
    feed: Feed, polled: _Polled, stored: StoredItems, failures: int, now: datetime
) -> PollHistory:
    times = (
        Article.objects.filter(feed=feed)
        .order_by("-first_seen_at")
        .values_list("published_at", "first_seen_at")[:_TIMES_CONSIDERED]
    )
    is_first = feed.last_success_at is None
    return PollHistory(
        item_times=tuple(min(published or seen, now) for published, seen in times),
        failures_in_a_row=failures,
        gone_in_a_row=_gone_in_a_row(feed) + 1 if _is_gone(polled) else 0,
        share_new=None if is_first or not stored.items else len(stored.new) / stored.items,
    )


def _is_gone(polled: _Polled) -> bool:
    return polled.answer is not None and polled.answer.status == _GONE


def _gone_in_a_row(feed: Feed) -> int:
    """How many of the polls before this one were answered 410, without another between."""
    statuses = feed.fetches.order_by("-started_at", "-pk").values_list("status", flat=True)
    return len(list(takewhile(lambda status: status == _GONE, statuses[:GONE_PAUSES])))


def _hints(polled: _Polled, now: datetime) -> PollHints:
    answer, feed = polled.answer, polled.feed
    if answer is None:
        return PollHints()
    ttl = timedelta(minutes=feed.ttl_minutes) if feed and feed.ttl_minutes else None
    return PollHints(
        max_age=read_max_age(answer.cache_control),
        ttl=ttl,
        retry_after=read_retry_after(answer.retry_after, now)
        if answer.status in {429, 503}
        else None,
    )
