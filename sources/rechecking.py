"""When the page of a stored article is looked at again, and why then. Pure.

an article                        again
with a tracked person, younger    every 15 min in the first 3 h after publication, every hour
                                  in the first day, every 3 h to a week, every 3 days to a
                                  month, then every 30 days
without                           1 h and 24 h after it was first read, then no more
changed, seen once                10 min later: a change counts when it was seen twice
not there (404, 410)              1 h later: three times in a row, and it was taken off
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

# A change counts when it is still there after this.
SEEN_TWICE = timedelta(minutes=10)
# How often in a row a page is not there until its article counts as taken off.
ABSENT_IS_WITHDRAWN = 3
ASK_ABSENT = timedelta(hours=1)
# (younger than, every so often, in words)
LADDER = (
    (timedelta(hours=3), timedelta(minutes=15), "every 15 minutes in its first three hours"),
    (timedelta(days=1), timedelta(hours=1), "every hour in its first day"),
    (timedelta(days=7), timedelta(hours=3), "every 3 hours in its first week"),
    (timedelta(days=30), timedelta(days=3), "every 3 days in its first month"),
)
LAST_STEP = (timedelta(days=30), "every 30 days from then on")
# For articles in which no tracked person speaks: so long after they were first read.
TWICE = (
    (timedelta(hours=1), "an hour after it was first read"),
    (timedelta(hours=24), "24 hours after it was first read, for the last time"),
)


@dataclass(frozen=True, slots=True)
class Recheck:
    """When the page is looked at again (UTC), and why then; `at` is None when it is not."""

    at: datetime | None
    reason: str


def next_recheck(
    now: datetime, *, published_at: datetime, first_read_at: datetime, is_tracked: bool
) -> Recheck:
    """The step of the ladder after a look at `now`.

    `is_tracked`: a statement of a tracked person stands in it. A publication ahead of `now` counts
    as one of this moment.
    """
    if is_tracked:
        age = now - published_at
        for younger_than, pause, words in LADDER:
            if age < younger_than:
                return Recheck(now + pause, f"a tracked person speaks in it: {words}")
        pause, words = LAST_STEP
        return Recheck(now + pause, f"a tracked person speaks in it: {words}")
    for after, words in TWICE:
        if now < first_read_at + after:
            return Recheck(first_read_at + after, f"looked at again {words}")
    return Recheck(None, "")


def soon_again(now: datetime) -> Recheck:
    """A change was seen for the first time."""
    return Recheck(now + SEEN_TWICE, "a change was seen once: it counts when it is seen again")


def absent_again(now: datetime, *, times: int) -> Recheck:
    """The page was not there, `times` in a row."""
    reason = f"the page was not there, {times} of {ABSENT_IS_WITHDRAWN} times in a row"
    return Recheck(now + ASK_ABSENT, reason)
