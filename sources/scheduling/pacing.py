"""How often a feed is polled while it answers. Pure.

Two things decide. The *rate*: half the mean time between moments at which it published (items
within five minutes of each other are one moment: one poll takes them all). The *overlap* of
successive answers moves the kept pace between a quarter and the double of that:

    items of the answer that are new    the kept pace becomes
    none (or "not modified")            a fifth longer
    some                                a fifth shorter
    half or more                        a half
    all: some may have been missed      a quarter

The pace is never longer than the shortest time in which the feed put out half of what it shows at
once: one poll may be lost, and still nothing has rolled out of the feed unseen.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import sub

from sources.scheduling.wording import in_words

SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(hours=24)
UNKNOWN_RATE = timedelta(hours=1)
RATE_WINDOW = timedelta(days=14)
LATER = 1.2
_CATCHABLE = SHORTEST / 2


@dataclass(frozen=True, slots=True)
class Pace:
    """The time between two polls, and why, in words."""

    interval: timedelta
    reason: str


@dataclass(frozen=True, slots=True)
class _Range:
    usual: timedelta
    shortest: timedelta
    longest: timedelta
    reason: str


def find_pace(
    now: datetime,
    item_times: Sequence[datetime],
    *,
    window: int = 0,
    share_new: float | None = None,
    kept: timedelta | None = None,
) -> Pace:
    """The pace after an answer.

    `item_times`: when recent items were published (or first seen), any order. `window`: how many
    items the feed shows at once, 0 where not known. `share_new`: of the latest answer, 0 for "not
    modified", None where it says nothing. `kept`: the pace before, None where there is none yet.
    """
    times = sorted(item_times)
    del times[bisect_right(times, now) :]
    recent = times[bisect_left(times, now - RATE_WINDOW) :]
    found = _range(now, recent, has_older=len(recent) < len(times))
    interval, word = _moved(kept or found.usual, share_new)
    interval = min(max(interval, found.shortest), found.longest)
    reason = found.reason if found.shortest == found.longest else f"{found.reason}{word}"
    # What came with the first answer of a feed without dates was not published all at once.
    since_first = recent[bisect_right(recent, times[0]) :] if times else recent
    rollover = _rollover(since_first, window)
    if rollover is not None and rollover < interval:
        interval, reason = (
            rollover,
            f"{reason}; it has put out half of itself in {in_words(rollover)}",
        )
    return Pace(min(max(interval, SHORTEST), LONGEST), reason)


def moments(times: Sequence[datetime]) -> list[datetime]:
    """When something was published (`times` sorted), what one poll would take counted once."""
    found: list[datetime] = []
    over = None
    for at in times:
        if over is None or at >= over:
            found.append(at)
            over = at + SHORTEST
    return found


def _range(now: datetime, recent: Sequence[datetime], *, has_older: bool) -> _Range:
    """What the rate allows."""
    if not recent and has_older:
        reason = f"nothing new for {RATE_WINDOW.days} days"
        return _Range(LONGEST, LONGEST, LONGEST, reason)
    count = len(moments(recent))
    if count < 2 and not has_older:
        return _Range(UNKNOWN_RATE, SHORTEST, LONGEST, "its rate is not known yet")
    mean = (RATE_WINDOW if has_older else now - recent[0]) / count
    usual = min(max(mean / 2, SHORTEST), LONGEST)
    return _Range(
        usual, usual / 4, usual * 2, f"about one item every {in_words(max(mean, SHORTEST))}"
    )


def _moved(pace: timedelta, share_new: float | None) -> tuple[timedelta, str]:
    if share_new is None:
        return pace, ""
    if share_new == 0:
        return pace * LATER, ", and nothing new at the last poll"
    if share_new < 0.5:
        return pace / LATER, ""
    if share_new < 1:
        return pace / 2, ", and half or more of the last poll was new"
    return pace / 4, ", and all items of the last poll were new"


def _rollover(times: Sequence[datetime], window: int) -> timedelta | None:
    """The shortest time in which half a window of items came; None where that never happened.

    A window that rolls over faster than polls may follow each other is one delivery, which no pace
    would catch better.
    """
    if window < 1:
        return None
    half = max(1, window // 2)
    stretches = map(sub, times[half:], times)
    return min((span for span in stretches if span >= _CATCHABLE), default=None)
