"""Many feeds over many days through the pure scheduler: no database, no network, no clock."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from sources.scheduling import (
    JITTER,
    LONGEST,
    SHORTEST,
    Due,
    Overdue,
    PollHints,
    PollHistory,
    deal_out,
    next_poll,
)
from sources.scheduling.pacing import moments
from tests.simulation import patterns

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
# What a feed shows at the first poll was published before it.
_BEFORE = timedelta(days=20)
_TIMES_CONSIDERED = 60
_HINTS = (PollHints(), PollHints(max_age=timedelta(minutes=15)), PollHints(ttl=timedelta(hours=1)))
#: How many of a hundred feeds publish in which way.
MIX: dict[patterns.Pattern, int] = {
    patterns.dead: 20,
    patterns.weekly: 27,
    patterns.daily: 38,
    patterns.deliveries: 5,
    patterns.bursts: 4,
    patterns.day_and_night: 4,
    patterns.steady: 1,
    patterns.eruptive: 1,
}


@dataclass(slots=True)
class Simulated:
    """One feed: what it publishes when, and what its polls brought.

    `first`: the oldest of `times` that any poll brought, `seen`: how many were there at the
    latest. `lost`: items that rolled out of the window unseen between two polls that came when
    they were due; `lost_in_pause`: while nobody polled.
    """

    number: int
    pattern: str
    times: list[datetime]
    window: int
    hints: PollHints
    due: Due
    seen: int = -1
    first: int = 0
    pace: timedelta | None = None
    polls: int = 0
    lost: int = 0
    lost_in_pause: int = 0
    is_late: bool = False

    @property
    def floor(self) -> timedelta:
        """What its publisher and we agree on as the shortest time between two polls."""
        return max(SHORTEST, self.hints.max_age or SHORTEST, self.hints.ttl or SHORTEST)

    @property
    def is_foreseeable(self) -> bool:
        return is_foreseeable(self.times, window=self.window, floor=self.floor)


def is_foreseeable(times: Sequence[datetime], *, window: int, floor: timedelta) -> bool:
    """A feed's rate allows to lose nothing: it never puts out all that it shows in less than its
    own mean time between two publications (a day at most, what is agreed on at least).
    """
    mean = (times[-1] - times[0]) / max(1, len(moments(times)) - 1)
    stretch = max(min(mean, LONGEST), floor) * (1 + JITTER)
    whole = zip(times, times[window:], strict=False)
    return all(later - at > stretch for at, later in whole)


@dataclass
class Figures:
    """What came of it. `by_minute`: polls in each minute; `waits`: from publication to the poll
    that brought it, by pattern; `too_soon`, `too_late`: intervals past what is allowed.
    """

    by_minute: Counter[int] = field(default_factory=Counter)
    waits: dict[str, list[timedelta]] = field(default_factory=lambda: defaultdict(list))
    too_soon: list[tuple[Simulated, timedelta]] = field(default_factory=list)
    too_late: list[tuple[Simulated, timedelta]] = field(default_factory=list)

    @property
    def polls(self) -> int:
        return self.by_minute.total()


def make_feeds(count: int, *, days: int, seed: int = 1) -> list[Simulated]:
    """Feeds of the usual mix, first due within the first hour."""
    kinds = [pattern for pattern, share in MIX.items() for _ in range(share)]
    feeds = []
    for number in range(count):
        random = Random(f"{seed} {number}")  # noqa: S311 - the same world each time
        pattern = kinds[number % len(kinds)]
        feeds.append(
            Simulated(
                number,
                pattern.__name__,
                pattern(random, BEGIN - _BEFORE, BEGIN + timedelta(days=days)),
                window=random.choice((15, 20, 25, 50)),
                hints=random.choice(_HINTS),
                due=Due(BEGIN + timedelta(hours=random.random()), "New: not polled yet."),
            )
        )
    return feeds


def poll_until(feeds: Iterable[Simulated], end: datetime, figures: Figures) -> None:
    """Every poll that falls due before `end`, feed after feed: they do not touch each other."""
    for feed in feeds:
        while feed.due.at < end:
            _poll(feed, figures)


def come_back(feeds: Sequence[Simulated], now: datetime) -> None:
    """The scheduler starts again at `now` after a pause, and deals out what fell due in it."""
    late = [feed for feed in feeds if feed.due.at < now]
    overdue = [Overdue(one.number, one.due.at, one.pace or timedelta(0)) for one in late]
    places = {place.feed_id: place for place in deal_out(now, overdue)}
    for feed in late:
        place = places[feed.number]
        feed.due, feed.is_late = Due(place.at, place.reason), True


def _poll(feed: Simulated, figures: Figures) -> None:
    now = feed.due.at
    there = bisect_right(feed.times, now)
    share_new = _look(feed, there, now, figures)
    history = PollHistory(
        item_times=tuple(feed.times[max(feed.first, there - _TIMES_CONSIDERED) : there]),
        share_new=share_new,
        pace=feed.pace,
        window=min(feed.window, there),
    )
    feed.due = next_poll(now, history, feed.hints, seed=str(feed.number))
    feed.seen, feed.pace = there, feed.due.pace
    feed.polls += 1
    figures.by_minute[int((now - BEGIN).total_seconds()) // 60] += 1
    wait = feed.due.at - now
    if wait < feed.floor:
        figures.too_soon.append((feed, wait))
    if wait > LONGEST:
        figures.too_late.append((feed, wait))


def _look(feed: Simulated, there: int, now: datetime, figures: Figures) -> float | None:
    """The share of new items in what the feed shows now, and what was missed."""
    shown = min(feed.window, there)
    if feed.seen < 0:
        feed.first = there - shown
        return None
    new = there - feed.seen
    missed = max(0, new - shown)
    if feed.is_late:
        feed.lost_in_pause += missed
        feed.is_late = False
    elif new:
        feed.lost += missed
        figures.waits[feed.pattern] += [
            now - at for at in feed.times[there - new + missed : there]
        ]
    return min(new / shown, 1) if shown else None
