"""The ladder of looks at a stored article."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.rechecking import Recheck, absent_again, next_recheck, soon_again

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def looks(*, is_tracked: bool, days: int) -> list[timedelta]:
    """How long after its publication, when it was also read, an article is looked at."""
    now = NOON
    found: list[timedelta] = []
    while True:
        again = next_recheck(now, published_at=NOON, first_read_at=NOON, is_tracked=is_tracked)
        if again.at is None or again.at > NOON + timedelta(days=days):
            return found
        now = again.at
        found.append(now - NOON)


def test_article_of_a_tracked_person_is_looked_at_by_its_age() -> None:
    found = looks(is_tracked=True, days=120)

    pauses = [later - earlier for earlier, later in pairwise([timedelta(0), *found])]
    assert [(pause, pauses.count(pause)) for pause in dict.fromkeys(pauses)] == [
        (timedelta(minutes=15), 12),
        (timedelta(hours=1), 21),
        (timedelta(hours=3), 48),
        (timedelta(days=3), 8),
        (timedelta(days=30), 2),
    ]


def test_other_articles_are_looked_at_twice() -> None:
    assert looks(is_tracked=False, days=120) == [timedelta(hours=1), timedelta(hours=24)]


@pytest.mark.parametrize(
    ("age", "again"),
    [
        (timedelta(hours=-5), timedelta(minutes=15)),  # dated ahead
        (timedelta(hours=3), timedelta(hours=1)),
        (timedelta(days=1), timedelta(hours=3)),
        (timedelta(days=7), timedelta(days=3)),
        (timedelta(days=30), timedelta(days=30)),
        (timedelta(days=4_000), timedelta(days=30)),
    ],
)
def test_steps_are_by_the_age_of_the_publication(age: timedelta, again: timedelta) -> None:
    found = next_recheck(NOON, published_at=NOON - age, first_read_at=NOON, is_tracked=True)

    assert found.at == NOON + again


@given(st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1)), st.booleans())  # noqa: DTZ001 - made aware below
def test_every_look_is_ahead_and_has_its_reason(published: datetime, is_tracked: bool) -> None:
    found = next_recheck(
        NOON, published_at=published.replace(tzinfo=UTC), first_read_at=NOON, is_tracked=is_tracked
    )

    assert found.at is not None
    assert NOON < found.at <= NOON + timedelta(days=30)
    assert found.reason
    assert len(found.reason) <= 300


def test_change_and_absence_are_asked_about_soon() -> None:
    assert soon_again(NOON) == Recheck(
        NOON + timedelta(minutes=10), "a change was seen once: it counts when it is seen again"
    )
    assert absent_again(NOON, times=2) == Recheck(
        NOON + timedelta(hours=1), "the page was not there, 2 of 3 times in a row"
    )
