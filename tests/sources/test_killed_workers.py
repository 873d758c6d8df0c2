"""Real workers that are killed with -9 while they poll many feeds, or read an article in parts."""

import signal
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.db.models import Count, Sum
from django.utils import timezone
from pytest_django import Settings

from sources.models import Article, ArticleText, Feed, FeedFetch, HostTurn, RawResponse
from sources.services.adding import add_page
from sources.services.articles import LEASE, due_article_ids, fetch_article
from sources.services.feeds import add_feed
from sources.services.polling.drain import PollReport, poll_due_feeds
from tests.loopback import RSS, Item, Loopback, article_page, rss, serving_pages
from tests.processes import wait_until
from tests.sources.harbour import MORNING, OTHER, PLAN
from tests.sources.lone_worker import LoneWorker, Point

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.processes,
    pytest.mark.enable_socket,
]
KILLED = -signal.SIGKILL
FEEDS, ITEMS = 6, 3  # of each host, of each feed
SLOW, GAP = 0.6, 0.1  # seconds
PARTS = (PLAN[:2], PLAN[2:], OTHER)


@pytest.fixture
def sites(site: Loopback) -> Iterator[list[Loopback]]:
    """Three hosts: one name, three ports."""
    with ExitStack() as stack:
        yield [site, *(stack.enter_context(serving_pages()) for _ in range(2))]


def publish(sites: list[Loopback]) -> None:
    for site in sites:
        for feed in range(FEEDS):
            names = [f"{feed}-{item}" for item in range(ITEMS)]
            items = [
                Item(site.url(f"/{n}"), f"No. {n}", f"{site.port}-{n}", MORNING) for n in names
            ]
            # Some are still being asked when others are written.
            seconds = SLOW if feed == FEEDS - 1 else 0
            url = site.put(f"/{feed}.xml", rss(items), content_type=RSS, seconds=seconds)
            add_feed(url=url, outlet_name="Harbour Gazette")


def a_batch_is_written() -> None:
    """So that there is a second one, however busy the machine; in a thread of a server."""
    try:
        wait_until(FeedFetch.objects.exists, 9, "a batch is written")
    finally:
        connection.close()


def servers_are_done(*sites: Loopback) -> None:
    """What the dead one asked for is answered, and the gap over: the clock jumps over a lease,
    and the servers' own does not.
    """
    time.sleep(GAP)
    wait_until(lambda: not any(site.answering for site in sites), 10, "everything is answered")


def after_the_lease() -> time_machine.travel:
    return time_machine.travel(timezone.now() + LEASE + timedelta(seconds=1))


def asked_politely(site: Loopback, gap: float) -> bool:
    """Never two requests at once, seen from the server, and with the gap between them."""
    seen = sorted(site.requests, key=lambda request: request.began)
    return all(later.began - earlier.ended >= gap for earlier, later in pairwise(seen))


@pytest.mark.parametrize(
    ("dies", "written"),
    [
        pytest.param(
            Point("sources.services.polling.errands.Errands.ask", 1), False, id="claimed"
        ),
        pytest.param(Point("sources.services.polling.drain.record", 1), False, id="answered"),
        pytest.param(Point("sources.services.polling.records._write", 1), False, id="writing"),
        pytest.param(Point("sources.services.polling.drain.record", 2), True, id="some written"),
    ],
)
def test_drain_killed_in_its_middle_is_finished_after_the_lease(
    sites: list[Loopback], tmp_path: Path, dies: Point, *, written: bool
) -> None:
    publish(sites)
    for site in sites if written else ():
        site.during[f"/{FEEDS - 1}.xml"] = a_batch_is_written

    assert LoneWorker(tmp_path).run("sources.poll_due_feeds", dies=dies) == KILLED

    servers_are_done(*sites)
    done = set(FeedFetch.objects.values_list("feed__url", flat=True))
    assert bool(done) is written
    assert len(done) < len(sites) * FEEDS
    asked = Counter(site.url(path) for site in sites for path in site.paths())
    assert list(poll_due_feeds()) == []  # what the dead one holds is nobody's before its time
    with after_the_lease():
        reports = two_drains()

    assert len(reports) == len(sites) * FEEDS - len(done)
    asked_again = Counter(site.url(path) for site in sites for path in site.paths()) - asked
    assert asked_again == Counter(set(Feed.objects.values_list("url", flat=True)) - done)
    assert everything_is_there_once(len(sites))
    assert all(asked_politely(site, gap=0) for site in sites)


def two_drains() -> list[PollReport]:
    """What two workers polled that were sent at the same time."""

    def work(_number: int) -> list[PollReport]:
        try:
            return list(poll_due_feeds(width=4))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        return [report for reports in workers.map(work, range(2)) for report in reports]


def everything_is_there_once(hosts: int) -> bool:
    feeds = Feed.objects.annotate(polls=Count("fetches", distinct=True))
    facts = set(feeds.values_list("polls", "lease_token", "last_error", "attempts"))
    assert facts == {(1, None, "", 0)}
    per_feed = Counter(Article.objects.values_list("feed__url", flat=True))
    assert list(per_feed.values()) == [ITEMS] * FEEDS * hosts
    assert FeedFetch.objects.aggregate(new=Sum("items_new"))["new"] == hosts * FEEDS * ITEMS
    assert not HostTurn.objects.exclude(token=None).exists()
    return True


def in_parts(site: Loopback) -> list[str]:
    """An article on three pages; returns their paths."""
    paths = ["/pier", *(f"/pier/{number}" for number in range(2, len(PARTS) + 1))]
    for number, (path, part) in enumerate(zip(paths, PARTS, strict=True), 2):
        link = f'<a rel="next" href="/pier/{number}">Next</a>' if number <= len(PARTS) else ""
        site.put(path, article_page(part).replace("</main>", f"</main>{link}"))
    return paths


@pytest.mark.parametrize(
    ("dies", "asked_again"),
    [
        pytest.param(None, "/pier/2", id="second part on its way"),
        pytest.param(Point("sources.services.visits.keep_response", 2), "/pier/2", id="not kept"),
        pytest.param(Point("sources.services.articles.record_page", 1), "", id="not joined"),
    ],
)
def test_visit_killed_between_parts_goes_on_where_it_stopped(
    site: Loopback, tmp_path: Path, settings: Settings, dies: Point | None, asked_again: str
) -> None:
    settings.FETCH_HOST_GAP = GAP
    paths = in_parts(site)
    article = Article.objects.get(pk=add_page(url=site.url("/pier")))
    worker = LoneWorker(tmp_path, host_gap=GAP)
    if dies is None:
        site.during["/pier/2"] = worker.kill

    assert worker.run("sources.fetch_article", article.pk, dies=dies) == KILLED

    servers_are_done(site)
    assert not ArticleText.objects.exists()
    assert fetch_article(article.pk) is None  # it is the dead one's before its time
    site.during.clear()
    with after_the_lease():
        for _ in paths:  # where its host is busy, the row is put back
            for article_id, _url in due_article_ids(timezone.now()):
                fetch_article(article_id)

    assert ArticleText.objects.get().text == "\n\n".join(p for part in PARTS for p in part)
    article.refresh_from_db()
    assert (article.state, article.lease_token, article.reason) == ("stored", None, "")
    assert list(RawResponse.objects.order_by("page").values_list("page", flat=True)) == [1, 2, 3]
    asked = Counter(path for path in site.paths() if path != "/robots.txt")
    assert asked == Counter([*paths, asked_again] if asked_again else paths)
    assert asked_politely(site, GAP)
    assert not HostTurn.objects.exclude(token=None).exists()
