"""The calendar day is the outlet's, not the server's."""

from datetime import UTC, date, datetime

import pytest

from commentary.dating import StatedDay, day_apart, day_at, day_of, event_day
from commentary.enums import DateBasis, DatePrecision
from commentary.reading import FoundDay
from commentary.reading.types import Basis, Precision

LATE = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)


def test_day_is_the_one_at_the_outlet() -> None:
    tokyo = day_of(published_at=LATE, first_seen_at=LATE, time_zone="Asia/Tokyo")
    utc = day_of(published_at=LATE, first_seen_at=LATE, time_zone="UTC")

    assert tokyo == StatedDay(date(2026, 3, 2), DatePrecision.DAY, DateBasis.PUBLISHED)
    assert utc == StatedDay(date(2026, 3, 1), DatePrecision.DAY, DateBasis.PUBLISHED)


def test_without_a_publication_time_the_day_is_inferred_from_when_we_saw_it() -> None:
    seen = day_of(published_at=None, first_seen_at=LATE, time_zone="UTC")

    assert seen == StatedDay(date(2026, 3, 1), DatePrecision.DAY, DateBasis.INFERRED)


PUBLISHED = StatedDay(date(2026, 3, 2), DatePrecision.DAY, DateBasis.PUBLISHED)
FRIDAY = StatedDay(date(2026, 2, 27), DatePrecision.DAY, DateBasis.STATED)


def told(on: date, precision: Precision = "day", basis: Basis = "stated") -> FoundDay:
    return FoundDay(on, precision, basis)


@pytest.mark.parametrize(
    ("days", "event"),
    [
        ([], PUBLISHED),
        ([None, told(date(2026, 3, 2), basis="published")], PUBLISHED),
        ([told(date(2026, 2, 26)), told(date(2026, 2, 27)), None], FRIDAY),
        ([told(date(2026, 2, 27)), told(date(2026, 3, 5))], FRIDAY),
        ([told(date(2019, 5, 4)), told(date(2026, 2, 1), "month")], PUBLISHED),
        ([told(date(2026, 2, 27), basis="inferred")], PUBLISHED),
    ],
    ids=["nothing", "published", "the last", "not after publication", "not news", "not sure"],
)
def test_event_is_on_the_last_day_stated_shortly_before_publication(
    days: list[FoundDay | None], event: StatedDay
) -> None:
    assert event_day(days, PUBLISHED) == event


@pytest.mark.parametrize(
    ("day", "apart"),
    [
        (None, None),
        (told(date(2026, 3, 2), basis="published"), None),
        (told(date(2026, 3, 2), basis="inferred"), None),
        (told(date(2026, 2, 27)), None),
        (told(date(2026, 3, 7)), None),
        (
            told(date(2019, 1, 1), "year"),
            StatedDay(date(2019, 1, 1), DatePrecision.YEAR, DateBasis.STATED),
        ),
        (
            told(date(2026, 2, 1), "month", "inferred"),
            StatedDay(date(2026, 2, 1), DatePrecision.MONTH, DateBasis.INFERRED),
        ),
    ],
)
def test_only_another_day_that_is_told_is_apart(
    day: FoundDay | None, apart: StatedDay | None
) -> None:
    assert day_apart(day, event=FRIDAY, publication=PUBLISHED) == apart


def test_the_day_of_an_event_is_inferred_for_words_of_which_it_is_not_stated() -> None:
    assert day_at(told(date(2026, 2, 27)), FRIDAY) == FRIDAY
    assert day_at(None, FRIDAY).basis == DateBasis.INFERRED
    assert day_at(None, PUBLISHED) == PUBLISHED
