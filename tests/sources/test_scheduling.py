from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.scheduling import (
    JITTER,
    LONGEST,
    LONGEST_RETRY_AFTER,
    SHORTEST,
    Due,
    PollHints,
    PollHistory,
    next_poll,
    read_max_age,
    read_retry_after,
)

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

spans = st.timedeltas(timedelta(0), timedelta(days=60))
histories = st.builds(
    PollHistory,
    item_times=st.lists(spans.map(lambda ago: NOW - ago + HOUR), max_size=30).map(tuple),
    failures_in_a_row=st.integers(0, 10_000),
    gone_in_a_row=st.integers(0, 2),
    share_new=st.none() | st.floats(0, 1),
)
hints = st.builds(
    PollHints, max_age=st.none() | spans, ttl=st.none() | spans, retry_after=st.none() | spans
)


def hourly(count: int = 24) -> tuple[datetime, ...]:
    return tuple(NOW - HOUR * (index + 1) for index in range(count))


@given(histories, hints, st.text(max_size=5))
def test_next_poll_keeps_all_limits(history: PollHistory, hint: PollHints, seed: str) -> None:
    due = next_poll(NOW, history, hint, seed=seed)
    wait = due.at - NOW
    assert wait >= SHORTEST
    assert wait >= min(hint.max_age or timedelta(0), LONGEST)
    assert wait >= min(hint.ttl or timedelta(0), LONGEST)
    assert wait >= min(hint.retry_after or timedelta(0), LONGEST_RETRY_AFTER)
    assert wait <= max(LONGEST, min(hint.retry_after or timedelta(0), LONGEST_RETRY_AFTER))
    assert due.reason
    assert not due.is_paused
    assert due == next_poll(NOW, history, hint, seed=seed)


@given(histories, st.integers(1, 50))
def test_more_failures_never_come_sooner(history: PollHistory, failures: int) -> None:
    def wait(times: int) -> timedelta:
        failed = PollHistory(failures_in_a_row=times, item_times=history.item_times)
        return next_poll(NOW, failed, seed="x").at - NOW

    assert wait(failures) <= wait(failures + 1) <= LONGEST


@pytest.mark.parametrize(
    ("history", "hint", "wait", "reason"),
    [
        (PollHistory(), PollHints(), HOUR, "its rate is not known yet"),
        (PollHistory(hourly()), PollHints(), HOUR / 2, "about one item every 60 minutes"),
        (
            PollHistory(hourly(), share_new=1),
            PollHints(),
            HOUR / 8,
            "about one item every 60 minutes, and all items of the last poll were new",
        ),
        (
            PollHistory((NOW - timedelta(days=30),)),
            PollHints(),
            LONGEST,
            "nothing new for 14 days",
        ),
        (
            PollHistory(tuple(NOW - timedelta(seconds=n) for n in range(50))),
            PollHints(),
            SHORTEST,
            "about one item every 5 minutes",
        ),
        (
            PollHistory(hourly()),
            PollHints(max_age=2 * HOUR, ttl=3 * HOUR),
            3 * HOUR,
            "the feed asks for 3 hours",
        ),
        (
            PollHistory(hourly()),
            PollHints(max_age=timedelta(days=365)),
            LONGEST,
            "the server's max-age says 24 hours",
        ),
        (
            PollHistory(failures_in_a_row=1),
            PollHints(),
            HOUR / 4,
            "failed 1 time, tried again after 15 minutes",
        ),
        (
            PollHistory(failures_in_a_row=4),
            PollHints(retry_after=timedelta(days=3)),
            timedelta(days=3),
            "Retry-After says 3 days",
        ),
        (
            PollHistory(failures_in_a_row=900),
            PollHints(),
            LONGEST,
            "failed 900 times in a row, tried again after 24 hours",
        ),
    ],
)
def test_next_poll_says_when_and_why(
    history: PollHistory, hint: PollHints, wait: timedelta, reason: str
) -> None:
    due = next_poll(NOW, history, hint, seed="7")
    assert due.reason == reason
    assert wait <= due.at - NOW <= wait * (1 + JITTER)


def test_third_410_pauses_the_feed() -> None:
    gone = PollHistory(failures_in_a_row=3, gone_in_a_row=3)
    assert next_poll(NOW, gone) == Due(
        NOW + LONGEST, "paused: the server said 3 times it is gone (410)", is_paused=True
    )
    assert not next_poll(NOW, PollHistory(failures_in_a_row=9, gone_in_a_row=2)).is_paused


def test_feeds_of_one_pace_are_spread_out() -> None:
    waits = [next_poll(NOW, PollHistory(), seed=str(n)).at - NOW for n in range(1_000)]
    assert len(set(waits)) == 1_000
    assert HOUR * 1.04 < sum(waits, timedelta(0)) / 1_000 < HOUR * 1.06


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("max-age=600", 600),
        ("public, Max-Age=60, must-revalidate", 60),
        ('max-age="5"', 5),
        ("s-maxage=60", None),
        ("no-store", None),
        ("max-age=soon", None),
        ("", None),
    ],
)
def test_max_age_is_read(header: str, seconds: int | None) -> None:
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert read_max_age(header) == expected


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("120", timedelta(seconds=120)),
        ("99999999", LONGEST_RETRY_AFTER),
        ("Sun, 01 Jun 2025 14:00:00 GMT", 2 * HOUR),
        ("Sun, 01 Jun 2025 14:00:00", 2 * HOUR),
        ("Sun, 01 Jun 2025 10:00:00 GMT", timedelta(0)),
        ("Fri, 01 Jan 2100 00:00:00 GMT", LONGEST_RETRY_AFTER),
        ("later", None),
        ("-5", None),
        ("", None),
    ],
)
def test_retry_after_is_read(header: str, wait: timedelta | None) -> None:
    assert read_retry_after(header, NOW) == wait
