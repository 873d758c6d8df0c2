"""Ten thousand feeds over thirty days through the pure scheduler, which once stands still."""

from datetime import datetime, timedelta
from statistics import median_low

import pytest

from tests.simulation.scheduler import (
    BEGIN,
    Figures,
    Simulated,
    come_back,
    make_feeds,
    poll_until,
)

FEEDS, DAYS = 10_000, 30
STOPPED = BEGIN + timedelta(days=10)
BACK = STOPPED + timedelta(hours=6)
END = BEGIN + timedelta(days=DAYS)
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def month() -> tuple[list[Simulated], Figures]:
    feeds, figures = make_feeds(FEEDS, days=DAYS), Figures()
    poll_until(feeds, STOPPED, figures)
    come_back(feeds, BACK)
    poll_until(feeds, END, figures)
    return feeds, figures


def most_in_a_minute(figures: Figures, begin: datetime, end: datetime) -> int:
    minutes = [int((at - BEGIN).total_seconds()) // 60 for at in (begin, end)]
    return max(count for minute, count in figures.by_minute.items() if minute in range(*minutes))


def test_nothing_is_lost_where_the_rate_allows_it(
    month: tuple[list[Simulated], Figures],
) -> None:
    """What nobody foresees is a quiet feed that suddenly rolls over many times a day."""
    feeds = month[0]
    foreseeable = [feed for feed in feeds if feed.is_foreseeable]

    assert len(foreseeable) > 0.95 * len(feeds)
    assert [feed.number for feed in foreseeable if feed.lost] == []
    lost = sum(feed.lost for feed in feeds)
    assert 0 < lost < 0.02 * sum(len(waits) for waits in month[1].waits.values())


def test_no_feed_is_asked_before_its_publisher_agrees_or_later_than_a_day(
    month: tuple[list[Simulated], Figures],
) -> None:
    assert month[1].too_soon == []
    assert month[1].too_late == []


def test_neither_start_nor_restart_is_a_burst(month: tuple[list[Simulated], Figures]) -> None:
    figures = month[1]
    usual = most_in_a_minute(figures, BEGIN + 48 * HOUR, STOPPED)
    evenly = FEEDS / 60  # all of them, spread over the hour in which they are caught up with

    assert most_in_a_minute(figures, BACK, END) < 1.5 * max(usual, evenly)
    assert usual < 4 * figures.polls / DAYS / 24 / 60


def test_items_are_found_soon_for_what_they_cost(
    month: tuple[list[Simulated], Figures],
) -> None:
    """Half of them within a third of the usual time between two items of such a feed."""
    feeds, figures = month
    polls_a_day = {
        pattern: median_low(feed.polls for feed in feeds if feed.pattern == pattern) / DAYS
        for pattern in {feed.pattern for feed in feeds}
    }

    assert polls_a_day["dead"] < 1.2
    assert polls_a_day["weekly"] < 1.2
    assert polls_a_day["daily"] < 3
    assert median_low(figures.waits["daily"]) < 8 * HOUR
    assert median_low(figures.waits["day_and_night"]) < HOUR
    assert median_low(figures.waits["steady"]) < HOUR / 2
    assert all(max(waits) < 26 * HOUR for waits in figures.waits.values())


def test_the_world_is_the_same_each_time() -> None:
    again = [make_feeds(50, days=3) for _ in range(2)]
    for feeds in again:
        poll_until(feeds, BEGIN + timedelta(days=3), Figures())
    assert again[0] == again[1]
