"""Days on which something may have been missed."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from commentary.coverage import Gap, join_gaps

FIRST = date(2025, 1, 1)


def days(gaps: list[Gap]) -> list[tuple[str, date]]:
    return [
        (gap.outlet, gap.since + timedelta(days=n))
        for gap in gaps
        for n in range((gap.until - gap.since).days + 1)
    ]


@st.composite
def gaps(draw: st.DrawFn) -> Gap:
    since = FIRST + timedelta(days=draw(st.integers(0, 20)))
    until = since + timedelta(days=draw(st.integers(0, 4)))
    return Gap(draw(st.sampled_from(["courier", "gazette"])), since, until)


@given(st.lists(gaps(), max_size=12))
def test_joined_gaps_are_the_same_days_once_and_never_touch(found: list[Gap]) -> None:
    joined = join_gaps(found)

    assert sorted(days(joined)) == sorted(set(days(found)))
    assert joined == sorted(joined, key=lambda gap: (gap.since, gap.outlet))
    touching = [
        (one, other)
        for one in joined
        for other in joined
        if one.outlet == other.outlet and other.since == one.until + timedelta(days=1)
    ]
    assert touching == []
