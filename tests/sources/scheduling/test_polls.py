from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.scheduling import (
    JITTER,
    LONGEST,
    LONGEST_RETRY_AFTER,
    OUTAGE_RETRY,
    SHORTEST,
    Due,
    PollHints,
    PollHistory,
    next_poll,
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
    pace=st.none() | spans,
    window=st.integers(0, 40),
    is_our_outage=st.booleans(),
)
hints = st.builds(
    PollHints, max_age=st.none() | spans, ttl=st.none() | spans, retry_after=st.none() | spans
)


@given(histories, hints, st.text(max_size=5))
def test_next_poll_keeps_all_limits(history: PollHistory, hint: PollHints, seed: str) -> None:
    due = next_poll(NOW, history, hint, seed=seed)
    wait = due.at - NOW
    assert wait >= SHORTEST
    assert wait >= min(hint.max_age or timedelta(0), LONGEST)
    assert wait >= min(hint.ttl or timedelta(0), LONGEST)
    assert wait >= min(hint.retry_after or timedelta(0), LONGEST_RETRY_AFTER)
    assert wait <= LONGEST or wait <= min(
        (hint.retry_after or timedelta(0)) * (1 + JITTER), LONGEST_RETRY_AFTER
    )
    assert due.reason
    assert not due.is_paused
    assert due == next_poll(NOW, history, hint, seed=seed)


@given(histories, hints)
def test_kept_pace_has_neither_the_publishers_wishes_nor_back_off_in_it(
    history: PollHistory, hint: PollHints
) -> None:
    pace = next_poll(NOW, history, hint, seed="a").pace
    assert pace == next_poll(NOW, history, seed="b").pace
    if history.failures_in_a_row or history.is_our_outage:
        assert pace == history.pace
    else:
        assert pace is not None
        assert SHORTEST <= pace <= LONGEST


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
        (
            PollHistory(),
            PollHints(max_age=2 * HOUR, ttl=3 * HOUR),
            3 * HOUR,
            "the feed asks for 3 hours",
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
            PollHistory(failures_in_a_row=900, is_our_outage=True),
            PollHints(),
            OUTAGE_RETRY,
            "most hosts failed: our own outage, tried again after 10 minutes",
        ),
    ],
)
def test_next_poll_says_when_and_why(
    history: PollHistory, hint: PollHints, wait: timedelta, reason: str
) -> None:
    due = next_poll(NOW, history, hint, seed="7")
    assert due.reason == reason
    assert wait <= due.at - NOW <= wait * (1 + JITTER)


def test_feed_that_failed_for_years_is_asked_once_a_day() -> None:
    due = next_poll(NOW, PollHistory(failures_in_a_row=900), seed="7")
    assert due.reason == "failed 900 times in a row, tried again after 24 hours"
    assert LONGEST * (1 - JITTER) <= due.at - NOW <= LONGEST


def test_year_of_max_age_is_a_day() -> None:
    due = next_poll(NOW, PollHistory(), PollHints(max_age=timedelta(days=365)), seed="7")
    assert due == Due(NOW + LONGEST, "the server's max-age says 24 hours", pace=timedelta(hours=1))


def test_third_410_pauses_the_feed() -> None:
    gone = PollHistory(failures_in_a_row=3, gone_in_a_row=3, pace=HOUR)
    assert next_poll(NOW, gone) == Due(
        NOW + LONGEST,
        "paused: the server said 3 times it is gone (410)",
        is_paused=True,
        pace=HOUR,
    )
    assert not next_poll(NOW, PollHistory(failures_in_a_row=9, gone_in_a_row=2)).is_paused


def test_feeds_of_one_pace_are_spread_out() -> None:
    waits = [next_poll(NOW, PollHistory(), seed=str(n)).at - NOW for n in range(1_000)]
    assert len(set(waits)) == 1_000
    assert HOUR * 1.04 < sum(waits, timedelta(0)) / 1_000 < HOUR * 1.06


def test_feeds_that_failed_for_days_are_spread_out_too() -> None:
    failed = PollHistory(failures_in_a_row=50)
    waits = {next_poll(NOW, failed, seed=str(n)).at - NOW for n in range(1_000)}
    assert len(waits) == 1_000
