from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.scheduling.spreading import CATCH_UP, Overdue, deal_out, was_away

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("last_poll", "first_due", "away"),
    [
        (None, None, False),
        (NOW - DAY, None, False),
        (None, NOW - DAY, False),
        (NOW - DAY, NOW - DAY, True),
        (NOW - DAY, NOW - MINUTE, False),  # nothing was due
        (NOW - MINUTE, NOW - DAY, False),  # at work, and behind with it
    ],
)
def test_who_was_away(last_poll: datetime | None, first_due: datetime | None, away: bool) -> None:
    assert was_away(NOW, last_poll_at=last_poll, first_due_at=first_due) is away


overdue = st.lists(
    st.builds(
        Overdue,
        feed_id=st.integers(1, 10_000),
        due_at=st.timedeltas(timedelta(0), DAY).map(lambda ago: NOW - ago),
        pace=st.timedeltas(timedelta(0), DAY),
    ),
    max_size=50,
    unique_by=lambda one: one.feed_id,
)


@given(overdue)
def test_nobody_waits_longer_than_its_own_pace_and_an_hour(late: list[Overdue]) -> None:
    places = {place.feed_id: place for place in deal_out(NOW, late)}
    assert places.keys() == {one.feed_id for one in late}
    assert all(NOW <= places[one.feed_id].at <= NOW + min(one.pace, CATCH_UP) for one in late)
    assert places == {place.feed_id: place for place in deal_out(NOW, late[::-1])}


def test_ten_thousand_overdue_feeds_are_no_burst() -> None:
    late = [Overdue(n, NOW - DAY, (1 + n % 24) * timedelta(hours=1)) for n in range(10_000)]
    by_minute = Counter(int((place.at - NOW) / MINUTE) for place in deal_out(NOW, late))
    assert len(by_minute) == 60
    assert max(by_minute.values()) <= 170  # 10,000 / 60 = 167
