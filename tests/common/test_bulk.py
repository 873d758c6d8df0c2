"""Rows written by thousands are the rows that the ORM would write."""

from datetime import UTC, datetime

import pytest

from common.bulk import insert_rows, insert_values, rewrite_rows
from sources.models import Article, ArticleAlias, Feed
from tests.factories.sources import ArticleFactory, FeedFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def article(number: int, **facts: object) -> Article:
    outlet = ArticleFactory.create().outlet
    url = f"https://bulk.example/{number}"
    return Article(outlet=outlet, url=url, first_seen_at=NOON, due_at=NOON, **facts)


def columns(row: Article) -> dict[str, object]:
    own = {"id", "url", "outlet_id", "created_at", "updated_at"}
    names = {field.attname for field in Article._meta.concrete_fields} - own
    return {name: getattr(row, name) for name in names}


def test_inserted_rows_are_those_of_the_orm() -> None:
    facts = {"title": "Pier “two”", "published_at": NOON, "published_basis": "feed"}
    insert_rows([article(1, **facts), article(2)])
    Article.objects.bulk_create([article(3, **facts), article(4)])

    ours = Article.objects.filter(url__regex="bulk.example/[12]$").order_by("url")
    theirs = Article.objects.filter(url__regex="bulk.example/[34]$").order_by("url")
    assert [columns(row) for row in ours] == [columns(row) for row in theirs]
    assert all(row.created_at is not None for row in ours)


def test_row_that_is_there_already_is_left_out_or_overwritten() -> None:
    first, second = ArticleFactory.create(), ArticleFactory.create()
    names = ["article", "kind", "scope", "key", "added_at"]
    insert_values(ArticleAlias, names, [(first.pk, "guid", "feed:1", "hg-1", None)])

    insert_values(ArticleAlias, names, [(second.pk, "guid", "feed:1", "hg-1", NOON)])
    assert ArticleAlias.objects.values_list("article_id", "added_at").get() == (first.pk, None)

    unique = ["kind", "scope", "key"]
    values = [(second.pk, "guid", "feed:1", "hg-1", NOON)]
    insert_values(ArticleAlias, names, values, replacing=unique)
    assert ArticleAlias.objects.values_list("article_id", "added_at").get() == (second.pk, NOON)


def test_rewriting_touches_the_named_columns_only() -> None:
    feeds = [FeedFactory.create(title="Before") for _ in range(2)]
    for feed in feeds:
        feed.title, feed.recent_items, feed.state_reason = "After", b"12345678", "Not written."

    rewrite_rows(feeds, ["title", "recent_items"])

    assert {
        (row.title, bytes(row.recent_items), row.state_reason) for row in Feed.objects.all()
    } == {("After", b"12345678", "")}
    assert Feed.objects.count() == 2


def test_columns_that_are_not_named_have_their_default() -> None:
    outlet = ArticleFactory.create().outlet
    names = ["url", "outlet", "title", "first_seen_at", "due_at"]
    values = [(f"https://bulk.example/{n}", outlet.pk, f"No. {n}", NOON, NOON) for n in (1, 2)]

    insert_values(Article, names, values)

    Article.objects.create(
        url="https://bulk.example/3", outlet=outlet, title="No. 1", first_seen_at=NOON, due_at=NOON
    )
    one, two, saved = Article.objects.filter(url__contains="bulk.example").order_by("url")
    assert columns(one) == columns(saved)
    assert (two.title, two.created_at) == ("No. 2", one.created_at)
    assert saved.created_at >= one.created_at > NOON.replace(year=2000)
