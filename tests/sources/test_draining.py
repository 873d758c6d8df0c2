"""Polling many feeds at a time, and what is kept about each of them."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from threading import Thread

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from sources.enums import ErrorKind, FeedState, FetchOutcome
from sources.models import Article, Feed, FeedFetch, FeedGap, HostTurn, Outage
from sources.services.feeds import add_feed
from sources.services.polling.drain import poll_due_feeds, poll_feed
from tests.factories.sources import FeedFactory
from tests.kills import killed_everywhere
from tests.loopback import RSS, Item, Loopback, rss, serving_pages

pytestmark = pytest.mark.django_db


def feeds_at(site: Loopback, count: int) -> list[Feed]:
    """So many due feeds of one host, of one item each."""
    return [
        add_feed(
            url=site.put(
                f"/{n}.xml", rss([Item(site.url(f"/{n}"), guid=f"hg-{n}")]), content_type=RSS
            ),
            outlet_name="Harbour Gazette",
        )
        for n in range(count)
    ]


def drain() -> list[tuple[int, str]]:
    return sorted((report.feed_id, report.outcome) for report in poll_due_feeds(width=4))


def polled_at(moment: str, feed: Feed) -> None:
    """One poll of the feed at this moment, whenever it would be due."""
    Feed.objects.filter(pk=feed.pk).update(due_at="2026-01-01T00:00:00Z")
    with time_machine.travel(moment, tick=False):
        assert poll_feed(feed.pk) is not None
    feed.refresh_from_db()


def say(site: Loopback, *guids: str, path: str = "/feed.xml", etag: str = "") -> str:
    items = [Item(site.url(f"/{guid}"), guid=guid) for guid in guids]
    return site.put(path, rss(items), content_type=RSS, ETag=etag)


@pytest.fixture
def sites(site: Loopback) -> Iterator[list[Loopback]]:
    """Three hosts: one name, three ports."""
    with ExitStack() as stack:
        yield [site, *(stack.enter_context(serving_pages()) for _ in range(2))]


def test_drain_polls_every_due_feed_once(sites: list[Loopback]) -> None:
    feeds = [feed for site in sites for feed in feeds_at(site, 3)]
    broken = add_feed(url=sites[0].put("/broken.xml", "", status=500))

    told = drain()

    new = [(feed.pk, FetchOutcome.NEW_CONTENT) for feed in feeds]
    assert told == sorted([*new, (broken.pk, FetchOutcome.FAILED)])
    assert sorted(sites[1].paths()) == ["/0.xml", "/1.xml", "/2.xml"]
    assert Article.objects.count() == 9
    assert FeedFetch.objects.count() == 10
    assert not Feed.objects.filter(due_at__lte=timezone.now()).exists()
    assert not HostTurn.objects.exclude(token=None).exists()
    assert drain() == []


def test_drain_asks_one_host_one_request_at_a_time_with_the_gap(
    site: Loopback, settings: Settings
) -> None:
    settings.FETCH_HOST_GAP = 0.2
    feeds_at(site, 3)
    site.put("/moved.xml", "", status=302, Location="/0.xml")
    add_feed(url=site.url("/moved.xml"))

    drain()

    seen = sorted(site.requests, key=lambda request: request.began)
    assert len(seen) == 5
    assert all(later.began - earlier.ended >= 0.2 for earlier, later in pairwise(seen))


def test_drain_goes_on_with_the_other_feeds_of_a_slow_host(
    site: Loopback, settings: Settings
) -> None:
    settings.FETCH_HOST_GAP = 0.05
    feeds_at(site, 3)
    for path, answer in list(site.answers.items()):
        site.put(path, answer.body, content_type=RSS, seconds=0.4)

    drain()

    assert sorted(site.paths()) == ["/0.xml", "/1.xml", "/2.xml"]


def test_drain_killed_at_any_statement_is_finished_by_the_next(site: Loopback) -> None:
    feeds_at(site, 2)

    def then(_at: int) -> None:
        with time_machine.travel(timezone.now() + timedelta(minutes=6)):
            drain()
        assert Article.objects.count() == FeedFetch.objects.count() == 2
        assert not Feed.objects.exclude(lease_token=None, last_error="").exists()

    assert killed_everywhere(drain, then) > 15


@pytest.mark.django_db(transaction=True)
def test_two_drains_poll_each_feed_once(sites: list[Loopback]) -> None:
    for site in sites:
        feeds_at(site, 4)

    def work() -> None:
        drain()
        connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert FeedFetch.objects.count() == Article.objects.count() == 12
    assert sorted(path for site in sites for path in site.paths()) == sorted(
        f"/{n}.xml" for n in range(4) for _ in sites
    )


def test_host_that_asks_to_wait_is_closed_for_all_its_feeds(site: Loopback) -> None:
    site.put("/first.xml", "", status=503, Retry_After="7200")
    add_feed(url=site.url("/first.xml"))
    drain()
    asked = len(site.requests)
    feeds_at(site, 2)

    assert drain() == []

    assert len(site.requests) == asked
    closed_until = HostTurn.objects.get().closed_until
    others = Feed.objects.exclude(url__endswith="first.xml")
    assert {(feed.due_at, feed.due_reason) for feed in others} == {
        (closed_until, "Its host asked to be left alone until then.")
    }


def test_answer_that_shares_nothing_with_the_last_is_a_gap(site: Loopback) -> None:
    feed = add_feed(url=say(site, "a", "b"))
    polled_at("2026-06-01T06:00:00Z", feed)
    say(site, "b", "c")
    polled_at("2026-06-01T07:00:00Z", feed)
    assert not FeedGap.objects.exists()
    say(site, "d", "e")

    polled_at("2026-06-01T08:00:00Z", feed)

    gap = FeedGap.objects.get()
    assert [f"{at:%H:%M}" for at in (gap.after, gap.before)] == ["07:00", "08:00"]


def test_what_the_feed_asks_for_holds_for_not_modified_too(site: Loopback) -> None:
    asking = rss([Item(site.url("/a"))]).replace("<link>", "<ttl>600</ttl><link>", 1)
    feed = add_feed(url=site.put("/feed.xml", asking, content_type=RSS, ETag='"1"'))

    for hour in (6, 7):
        polled_at(f"2026-06-01T{hour:02d}:00:00Z", feed)
        assert feed.due_at is not None
        assert feed.last_polled_at is not None
        assert feed.due_at - feed.last_polled_at >= timedelta(minutes=600)
        assert feed.due_reason == "the feed asks for 10 hours"

    assert [request.status for request in site.requests] == [200, 304]


def test_server_that_lies_about_changes_is_found_out(site: Loopback) -> None:
    # Items every hour, so that a day of silence is improbable.
    feed = FeedFactory.create(url=say(site, *(f"0-{n}" for n in range(6)), etag='"1"'))
    polled_at("2026-06-01T06:00:00Z", feed)
    first = datetime(2026, 6, 1, tzinfo=UTC)
    for n, article in enumerate(Article.objects.order_by("pk")):
        Article.objects.filter(pk=article.pk).update(
            published_at=first + timedelta(hours=n), published_basis="feed"
        )
    polled_at("2026-06-01T18:00:00Z", feed)  # "not modified", and believed
    say(site, "0-5", "new", etag='"1"')

    polled_at("2026-06-02T06:30:00Z", feed)
    polled_at("2026-06-02T07:00:00Z", feed)

    statuses = FeedFetch.objects.order_by("pk").values_list("status", "is_audit")
    assert list(statuses) == [(200, False), (304, False), (200, True), (200, False)]
    assert feed.validators_distrusted_at is not None
    assert Article.objects.filter(url=site.url("/new")).exists()
    assert "If-None-Match" not in site.requests[-1].headers
    assert "said “not modified” of a feed that was" in (FeedFetch.objects.get(is_audit=True).error)


def test_feed_that_moved_for_good_is_followed_after_seven_days(site: Loopback) -> None:
    feed = add_feed(url=say(site, "a", path="/old.xml"))
    polled_at("2026-06-01T06:00:00Z", feed)
    new = say(site, "a", "b", path="/new.xml")
    site.put("/old.xml", "", status=301, Location="/new.xml")

    polled_at("2026-06-02T06:00:00Z", feed)
    assert (feed.url, feed.moved_to) == (site.url("/old.xml"), new)
    say(site, "b", "c", path="/new.xml")
    polled_at("2026-06-09T06:00:00Z", feed)

    assert (feed.url, feed.moved_to, feed.moved_since) == (new, "", None)
    latest = feed.history.order_by("history_id").last()
    assert latest is not None
    assert latest.history_change_reason.startswith("It moved:")


def test_feed_in_which_nothing_happens_any_more_moves_too(site: Loopback) -> None:
    feed = add_feed(url=say(site, "a", path="/old.xml", etag='"1"'))
    polled_at("2026-06-01T06:00:00Z", feed)
    new = say(site, "a", path="/new.xml", etag='"1"')
    site.put("/old.xml", "", status=301, Location="/new.xml")

    for day in (2, 5, 9):
        polled_at(f"2026-06-{day:02d}T06:00:00Z", feed)

    assert feed.url == new
    # In full where the new address is met, and where it becomes the feed's.
    asked = [request.status for request in site.requests if request.path == "/new.xml"]
    assert asked == [200, 304, 200]


def test_feed_that_moved_to_another_feed_is_paused_and_says_so(site: Loopback) -> None:
    feed = add_feed(url=say(site, "a", path="/old.xml"))
    polled_at("2026-06-01T06:00:00Z", feed)
    new = say(site, "a", "b", path="/new.xml")
    site.put("/old.xml", "", status=308, Location="/new.xml")
    other = add_feed(url=new)

    polled_at("2026-06-02T06:00:00Z", feed)
    say(site, "b", "c", path="/new.xml")
    polled_at("2026-06-09T06:00:00Z", feed)

    assert (feed.url, feed.state) == (site.url("/old.xml"), FeedState.PAUSED)
    assert feed.state_reason == f"It moved to {new}, which is polled as another feed."
    other.refresh_from_db()
    assert other.state == FeedState.ACTIVE


def closed_ports(count: int) -> list[int]:
    """Ports on which nobody listens."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def test_outage_of_ours_blames_no_feed(site: Loopback) -> None:
    early, *late = [add_feed(url=f"http://127.0.0.1:{port}/feed.xml") for port in closed_ports(12)]
    poll_feed(early.pk)  # before it can be noticed
    early.refresh_from_db()
    assert (early.failures_in_a_row, early.error_kind) == (1, ErrorKind.UNREACHABLE)

    drain()

    feeds = Feed.objects.filter(pk__in=[early.pk, *(feed.pk for feed in late)])
    assert set(feeds.values_list("failures_in_a_row", "error_kind")) == {(0, ErrorKind.OURS)}
    assert all("our own outage" in feed.due_reason for feed in feeds)
    outage = Outage.objects.get()
    assert (outage.hosts_tried, outage.hosts_failed, outage.ended_at) == (12, 12, None)

    Feed.objects.update(due_at=timezone.now() + timedelta(days=1))
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        feeds_at(site, 1)
        drain()
    outage.refresh_from_db()
    assert outage.ended_at is not None


def test_restart_after_a_pause_makes_no_burst(site: Loopback) -> None:
    feeds = feeds_at(site, 6)
    drain()
    Feed.objects.update(pace_seconds=3600)
    later = timezone.now() + timedelta(days=3)

    with time_machine.travel(later):
        polled = [feed_id for feed_id, _outcome in drain()]

    waiting = Feed.objects.exclude(pk__in=polled)
    assert len(polled) < len(feeds)
    for feed in waiting:
        assert feed.due_at is not None
        assert later < feed.due_at < later + timedelta(hours=1, minutes=1)
        assert "nobody polled for 3 days" in feed.due_reason
