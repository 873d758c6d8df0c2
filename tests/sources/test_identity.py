"""Which article an item of a feed is: the ways in which real feeds mislead."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sources.enums import AliasKind, ArticleState, TimeDoubt
from sources.exceptions import UnknownMergeError
from sources.models import Article, ArticleMerge, Feed
from sources.parsing.documents import ParsedItem
from sources.services.items import store_items
from sources.services.merging import merge_articles, undo_merge
from tests.factories import ArticleTextFactory, FeedFactory
from tests.sources.test_items import document

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SEEN = NOW - timedelta(hours=2, minutes=7, seconds=9)
PLAN = ParsedItem(
    "tag:havneby.example,2026:1",
    "http://havneby.example/news/a-second-pier",
    "A second pier for Havneby",
    "",
    "",
    SEEN,
    None,
)
BBC = replace(PLAN, guid=f"{PLAN.link}#0", guid_is_link=True)
LETTERS = replace(PLAN, guid="", title="Letters", link="https://havneby.example/letters/1")


def poll(feed: Feed, *items: ParsedItem, at: datetime = NOW) -> None:
    store_items([document(feed, *items)], now=at)


def articles_of(*polls: tuple[ParsedItem, ...]) -> int:
    """How many articles there are after one feed gave these answers, whatever their order."""
    feed = FeedFactory.create()
    for items in polls:
        poll(feed, *items)
        poll(feed, *reversed(items))
    return Article.objects.count()


ONE = {
    "an identifier that counts the changes": (BBC, replace(BBC, guid=f"{PLAN.link}#1")),
    "https": (PLAN, replace(PLAN, link=PLAN.link.replace("http", "https"), guid="")),
    "the identifier turned to https too": (
        BBC,
        replace(BBC, guid=f"https{PLAN.link[4:]}", link="http://havneby.example/sea/plan"),
    ),
    "a headline inside the identifier": (
        replace(PLAN, guid=f"{PLAN.title} - 1"),
        replace(PLAN, guid="Havneby to get a second pier - 1", title="Havneby to get a pier"),
    ),
    "no identifier": (replace(PLAN, guid=""), replace(PLAN, guid="", title="The pier")),
    "AMP": (PLAN, replace(PLAN, guid="", link="https://havneby.example/amp/news/a-second-pier")),
    "a telephone's page": (
        PLAN,
        replace(PLAN, guid="", link="https://m.havneby.example/news/a-second-pier/"),
    ),
    "tracking": (PLAN, replace(PLAN, guid="", link=f"{PLAN.link}?utm_source=x&fbclid=1")),
    "another headline and address": (
        PLAN,
        replace(PLAN, title="Havneby to get a pier", link="https://havneby.example/n/pier-plan"),
    ),
    "another address of the same headline": (
        replace(PLAN, guid="7"),
        replace(PLAN, guid="8", link="https://havneby.example/redirect/77"),
    ),
    "a link to elsewhere": (
        BBC,
        replace(BBC, link="https://clicks.example/?to=77", guid=f"{PLAN.link}#2"),
    ),
}


@pytest.mark.parametrize("case", ONE)
def test_one_article_in_two_dresses_is_one(case: str) -> None:
    one, other = ONE[case]

    assert articles_of((one,), (other,)) == 1
    Article.objects.all().delete()
    assert articles_of((other,), (one,)) == 1


TWO = {
    "one identifier for all": (
        replace(PLAN, guid="1"),
        replace(PLAN, guid="1", title="A ferry", link="https://havneby.example/ferry"),
    ),
    "the same headline": (LETTERS, replace(LETTERS, link="https://havneby.example/letters/2")),
    "the same long headline at the same time": (
        replace(PLAN, guid=""),
        replace(PLAN, guid="", link="https://havneby.example/sea/another"),
    ),
}


@pytest.mark.parametrize("case", TWO)
def test_two_articles_of_one_answer_are_two(case: str) -> None:
    assert articles_of(TWO[case]) == 2


@pytest.mark.parametrize("guid", ["1", "https://havneby.example/top", ""])
def test_identifier_or_headline_used_again_is_another_article(guid: str) -> None:
    title = "Weather for the coast and the islands"
    first = replace(PLAN, guid=guid, title=title, link="https://havneby.example/2/weather")
    other = replace(first, published_at=SEEN + timedelta(days=1))

    assert articles_of((first,), (replace(other, link="https://havneby.example/3/weather"),)) == 2
    poll(Feed.objects.get(), replace(other, title="A ferry", link="https://havneby.example/f"))
    assert Article.objects.count() == 3


def test_two_feeds_of_an_outlet_name_one_article_whichever_comes_first() -> None:
    one = FeedFactory.create()
    two = FeedFactory.create(outlet=one.outlet)
    moved = replace(PLAN, link="https://havneby.example/for-two/9", title="The pier")

    for first, second in ((one, two), (two, one)):
        poll(first, PLAN, LETTERS)
        poll(second, LETTERS, moved)
        assert Article.objects.count() == 2
        Article.objects.all().delete()


def test_headline_tells_for_seven_days() -> None:
    feed = FeedFactory.create()
    poll(feed, replace(PLAN, guid="", published_at=None))
    again = replace(
        PLAN, guid="", published_at=None, link="https://havneby.example/sea/a-second-pier"
    )

    poll(feed, replace(again, link="https://havneby.example/top/a-second-pier"))
    assert Article.objects.count() == 1
    poll(feed, again, at=NOW + timedelta(days=8))
    assert Article.objects.count() == 2


def test_item_that_joins_two_articles_merges_them_and_the_merge_can_be_undone() -> None:
    feed = FeedFactory.create()
    poll(feed, PLAN)
    elsewhere = replace(PLAN, link="https://havneby.example/x", title="The pier")
    poll(feed, replace(elsewhere, guid=""))
    kept, merged = Article.objects.order_by("pk")

    poll(feed, elsewhere)

    merge = ArticleMerge.objects.get()
    assert (merge.kept, merge.merged, merge.kind) == (kept, merged, AliasKind.BARE_GUID)
    assert merge.aliases == [["url", "", "//havneby.example/x"]]
    merged.refresh_from_db()
    assert (merged.state, merged.due_at) == (ArticleState.NOT_AN_ARTICLE, None)
    assert merged.reason.endswith(merge.reason)
    assert kept.aliases.filter(key="//havneby.example/x").exists()

    parted = undo_merge(merge_id=merge.pk)

    assert (parted, parted.state) == (merged, ArticleState.OWED)
    assert parted.aliases.get().key == "//havneby.example/x"
    poll(feed, elsewhere)
    assert ArticleMerge.objects.filter(undone_at=None).count() == 0
    with pytest.raises(UnknownMergeError):
        undo_merge(merge_id=merge.pk)


def test_articles_that_both_have_texts_stay_two() -> None:
    one, other = (ArticleTextFactory.create().article for _ in range(2))

    merge = merge_articles(one.pk, other.pk, kind=AliasKind.GUID, reason="One guid.", now=NOW)

    assert merge is None
    assert not ArticleMerge.objects.exists()


def test_article_with_a_text_stays_and_the_other_goes() -> None:
    text = ArticleTextFactory.create()
    feed = FeedFactory.create()
    poll(feed, PLAN, at=text.article.first_seen_at - timedelta(days=1))
    earlier = Article.objects.get(feed=feed)

    merge = merge_articles(
        earlier.pk, text.article_id, kind=AliasKind.URL, reason="One page.", now=NOW
    )

    assert merge is not None
    assert (merge.kept_id, merge.merged) == (text.article_id, earlier)
    assert (
        merge_articles(earlier.pk, text.article_id, kind=AliasKind.URL, reason="", now=NOW) is None
    )


def test_times_of_an_item_are_kept_marked_and_bettered() -> None:
    feed = FeedFactory.create()
    planned = replace(PLAN, published_at=NOW + timedelta(days=3))
    undated = replace(LETTERS, published_at=None)
    poll(feed, planned, undated)
    marked = Article.objects.order_by("-url")

    assert list(marked.values_list("published_at", "published_doubt", "changed_at")) == [
        (None, TimeDoubt.MISSING, None),
        (NOW, TimeDoubt.FUTURE, None),
    ]

    later = NOW + timedelta(hours=1)
    poll(feed, PLAN, replace(LETTERS, updated_at=later), at=later)
    assert list(marked.values_list("published_at", "published_doubt", "changed_at")) == [
        (SEEN, "", later),
        (SEEN, "", None),
    ]
