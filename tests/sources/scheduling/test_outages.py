from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.enums import ErrorKind
from sources.scheduling.outages import HostTry, Situation, look_around

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def tries(failed: int, tried: int, **facts: object) -> list[HostTry]:
    return [
        HostTry(
            f"h{n}:443",
            NOW - MINUTE,
            ErrorKind.UNREACHABLE if n < failed else "",
            **facts,  # type: ignore[arg-type]
        )
        for n in range(tried)
    ]


@pytest.mark.parametrize(
    ("failed", "tried", "is_ours"),
    [
        (6, 10, False),
        (7, 10, True),
        (9, 9, False),
        (10, 10, True),
        (60, 100, False),
        (61, 100, True),
    ],
)
def test_more_than_six_of_ten_hosts_are_our_outage(failed: int, tried: int, is_ours: bool) -> None:
    since = NOW - MINUTE
    assert look_around(NOW, tries(failed, tried)) == Situation(tried, failed, is_ours, since)


def test_answers_that_only_the_server_gives_are_not_our_outage() -> None:
    for kind in (ErrorKind.CLIENT, ErrorKind.GONE, ErrorKind.UNREADABLE):
        there = [HostTry(f"h{n}:443", NOW, kind) for n in range(20)]
        assert look_around(NOW, there) == Situation(20, 0, is_ours=False, since=None)


def test_hosts_that_were_dead_before_are_no_sign() -> None:
    """After a restart all the dead feeds are asked at once."""
    there = [*tries(40, 40, was_failing=True), HostTry("alive:443", NOW)]
    assert look_around(NOW, there) == Situation(1, 0, is_ours=False, since=None)


def test_outage_ends_when_most_hosts_answer() -> None:
    def goes_on(*found: HostTry) -> bool:
        return look_around(NOW, found, is_going_on=True).is_ours

    assert goes_on()
    assert goes_on(HostTry("a:443", NOW, ErrorKind.TIMED_OUT))
    assert not goes_on(HostTry("a:443", NOW))
    assert not goes_on(*tries(3, 6))


kinds = st.sampled_from(["", ErrorKind.UNREACHABLE, ErrorKind.CLIENT])
some_tries = st.lists(
    st.builds(
        HostTry,
        host=st.integers(0, 15).map(lambda n: f"h{n}:443"),
        at=st.integers(-5, 20).map(lambda ago: NOW - ago * MINUTE),
        error_kind=kinds,
    ),
    max_size=60,
)


@given(some_tries)
def test_only_the_latest_try_of_each_host_within_ten_minutes_counts(found: list[HostTry]) -> None:
    situation = look_around(NOW, found)
    near = [one for one in found if NOW - 10 * MINUTE <= one.at <= NOW]
    assert situation.hosts_tried == len({one.host for one in near})
    assert situation.hosts_failed <= situation.hosts_tried
    assert situation.is_ours is (
        situation.hosts_tried >= 10 and situation.hosts_failed / situation.hosts_tried > 0.6
    )
    if situation.since is not None:
        assert NOW - 10 * MINUTE <= situation.since <= NOW
