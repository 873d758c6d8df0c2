"""Polls and visits that are killed at each statement, or whose outcome cannot be stored."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from sources.models import (
    Article,
    ArticleAlias,
    ArticleText,
    Feed,
    FeedFetch,
    HostTurn,
    Outlet,
    RawResponse,
    Revision,
    Story,
    TextBand,
)
from sources.services.adding import add_page
from sources.services.articles import LEASE, due_article_ids, fetch_article
from sources.services.feeds import add_feed
from sources.services.polling.drain import due_feed_ids, poll_feed
from tests.kills import killed_everywhere
from tests.loopback import RSS, Item, Loopback, article_page, rss
from tests.sources.harbour import MORNING, NOON, OTHER, PLAN

pytestmark = [
    pytest.mark.django_db,
    # PostgreSQL's client complains of the cursors that died open.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
ROWS = (Outlet, Article, ArticleAlias, ArticleText, TextBand, Story)


def sweep() -> None:
    now = timezone.now()
    for feed_id in due_feed_ids(now):
        poll_feed(feed_id)
    for article_id, _url in due_article_ids(now):
        fetch_article(article_id)


def after_the_lease() -> time_machine.travel:
    return time_machine.travel(timezone.now() + LEASE + timedelta(seconds=1))


def rows() -> list[int]:
    return [model.objects.count() for model in ROWS]


def test_poll_killed_at_any_statement_is_finished_by_the_next_sweep(site: Loopback) -> None:
    items = [Item(site.url(f"/{n}"), f"No. {n}", f"hg-{n}", MORNING) for n in range(2)]
    add_feed(url=site.put("/feed.xml", rss(items), content_type=RSS))

    def poll() -> None:
        for feed_id in due_feed_ids(timezone.now()):
            poll_feed(feed_id)

    def then(_at: int) -> None:
        with after_the_lease():
            poll()
        assert rows() == [1, 2, 4, 0, 0, 0]
        feed = Feed.objects.get()
        assert (feed.lease_token, feed.last_error, feed.outlet.name) == (
            None,
            "",
            "Harbour Gazette",
        )
        assert FeedFetch.objects.count() == 1

    assert killed_everywhere(poll, then) > 15


def test_visit_killed_at_any_statement_is_finished_by_the_next_sweep(site: Loopback) -> None:
    site.put("/pier", article_page(PLAN, site_name="Harbour Gazette", published=NOON))
    add_page(url=site.url("/pier"))
    with after_the_lease():
        clean = _clean(sweep)

    def then(_at: int) -> None:
        with after_the_lease():
            sweep()
        article = Article.objects.get()
        assert (article.state, article.lease_token) == ("stored", None)
        assert article.due_reason == "looked at again an hour after it was first read"
        assert article.outlet.name == "Harbour Gazette"
        assert HostTurn.objects.get().token is None
        assert rows() == clean

    assert killed_everywhere(sweep, then) > 15


def test_visit_of_parts_killed_at_any_statement_is_one_text_after_the_next_sweep(
    site: Loopback,
) -> None:
    parts = (PLAN[:2], PLAN[2:], OTHER)
    for number, part in enumerate(parts, 1):
        link = f'<a rel="next" href="/pier/{number + 1}">Next</a>' if number < len(parts) else ""
        page = article_page(part).replace("</main>", f"</main>{link}")
        site.put("/pier" if number == 1 else f"/pier/{number}", page)
    add_page(url=site.url("/pier"))

    def then(_at: int) -> None:
        with after_the_lease():
            sweep()
        article = Article.objects.get()
        assert (article.state, article.lease_token, article.reason) == ("stored", None, "")
        assert ArticleText.objects.get().text == "\n\n".join(p for part in parts for p in part)
        kept = RawResponse.objects.order_by("page").values_list("page", flat=True)
        assert list(kept) == [1, 2, 3]
        assert HostTurn.objects.get().token is None

    assert killed_everywhere(sweep, then) > 30


def test_further_look_killed_at_any_statement_counts_a_change_once(site: Loopback) -> None:
    dearer = [paragraph.replace("three summers", "four summers") for paragraph in PLAN]
    site.put("/pier", article_page(PLAN))
    add_page(url=site.url("/pier"))
    sweep()
    start = timezone.now()
    site.put("/pier", article_page(dearer))
    with time_machine.travel(start + timedelta(hours=2)):
        sweep()  # seen once
    assert ArticleText.objects.count() == 1

    def then(_at: int) -> None:
        with after_the_lease():
            sweep()
        article = Article.objects.get()
        assert (article.state, article.lease_token) == ("stored", None)
        assert list(ArticleText.objects.order_by("revision").values_list("text", flat=True)) == [
            "\n\n".join(PLAN),
            "\n\n".join(dearer),
        ]
        assert Revision.objects.count() == 1
        assert HostTurn.objects.get().token is None

    with time_machine.travel(start + timedelta(hours=3)):
        assert killed_everywhere(sweep, then) > 15


def test_visit_that_cannot_be_stored_says_so_and_is_given_up(site: Loopback) -> None:
    site.put("/pier", article_page(PLAN))
    add_page(url=site.url("/pier"))
    now, said = timezone.now(), []

    with connection.execute_wrapper(full_disk):
        for day in range(6):
            with time_machine.travel(now + timedelta(days=day)):
                sweep()
            said.append(Article.objects.values_list("state", "attempts").get())

    assert said == [*(("owed", n) for n in range(1, 5)), ("failed", 5), ("failed", 5)]
    reason = "What the page says could not be stored: OperationalError."
    assert Article.objects.get().reason == reason


def test_visit_that_kills_its_worker_each_time_is_given_up(site: Loopback) -> None:
    add_page(url=site.url("/pier"))
    Article.objects.update(attempts=10)

    sweep()

    article = Article.objects.get()
    assert (article.state, article.due_at) == ("failed", None)
    assert article.reason == "The visit was broken off too often."
    assert site.paths() == []


def test_poll_that_cannot_be_stored_says_so_and_waits(site: Loopback) -> None:
    feed = rss([Item(site.url("/pier"), guid="hg-1", published=MORNING)])
    add_feed(url=site.put("/feed.xml", feed, content_type=RSS))

    with connection.execute_wrapper(full_disk):
        sweep()

    feed_row, fetch = Feed.objects.get(), FeedFetch.objects.get()
    sentence = "What the feed says could not be stored: OperationalError."
    assert (feed_row.last_error, feed_row.failures_in_a_row) == (sentence, 1)
    assert feed_row.lease_token is None
    assert (fetch.outcome, fetch.error) == ("failed", sentence)
    assert rows()[1] == 0


def full_disk(execute: Callable[..., Any], sql: str, *args: Any) -> Any:
    tables = ("sources_articletext", "sources_articlealias")
    if sql.startswith(tuple(f'INSERT INTO "{table}"' for table in tables)) or (
        sql.startswith("INSERT OR IGNORE") and "sources_articlealias" in sql
    ):
        raise OperationalError("could not extend file: No space left on device")
    return execute(sql, *args)


def _clean(work: Callable[[], None]) -> list[int]:
    """What `work` leaves when nobody kills it."""
    with transaction.atomic():
        work()
        found = rows()
        transaction.set_rollback(True)
    return found
