"""The tasks, called as plain functions; the broker of the tests is a queue in memory."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from celery import current_app
from celery.signals import before_task_publish
from django.utils import timezone
from pytest_django import Settings

from sources import tasks
from sources.models import Article, FeedFetch
from sources.services.hosts import Turn, give_back, take_turn
from tests.factories.sources import ArticleFactory, FeedFactory
from tests.loopback import RSS, Item, Loopback, rss

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent() -> Iterator[list[tuple[str, tuple[int, ...], bool]]]:
    """(name, arguments, whether it waits) of every message that was sent."""
    messages: list[tuple[str, tuple[int, ...], bool]] = []

    def note(sender: str, body: Any, headers: Any, **_kwargs: Any) -> None:
        messages.append((sender, tuple(body[0]), headers["eta"] is not None))

    before_task_publish.connect(note)
    yield messages
    before_task_publish.disconnect(note)


def test_tasks_have_the_names_that_the_schedule_uses() -> None:
    names = {name for name in current_app.tasks if name.startswith("sources.")}

    assert names == {
        "sources.poll_due_feeds",
        "sources.poll_feed",
        "sources.fetch_due_articles",
        "sources.fetch_article",
    }


def test_sweep_of_feeds_polls_the_due_ones(site: Loopback) -> None:
    now = timezone.now()
    urls = [site.put(path, rss([]), content_type=RSS) for path in ("/one.xml", "/two.xml")]
    due = FeedFactory.create(url=urls[0], due_at=now)
    FeedFactory.create(url=urls[1], due_at=now + timedelta(hours=1))

    tasks.poll_due_feeds()

    assert site.paths() == ["/one.xml"]
    assert list(FeedFetch.objects.values_list("feed_id", flat=True)) == [due.pk]


def test_sweep_of_articles_lets_those_of_one_host_follow_each_other(
    sent: list[Any], settings: Settings
) -> None:
    settings.FETCH_HOST_GAP = 25.0
    urls = [f"https://havneby.example/{number}" for number in range(4)]
    rows = [ArticleFactory.create(owed=True, url=url) for url in [*urls, "https://s.example/1"]]

    tasks.fetch_due_articles()

    assert sent == [
        ("sources.fetch_article", (rows[0].pk,), False),
        ("sources.fetch_article", (rows[1].pk,), True),
        ("sources.fetch_article", (rows[2].pk,), True),
        ("sources.fetch_article", (rows[4].pk,), False),
    ]


def test_article_that_is_no_address_is_sent_and_says_why(sent: list[Any]) -> None:
    article = ArticleFactory.create(owed=True, url="gopher://havneby.example/")

    tasks.fetch_due_articles()
    tasks.fetch_article(article.pk)

    article.refresh_from_db()
    assert sent == [("sources.fetch_article", (article.pk,), False)]
    assert article.reason == "The address must begin with http:// or https://."


def test_busy_host_is_asked_again_when_the_turn_may_be_free(
    site: Loopback, sent: list[Any]
) -> None:
    now = timezone.now()
    feed = FeedFactory.create(url=site.put("/feed.xml", rss([]), content_type=RSS), due_at=now)
    article = ArticleFactory.create(owed=True, url=site.url("/pier"))
    take_turn(feed.url, hold=timedelta(seconds=30))

    tasks.poll_feed(feed.pk)
    tasks.fetch_article(article.pk)

    assert sent == [
        ("sources.poll_feed", (feed.pk,), True),
        ("sources.fetch_article", (article.pk,), True),
    ]


def test_killed_step_is_found_by_the_next_sweep(site: Loopback, sent: list[Any]) -> None:
    feed = FeedFactory.create(
        url=site.put("/feed.xml", rss([Item(site.url("/pier"))]), content_type=RSS),
        due_at=timezone.now(),
    )
    tasks.poll_feed(feed.pk)
    # Stored and committed; the worker died before anybody was told.
    sent.clear()

    tasks.fetch_due_articles()

    assert sent == [("sources.fetch_article", (Article.objects.get().pk,), False)]


def test_what_another_worker_holds_is_left_to_it(sent: list[Any]) -> None:
    later = timezone.now() + timedelta(minutes=5)
    feed, article = FeedFactory.create(due_at=later), ArticleFactory.create(owed=True)
    Article.objects.filter(pk=article.pk).update(due_at=later)

    tasks.poll_feed(feed.pk)
    tasks.fetch_article(article.pk)

    assert sent == []
    assert not feed.fetches.exists()


def test_host_that_asks_for_a_long_gap_is_left_to_the_next_sweep(
    sent: list[Any], settings: Settings
) -> None:
    settings.FETCH_HOST_GAP = 120.0
    article = ArticleFactory.create(owed=True)
    turn = take_turn(article.url, hold=timedelta(seconds=30))
    assert isinstance(turn, Turn)
    give_back(turn)

    tasks.fetch_article(article.pk)

    article.refresh_from_db()
    assert sent == []
    assert article.due_at is not None
    assert article.due_at > timezone.now() + timedelta(seconds=60)
