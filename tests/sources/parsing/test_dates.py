"""Times as feeds write them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.parsing.dates import read_instant

MAY = datetime(2025, 5, 15, 6, tzinfo=UTC)
SAME = [
    "Thu, 15 May 2025 08:00:00 +0200",
    "Mon, 15 May 25 06:00 GMT",
    "15 May 2025 02:00 EDT",
    "Thu, 15 May 2025 08:00:00 CEST (summer time)",
    "Thu, 15 May 2025 08:00:00 GMT+02:00",
    "jeu., 15 mai 2025 08:00:00 +0200",
    "Чт, 15 мая 2025 09:00:00 MSK",
    "15 de mayo de 2025, 06:00 h",
    "15. Mai 2025 08:00 MESZ",
    "Thursday, May 15, 2025 - 6:00 am",
    "Thu May 15 06:00:00 UTC 2025",
    "15.05.2025 06:00",
    "05/15/2025 06:00",
    "2025-05-15T08:00:00+02:00",
    "2025-05-15t06:00:00.123456789z",
    "2025-05-15 06:00",
    "20250515T080000+0200",
    "2025-135T06:00Z",
    "2025년 05월 15일 오후 3:00",
    "2025年5月15日 06:00",
    "1747288800",
    "1747288800123",
]


@pytest.mark.parametrize("text", SAME)
def test_time_is_read_however_it_is_written(text: str) -> None:
    assert read_instant(text) == MAY


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2025", datetime(2025, 1, 1, tzinfo=UTC)),
        ("2025-05", datetime(2025, 5, 1, tzinfo=UTC)),
        ("15 May 99", datetime(1999, 5, 15, tzinfo=UTC)),
        ("mar., 04 avr. 2025", datetime(2025, 4, 4, tzinfo=UTC)),
        ("31 Dec 2024 24:00:00 GMT", datetime(2025, 1, 1, tzinfo=UTC)),
        ("2016-12-31T23:59:60Z", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_odd_times_are_read(text: str, at: datetime) -> None:
    assert read_instant(text) == at


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "soon",
        "03/04/2025",
        "31 June 2025",
        "Thu, 99 May 2025 08:00:00 GMT",
        "2025-05-15T25:00Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59-14:00",
        "1" * 101,
    ],
)
def test_what_is_no_time_is_none(text: str | None) -> None:
    assert read_instant(text) is None


@given(st.text("0123456789-:+TZ ./,May年오후", max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    at = read_instant(text)

    assert at is None or (1900 <= at.year <= 2100 and at.tzinfo is UTC)


@given(st.integers(0, 4_070_908_800))
def test_printed_time_is_read_back(seconds: int) -> None:
    at = datetime.fromtimestamp(seconds, tz=UTC)

    assert read_instant(at.isoformat()) == at
    assert read_instant(at.strftime("%a, %d %b %Y %H:%M:%S GMT")) == at
