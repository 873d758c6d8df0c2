"""Polling a feed that a real server gives."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from sources.addresses import bare_address
from sources.enums import ArticleState, FeedState, FetchOutcome, TimeBasis
from sources.models import Article, ArticleAlias, Feed, FeedFetch, Outlet
from sources.services.feeds import add_feed, pause_feed, poll_soon, resume_feed
from sources.services.hosts import take_turn
from sources.services.polling.drain import LEASE, PollReport, due_feed_ids, poll_feed
from tests.factories.sources import ArticleFactory, FeedFactory
from tests.loopback import RSS, Item, Loopback, rss
from tests.sources.harbour import MORNING

pytestmark = pytest.mark.django_db


def feed_of(site: Loopback, *items: Item, path: str = "/feed.xml") -> Feed:
    """A registered feed of these items."""
    url = site.put(path, rss(items), content_type=RSS)
    return add_feed(url=url, outlet_name="Harbour Gazette")


def poll_again(feed: Feed) -> PollReport | None:
    poll_soon(feed_id=feed.pk, reason="Asked for by the test.")
    return poll_feed(feed.pk)


def test_poll_owes_every_new_article_a_visit(site: Loopback) -> None:
    link = site.url("/pier")
    feed = feed_of(site, Item(link + "?utm_source=feed", "The plan", "hg-1", MORNING))

    report = poll_feed(feed.pk)

    article = Article.objects.get()
    assert report == PollReport(
        feed.pk, FetchOutcome.NEW_CONTENT, items=1, article_ids=(article.pk,)
    )
    assert (article.url, article.title, article.state) == (link, "The plan", ArticleState.OWED)
    assert (article.published_at, article.published_basis) == (
        datetime(2026, 3, 2, 6, tzinfo=UTC),
        TimeBasis.FEED,
    )
    assert article.is_registered
    assert sorted(ArticleAlias.objects.values_list("kind", "scope", "key")) == [
        ("guid", f"feed:{feed.pk}", "hg-1"),
        ("url", "", bare_address(link)),
    ]


def test_poll_writes_down_what_happened_and_what_comes(site: Loopback) -> None:
    feed = feed_of(site, Item(site.url("/pier"), guid="hg-1", published=MORNING))

    poll_feed(feed.pk)

    feed.refresh_from_db()
    fetch = FeedFetch.objects.get()
    assert (fetch.outcome, fetch.status, fetch.items, fetch.items_new, fetch.error) == (
        FetchOutcome.NEW_CONTENT,
        200,
        1,
        1,
        "",
    )
    assert fetch.size > 200
    assert feed.title == "Harbour Gazette"
    assert feed.last_success_at is not None
    assert feed.last_polled_at == feed.last_success_at
    assert feed.due_at is not None
    assert feed.due_at > timezone.now()
    assert feed.due_reason != ""
    assert (feed.lease_token, feed.attempts, feed.last_error) == (None, 0, "")


def test_poll_is_conditional_with_the_validators_byte_for_byte(site: Loopback) -> None:
    etag, modified = 'W/"a b,c=="', "Mon, 02 Mar 2026 06:00:00 GMT"
    body = rss([Item(site.url("/pier"))])
    url = site.put("/feed.xml", body, content_type=RSS, ETag=etag, Last_Modified=modified)
    feed = add_feed(url=url)

    poll_feed(feed.pk)
    report = poll_again(feed)

    asked = site.requests[1]
    assert (asked.headers["If-None-Match"], asked.headers["If-Modified-Since"]) == (etag, modified)
    assert asked.status == 304
    assert report == PollReport(feed.pk, FetchOutcome.UNCHANGED)
    feed.refresh_from_db()
    assert (feed.etag, feed.last_modified) == (etag, modified)


def test_poll_of_the_same_bytes_parses_nothing(site: Loopback) -> None:
    feed = feed_of(site, Item(site.url("/pier"), guid="hg-1"))
    poll_feed(feed.pk)
    Article.objects.all().delete()

    report = poll_again(feed)

    assert report == PollReport(feed.pk, FetchOutcome.UNCHANGED)
    assert not Article.objects.exists()


def test_poll_of_a_changed_feed_adds_only_what_is_new(site: Loopback) -> None:
    old = Item(site.url("/pier"), guid="hg-1")
    feed = feed_of(site, old)
    poll_feed(feed.pk)
    feed_of(site, Item(site.url("/lamp"), guid="hg-2"), old)

    report = poll_again(feed)

    new = Article.objects.get(url=site.url("/lamp"))
    assert report == PollReport(feed.pk, FetchOutcome.NEW_CONTENT, items=2, article_ids=(new.pk,))


def test_two_feeds_that_link_one_article_make_one(site: Loopback) -> None:
    link = site.url("/pier")
    first = feed_of(site, Item(link, guid="hg-1", published=MORNING), path="/one.xml")
    second = feed_of(site, Item(link + "#top", guid="wm-9"), path="/two.xml")

    poll_feed(second.pk)
    poll_feed(first.pk)

    article = Article.objects.get()
    assert article.feed == second
    assert article.published_at == datetime(2026, 3, 2, 6, tzinfo=UTC)
    assert article.published_basis == TimeBasis.FEED
    assert article.aliases.count() == 3


def test_article_that_moved_is_recognised_by_its_identifier(site: Loopback) -> None:
    feed = feed_of(site, Item(site.url("/pier"), guid="hg-1"))
    poll_feed(feed.pk)
    feed_of(site, Item(site.url("/news/pier"), guid="hg-1"))

    report = poll_again(feed)

    assert report is not None
    assert report.article_ids == ()
    assert Article.objects.get().aliases.filter(key=bare_address(site.url("/news/pier"))).exists()


def test_provisional_outlet_is_named_by_the_feed(site: Loopback) -> None:
    url = site.put("/feed.xml", rss([], title="Harbour Gazette"), content_type=RSS)
    feed = add_feed(url=url)
    assert feed.outlet.name == f"127.0.0.1:{site.port}"

    poll_feed(feed.pk)

    assert Outlet.objects.values_list("name", "slug").get() == (
        "Harbour Gazette",
        "harbour-gazette",
    )


def test_two_unnamed_feeds_of_one_title_and_site_share_their_outlet(site: Loopback) -> None:
    feeds = [
        add_feed(url=site.put(path, rss([], title="Harbour Gazette"), content_type=RSS))
        for path in ("/port.xml", "/town.xml")
    ]

    for feed in feeds:
        poll_feed(feed.pk)

    outlet = Outlet.objects.get()
    assert set(outlet.feeds.all()) == set(feeds)


FAILURES = {
    "a page": ("<!doctype html><html><body><p>Welcome.</p></body></html>", 200, "a web page"),
    "nothing": ("", 200, "The answer is empty"),
    "missing": ("Gone fishing.", 404, "HTTP 404"),
    "broken": ("Oops.", 503, "HTTP 503"),
}


@pytest.mark.parametrize("case", FAILURES)
def test_poll_says_why_it_failed(site: Loopback, case: str) -> None:
    body, status, words = FAILURES[case]
    feed = add_feed(url=site.put("/feed.xml", body, status=status))

    report = poll_feed(feed.pk)

    feed.refresh_from_db()
    assert report == PollReport(feed.pk, FetchOutcome.FAILED, feed.last_error)
    assert words in feed.last_error
    assert FeedFetch.objects.values_list("outcome", "status", "error").get() == (
        FetchOutcome.FAILED,
        status,
        feed.last_error,
    )
    assert (feed.failures_in_a_row, feed.last_success_at) == (1, None)
    assert feed.due_reason.startswith("failed 1 time")


def test_unreachable_feed_says_so_and_is_tried_less_and_less(site: Loopback) -> None:
    site.close()
    feed = add_feed(url=site.url("/feed.xml"))

    waits = []
    for _ in range(3):
        poll_again(feed)
        feed.refresh_from_db()
        assert feed.due_at is not None
        assert feed.last_polled_at is not None
        waits.append(feed.due_at - feed.last_polled_at)

    assert feed.last_error == "127.0.0.1 does not accept connections."
    assert (feed.failures_in_a_row, feed.attempts) == (3, 0)
    assert waits == sorted(waits)
    assert waits[0] >= timedelta(minutes=15)
    assert waits[2] >= timedelta(minutes=60)


def test_empty_feed_is_no_failure_and_says_so(site: Loopback) -> None:
    feed = feed_of(site)

    poll_feed(feed.pk)
    poll_again(feed)

    feed.refresh_from_db()
    assert feed.last_error == "The feed can be read, but has no items."
    assert feed.failures_in_a_row == 0
    assert list(FeedFetch.objects.order_by("pk").values_list("outcome", "error")) == [
        (FetchOutcome.UNCHANGED, "The feed can be read, but has no items."),
        (FetchOutcome.UNCHANGED, ""),
    ]


def test_feed_that_works_again_forgets_its_failures(site: Loopback) -> None:
    url = site.put("/feed.xml", "", status=500)
    feed = add_feed(url=url)
    poll_feed(feed.pk)
    feed_of(site, Item(site.url("/pier")))

    poll_again(feed)

    feed.refresh_from_db()
    assert (feed.failures_in_a_row, feed.last_error) == (0, "")


def test_feed_that_is_gone_is_paused_with_the_reason(site: Loopback) -> None:
    feed = add_feed(url=site.put("/feed.xml", "", status=410))

    for _ in range(3):
        poll_again(feed)

    feed.refresh_from_db()
    assert feed.state == FeedState.PAUSED
    assert "410" in feed.state_reason
    assert poll_again(feed) is None


def test_server_that_asks_to_wait_is_left_alone(site: Loopback) -> None:
    feed = add_feed(url=site.put("/feed.xml", "", status=429, Retry_After="86400"))

    poll_feed(feed.pk)

    feed.refresh_from_db()
    assert feed.due_at is not None
    assert feed.due_at >= timezone.now() + timedelta(hours=23)


def test_feed_on_loopback_without_exemption_is_refused(site: Loopback, settings: Settings) -> None:
    settings.FETCH_ALLOWED_NETWORKS = ()
    feed = feed_of(site, Item(site.url("/pier")))

    poll_feed(feed.pk)

    feed.refresh_from_db()
    assert feed.last_error == "127.0.0.1 is not on the public internet, so it is not fetched."
    assert site.requests == []


def test_exempt_feed_gives_a_refused_link_its_second_chance(site: Loopback) -> None:
    link = site.url("/pier")
    refused = ArticleFactory.create(url=link, state=ArticleState.FAILED, is_registered=False)
    feed = feed_of(site, Item(link, guid="hg-1"))
    refused.aliases.create(kind="url", key=link)

    poll_feed(feed.pk)

    refused.refresh_from_db()
    assert (refused.state, refused.is_registered) == (ArticleState.OWED, True)
    assert refused.due_at is not None


def test_poll_is_one_workers_and_lapses_when_it_dies(site: Loopback) -> None:
    feed = feed_of(site, Item(site.url("/pier")))
    now = timezone.now()
    # What a worker that was killed in the middle leaves behind.
    Feed.objects.filter(pk=feed.pk).update(
        due_at=now + LEASE, lease_token="6c8f1c3e-5f0e-4b61-9d7c-5a2a1c1d9e10"
    )

    assert poll_feed(feed.pk) is None
    assert due_feed_ids(now) == []
    with time_machine.travel(now + LEASE, tick=True):
        assert due_feed_ids(timezone.now()) == [feed.pk]
        report = poll_feed(feed.pk)

    assert report is not None
    assert report.outcome == FetchOutcome.NEW_CONTENT


@pytest.mark.django_db(transaction=True)
def test_outcome_of_a_lost_lease_is_dropped(site: Loopback) -> None:
    feed = feed_of(site, Item(site.url("/pier")))

    def pass_the_lease_on() -> None:
        Feed.objects.filter(pk=feed.pk).update(lease_token=uuid4())
        connection.close()

    site.during["/feed.xml"] = pass_the_lease_on

    report = poll_feed(feed.pk)

    assert report is None
    assert not Article.objects.exists()
    assert not FeedFetch.objects.exists()


def test_busy_host_puts_the_feed_back_without_counting_a_try(site: Loopback) -> None:
    feed = feed_of(site, Item(site.url("/pier")))
    take_turn(feed.url, hold=timedelta(seconds=30))

    report = poll_feed(feed.pk)

    feed.refresh_from_db()
    assert report == PollReport(feed.pk, "", put_back_until=feed.due_at)
    assert (feed.attempts, feed.lease_token, site.requests) == (0, None, [])


def test_paused_feed_is_not_polled_until_it_is_resumed(site: Loopback) -> None:
    feed = feed_of(site, Item(site.url("/pier")))
    pause_feed(feed_id=feed.pk, reason="Asked for by the outlet.")

    assert poll_again(feed) is None
    resume_feed(feed_id=feed.pk)

    report = poll_feed(feed.pk)
    assert report is not None
    assert report.items == 1


def test_due_feeds_are_the_active_ones_longest_waiting_first() -> None:
    now = timezone.now()
    late = FeedFactory.create(due_at=now - timedelta(hours=2))
    later = FeedFactory.create(due_at=now - timedelta(hours=1))
    FeedFactory.create(due_at=now + timedelta(hours=1))
    FeedFactory.create(paused=True, due_at=now - timedelta(hours=3))

    assert due_feed_ids(now) == [late.pk, later.pk]


@pytest.mark.django_db(transaction=True)
def test_eight_workers_poll_a_feed_once(site: Loopback) -> None:
    feed = feed_of(site, Item(site.url("/pier")))
    barrier = Barrier(8, timeout=20)
    reports: list[PollReport | None] = []

    def work() -> None:
        barrier.wait()
        reports.append(poll_feed(feed.pk))
        connection.close()

    workers = [Thread(target=work) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert [report.items for report in reports if report] == [1]
    assert site.paths() == ["/feed.xml"]
    assert FeedFetch.objects.count() == Article.objects.count() == 1
