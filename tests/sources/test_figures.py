"""How often a feed brings something, and how soon we see it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.figures import Figures, Sighting, figures_of, percentile

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
LONG_AGO = NOW - 400 * DAY


def seen(*ago: timedelta, late: timedelta = MINUTE) -> list[Sighting]:
    return [Sighting(NOW - one + late, NOW - one) for one in ago]


@pytest.mark.parametrize(
    ("sightings", "followed_since", "most", "rate"),
    [
        (seen(*(n * DAY for n in range(1, 15))), LONG_AGO, 100, 3.5),
        ([], LONG_AGO, 100, 0.0),
        ([], NOW - DAY, 100, None),
        # Registered this morning: its first answer reached back two days.
        (seen(2 * DAY, DAY, late=2 * DAY), NOW, 100, 7.0),
        (seen(HOUR), NOW, 100, 7.0),
        # More came than we look at: they tell the rate by the time that they span.
        (seen(*(n * HOUR for n in range(1, 25))), LONG_AGO, 24, 168.0),
        # Printed long ago and put into the feed now.
        ([Sighting(NOW - DAY, LONG_AGO)], LONG_AGO, 100, 0.0),
        ([Sighting(NOW - DAY)], LONG_AGO, 100, 0.25),
    ],
)
def test_items_per_week(
    sightings: list[Sighting], followed_since: datetime, most: int, rate: float | None
) -> None:
    found = figures_of(sightings, now=NOW, followed_since=followed_since, most=most)

    assert found.items_per_week == rate


def test_delays_are_those_of_what_came_while_we_followed() -> None:
    late = [Sighting(NOW, NOW - n * MINUTE) for n in range(1, 21)]
    unknown, ahead, backlog = Sighting(NOW), Sighting(NOW, NOW + HOUR), Sighting(NOW, NOW - DAY)

    found = figures_of(
        [*late, unknown, ahead, backlog], now=NOW, followed_since=NOW - HOUR, most=100
    )

    assert (found.delay_p50, found.delay_p95) == (10 * MINUTE, 19 * MINUTE)
    assert figures_of([], now=NOW, followed_since=NOW, most=100) == Figures()


@given(
    st.lists(st.integers(0, 50).map(lambda n: n * MINUTE), min_size=1, max_size=30).map(sorted),
    st.integers(1, 100),
)
def test_a_percentile_is_the_smallest_that_so_many_do_not_exceed(
    ordered: list[timedelta], percent: int
) -> None:
    found = percentile(ordered, percent)

    enough = [
        one for one in ordered if sum(x <= one for x in ordered) * 100 >= percent * len(ordered)
    ]
    assert found == min(enough)
