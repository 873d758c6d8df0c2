"""Writing down what polls brought: many feeds in one transaction, with a number of statements
that does not grow with them.
"""

import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.bulk import insert_rows, rewrite_rows
from common.history import note_updates
from common.http.errors import BadUrlError
from common.wake import wake
from sources.enums import ErrorKind, FeedState, FetchOutcome
from sources.models import Article, Feed, FeedFetch, FeedGap
from sources.models.feeds import POLLER_COLUMNS
from sources.scheduling.headers import asked_to_wait, read_max_age
from sources.scheduling.moves import note_move, permanent_target
from sources.scheduling.outages import HostTry
from sources.scheduling.overlaps import compare, count, pack
from sources.scheduling.polls import Due, PollHints, PollHistory, next_poll
from sources.scheduling.trust import Asking, Verdict, judge, was_lie
from sources.services import hosts
from sources.services.items import FeedDocument, StoredItems, store_items
from sources.services.polling import outages
from sources.services.polling.asking import Polled, failed
from sources.services.polling.claims import held
from sources.services.polling.discovering import settle_finds
from sources.services.polling.item_times import recent_item_times
from sources.services.polling.moving import noted_move, settle_moves
from sources.services.quarantine import count_end

logger = logging.getLogger(__name__)
_LONGEST_REASON = 300
_LONGEST_ERROR = 500
_GONE = 410
# What a poll may change in a feed's row.
_WRITTEN = [*POLLER_COLUMNS, "url", "title", "state", "state_reason", "updated_at"]


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


@dataclass
class _Poll:
    """One feed of a batch while its outcome is written."""

    row: Feed  # as it stands now, locked
    polled: Polled
    stored: StoredItems = field(default_factory=StoredItems)
    times: Sequence[datetime] = ()
    share_new: float | None = None
    shares_item: bool | None = None
    is_our_outage: bool = False
    message: str = ""
    gap_after: datetime | None = None
    final_move: str = ""
    changes: list[str] = field(default_factory=list)  # reasons, for the feed's history

    @property
    def status(self) -> int:
        return self.polled.answer.status if self.polled.answer else 0

    @property
    def packed(self) -> bytes:
        return pack(str(pk) for pk in (*self.stored.new, *self.stored.seen))


def record(heard: Sequence[Polled]) -> list[PollReport]:
    """Write the outcomes of these polls; those whose lease passed to somebody else are dropped.

    What cannot be stored does not hold up the others: it is an outcome of its own.
    """
    for polled in heard:
        _note_end(polled)
        _close_host(polled)
    try:
        return _record_together(heard)
    except Exception as error:
        if len(heard) > 1:
            return [report for polled in heard for report in record([polled])]
        # Recorded, and polled less often like any feed that fails.
        logger.exception("poll failed", extra={"feed": heard[0].claim.feed.pk})
        sentence = _("What the feed says could not be stored: %(why)s.")
        why = sentence % {"why": type(error).__name__}
        return _record_together([failed(heard[0].claim, why, ErrorKind.OURS)])


def _record_together(heard: Sequence[Polled]) -> list[PollReport]:
    with transaction.atomic():
        now = timezone.now()
        polls = _locked(heard)
        if not polls:
            return []
        _store(polls, now)
        situation = outages.look(now, [_as_try(poll, now) for poll in polls])
        for poll in polls:
            poll.is_our_outage = situation.is_ours and (
                poll.polled.error_kind in outages.SUSPICIOUS
            )
            _settle(poll, now)
        settle_moves([(poll.row, poll.final_move, poll.changes) for poll in polls])
        settle_finds([(poll.row, poll.polled.names, poll.changes) for poll in polls], now=now)
        _write(polls, now)
    outages.note(now, situation)
    return [_report(poll) for poll in polls]


def _locked(heard: Sequence[Polled]) -> list[_Poll]:
    """Those that are still ours, their rows locked."""
    rows = held(polled.claim for polled in heard)
    late = [polled for polled in heard if polled.claim.feed.pk not in rows]
    for polled in late:
        logger.info("poll outlived its lease", extra={"feed": polled.claim.feed.pk})
    return [
        _Poll(rows[polled.claim.feed.pk], polled)
        for polled in sorted(heard, key=lambda polled: polled.claim.feed.pk)
        if polled.claim.feed.pk in rows
    ]


def _store(polls: Sequence[_Poll], now: datetime) -> None:
    told: list[tuple[_Poll, FeedDocument]] = []
    for poll in polls:
        answer, feed = poll.polled.answer, poll.polled.feed
        if feed is not None and answer is not None:
            told.append((poll, FeedDocument(poll.row, feed, is_exempt=answer.is_exempt)))
    if told:
        stored = store_items([document for _poll, document in told], now=now)
        for (poll, _document), items in zip(told, stored, strict=True):
            poll.stored = items
    times = recent_item_times([poll.row.pk for poll in polls if not poll.polled.error])
    for poll in polls:
        poll.times = times.get(poll.row.pk, ())


def _settle(poll: _Poll, now: datetime) -> None:
    """The feed's row after this poll."""
    row, polled = poll.row, poll.polled
    verdict = _verdict(poll, now)
    if verdict.fault and not polled.error:
        polled = poll.polled = failed(
            polled.claim, verdict.fault, ErrorKind.BAD_ANSWER, polled.answer
        )
    poll.message = (polled.error or verdict.reason or _note(polled))[:_LONGEST_ERROR]
    if polled.error:
        _blame(poll)
    else:
        _note_answer(poll, verdict, now)
    due = next_poll(now, _history(poll), _hints(poll, now), seed=str(row.pk))
    _note_due(poll, due)
    row.last_polled_at = row.updated_at = now
    row.attempts, row.lease_token = 0, None


def _verdict(poll: _Poll, now: datetime) -> Verdict:
    row, polled = poll.row, poll.polled
    if polled.claim.is_given:
        return Verdict(row.validators_distrusted_at, keeps_validators=True)
    answer = polled.answer
    is_lie = False
    if polled.claim.asking is Asking.AUDIT and poll.stored.new and answer and row.last_success_at:
        times = Article.objects.filter(pk__in=poll.stored.new)
        is_lie = was_lie(
            list(times.values_list("published_at", flat=True)),
            last_unchanged_at=row.last_success_at,
            has_same_validators=(answer.etag, answer.last_modified)
            == (row.etag, row.last_modified),
        )
    return judge(
        now,
        polled.claim.asking,
        poll.status,
        distrusted_at=row.validators_distrusted_at,
        is_lie=is_lie,
    )


def _note(polled: Polled) -> str:
    if polled.feed is None or polled.feed.items:
        return ""
    return _("The feed can be read, but has no items.")


def _blame(poll: _Poll) -> None:
    """It failed; in an outage of ours that is nobody's fault."""
    row, kind = poll.row, poll.polled.error_kind
    row.last_error = poll.message
    if poll.is_our_outage:
        row.error_kind = ErrorKind.OURS
        return
    row.error_kind = kind
    row.failures_in_a_row += 1
    row.gone_in_a_row = row.gone_in_a_row + 1 if kind == ErrorKind.GONE else 0


def _note_answer(poll: _Poll, verdict: Verdict, now: datetime) -> None:
    """It was answered: “not modified”, with the bytes that we know, or with a feed."""
    row, polled, answer = poll.row, poll.polled, poll.polled.answer
    assert answer is not None  # noqa: S101 - a poll without an error has one
    last_answer_at = row.full_answer_at if verdict.reason else row.last_success_at
    row.validators_distrusted_at = verdict.distrusted_at
    if verdict.keeps_validators:
        row.etag, row.last_modified = answer.etag, answer.last_modified
    if answer.status != 304:
        row.full_answer_at = now
    if polled.feed is None:
        # Nothing changed since the last answer, so what was said about that one still holds.
        row.last_error = poll.message or ("" if row.failures_in_a_row else row.last_error)
        poll.share_new = 0.0
        poll.shares_item = None if answer.status == 304 else bool(row.recent_items) or None
    else:
        row.last_error = poll.message
        row.title = _changed(poll, row.title, polled.feed.title[:300] or row.title)
        row.body_sha256 = polled.body_sha256
        row.asked_seconds = 60 * (polled.feed.ttl_minutes or 0)
    _note_items(poll, last_answer_at, now)
    row.last_success_at = now
    row.failures_in_a_row = row.gone_in_a_row = 0
    row.error_kind = ""


def _changed(poll: _Poll, before: str, after: str) -> str:
    if before != after:
        poll.changes.append(_("As the feed says."))
    return after


def _note_items(poll: _Poll, last_answer_at: datetime | None, now: datetime) -> None:
    """What the answer has in common with the one before, and whether the feed moved."""
    row, answer, packed = poll.row, poll.polled.answer, poll.packed
    assert answer is not None  # noqa: S101 - as above
    overlap = compare(bytes(row.recent_items), packed)
    if poll.polled.feed is not None:
        poll.share_new = overlap.share_new
        poll.shares_item = None if overlap.share_new is None else overlap.share_new < 1
    target = permanent_target(row.url, answer.redirects, answer.url)
    moved = note_move(now, target, noted_move(row), shares_item=poll.shares_item)
    row.moved_to = moved.move.to if moved.move else ""
    row.moved_since = moved.move.since if moved.move else None
    poll.final_move = row.moved_to if moved.is_final else ""
    if moved.keeps_items and packed:
        row.recent_items = packed
        poll.gap_after = last_answer_at if overlap.is_gap else None


def _history(poll: _Poll) -> PollHistory:
    row = poll.row
    return PollHistory(
        item_times=tuple(poll.times),
        failures_in_a_row=row.failures_in_a_row,
        gone_in_a_row=row.gone_in_a_row,
        share_new=poll.share_new,
        pace=timedelta(seconds=row.pace_seconds) if row.pace_seconds else None,
        window=count(bytes(row.recent_items)),
        is_our_outage=poll.is_our_outage,
    )


def _hints(poll: _Poll, now: datetime) -> PollHints:
    row, answer = poll.row, poll.polled.answer
    if answer is None:
        return PollHints()
    return PollHints(
        max_age=read_max_age(answer.cache_control),
        ttl=timedelta(seconds=row.asked_seconds) if row.asked_seconds else None,
        retry_after=asked_to_wait(answer.status, answer.retry_after, now),
    )


def _note_due(poll: _Poll, due: Due) -> None:
    row, reason = poll.row, due.reason[:_LONGEST_REASON]
    row.due_at, row.due_reason = due.at, reason
    if due.pace is not None:
        row.pace_seconds = round(due.pace.total_seconds())
    if due.is_paused and row.state != FeedState.PAUSED:
        row.state, row.state_reason = FeedState.PAUSED, reason
        poll.changes.append(reason)


def _write(polls: Sequence[_Poll], now: datetime) -> None:
    rewrite_rows([poll.row for poll in polls], _WRITTEN)
    changed = [poll for poll in polls if poll.changes]
    for reason in dict.fromkeys(poll.changes[-1] for poll in changed):
        pks = [poll.row.pk for poll in changed if poll.changes[-1] == reason]
        note_updates(Feed, pks, reason=reason)
    insert_rows([_fetch(poll, now) for poll in polls])
    FeedGap.objects.bulk_create(
        [
            FeedGap(feed=poll.row, after=poll.gap_after, before=now)
            for poll in polls
            if poll.gap_after is not None
        ],
        ignore_conflicts=True,
    )
    if any(poll.stored.new for poll in polls):
        wake("articles")


def _fetch(poll: _Poll, now: datetime) -> FeedFetch:
    polled = poll.polled
    return FeedFetch(
        feed_id=poll.row.pk,
        started_at=polled.claim.started_at,
        finished_at=now,
        outcome=_outcome(poll),
        host=_host(polled)[:300],
        error_kind=polled.error_kind,
        is_audit=polled.claim.asking is Asking.AUDIT,
        status=poll.status or None,
        size=polled.answer.wire_bytes if polled.answer else 0,
        items=poll.stored.items,
        items_new=len(poll.stored.new),
        error=poll.message,
    )


def _outcome(poll: _Poll) -> FetchOutcome:
    if poll.polled.error:
        return FetchOutcome.FAILED
    return FetchOutcome.NEW_CONTENT if poll.stored.new else FetchOutcome.UNCHANGED


def _report(poll: _Poll) -> PollReport:
    return PollReport(
        poll.row.pk, _outcome(poll), poll.message, poll.stored.items, poll.stored.new
    )


def _as_try(poll: _Poll, now: datetime) -> HostTry:
    polled = poll.polled
    kind = polled.error_kind if polled.error_kind in outages.SUSPICIOUS else ""
    return HostTry(_host(polled), now, kind, was_failing=poll.row.failures_in_a_row > 0)


def _host(polled: Polled) -> str:
    """Of the address asked last, which is another than the feed's after a redirect."""
    with suppress(BadUrlError):
        return hosts.host_of(polled.claim.url)
    return polled.claim.feed.host


def _close_host(polled: Polled) -> None:
    """Outside the transaction: rows of hosts are locked by nobody who waits for feeds."""
    if polled.answer is not None and not polled.claim.is_given:
        hosts.leave_alone(polled.answer)


def _note_end(polled: Polled) -> None:
    if polled.died:
        count_end(polled.body_sha256, polled.claim.url, polled.died)
