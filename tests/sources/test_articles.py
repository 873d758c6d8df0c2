"""Visiting articles' pages on a real server."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from common.public_ids import public_id
from sources.addresses import bare_address
from sources.deciding import address_name
from sources.enums import AliasKind, ArticleState, TimeBasis
from sources.models import Article, ArticleMerge, ArticleText, Story
from sources.rechecking import SEEN_TWICE
from sources.services.aliases import remember
from sources.services.articles import (
    LEASE,
    MAX_TRIES,
    due_article_ids,
    fetch_article,
    set_watch_priority,
    visit_again,
)
from sources.services.feeds import add_feed
from sources.services.hosts import Busy, take_turn
from sources.services.polling.drain import poll_feed
from sources.services.recording import ArticleReport
from tests.factories.sources import ArticleFactory, OutletFactory
from tests.loopback import RSS, Item, Loopback, article_page, rss
from tests.sources.harbour import MORNING, OTHER, PLAN

pytestmark = pytest.mark.django_db


def owed(site: Loopback, path: str = "/pier", page: str | None = None, **facts: object) -> Article:
    """An article whose page is owed a visit; the site serves `page` there."""
    site.put(path, article_page(PLAN) if page is None else page)
    facts = {"published_at": None, "published_basis": "unknown", "story": None} | facts
    facts |= {"title": "", "author": "", "language": "", "is_registered": True}
    return ArticleFactory.create(owed=True, url=site.url(path), **facts)


def fetched(article: Article) -> ArticleReport:
    report = fetch_article(article.pk)
    assert report is not None
    article.refresh_from_db()
    return report


def test_visit_stores_exactly_the_pages_paragraphs(site: Loopback) -> None:
    page = article_page(
        PLAN, title="A second pier", author="Ivo Brandt", published="2026-03-02T06:00:00+01:00"
    )
    article = owed(site, page=page)

    report = fetched(article)

    text = ArticleText.objects.get()
    assert report == ArticleReport(article.pk, ArticleState.STORED, "", text, is_new_text=True)
    assert text.text.split("\n\n") == list(PLAN)
    assert (text.title, text.revision, text.length) == ("A second pier", 1, len(text.text))
    assert (article.title, article.author, article.language) == (
        "A second pier",
        "Ivo Brandt",
        "en",
    )
    assert (article.published_at, article.published_basis) == (
        datetime(2026, 3, 2, 5, tzinfo=UTC),
        TimeBasis.PAGE,
    )
    assert (article.lease_token, article.attempts) == (None, 0)
    assert article.due_reason == "looked at again an hour after it was first read"
    assert article.story is not None


def test_time_of_the_feed_wins_over_the_pages(site: Loopback) -> None:
    at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    page = article_page(PLAN, published="2026-03-02T06:00:00+00:00")
    article = owed(site, page=page, published_at=at, published_basis="feed")

    fetched(article)

    assert (article.published_at, article.published_basis) == (at, TimeBasis.FEED)


def test_changed_text_is_a_revision_and_the_same_text_none(site: Loopback) -> None:
    article = owed(site)
    fetched(article)
    visit_again(article_id=article.pk)
    again = fetched(article)
    site.put("/pier", article_page((*PLAN, "The council meets in April.")))
    visit_again(article_id=article.pk)
    seen_once = fetched(article)

    with time_machine.travel(timezone.now() + SEEN_TWICE):
        changed = fetched(article)

    first, second = article.texts.all()
    assert (again.text, again.is_new_text) == (first, False)
    assert (seen_once.text, seen_once.is_new_text) == (first, False)
    assert (changed.text, changed.is_new_text) == (second, True)
    assert second.revision == 2
    assert second.text == first.text + "\n\nThe council meets in April."
    assert Story.objects.count() == 1


def test_second_address_of_an_article_ends_explained(site: Loopback) -> None:
    page = article_page(PLAN, canonical=site.url("/pier"))
    article, print_page = owed(site, page=page), owed(site, "/print/pier", page=page)
    fetched(article)

    report = fetched(print_page)

    reason = (
        f"The same article as {public_id('article', article.pk)}, "
        f"which stands at {site.url('/pier')}."
    )
    assert report == ArticleReport(
        article.pk, ArticleState.STORED, reason, ArticleText.objects.get()
    )
    assert (print_page.state, print_page.reason, print_page.due_at) == (
        ArticleState.NOT_AN_ARTICLE,
        reason,
        None,
    )
    assert set(article.aliases.values_list("key", flat=True)) >= {
        bare_address(site.url("/pier")),
        bare_address(site.url("/print/pier")),
    }
    merge = ArticleMerge.objects.get()
    assert (merge.kept, merge.merged, merge.kind) == (article, print_page, AliasKind.CANONICAL)


def test_second_address_fetched_first_becomes_the_article(site: Loopback) -> None:
    page = article_page(PLAN, canonical=site.url("/pier"))
    print_page = owed(site, "/print/pier", page=page)

    fetched(print_page)

    assert print_page.url == site.url("/pier")
    assert print_page.state == ArticleState.STORED


def test_two_rows_that_name_each_other_leave_one_article(site: Loopback) -> None:
    one = owed(site, "/one", page=article_page(PLAN, canonical=site.url("/two")))
    two = owed(site, "/two", page=article_page(PLAN, canonical=site.url("/one")))
    for article in (one, two):
        remember(article, [address_name(article.url)])

    assert fetched(one).article_id == two.pk
    assert fetched(two).article_id == two.pk

    assert ArticleText.objects.get().article == two
    assert set(two.aliases.filter(kind="url").values_list("key", flat=True)) == {
        bare_address(site.url("/one")),
        bare_address(site.url("/two")),
    }


def test_the_same_long_text_at_one_outlet_is_one_article(site: Loopback) -> None:
    outlet = OutletFactory.create()
    first, second = owed(site, outlet=outlet), owed(site, "/pier-2", outlet=outlet)

    fetched(first)

    assert fetched(second).article_id == first.pk
    assert ArticleText.objects.count() == 1


def test_canonical_address_at_another_site_is_not_believed(site: Loopback) -> None:
    page = article_page(PLAN, canonical="https://havneby.example/news/1")
    original = ArticleFactory.create(url="https://havneby.example/news/1")
    original.aliases.create(kind="url", key=original.url)

    copy = owed(site, page=page)

    assert fetched(copy).article_id == copy.pk
    assert copy.url == site.url("/pier")


REFUSALS = {
    "not found": ("<p>No.</p>", 404, "The page is not there (HTTP 404)."),
    "paywall": (
        "<p>No.</p>",
        402,
        "The page is not open to us: a login, a payment or a block (HTTP 402).",
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_lasting_refusal_fails_at_once_and_says_why(site: Loopback, case: str) -> None:
    body, status, reason = REFUSALS[case]
    article = owed(site)
    site.put("/pier", body, status=status)

    fetched(article)

    assert (article.state, article.reason, article.due_at) == (ArticleState.FAILED, reason, None)


def test_too_large_page_fails_and_says_so(site: Loopback) -> None:
    article = owed(site, page="<p>" + "mole " * 700_000)

    fetched(article)

    assert article.state == ArticleState.FAILED
    assert article.reason == "127.0.0.1 sent more than 3,000,000 bytes."


def test_page_that_is_no_article_says_so(site: Loopback) -> None:
    article = owed(site, page="<html><body><h1>Ferry times</h1><p>08:10, 09:40</p></body></html>")

    fetched(article)

    assert article.state == ArticleState.NOT_AN_ARTICLE
    assert article.reason == "No text of an article was found on the page."
    assert not article.texts.exists()


def test_temporary_failure_is_tried_again_and_then_given_up(site: Loopback) -> None:
    article = owed(site)
    site.put("/pier", "<p>Later.</p>", status=503)
    states, waits = [], []
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(MAX_TRIES):
            fetched(article)
            states.append(article.state)
            if article.due_at:
                waits.append(article.due_at - timezone.now())
                clock.move_to(article.due_at)

    assert states == [*["owed"] * (MAX_TRIES - 1), "failed"]
    assert waits == [
        timedelta(minutes=1),
        timedelta(minutes=10),
        timedelta(hours=1),
        timedelta(hours=6),
    ]
    assert article.reason == "The server answered HTTP 503 instead of the page."


def test_server_that_asks_to_wait_is_left_alone(site: Loopback) -> None:
    article = owed(site)
    site.put("/pier", "<p>Later.</p>", status=503, Retry_After="7200")

    fetched(article)

    assert article.due_at is not None
    assert article.due_at > timezone.now() + timedelta(minutes=119)
    turn = take_turn(site.url("/feed.xml"), hold=timedelta(minutes=1))
    assert isinstance(turn, Busy)
    assert turn.until > timezone.now() + timedelta(minutes=119)


def test_failed_second_visit_keeps_the_stored_text(site: Loopback) -> None:
    article = owed(site)
    fetched(article)
    site.put("/pier", "<p>No.</p>", status=410)
    visit_again(article_id=article.pk)

    fetched(article)

    assert article.state == ArticleState.STORED
    assert article.reason == "The page is not there (HTTP 410)."
    assert article.texts.count() == 1


def test_broken_page_among_good_ones_stops_none(site: Loopback) -> None:
    site.put("/pier", article_page(PLAN))
    site.put("/lamp", article_page(OTHER))
    site.put("/broken", b"\xff\xfe<html><\x00\x00", content_type="text/html; charset=nonsense")
    items = [Item(site.url(path), guid=path) for path in ("/pier", "/broken", "/lamp", "/gone")]
    feed = add_feed(url=site.put("/feed.xml", rss(items), content_type=RSS))
    poll_feed(feed.pk)

    for pk, _url in due_article_ids(timezone.now()):
        fetch_article(pk)

    assert {
        article.url.rpartition("/")[2]: (article.state, bool(article.reason))
        for article in Article.objects.all()
    } == {
        "pier": (ArticleState.STORED, False),
        "lamp": (ArticleState.STORED, False),
        "broken": (ArticleState.NOT_AN_ARTICLE, True),
        "gone": (ArticleState.FAILED, True),
    }


def test_link_of_a_public_feed_never_reaches_loopback(site: Loopback) -> None:
    article = owed(site)
    Article.objects.update(is_registered=False)

    fetched(article)

    assert article.state == ArticleState.FAILED
    assert article.reason == "127.0.0.1 is not on the public internet, so it is not fetched."
    assert site.requests == []


def test_redirect_out_of_the_exempt_network_is_judged_as_public(
    site: Loopback, settings: Settings
) -> None:
    settings.FETCH_ALLOWED_NETWORKS = (ip_network("127.0.0.1/32"),)
    article = owed(site)
    site.put("/pier", "", status=302, Location=f"http://127.0.0.2:{site.port}/secret")

    fetched(article)

    assert article.state == ArticleState.FAILED
    assert article.reason == "127.0.0.2 is not on the public internet, so it is not fetched."
    assert site.paths() == ["/robots.txt", "/pier"]


def test_visit_is_one_workers_and_lapses_when_it_dies(site: Loopback) -> None:
    article = owed(site)
    now = timezone.now()
    # What a worker that was killed in the middle leaves behind.
    Article.objects.update(due_at=now + LEASE, lease_token=uuid4(), attempts=1)

    assert fetch_article(article.pk) is None
    assert due_article_ids(now) == []
    with time_machine.travel(now + LEASE, tick=True):
        assert due_article_ids(timezone.now()) == [(article.pk, article.url)]
        report = fetched(article)

    assert report.state == ArticleState.STORED


@pytest.mark.django_db(transaction=True)
def test_outcome_of_a_lost_lease_is_dropped(site: Loopback) -> None:
    article = owed(site)

    def pass_the_lease_on() -> None:
        Article.objects.update(lease_token=uuid4())
        connection.close()

    site.during["/pier"] = pass_the_lease_on

    assert fetch_article(article.pk) is None
    assert not ArticleText.objects.exists()


def test_busy_host_puts_the_article_back_without_counting_a_try(site: Loopback) -> None:
    article = owed(site)
    take_turn(article.url, hold=timedelta(seconds=30))

    report = fetched(article)

    assert report.put_back_until == article.due_at
    assert (article.state, article.attempts, article.lease_token) == ("owed", 0, None)
    assert site.requests == []


def test_most_wanted_articles_are_visited_first(site: Loopback) -> None:
    first, second = owed(site, "/pier"), owed(site, "/lamp")

    set_watch_priority([second.pk], 10)

    assert due_article_ids(timezone.now()) == [(second.pk, second.url), (first.pk, first.url)]


def test_article_from_a_file_has_no_page_to_visit() -> None:
    article = ArticleFactory.create(url="urn:sha256:" + "0" * 64)

    assert not visit_again(article_id=article.pk)


def test_feed_item_without_a_time_takes_the_pages(site: Loopback) -> None:
    site.put("/pier", article_page(PLAN, published="2026-03-02T06:00:00+00:00"))
    site.put("/lamp", article_page(OTHER, published="2026-03-01T06:00:00+00:00"))
    items = [Item(site.url("/pier")), Item(site.url("/lamp"), published=MORNING)]
    feed = add_feed(url=site.put("/feed.xml", rss(items), content_type=RSS))
    poll_feed(feed.pk)

    for pk, _url in due_article_ids(timezone.now()):
        fetch_article(pk)

    at = datetime(2026, 3, 2, 6, tzinfo=UTC)
    assert set(Article.objects.values_list("url", "published_at", "published_basis")) == {
        (site.url("/pier"), at, TimeBasis.PAGE),
        (site.url("/lamp"), at, TimeBasis.FEED),
    }
