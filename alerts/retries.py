"""When a delivery is tried again. Pure.

The schedule is that of Standard Webhooks, each wait counted from the attempt before:

    attempt   1     2     3      4       5     6     7      8      9      10
    waits     0     5 s   5 min  30 min  2 h   5 h   10 h   14 h   20 h   24 h
    altogether      5 s   5 min  35 min  2.6 h 7.6 h 17.6 h 31.6 h 51.6 h 75.6 h

Every wait is stretched or shortened by up to 20 %, so that what failed together does not come
back together. The amount follows from a seed (the message id), so a row always has one answer.
"""

import hashlib
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

WAITS = (
    timedelta(0),
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
MOST_ATTEMPTS = len(WAITS)
JITTER = 0.2
# A receiver may ask for patience, not for oblivion.
LONGEST_RETRY_AFTER = timedelta(hours=24)

# RFC 5321 4.2.3, RFC 4954 (432, 454), RFC 3463 receivers' practice (greylisting: 450, 451):
# answers that say "not now". Every other refusal of a recipient or a message is for good.
RETRIED_SMTP_CODES = frozenset({421, 432, 450, 451, 452, 454, 455})

# An endpoint that answers so wants no more messages (Standard Webhooks).
GONE = 410


def next_wait(
    attempt: int, *, seed: str, retry_after: timedelta | None = None
) -> timedelta | None:
    """How long to wait after the failed `attempt` (from 1); None: that was the last one.

    `retry_after` is what the receiver asked for; it lengthens the wait, never shortens it.
    """
    if attempt >= MOST_ATTEMPTS:
        return None
    wait = WAITS[max(attempt, 0)] * _stretch(f"{seed}.{attempt}")
    if retry_after is not None:
        wait = max(wait, min(retry_after, LONGEST_RETRY_AFTER))
    return wait


def parse_retry_after(value: str, *, now: datetime) -> timedelta | None:
    """The wait a Retry-After header asks for (RFC 9110, 10.2.3): seconds or a date; None when it
    says neither. A date in the past is no wait.
    """
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(timedelta(seconds=int(value[:9])), LONGEST_RETRY_AFTER)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(until - now, timedelta(0))


def is_retried_smtp_code(code: int) -> bool:
    """Whether a mail server's refusal may be different next time."""
    return code in RETRIED_SMTP_CODES


def _stretch(seed: str) -> float:
    """A factor from 1 - JITTER to 1 + JITTER, always the same for one seed."""
    share = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big") / 2**64
    return 1 - JITTER + 2 * JITTER * share
