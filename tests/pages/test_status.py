"""The public page of how the installation does."""

import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from config import canaries, readiness, schedule
from tests.factories import (
    ArticleFactory,
    DeliveryFactory,
    FeedFactory,
    FeedFetchFactory,
    FeedGapFactory,
    OutageFactory,
    PositionFactory,
    ReadingFactory,
)
from tests.pages.reading import words_of

pytestmark = pytest.mark.django_db

NOW = datetime(2025, 3, 3, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def long_running(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process has run for long, and nobody has given a sign yet."""
    cache.clear()
    long_ago = time.monotonic() - readiness.GRACE_SECONDS - 1
    monkeypatch.setattr(readiness, "_started_at", long_ago)


def alive() -> None:
    for queue in schedule.QUEUES:
        canaries.note(queue)


def test_a_site_at_work_says_what_was_done_last_and_what_is_due(client: Client) -> None:
    feed = FeedFactory.create(due_at=NOW + timedelta(minutes=5))
    FeedFetchFactory.create(feed=feed, started_at=NOW - timedelta(minutes=3, seconds=1))
    ReadingFactory.create(
        due_at=NOW - timedelta(minutes=2), article_text__stored_at=NOW - timedelta(hours=1)
    )

    with time_machine.travel(NOW, tick=False):
        alive()
        words = words_of(client, "/status/")

    assert "Status Everything does its work." in words
    assert "As of 2025-03-03 15:00 UTC." in words
    assert (
        "Polling feeds Workers alive in the last three minutes Last done 3 minutes ago Due now 0"
    ) in words
    assert "Last done 1 hour ago Due now 0 Reading them" in words
    assert "Last done never so far Due now 1 – the first for 2 minutes Telling" in words


def test_workers_that_give_no_sign_and_work_that_waits_are_told(client: Client) -> None:
    FeedFactory.create(due_at=NOW - timedelta(hours=2))

    with time_machine.travel(NOW, tick=False):
        words = words_of(client, "/status/")

    assert "Status Something does not do its work." in words
    assert (
        "Polling feeds Workers no sign for three minutes Last done never so far "
        "Due now 1 – the first for 2 hours late"
    ) in words


def test_right_after_the_start_nobody_is_said_to_be_dead(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "_started_at", time.monotonic())

    words = words_of(client, "/status/")

    assert "Whether the workers are alive cannot be told at the moment." in words
    assert "no sign" not in words


def test_how_much_there_is_stands_there_without_what_is_private(client: Client) -> None:
    PositionFactory.create(published=True)
    PositionFactory.create()
    FeedFactory.create(url="https://hidden.example/feed", paused=True)
    DeliveryFactory.create()

    words = words_of(client, "/status/")

    assert words.endswith(
        "How much there is Tracked experts 2 Propositions 2 Statements that are public 1 "
        "Positions that are public 1 Confirmed changes of stance 0 "
        "Passages that wait for a curator 0"
    )
    assert "hidden" not in words
    assert "@" not in words


def test_how_polling_does_is_told_in_words_and_names_nobody(client: Client) -> None:
    feed = FeedFactory.create(url="https://hidden.example/feed", failures_in_a_row=2)
    FeedFactory.create(outlet=feed.outlet)
    FeedFactory.create(paused=True, failures_in_a_row=9)
    for hours, items in ((30, 50), (4, 3), (2, 4)):
        FeedFetchFactory.create(
            feed=feed, started_at=NOW - timedelta(hours=hours), items_new=items
        )
        FeedGapFactory.create(feed=feed, after=NOW - timedelta(hours=hours + 6))

    with time_machine.travel(NOW, tick=False):
        words = words_of(client, "/status/")

    assert (
        "Feeds Feeds that are polled 2 Outlets that they belong to 1 Feeds that fail at present 1 "
        "Polls in the last day 2 New articles that they named 7 "
        "Times that something may have been missed 2 How much"
    ) in words
    assert "hidden" not in words


def test_an_outage_of_ours_is_told_and_remembered(client: Client) -> None:
    OutageFactory.create(began_at=NOW - timedelta(days=3))

    with time_machine.travel(NOW, tick=False):
        after = words_of(client, "/status/")
        OutageFactory.create(lasting=True, began_at=NOW - timedelta(minutes=25))
        during = words_of(client, "/status/")

    assert "Our own network last failed on 2025-02-28 15:00 UTC, for 20 minutes. No feed" in after
    assert "Most hosts have not answered for 25 minutes: that is our own network" in during


@pytest.mark.parametrize("others", [1, 3])
def test_the_status_costs_as_many_queries_however_much_there_is(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, others: int
) -> None:
    for _ in range(others):
        FeedFactory.create()
        ArticleFactory.create(owed=True)

    with django_assert_num_queries(18):
        client.get("/status/")
