"""When a feed is polled next, and why then. Pure.

    what happened                  next poll
    an answer                      at the feed's pace (pacing.py), 5 min .. 24 h
    failed n times in a row        15 min x 2**(n - 1), at most 24 h; never given up
    failed with most other hosts   10 min: our own outage, not counted (outages.py)
    Retry-After                    not before it, at most 7 days
    410 three times in a row       paused

Whatever the rate says, a poll is not earlier than the publisher asks (Cache-Control, <ttl>,
sy:updatePeriod, up to 24 h), and up to 10 % later, so that feeds do not march in step.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sources.scheduling.headers import LONGEST_RETRY_AFTER
from sources.scheduling.pacing import LONGEST, find_pace
from sources.scheduling.spreading import JITTER, fraction
from sources.scheduling.wording import in_words

FIRST_RETRY = timedelta(minutes=15)
OUTAGE_RETRY = timedelta(minutes=10)
GONE_PAUSES = 3
_NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True)
class PollHistory:
    """What the polls of one feed brought so far, the latest included.

    `item_times`: when its recent items were published (or first seen), any order, UTC.
    `failures_in_a_row` counts polls without a usable answer up to the latest one, and
    `gone_in_a_row` those that were answered 410. `share_new`: the share of the latest answer's
    items that the full answer before did not have; 0 for "not modified" and the same bytes, None
    where it cannot be told (a first answer, one without items). `pace`: as the poll before left it
    (`Due.pace`), None before the first. `window`: how many items the feed shows at once, 0 where
    not known. `is_our_outage`: the latest poll failed while most hosts did.
    """

    item_times: tuple[datetime, ...] = ()
    failures_in_a_row: int = 0
    gone_in_a_row: int = 0
    share_new: float | None = None
    pace: timedelta | None = None
    window: int = 0
    is_our_outage: bool = False


@dataclass(frozen=True, slots=True)
class PollHints:
    """What the publisher asks for, on 200 and on 304 alike; None where it does not.

    `ttl` is the longer of <ttl> and sy:updatePeriod; an answer without a body does not repeat
    it, so the caller keeps it for those. `retry_after` counts with 429 and 503.
    """

    max_age: timedelta | None = None
    ttl: timedelta | None = None
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """The next poll and its reason in words; `is_paused`: none until staff resume the feed.

    `pace` is kept for the next time: the interval by rate and overlap alone, without what the
    publisher asks for, back-off and jitter; None while it is not known.
    """

    at: datetime
    reason: str
    is_paused: bool = False
    pace: timedelta | None = None


def next_poll(
    now: datetime, history: PollHistory, hints: PollHints = PollHints(), *, seed: str = ""
) -> Due:
    """When to poll next; `seed` (the feed's id) spreads feeds out, the same way every time."""
    if history.gone_in_a_row >= GONE_PAUSES:
        reason = f"paused: the server said {history.gone_in_a_row} times it is gone (410)"
        return Due(now + LONGEST, reason, is_paused=True, pace=history.pace)
    interval, reason, pace = _wanted(now, history)
    floor, asked = _floor(hints)
    if floor > interval:
        interval, reason = floor, asked
    return Due(now + _apart(interval, floor, f"{seed} {now.isoformat()}"), reason, pace=pace)


def _wanted(now: datetime, history: PollHistory) -> tuple[timedelta, str, timedelta | None]:
    """The interval before the publisher is heard, why, and the pace to keep."""
    if history.is_our_outage:
        reason = f"most hosts failed: our own outage, tried again after {in_words(OUTAGE_RETRY)}"
        return OUTAGE_RETRY, reason, history.pace
    if history.failures_in_a_row:
        interval = _retry_interval(history.failures_in_a_row)
        return interval, _failed(history.failures_in_a_row, interval), history.pace
    pace = find_pace(
        now,
        history.item_times,
        window=history.window,
        share_new=history.share_new,
        kept=history.pace,
    )
    return pace.interval, pace.reason, pace.interval


def _apart(interval: timedelta, floor: timedelta, seed: str) -> timedelta:
    """Up to a tenth later; where that would be past a day, up to a tenth earlier."""
    spread = interval * JITTER * fraction(seed)
    if interval > LONGEST:
        return min(interval + spread, LONGEST_RETRY_AFTER)
    if interval + spread > LONGEST:
        return max(interval - spread, floor)
    return interval + spread


def _failed(times: int, interval: timedelta) -> str:
    plural = "time" if times == 1 else "times in a row"
    return f"failed {times} {plural}, tried again after {in_words(interval)}"


def _retry_interval(failures: int) -> timedelta:
    # 2**7 quarter hours are past the limit: the exponent is kept small for a feed dead for years.
    return min(FIRST_RETRY * (1 << min(max(failures, 1) - 1, 7)), LONGEST)


def _floor(hints: PollHints) -> tuple[timedelta, str]:
    """The earliest time that the publisher agrees to, and in which way it said so."""
    asked = [
        (min(wait, most), who)
        for wait, most, who in (
            (hints.max_age, LONGEST, "the server's max-age says"),
            (hints.ttl, LONGEST, "the feed asks for"),
            (hints.retry_after, LONGEST_RETRY_AFTER, "Retry-After says"),
        )
        if wait
    ]
    if not asked:
        return _NOTHING, ""
    wait, who = max(asked, key=lambda pair: pair[0])
    return wait, f"{who} {in_words(wait)}"
