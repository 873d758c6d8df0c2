"""What tracked people hold about one proposition, month by month. Pure."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from commentary.changes import Stated, standings
from commentary.enums import Stance
from commentary.scoring import is_stale


@dataclass(frozen=True, slots=True)
class MonthlyShare:
    """How many people held each stance at the end of a month; `month` is its first day."""

    month: date
    counts: dict[str, int]

    @property
    def n(self) -> int:
        return sum(self.counts.values())


def monthly_shares(
    timelines: Sequence[Sequence[Stated]], *, until: date, stale_months: int
) -> list[MonthlyShare]:
    """From the first month with a position to the month of `until`, oldest first.

    Each person counts once a month, with the latest stance; one older than `stale_months` is left
    out. `timelines` are one per person.
    """
    stood = [steps for steps in map(standings, timelines) if steps]
    if not stood:
        return []
    stood_on = [[step.stated_on for step in steps] for steps in stood]
    shares = []
    month = min(days[0] for days in stood_on).replace(day=1)
    while month <= until:
        following = (month + timedelta(days=31)).replace(day=1)
        at = min(until, following - timedelta(days=1))
        counts: Counter[str] = Counter({Stance.FAVOR: 0, Stance.AGAINST: 0, Stance.MIXED: 0})
        for steps, days in zip(stood, stood_on, strict=True):
            reached = bisect_right(days, at)
            if reached and not is_stale(days[reached - 1], at=at, months=stale_months):
                counts[steps[reached - 1].stance] += 1
        shares.append(MonthlyShare(month, {str(stance): n for stance, n in counts.items()}))
        month = following
    return shares
