"""Keeping polls apart: jitter, and the polls that were missed while nobody polled. Pure.

What keeps a restart from becoming a burst, in this order: a host is asked once per gap however
many of its feeds are due; a sweep takes a bounded number of feeds; and feeds that fell due while
nobody polled are dealt out over the time in which they would have been polled anyway.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sources.scheduling.wording import in_words

JITTER = 0.1
# Feeds are due, and no poll has ended for so long: nobody was there.
AWAY = timedelta(minutes=10)
CATCH_UP = timedelta(hours=1)
_GOLDEN = 0.6180339887498949


@dataclass(frozen=True, slots=True)
class Overdue:
    """A feed that fell due at `due_at`; `pace` as kept with it, zero where none is known."""

    feed_id: int
    due_at: datetime
    pace: timedelta


@dataclass(frozen=True, slots=True)
class Place:
    """The new `due_at` of an overdue feed and its reason in words."""

    feed_id: int
    at: datetime
    reason: str


def was_away(
    now: datetime, *, last_poll_at: datetime | None, first_due_at: datetime | None
) -> bool:
    """Nobody polled for ten minutes though a feed was due: we come back after a pause.

    `last_poll_at`: when the latest poll of any feed ended, `first_due_at`: since when the longest
    waiting feed is due. A worker that is behind with its work was not away: it ends polls.
    """
    if last_poll_at is None or first_due_at is None:
        return False
    return now - max(last_poll_at, first_due_at) > AWAY


def deal_out(now: datetime, overdue: Sequence[Overdue]) -> list[Place]:
    """Places for feeds that fell due while nobody polled, the most frequent first.

    Each keeps within its own pace and an hour, so none comes later than it would have come had it
    been polled just before the restart, and all together ask no more often than on a common day
    (those that are rarely polled: once within the hour). The same feeds get the same places.
    """
    ranked = sorted(overdue, key=lambda one: (one.pace, one.feed_id))
    away = in_words(max((now - one.due_at for one in overdue), default=timedelta(0)))
    return [
        Place(
            one.feed_id,
            # Multiples of the golden ratio fill every stretch evenly, whatever its length.
            now + min(one.pace, CATCH_UP) * (rank * _GOLDEN % 1),
            f"nobody polled for {away}; what was missed is spread out",
        )
        for rank, one in enumerate(ranked)
    ]


def fraction(seed: str) -> float:
    """A number in [0, 1) that looks random and is always the same for one seed."""
    digest = hashlib.blake2b(seed.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64
