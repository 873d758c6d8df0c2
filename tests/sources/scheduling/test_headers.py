from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.scheduling.headers import (
    LONGEST_RETRY_AFTER,
    asked_to_wait,
    read_http_date,
    read_max_age,
    read_retry_after,
)

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
# What is near to a right value finds more than any text does.
garbage = st.text(max_size=40) | st.text('max-ge=0123456789, "\\GMT:+', max_size=40)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("max-age=600", 600),
        ("public, Max-Age=60, must-revalidate", 60),
        ('max-age="5"', 5),
        ("max-age = 7", 7),
        ("no-cache, max-age=600", 600),
        ("max-age=600,no-store", 600),
        ("s-maxage=60, max-age=30", 30),
        ("max-age=30, max-age=600", 600),
        ("max-age=0", 0),
        ("max-age=99999999999999999999999", 2**31),
        ("max-age=" + "9" * 5_000, 2**31),
        ('private="max-age=5"', None),
        ('ext="a, max-age=5", max-age=9', 9),
        ("s-maxage=60", None),
        ("x-max-age=60", None),
        ("no-store", None),
        ("max-age", None),
        ("max-age=", None),
        ("max-age=-5", None),
        ("max-age=1.5", None),
        ("max-age=٣", None),
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
        (" 0 ", timedelta(0)),
        ("1.5", timedelta(seconds=1.5)),
        ("60, 120", timedelta(seconds=120)),
        ("99999999", LONGEST_RETRY_AFTER),
        ("9" * 5_000, LONGEST_RETRY_AFTER),
        ("Sun, 01 Jun 2025 14:00:00 GMT", 2 * HOUR),
        ("Sunday, 01-Jun-25 14:00:00 GMT", 2 * HOUR),
        ("Sun Jun  1 14:00:00 2025", 2 * HOUR),
        ("Sun, 01 Jun 2025 14:00:00", 2 * HOUR),
        ("Sun, 01 Jun 2025 16:00:00 +0200", 2 * HOUR),
        ("Sun, 01 Jun 2025 10:00:00 GMT", timedelta(0)),
        ("Fri, 01 Jan 2100 00:00:00 GMT", LONGEST_RETRY_AFTER),
        ("Sun, 31 Jun 2025 14:00:00 GMT", None),
        ("later", None),
        ("120 seconds", None),
        ("-5", None),
        ("", None),
    ],
)
def test_retry_after_is_read(header: str, wait: timedelta | None) -> None:
    assert read_retry_after(header, NOW) == wait


@pytest.mark.parametrize(("status", "wait"), [(429, HOUR), (503, HOUR), (500, None), (200, None)])
def test_only_429_and_503_ask_to_wait(status: int, wait: timedelta | None) -> None:
    assert asked_to_wait(status, "3600", NOW) == wait


@given(garbage)
def test_garbage_is_no_error(header: str) -> None:
    age, wait = read_max_age(header), read_retry_after(header, NOW)
    assert age is None or timedelta(0) <= age <= timedelta(seconds=2**31)
    assert wait is None or timedelta(0) <= wait <= LONGEST_RETRY_AFTER
    assert read_http_date(header) is None or max(header) >= "0"


@given(
    st.datetimes(datetime(1971, 1, 1), datetime(2068, 12, 31)).map(  # noqa: DTZ001
        lambda at: at.replace(microsecond=0, tzinfo=UTC)
    )
)
def test_three_spellings_of_a_date_are_one_instant(at: datetime) -> None:
    spellings = [
        format_datetime(at, usegmt=True),
        at.strftime("%A, %d-%b-%y %H:%M:%S GMT"),
        at.strftime("%a %b ") + f"{at.day:2} " + at.strftime("%H:%M:%S %Y"),
    ]
    assert [read_http_date(spelling) for spelling in spellings] == [at, at, at]
