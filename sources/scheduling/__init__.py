"""When a feed is polled, what its answers are worth, and whom a failure is blamed on.

Pure and deterministic: plain values in, plain values out; jitter comes from a seed.
"""

from sources.scheduling.headers import (
    LONGEST_RETRY_AFTER,
    asked_to_wait,
    read_http_date,
    read_max_age,
    read_retry_after,
)
from sources.scheduling.moves import AGREED_FOR, Move, MoveVerdict, note_move, permanent_target
from sources.scheduling.outages import HostTry, Situation, look_around
from sources.scheduling.overlaps import Overlap, compare, count, pack
from sources.scheduling.pacing import LONGEST, SHORTEST, Pace, find_pace
from sources.scheduling.polls import (
    GONE_PAUSES,
    OUTAGE_RETRY,
    Due,
    PollHints,
    PollHistory,
    next_poll,
)
from sources.scheduling.spreading import JITTER, Overdue, Place, deal_out, was_away
from sources.scheduling.trust import (
    DISTRUSTED_FOR,
    Asking,
    Credit,
    Verdict,
    how_to_ask,
    judge,
    was_lie,
)

__all__ = [
    "AGREED_FOR",
    "DISTRUSTED_FOR",
    "GONE_PAUSES",
    "JITTER",
    "LONGEST",
    "LONGEST_RETRY_AFTER",
    "OUTAGE_RETRY",
    "SHORTEST",
    "Asking",
    "Credit",
    "Due",
    "HostTry",
    "Move",
    "MoveVerdict",
    "Overdue",
    "Overlap",
    "Pace",
    "Place",
    "PollHints",
    "PollHistory",
    "Situation",
    "Verdict",
    "asked_to_wait",
    "compare",
    "count",
    "deal_out",
    "find_pace",
    "how_to_ask",
    "judge",
    "look_around",
    "next_poll",
    "note_move",
    "pack",
    "permanent_target",
    "read_http_date",
    "read_max_age",
    "read_retry_after",
    "was_away",
    "was_lie",
]
