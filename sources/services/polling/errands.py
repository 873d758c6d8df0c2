"""Requests and parsers, beside the thread that sends them and collects what they hear."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Self

from sources.enums import ErrorKind
from sources.fetching import FEED_LIMITS, LONGEST_REQUEST
from sources.services.hosts import Turn
from sources.services.polling.asking import Elsewhere, Polled, ask, failed, read
from sources.services.polling.claims import Claimed

logger = logging.getLogger(__name__)
# A turn that is kept for several feeds must outlast the longest request of the last of them.
_KEPT_FOR = LONGEST_REQUEST.total_seconds() - FEED_LIMITS.total - 2


@dataclass(frozen=True, slots=True)
class Finished:
    """What came back: something heard of one feed; a turn that is over; feeds of a host that were
    not asked before its turn ran out.
    """

    heard: Polled | Elsewhere | None = None
    turn: Turn | None = None
    unasked: Sequence[Claimed] = field(default=())


class Errands:
    """At most `threads` requests and parsers at a time; without threads each is done at once.

    `deadly` as for asking.read. Used by one thread, which sends and collects.
    """

    def __init__(self, *, threads: int) -> None:
        self.under_way = 0
        self.deadly: Mapping[str, str] = {}
        self._done: SimpleQueue[Finished] = SimpleQueue()
        self._todo: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._most = threads
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for _thread in self._threads:
            self._todo.put(None)
        for thread in self._threads:
            thread.join()

    def ask(self, claims: Sequence[Claimed], turn: Turn | None) -> None:
        """Ask for these feeds of one host, one after another, within its turn."""
        self.under_way += len(claims) + 1
        # One for each feed, not for each host: what a slow host has sent is read while it is asked
        # for the next feed.
        while len(self._threads) < min(self._most, self.under_way):
            self._threads.append(threading.Thread(target=self._work, name="poll", daemon=True))
            self._threads[-1].start()
        self._do(partial(self._ask_all, claims, turn))

    def wait(self, seconds: float) -> Iterator[Finished]:
        """What has come back; waits for the first up to `seconds`."""
        try:
            yield self._counted(self._done.get(timeout=seconds))
            while True:
                yield self._counted(self._done.get_nowait())
        except Empty:
            return

    def _counted(self, finished: Finished) -> Finished:
        self.under_way -= 1 + len(finished.unasked)
        return finished

    def _do(self, work: Callable[[], None]) -> None:
        if self._most:
            self._todo.put(work)
        else:
            work()

    def _work(self) -> None:
        while (work := self._todo.get()) is not None:
            work()

    def _ask_all(self, claims: Sequence[Claimed], turn: Turn | None) -> None:
        began, at = time.monotonic(), 0
        for claim in claims:
            if time.monotonic() - began > _KEPT_FOR:
                break
            at += 1
            heard = _guarded(claim, partial(ask, claim))
            if isinstance(heard, Polled) and heard.answer and heard.answer.status == 200:
                self._do(partial(self._read, heard))
            else:
                self._done.put(Finished(heard))
        self._done.put(Finished(turn=turn, unasked=claims[at:]))

    def _read(self, polled: Polled) -> None:
        self._done.put(Finished(_guarded(polled.claim, partial(read, polled, self.deadly))))


def _guarded(claim: Claimed, work: Callable[[], Polled | Elsewhere]) -> Polled | Elsewhere:
    """What nobody foresaw is an outcome too: the feed is polled less often."""
    try:
        return work()
    except Exception as error:
        logger.exception("poll failed", extra={"feed": claim.feed.pk})
        sentence = f"What the feed says could not be read: {type(error).__name__}."
        return failed(claim, sentence, ErrorKind.OURS)
