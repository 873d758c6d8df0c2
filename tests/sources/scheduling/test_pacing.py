from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.scheduling.pacing import LATER, LONGEST, SHORTEST, UNKNOWN_RATE, Pace, find_pace

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)

spans = st.timedeltas(timedelta(0), timedelta(days=60))
item_times = st.lists(spans.map(lambda ago: NOW - ago + HOUR), max_size=30)


def every(span: timedelta, count: int = 24) -> list[datetime]:
    return [NOW - span * (index + 1) for index in range(count)]


@pytest.mark.parametrize(
    ("times", "share_new", "kept", "interval", "reason"),
    [
        ([], None, None, UNKNOWN_RATE, "its rate is not known yet"),
        ([NOW - MINUTE], None, None, UNKNOWN_RATE, "its rate is not known yet"),
        (every(HOUR), None, None, HOUR / 2, "about one item every 60 minutes"),
        (every(HOUR), 0.2, HOUR / 2, HOUR / 2 / LATER, "about one item every 60 minutes"),
        (
            every(HOUR),
            0,
            HOUR / 2,
            HOUR / 2 * LATER,
            "about one item every 60 minutes, and nothing new at the last poll",
        ),
        (
            every(HOUR),
            0.5,
            HOUR / 2,
            HOUR / 4,
            "about one item every 60 minutes, and half or more of the last poll was new",
        ),
        (
            every(HOUR),
            1,
            HOUR / 2,
            HOUR / 8,
            "about one item every 60 minutes, and all items of the last poll were new",
        ),
        ([NOW - 30 * DAY], 0, HOUR, LONGEST, "nothing new for 14 days"),
        # One item after a long silence is one in fourteen days, not one in an hour.
        (
            [NOW - 60 * DAY, NOW - HOUR],
            0.1,
            LONGEST,
            LONGEST / LATER,
            "about one item every 14 days",
        ),
        (every(timedelta(seconds=2), 900), 0, SHORTEST, SHORTEST * LATER, None),
    ],
)
def test_pace_follows_rate_and_overlap(
    times: list[datetime],
    share_new: float | None,
    kept: timedelta | None,
    interval: timedelta,
    reason: str | None,
) -> None:
    found = find_pace(NOW, times, share_new=share_new, kept=kept)
    assert found.interval == interval
    assert reason in {found.reason, None}


def test_items_of_one_delivery_count_once() -> None:
    daily = [NOW - DAY * day - timedelta(seconds=n) for day in range(1, 15) for n in range(30)]
    assert find_pace(NOW, daily, window=30).interval == DAY / 2


def test_pace_leaves_time_for_one_lost_poll_before_anything_rolls_out() -> None:
    """Twenty items in an hour of each week, ten shown at once: five take a quarter of an hour."""
    weekly = [NOW - 7 * DAY * week - 3 * MINUTE * n for week in range(2) for n in range(1, 21)]
    assert find_pace(NOW, weekly, window=10, share_new=0, kept=LONGEST) == Pace(
        15 * MINUTE,
        "about one item every 8 hours, and nothing new at the last poll; "
        "it has put out half of itself in 15 minutes",
    )


def test_delivery_that_no_pace_would_catch_does_not_hurry() -> None:
    at_once = [NOW - DAY * day for day in range(1, 15) for _ in range(10)]
    assert find_pace(NOW, at_once, window=10).interval == DAY / 2


def test_first_answer_of_a_feed_without_dates_is_no_delivery() -> None:
    """All of it was first seen at one moment; the next item came two hours later."""
    seen = [NOW - 8 * HOUR] * 15 + [NOW - 6 * HOUR, NOW - HOUR]
    assert find_pace(NOW, seen, window=15) == Pace(
        8 * HOUR / 3 / 2, "about one item every 3 hours"
    )


def test_silence_of_a_feed_whose_rate_is_unknown_makes_it_rare() -> None:
    """All its items stand in another feed first: nothing is its own."""
    pace, waits = None, []
    for _ in range(20):
        pace = find_pace(NOW, [], share_new=0, kept=pace).interval
        waits.append(pace)
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST


@given(item_times, st.integers(0, 40), st.none() | st.floats(0, 1), st.none() | spans)
def test_pace_keeps_its_limits(
    times: list[datetime], window: int, share_new: float | None, kept: timedelta | None
) -> None:
    found = find_pace(NOW, times, window=window, share_new=share_new, kept=kept)
    assert SHORTEST <= found.interval <= LONGEST
    assert found == find_pace(NOW, times[::-1], window=window, share_new=share_new, kept=kept)


@given(item_times, st.integers(0, 40), st.none() | spans, st.floats(0, 1), st.floats(0, 1))
def test_more_that_is_new_never_makes_it_later(
    times: list[datetime], window: int, kept: timedelta | None, one: float, other: float
) -> None:
    less, more = sorted([one, other])
    waits = [
        find_pace(NOW, times, window=window, share_new=share, kept=kept).interval
        for share in (less, more)
    ]
    assert waits[1] <= waits[0]
