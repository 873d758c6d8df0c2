"""The calendar day is the outlet's, not the server's."""

from datetime import UTC, date, datetime

from commentary.dating import StatedDay, day_of
from commentary.enums import DateBasis, DatePrecision

LATE = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)


def test_day_is_the_one_at_the_outlet() -> None:
    tokyo = day_of(published_at=LATE, first_seen_at=LATE, time_zone="Asia/Tokyo")
    utc = day_of(published_at=LATE, first_seen_at=LATE, time_zone="UTC")

    assert tokyo == StatedDay(date(2026, 3, 2), DatePrecision.DAY, DateBasis.PUBLISHED)
    assert utc == StatedDay(date(2026, 3, 1), DatePrecision.DAY, DateBasis.PUBLISHED)


def test_without_a_publication_time_the_day_is_inferred_from_when_we_saw_it() -> None:
    seen = day_of(published_at=None, first_seen_at=LATE, time_zone="UTC")

    assert seen == StatedDay(date(2026, 3, 1), DatePrecision.DAY, DateBasis.INFERRED)
