"""Days on which something may have been missed. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """From `since` to `until`, both inclusive, something that an outlet published may not have
    been seen; `outlet` is its slug.
    """

    outlet: str
    since: date
    until: date


def join_gaps(gaps: Iterable[Gap]) -> list[Gap]:
    """The same days in as few stretches as there are, oldest first: feeds of one outlet miss
    something together, and one gap ends on the day on which the next begins.
    """
    joined: list[Gap] = []
    for gap in sorted(gaps):
        last = joined[-1] if joined else None
        if last is not None and last.outlet == gap.outlet and gap.since <= last.until + _DAY:
            joined[-1] = Gap(gap.outlet, last.since, max(last.until, gap.until))
        else:
            joined.append(gap)
    return sorted(joined, key=lambda gap: (gap.since, gap.outlet, gap.until))
