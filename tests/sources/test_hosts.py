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
from pytest_django import Settings

from sources.enums import ArticleState
from sources.models import Article, HostTurn
from sources.services.articles import fetch_article
from sources.services.hosts import Busy, Turn, give_back, host_of, take_turn
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
    assert sorted(request.path for request in seen) == ["/0", "/1", "/2"]
    assert all(later.began - earlier.ended >= 0.4 for earlier, later in pairwise(seen))
