"""How often a feed brings something and how soon we see it, out of its articles. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

WINDOW = timedelta(days=28)
_WEEK = timedelta(days=7)
# A feed that was added this morning tells its rate by the hour and would promise hundreds a week.
_SHORTEST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sighting:
    """When an article was published, as far as that is believed, and first seen (UTC)."""

    seen_at: datetime
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """`items_per_week`, and the delays from publication to our first sight of half and of 95 % of
    the articles; None where there is nothing to tell them by.
    """

    items_per_week: float | None = None
    delay_p50: timedelta | None = None
    delay_p95: timedelta | None = None


def figures_of(
    sightings: Sequence[Sighting], *, now: datetime, followed_since: datetime, most: int
) -> Figures:
    """Of one feed, out of its newest articles of WINDOW, at most `most` of them.

    What was published before we followed the feed came late for no fault of anybody's, so it
    counts for the rate and not for the delay.
    """
    delays = sorted(
        max(one.seen_at - one.published_at, timedelta(0))
        for one in sightings
        if one.published_at is not None and one.published_at >= followed_since
    )
    return Figures(
        items_per_week=_per_week(
            sightings, now=now, followed_since=followed_since, is_cut=len(sightings) >= most
        ),
        delay_p50=percentile(delays, 50),
        delay_p95=percentile(delays, 95),
    )


def percentile(ordered: Sequence[timedelta], percent: int) -> timedelta | None:
    """The smallest of these that at least `percent` of them do not exceed (nearest rank)."""
    if not ordered:
        return None
    return ordered[max(ceil(len(ordered) * percent / 100), 1) - 1]


def _per_week(
    sightings: Sequence[Sighting], *, now: datetime, followed_since: datetime, is_cut: bool
) -> float | None:
    since = now - WINDOW
    came = [min(one.published_at or one.seen_at, one.seen_at) for one in sightings]
    recent = [at for at in came if at >= since]
    if not recent:
        return 0.0 if now - followed_since >= _WEEK else None
    # Nobody looked before the feed was followed, but its first answer reaches back a little.
    began = min(recent) if is_cut else min(max(followed_since, since), *recent, now)
    span = max(now - began, _SHORTEST if not is_cut else timedelta(minutes=1))
    return len(recent) * (_WEEK / span)
