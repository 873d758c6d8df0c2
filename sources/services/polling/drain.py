"""Polling feeds: claim, ask, read, record.

One thread, the caller's, does everything that concerns the database, for many feeds at a time;
requests and parsers run beside it (asking) and bring it what they heard. A single feed
goes the same way, without threads.
"""

import time
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from common.http.errors import BadUrlError
from sources.fetching import LONGEST_REQUEST, Answer
from sources.models import Article, Feed
from sources.scheduling.trust import Asking
from sources.services import hosts
from sources.services.polling.asking import Elsewhere, Polled, read
from sources.services.polling.catching_up import spread_overdue
from sources.services.polling.claims import LEASE, Claimed, claim_feeds, next_turn_at, put_back
from sources.services.polling.errands import Errands, Finished
from sources.services.polling.records import PollReport, record
from sources.services.quarantine import deadly_documents

__all__ = ["LEASE", "PollReport", "due_feed_ids", "poll_due_feeds", "poll_feed", "take_document"]

SWEEP_SIZE = 200
# Requests and parsers under way at once.
WIDTH = 32
# A drain takes no further feeds after this, so that it ends within the lease of its last ones and
# the sweeps of a minute do not pile up.
DRAIN_SECONDS = 50.0
# Outcomes are written together, but none waits longer than this for others.
_WRITTEN_TOGETHER = 64
_WRITTEN_AFTER = 0.25
# A busy host is asked for its turn so often before the feed is put back; after a redirect longer,
# for the gap that is asked for between two requests.
_TRIES = 20
_TRY_SECONDS = 0.05
_LONGEST_HOP_WAIT = timedelta(seconds=60)


def poll_feed(feed_id: int) -> PollReport | None:
    """Poll one due feed and store what is new.

    None: somebody else has it, or it is not due or paused. A failure is an outcome, written on
    the feed and in its log of polls. Run twice, or again after a kill at any line, it stores
    nothing twice.
    """
    claims = claim_feeds(timezone.now(), most=1, among=[feed_id])
    if not claims:
        return None
    errands = Errands(threads=0)
    errands.deadly = deadly_documents()
    return next(iter(_Drain(errands, claims).run()), None)


def poll_due_feeds(
    *,
    among: Collection[int] | None = None,
    seconds: float = DRAIN_SECONDS,
    width: int = WIDTH,
) -> Iterator[PollReport]:
    """Poll the feeds that are due (`among`: of these), many at a time, until none is left.

    Takes no further feed after `seconds`, and ends within the limits of the requests that are
    under way then. Feeds whose hosts give no turn until then are left for the next time. Reports
    come as outcomes are written; whoever stops listening early leaves leases behind. Comes back
    from a pause in which nobody polled without a burst.
    """
    if among is None:
        spread_overdue(timezone.now())
    with Errands(threads=width) as errands:
        yield from _Drain(errands, [], among=among, seconds=seconds, width=width).run()


def due_feed_ids(now: datetime) -> list[int]:
    """The feeds that somebody should poll now, longest waiting first."""
    return list(Feed.objects.due(now).values_list("pk", flat=True)[:SWEEP_SIZE])


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
    claim = Claimed(feed, token, started_at, Asking.CONDITIONAL, feed.url, is_given=True)
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
    polled = read(Polled(claim, given), deadly_documents())
    with transaction.atomic():
        for report in record([polled]):
            Article.objects.filter(pk__in=report.article_ids).update(due_at=started_at + LEASE)
            return report
    return None


class _Drain:
    """One caller's polls from claim to record; used by one thread."""

    def __init__(
        self,
        errands: Errands,
        claims: list[Claimed],
        *,
        among: Collection[int] | None = None,
        seconds: float = 0.0,
        width: int = 1,
    ) -> None:
        self._errands = errands
        self._waiting = claims  # for the turn of their hosts
        self._heard: list[Polled] = []
        self._over: list[hosts.Turn] = []
        self._reports: list[PollReport] = []
        self._among = None if among is None else list(among)
        self._ends_at = time.monotonic() + seconds
        self._width = width
        self._is_dry = not seconds
        self._claims_again_at: datetime | None = None
        self._turns_out = 0  # hosts that are being asked for us
        self._awaits_answer = False  # of one of them, before more is claimed
        self._written_at = time.monotonic()

    def run(self) -> Iterator[PollReport]:
        while True:
            self._claim()
            self._send()
            is_idle = self._collect()
            self._write(everything=is_idle)
            yield from self._reports
            self._reports.clear()
            if is_idle and not self._waiting and self._is_dry:
                return

    def _claim(self) -> None:
        """More feeds, when there is room for a good number."""
        under_way = len(self._waiting) + self._errands.under_way
        if self._is_dry or under_way > self._width:
            return
        if time.monotonic() >= self._ends_at:
            self._is_dry = True
            return
        now = timezone.now()
        is_early = self._claims_again_at is not None and now < self._claims_again_at
        if is_early or self._awaits_answer:
            return
        self._give_back()  # whoever has more feeds of those hosts may claim them
        claims = self._next_claims(now)
        self._waiting += claims
        if claims:
            self._errands.deadly = deadly_documents()
        else:
            self._rest(now)

    def _next_claims(self, now: datetime) -> list[Claimed]:
        most = 2 * self._width
        if self._among is None:
            return claim_feeds(now, most=most)
        some, self._among = self._among[:most], self._among[most:]
        return claim_feeds(now, most=most, among=some)

    def _rest(self, now: datetime) -> None:
        """Nothing to claim now; perhaps when a host's gap is over, or when a host that we are
        asking has answered: its other feeds are left to us, however slow it is.
        """
        at = next_turn_at(now) if self._among is None else None
        left = timedelta(seconds=self._ends_at - time.monotonic())
        is_soon = at is not None and at <= now + left
        self._claims_again_at = at if is_soon else None
        self._awaits_answer = (
            not is_soon
            and self._among is None
            and self._turns_out > 0
            and Feed.objects.due(now).exists()
        )
        self._is_dry = not self._among and not is_soon and not self._awaits_answer

    def _send(self) -> None:
        """Ask those whose hosts give us their turn; give back first what is over."""
        if not self._waiting:
            return
        self._give_back()
        now = timezone.now()
        ready = [one for one in self._waiting if one.not_before is None or one.not_before <= now]
        by_host: dict[str, list[Claimed]] = {}
        for one in ready:
            by_host.setdefault(_host(one), []).append(one)
        turns = hosts.take_turns([host for host in by_host if host], hold=LONGEST_REQUEST)
        for host, claims in by_host.items():
            turn = turns.get(host)
            if isinstance(turn, hosts.Busy):
                self._wait(claims, turn, now)
            else:
                self._drop(claims)
                self._turns_out += turn is not None
                self._errands.ask(claims, turn)

    def _wait(self, claims: list[Claimed], busy: hosts.Busy, now: datetime) -> None:
        patience = _LONGEST_HOP_WAIT if claims[0].hops else timedelta(seconds=1)
        is_soon = busy.is_in_flight or busy.until <= now + patience
        patient = [one for one in claims if is_soon and one.tries < _TRIES]
        for one in patient:
            one.tries += 1
            one.not_before = None if busy.is_in_flight else busy.until
        others = [one for one in claims if one not in patient]
        if others:
            self._drop(others)
            ours = put_back(others, until=busy.until, reason=busy.reason)
            self._reports += [PollReport(pk, "", put_back_until=busy.until) for pk in ours]

    def _drop(self, claims: list[Claimed]) -> None:
        gone = {id(one) for one in claims}
        self._waiting = [one for one in self._waiting if id(one) not in gone]

    def _collect(self) -> bool:
        """Take what has come back. True: nothing is under way any more."""
        if self._errands.under_way:
            patience = _TRY_SECONDS if self._waiting else _WRITTEN_AFTER
            for finished in self._errands.wait(patience):
                self._take(finished)
        elif self._waiting or not self._is_dry:
            time.sleep(self._pause())
        return not self._errands.under_way and not self._waiting

    def _pause(self) -> float:
        """Seconds until one of those that wait may ask again, or more may be claimed."""
        times = [one.not_before for one in self._waiting]
        if not self._is_dry:
            times.append(self._claims_again_at)
        until = [at for at in times if at is not None]
        if len(until) < len(times):
            return _TRY_SECONDS if self._waiting else 0.0
        return max((min(until) - timezone.now()).total_seconds(), 0.0)

    def _take(self, finished: Finished) -> None:
        if finished.turn is not None:
            self._over.append(finished.turn)
            self._turns_out -= 1
            self._awaits_answer = False
        self._waiting += finished.unasked
        if isinstance(finished.heard, Elsewhere):
            self._waiting.append(finished.heard.claim)
        elif finished.heard is not None:
            self._heard.append(finished.heard)

    def _write(self, *, everything: bool) -> None:
        waiting = max(len(self._heard), len(self._over))
        is_time = time.monotonic() - self._written_at > _WRITTEN_AFTER
        if not (everything or is_time or waiting >= _WRITTEN_TOGETHER):
            return
        self._give_back()
        heard, self._heard = self._heard, []
        if heard:
            self._reports += record(heard)
        self._written_at = time.monotonic()

    def _give_back(self) -> None:
        hosts.give_back_all(self._over)
        self._over.clear()


def _host(claim: Claimed) -> str:
    """Of the address that is asked next; "" for one that is none, which asking it will say."""
    if claim.feed.host and not claim.hops:
        return claim.feed.host
    try:
        return hosts.host_of(claim.url)
    except BadUrlError:
        return ""
