"""What feeds say becomes articles: each once, several feeds in one go."""

from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from sources.models import Article, ArticleAlias, Feed, Outlet
from sources.parsing.documents import ParsedFeed, ParsedItem
from sources.services.items import FeedDocument, StoredItems, store_items
from tests.factories import FeedFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def item(path: str, guid: str = "", title: str = "") -> ParsedItem:
    link = f"https://havneby.example/{path}" if path else ""
    return ParsedItem(guid, link, title or f"About {path}", "", "", None, None)


def document(feed: Feed, *items: ParsedItem) -> FeedDocument:
    return FeedDocument(
        Feed.objects.select_related("outlet").get(pk=feed.pk),
        ParsedFeed("Harbour Gazette", "", "en", None, items, "rss20"),
    )


def store(*documents: FeedDocument) -> list[StoredItems]:
    with transaction.atomic():
        return store_items(documents, now=NOW)


def rows() -> list[int]:
    return [model.objects.count() for model in (Outlet, Article, ArticleAlias)]


def test_store_tells_of_each_feed_what_is_new_and_what_was_seen() -> None:
    one, two = FeedFactory.create(), FeedFactory.create()

    first = store(
        document(one, item("a", "1"), item("b", "2"), item("")),
        document(two, item("b?utm_source=two", "b"), item("c")),
        document(two),
    )

    a, b, c = Article.objects.order_by("url")
    assert first == [
        StoredItems(3, new=(a.pk, b.pk)),
        StoredItems(2, new=(c.pk,), seen=(b.pk,)),
        StoredItems(),
    ]
    assert [a.feed, b.feed, c.feed] == [one, one, two]


def test_store_of_the_same_again_stores_nothing() -> None:
    feed = FeedFactory.create()
    (first,) = store(document(feed, item("a", "1"), item("b")))
    before = rows()

    (again,) = store(document(feed, item("b"), item("a", "1")))

    assert (again.new, set(again.seen), rows()) == ((), set(first.new), before)


def test_store_costs_as_many_statements_for_many_feeds_as_for_one() -> None:
    feeds = [FeedFactory.create() for _ in range(7)]
    documents = [
        document(feed, *(item(f"{feed.pk}/{n}", f"{n}") for n in range(60))) for feed in feeds
    ]
    small = document(feeds[0], item("x", "x"))

    with CaptureQueriesContext(connection) as few:
        store(small)
    with CaptureQueriesContext(connection) as many:
        store(*documents)
    with CaptureQueriesContext(connection) as again:
        store(*documents)

    assert Article.objects.count() == 1 + 7 * 60
    assert len(many) == len(few)
    assert len(again) < len(few)


@pytest.mark.django_db(transaction=True)
def test_two_stores_at_once_double_nothing() -> None:
    feeds = [FeedFactory.create(), FeedFactory.create()]
    items = [item(f"{n}", f"{n}") for n in range(12)]
    given = [document(feeds[0], *items), document(feeds[1], *reversed(items))]
    start = Barrier(2)
    stored: list[StoredItems] = []

    def run(one: FeedDocument) -> None:
        start.wait()
        stored.extend(store(one))
        connection.close()

    threads = [Thread(target=run, args=(one,)) for one in given]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Article.objects.count() == 12
    assert sorted(pk for one in stored for pk in one.new) == sorted(
        Article.objects.values_list("pk", flat=True)
    )
    assert all(len({*one.new, *one.seen}) == 12 for one in stored)
