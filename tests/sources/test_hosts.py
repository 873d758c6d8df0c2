"""Turns at a host, on real rows and on a real server."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from sources.enums import ArticleState
from sources.models import Article, Feed, HostTurn
from sources.services.articles import fetch_article
from sources.services.feeds import add_feed
from sources.services.hosts import (
    Busy,
    Turn,
    close_host,
    give_back,
    give_back_all,
    host_of,
    take_turn,
    take_turns,
)
from tests.factories.sources import ArticleFactory
from tests.loopback import Loopback, article_page
from tests.sources.harbour import OTHER, PLAN

HOLD = timedelta(seconds=40)
PAGE = "https://havneby.example/pier"


def in_threads(count: int, work: Callable[[], object]) -> None:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_host_of_tells_ports_apart() -> None:
    assert [host_of(url) for url in (PAGE, "http://havneby.example:8080/a?b=c")] == [
        "havneby.example:443",
        "havneby.example:8080",
    ]


@pytest.mark.django_db
def test_feed_keeps_its_host_whoever_writes_its_address() -> None:
    feed = add_feed(url="https://Havneby.example/feed.xml")
    assert Feed.objects.get().host == "havneby.example:443"

    feed.url = "http://sandnes.example:8080/feed.xml"
    feed.save(update_fields=["url"])

    assert Feed.objects.get().host == "sandnes.example:8080"


@pytest.mark.django_db
def test_turn_in_flight_makes_others_ask_again_soon(settings: Settings) -> None:
    settings.FETCH_HOST_GAP = 5.0
    first = take_turn(PAGE, hold=HOLD)

    second = take_turn(PAGE + "?page=2", hold=HOLD)

    assert isinstance(first, Turn)
    assert isinstance(second, Busy)
    assert second.until <= timezone.now() + timedelta(seconds=3)


@pytest.mark.django_db
def test_turn_is_free_again_after_the_gap(settings: Settings) -> None:
    settings.FETCH_HOST_GAP = 5.0
    with time_machine.travel("2026-03-02T06:00:00Z", tick=False) as clock:
        first = take_turn(PAGE, hold=HOLD)
        assert isinstance(first, Turn)
        give_back(first)
        too_soon = take_turn(PAGE, hold=HOLD)
        clock.shift(5)
        later = take_turn(PAGE, hold=HOLD)

        assert too_soon == Busy(timezone.now())
    assert isinstance(later, Turn)


@pytest.mark.django_db
def test_turn_of_a_killed_worker_ends_with_its_request(settings: Settings) -> None:
    settings.FETCH_HOST_GAP = 0.0
    with time_machine.travel("2026-03-02T06:00:00Z", tick=False) as clock:
        lost = take_turn(PAGE, hold=HOLD)
        clock.shift(HOLD)
        taken = take_turn(PAGE, hold=HOLD)
        assert isinstance(lost, Turn)
        give_back(lost)  # it was not dead, only late: the turn is somebody else's now

        assert isinstance(taken, Turn)
        assert HostTurn.objects.get().token == taken.token


@pytest.mark.django_db
def test_host_that_asks_to_wait_is_left_alone_by_everybody_seven_days_at_most(
    settings: Settings,
) -> None:
    settings.FETCH_HOST_GAP = 0.0
    with time_machine.travel("2026-03-02T06:00:00Z", tick=False) as clock:
        now = timezone.now()
        close_host(PAGE, until=now + timedelta(days=30), reason="Retry-After says so.")
        close_host(PAGE, until=now + timedelta(hours=1), reason="An earlier end.")
        closed = Busy(now + timedelta(days=7), "Retry-After says so.")

        assert take_turn(PAGE + "feed.xml", hold=HOLD) == closed
        assert take_turn(PAGE, hold=HOLD, is_recheck=True) == closed
        assert isinstance(take_turn("http://havneby.example/", hold=HOLD), Turn)
        clock.shift(timedelta(days=7))
        assert isinstance(take_turn(PAGE, hold=HOLD), Turn)


@pytest.mark.django_db
def test_rechecks_take_a_quarter_of_what_a_host_gives(settings: Settings) -> None:
    settings.FETCH_HOST_GAP = 5.0
    asked = []
    with time_machine.travel("2026-03-02T06:00:00Z", tick=False) as clock:
        for second in range(0, 200, 5):
            recheck = take_turn(PAGE, hold=HOLD, is_recheck=True)
            turn = recheck if isinstance(recheck, Turn) else take_turn(PAGE, hold=HOLD)
            assert isinstance(turn, Turn)
            give_back(turn)
            asked += [second] if turn is recheck else []
            clock.shift(5)

    assert asked == list(range(0, 200, 20))


@pytest.mark.django_db
def test_turns_at_many_hosts_are_taken_and_given_back_together(settings: Settings) -> None:
    settings.FETCH_HOST_GAP = 5.0
    hosts = [f"h{n}.example:443" for n in range(3)]
    with time_machine.travel("2026-03-02T06:00:00Z", tick=False) as clock:
        now = timezone.now()
        close_host("https://h0.example/", until=now + timedelta(hours=1), reason="As it asked.")
        held = take_turn("https://h1.example/", hold=HOLD)

        taken = take_turns([*hosts, hosts[2]], hold=HOLD)

        assert [taken[host] for host in hosts[:2]] == [
            Busy(now + timedelta(hours=1), "As it asked."),
            Busy(now + timedelta(seconds=2), is_in_flight=True),
        ]
        mine = taken[hosts[2]]
        assert isinstance(mine, Turn)
        assert isinstance(held, Turn)
        clock.shift(1)
        give_back_all([mine, Turn(hosts[1], mine.token)])  # the second is not ours to give
        assert take_turns(hosts[1:], hold=HOLD) == {
            hosts[1]: Busy(now + timedelta(seconds=3), is_in_flight=True),
            hosts[2]: Busy(now + timedelta(seconds=6)),
        }
        give_back(held)
        clock.shift(5)
        assert all(isinstance(one, Turn) for one in take_turns(hosts[1:], hold=HOLD).values())


@pytest.mark.django_db
@pytest.mark.parametrize("count", [2, 20])
def test_turns_at_many_hosts_cost_the_same_statements(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    hosts = [f"h{n}.example:443" for n in range(count)]
    taken = take_turns(hosts, hold=HOLD).values()
    give_back_all(one for one in taken if isinstance(one, Turn))
    HostTurn.objects.update(free_at=timezone.now())

    with django_assert_num_queries(9):
        again = take_turns(hosts, hold=HOLD).values()
        give_back_all(one for one in again if isinstance(one, Turn))


@pytest.mark.django_db(transaction=True)
def test_turn_is_one_persons_at_a_time(settings: Settings) -> None:
    settings.FETCH_HOST_GAP = 60.0
    taken: list[Turn | Busy] = []

    in_threads(8, lambda: taken.append(take_turn(PAGE, hold=HOLD)))

    assert sorted(type(one).__name__ for one in taken) == ["Busy"] * 7 + ["Turn"]


@pytest.mark.django_db(transaction=True)
def test_server_sees_one_request_at_a_time_and_the_gap(site: Loopback, settings: Settings) -> None:
    settings.FETCH_HOST_GAP = 0.4
    owed = [
        ArticleFactory.create(
            owed=True,
            url=site.put(f"/{number}", article_page(text)),
            is_registered=True,
        ).pk
        for number, text in enumerate((PLAN, OTHER, PLAN[:2]))
    ]

    def visit() -> None:
        while Article.objects.filter(state=ArticleState.OWED).exists():
            for pk in owed:
                fetch_article(pk)
            time.sleep(0.05)

    in_threads(3, visit)

    seen = sorted(site.requests, key=lambda request: request.began)
    assert sorted(request.path for request in seen) == ["/0", "/1", "/2", "/robots.txt"]
    assert all(later.began - earlier.ended >= 0.4 for earlier, later in pairwise(seen))
