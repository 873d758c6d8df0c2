from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from sources.parsing.page_dates import PageDates, Stamp, read_dates, read_stamp

URL = "https://courier.example/news/pier"
OSLO = timezone(timedelta(hours=2))


def utc(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("printed", "language", "at"),
    [
        ("2025-05-15T00:30:00+02:00", "", datetime(2025, 5, 15, 0, 30, tzinfo=OSLO)),
        ("2025-05-15T00:30:00.000+0200", "", datetime(2025, 5, 15, 0, 30, tzinfo=OSLO)),
        ("20250515T003000Z", "", utc(2025, 5, 15, 0, 30)),
        ("2025-05-15 10:00:00 UTC", "", utc(2025, 5, 15, 10)),
        ("2025-05-15 10:00:00 +0200", "", datetime(2025, 5, 15, 10, tzinfo=OSLO)),
        ("Thu, 15 May 2025 10:00:00 GMT", "", utc(2025, 5, 15, 10)),
        ("1747303200", "", utc(2025, 5, 15, 10)),
        ("1747303200000", "", utc(2025, 5, 15, 10)),
        ("2025-05-15 10:00", "", datetime(2025, 5, 15, 10)),  # noqa: DTZ001 -- as printed
        ("15.05.2025, 10:00", "", datetime(2025, 5, 15, 10)),  # noqa: DTZ001
        ("2025/5/15 10:00", "", datetime(2025, 5, 15, 10)),  # noqa: DTZ001
        ("May 15, 2025 at 10:00 AM", "", datetime(2025, 5, 15, 10)),  # noqa: DTZ001
    ],
)
def test_times_are_read_as_programs_and_people_write_them(
    printed: str, language: str, at: datetime
) -> None:
    assert read_stamp(printed, language) == Stamp(date(2025, 5, 15), at)


@pytest.mark.parametrize(
    ("printed", "language", "on"),
    [
        ("2025-05-15", "", date(2025, 5, 15)),
        ("20250515", "", date(2025, 5, 15)),
        ("15 May 2025", "", date(2025, 5, 15)),
        ("3/4/2025", "en-us", date(2025, 3, 4)),
        ("3/4/2025", "en-gb", date(2025, 4, 3)),
        ("3/4/2025", "fr", date(2025, 4, 3)),
        ("3.4.2025", "en", date(2025, 4, 3)),
        ("3/14/2025", "", date(2025, 3, 14)),
        ("14/3/2025", "en-us", date(2025, 3, 14)),
    ],
)
def test_bare_days_are_read_in_the_order_of_their_language(
    printed: str, language: str, on: date
) -> None:
    assert read_stamp(printed, language) == Stamp(on, None)


@pytest.mark.parametrize(
    "printed",
    ["", "soon", "3/4/2025", "1970-01-01T00:00:00Z", "0001-01-01", "2025-13-40", "99.99.2025"],
)
def test_what_cannot_be_told_is_no_time(printed: str) -> None:
    assert read_stamp(printed, "en") is None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_any_words_give_a_time_or_none(printed: str) -> None:
    stamp = read_stamp(printed)
    assert stamp is None or stamp.on.year >= 1990


@settings(max_examples=40, deadline=None)
@given(st.datetimes(min_value=datetime(1990, 1, 2), timezones=st.just(OSLO)))  # noqa: DTZ001
def test_iso_times_come_back_as_they_were(at: datetime) -> None:
    stamp = read_stamp(at.isoformat())
    assert stamp == Stamp(at.date(), at)


ARTICLE = (
    "<html><body><article><h1>A second pier</h1>{}<p>It will be built.</p></article></body></html>"
)


def dates(inner: str = "", url: str = URL, **linked: str) -> PageDates:
    root = html.document_fromstring(ARTICLE.format(inner))
    meta = {"article:modified_time": "2025-05-16T08:00:00Z"}
    return read_dates(root, meta, linked, url, "en")


CHANGED = utc(2025, 5, 16, 8)


@pytest.mark.parametrize(
    ("inner", "url", "linked", "found"),
    [
        # Just after midnight in Greenwich: the page prints its own day.
        (
            "<time datetime='2025-05-14T20:30:00-04:00'>",
            URL,
            {"datePublished": "2025-05-15T00:30:00Z"},
            (utc(2025, 5, 15, 0, 30), date(2025, 5, 14)),
        ),
        (
            "",
            "https://courier.example/2025/05/14/pier/",
            {"datePublished": "2025-05-15T00:30:00Z"},
            (utc(2025, 5, 15, 0, 30), date(2025, 5, 14)),
        ),
        # Times of comments and of other articles are not this one's.
        (
            "<div class='comments'><time datetime='2025-06-01T10:00:00Z'></div>",
            "https://courier.example/2025/05/14/pier/",
            {},
            (None, date(2025, 5, 14)),
        ),
        (
            "<time datetime='2019-01-01T10:00Z'></time><time datetime='2020-02-02T10:00Z'></time>",
            "https://courier.example/2025/05/14/pier/",
            {},
            (None, date(2025, 5, 14)),
        ),
        (
            "<time datetime='2025-05-14T10:00:00+00:00'></time>",
            URL,
            {},
            (utc(2025, 5, 14, 10), date(2025, 5, 14)),
        ),
        ("<p>Published 14 May 2025</p>", URL, {}, (None, date(2025, 5, 14))),
    ],
)
def test_pages_day_is_its_own(
    inner: str,
    url: str,
    linked: dict[str, str],
    found: tuple[datetime | None, date | None],
) -> None:
    assert dates(inner, url, **linked) == PageDates(*found, CHANGED)
