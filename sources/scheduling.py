"""When a feed is polled next, and why then. Pure.

    what happened                  next poll
    an answer, rate known          half the mean time between items, 5 min .. 24 h
    an answer, nothing known yet   1 h
    all items of the answer new    a quarter of that: some may have been missed
    failed n times in a row        15 min x 2**(n - 1), at most 24 h; never given up
    Retry-After                    not before it, at most 7 days
    410 three times in a row       paused

Whatever the rate says, a poll is not earlier than the publisher asks (Cache-Control, <ttl>,
sy:updatePeriod, up to 24 h), and up to 10 % later, so that feeds do not march in step.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(hours=24)
UNKNOWN_RATE = timedelta(hours=1)
FIRST_RETRY = timedelta(minutes=15)
LONGEST_RETRY_AFTER = timedelta(days=7)
RATE_WINDOW = timedelta(days=14)
GONE_PAUSES = 3
JITTER = 0.1

_MAX_AGE = re.compile(r"(?:^|,)\s*max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_SECONDS = re.compile(r"\d{1,10}")


@dataclass(frozen=True, slots=True)
class PollHistory:
    """What the polls of one feed brought so far, the latest included.

    `item_times`: when its recent items were published (or first seen), any order, UTC.
    `failures_in_a_row` counts polls without a usable answer up to the latest one, and
    `gone_in_a_row` those that were answered 410. `share_new`: the share of the latest answer's
    items that were new, None when it had none or was the first.
    """

    item_times: tuple[datetime, ...] = ()
    failures_in_a_row: int = 0
    gone_in_a_row: int = 0
    share_new: float | None = None


@dataclass(frozen=True, slots=True)
class PollHints:
    """What the publisher asks for, on 200 and on 304 alike; None where it does not.

    `ttl` is <ttl> or sy:updatePeriod; `retry_after` counts with 429 and 503.
    """

    max_age: timedelta | None = None
    ttl: timedelta | None = None
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """The next poll and its reason in words; `is_paused`: none until staff resume the feed."""

    at: datetime
    reason: str
    is_paused: bool = False


def next_poll(
    now: datetime, history: PollHistory, hints: PollHints = PollHints(), *, seed: str = ""
) -> Due:
    """When to poll next; `seed` (the feed's id) spreads feeds out, the same way every time."""
    if history.gone_in_a_row >= GONE_PAUSES:
        reason = f"paused: the server said {history.gone_in_a_row} times it is gone (410)"
        return Due(now + LONGEST, reason, is_paused=True)
    interval, reason = _backed_off(history) if history.failures_in_a_row else _paced(now, history)
    floor, asked = _floor(hints)
    if floor > interval:
        interval, reason = floor, asked
    spread = interval * (1 + JITTER * _fraction(f"{seed} {now.isoformat()}"))
    latest = max(LONGEST, interval)
    return Due(now + min(spread, latest), reason)


def read_max_age(cache_control: str) -> timedelta | None:
    """max-age of a Cache-Control header (RFC 9111, 5.2.2.1), None without one."""
    match = _MAX_AGE.search(cache_control)
    return timedelta(seconds=int(match[1])) if match else None


def read_retry_after(value: str, now: datetime) -> timedelta | None:
    """Retry-After, in seconds or as a date, as a time from now (RFC 9110, 10.2.3); else None."""
    value = value.strip()
    if _SECONDS.fullmatch(value):
        return min(timedelta(seconds=int(value)), LONGEST_RETRY_AFTER)
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max(at - now, timedelta(0)), LONGEST_RETRY_AFTER)


def _paced(now: datetime, history: PollHistory) -> tuple[timedelta, str]:
    recent = [at for at in history.item_times if now - RATE_WINDOW <= at <= now]
    if not history.item_times:
        interval, reason = UNKNOWN_RATE, "its rate is not known yet"
    elif not recent:
        interval, reason = LONGEST, f"nothing new for {RATE_WINDOW.days} days"
    else:
        mean = (now - min(recent)) / len(recent)
        interval, reason = mean / 2, f"about one item every {_words(max(mean, SHORTEST))}"
    if history.share_new == 1 and history.item_times:
        interval, reason = interval / 4, f"{reason}, and all items of the last poll were new"
    return min(max(interval, SHORTEST), LONGEST), reason


def _backed_off(history: PollHistory) -> tuple[timedelta, str]:
    times = history.failures_in_a_row
    interval = _retry_interval(times)
    plural = "time" if times == 1 else "times in a row"
    return interval, f"failed {times} {plural}, tried again after {_words(interval)}"


def _retry_interval(failures: int) -> timedelta:
    # 2**7 quarter hours are past the limit: the exponent is kept small for a feed dead for years.
    return min(FIRST_RETRY * (1 << min(max(failures, 1) - 1, 7)), LONGEST)


def _floor(hints: PollHints) -> tuple[timedelta, str]:
    """The earliest time that the publisher agrees to, and in which way it said so."""
    asked = [
        (min(hints.max_age or timedelta(0), LONGEST), "the server's max-age says"),
        (min(hints.ttl or timedelta(0), LONGEST), "the feed asks for"),
        (min(hints.retry_after or timedelta(0), LONGEST_RETRY_AFTER), "Retry-After says"),
    ]
    wait, who = max(asked, key=lambda pair: pair[0])
    return wait, f"{who} {_words(wait)}"


def _words(span: timedelta) -> str:
    """The span in its largest sensible unit, rounded: "20 minutes", "3 hours", "2 days"."""
    minutes = max(1, round(span / timedelta(minutes=1)))
    if minutes < 100:
        count, unit = minutes, "minute"
    elif minutes < 48 * 60:
        count, unit = round(minutes / 60), "hour"
    else:
        count, unit = round(minutes / 1_440), "day"
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def _fraction(seed: str) -> float:
    """A number in [0, 1) that looks random and is always the same for one seed."""
    digest = hashlib.blake2b(seed.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64
