from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.retries import (
    MOST_ATTEMPTS,
    WAITS,
    is_retried_smtp_code,
    next_wait,
    parse_retry_after,
)

NOW = datetime(2025, 3, 3, 12, tzinfo=UTC)


def test_waits_are_those_of_standard_webhooks() -> None:
    hours = [wait.total_seconds() / 3600 for wait in WAITS]

    assert hours == [0, 5 / 3600, 5 / 60, 0.5, 2, 5, 10, 14, 20, 24]
    assert MOST_ATTEMPTS == 10


@given(st.integers(1, MOST_ATTEMPTS - 1), st.text(max_size=20))
def test_jitter_stays_within_a_fifth_and_is_the_same_for_one_seed(attempt: int, seed: str) -> None:
    wait = next_wait(attempt, seed=seed)

    assert wait is not None
    assert 0.8 * WAITS[attempt] <= wait <= 1.2 * WAITS[attempt]
    assert next_wait(attempt, seed=seed) == wait


def test_jitter_spreads_messages_that_failed_together() -> None:
    waits = {next_wait(6, seed=f"msg_{number}") for number in range(50)}

    assert len(waits) == 50
    assert max(waits) - min(waits) > timedelta(hours=2)  # type: ignore[type-var,operator]  # six is not the last


def test_after_the_tenth_attempt_there_is_none() -> None:
    assert next_wait(9, seed="msg_1") is not None
    assert next_wait(10, seed="msg_1") is None
    assert next_wait(11, seed="msg_1", retry_after=timedelta(seconds=1)) is None


def test_retry_after_lengthens_a_wait_and_never_shortens_it() -> None:
    hour, week = timedelta(hours=1), timedelta(days=7)

    assert next_wait(1, seed="msg_1", retry_after=hour) == hour
    assert next_wait(9, seed="msg_1", retry_after=hour) == next_wait(9, seed="msg_1")
    assert next_wait(1, seed="msg_1", retry_after=week) == timedelta(hours=24)


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(minutes=2)),
        (" 0 ", timedelta(0)),
        ("999999999999999999999", timedelta(hours=24)),
        ("Mon, 03 Mar 2025 12:00:30 GMT", timedelta(seconds=30)),
        ("Mon, 03 Mar 2025 11:00:00 GMT", timedelta(0)),
        ("Mon, 03 Mar 2025 12:00:30 -0000", timedelta(seconds=30)),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str, wait: timedelta | None) -> None:
    assert parse_retry_after(value, now=NOW) == wait


@pytest.mark.parametrize(
    ("code", "is_retried"),
    [(421, True), (450, True), (451, True), (452, True), (550, False), (554, False), (0, False)],
)
def test_smtp_codes_that_say_not_now_are_retried(code: int, is_retried: bool) -> None:
    assert is_retried_smtp_code(code) is is_retried
