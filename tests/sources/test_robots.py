"""robots.txt of real servers, asked for by real visits."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from sources.enums import ArticleState, Obstacle
from sources.models import Article, HostTurn, RobotsFile
from sources.services import hosts
from sources.services.articles import due_article_ids, fetch_article
from sources.services.robots import LONGEST_DELAY, may_read
from tests.factories.sources import ArticleFactory
from tests.loopback import Loopback, article_page
from tests.sources.harbour import OTHER, PLAN

pytestmark = pytest.mark.django_db

FORBIDDEN = "User-agent: *\nDisallow: /closed/"
REASON = "Its robots.txt asks us not to read this page."


def asks(site: Loopback, text: str, *, status: int = 200, wait: str = "") -> None:
    site.put("/robots.txt", text, status=status, content_type="text/plain", Retry_After=wait)


def owed(site: Loopback, path: str, paragraphs: tuple[str, ...] = PLAN) -> Article:
    url = site.put(path, article_page(paragraphs))
    return ArticleFactory.create(owed=True, url=url, story=None, is_registered=True)


def visit(article: Article) -> Article:
    assert fetch_article(article.pk) is not None
    article.refresh_from_db()
    return article


def may(site: Loopback, path: str) -> bool | hosts.Busy:
    return may_read(site.url(path), is_registered=True)


def test_forbidden_page_is_never_asked_for_and_says_why(site: Loopback) -> None:
    asks(site, FORBIDDEN)
    article = visit(owed(site, "/closed/pier"))

    assert site.paths() == ["/robots.txt"]
    assert (article.state, article.obstacle, article.reason) == (
        ArticleState.FAILED,
        Obstacle.ROBOTS,
        REASON,
    )
    assert not article.texts.exists()
    agent = site.requests[0].headers["User-Agent"]
    assert agent.startswith("Stanceline/")
    assert "(+http" in agent


def test_file_is_asked_for_once_a_day_by_all(site: Loopback) -> None:
    asks(site, FORBIDDEN)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        heard = [may(site, "/pier"), may(site, "/closed/pier")]
        clock.shift(timedelta(hours=23, minutes=59))
        heard.append(may(site, "/lamp"))
        before = site.paths()
        clock.shift(timedelta(minutes=1))
        heard.append(may(site, "/lamp"))

    assert heard == [True, False, True, True]
    assert before == ["/robots.txt"]
    assert site.paths() == ["/robots.txt"] * 2


def test_page_is_read_when_the_file_changed_its_mind(site: Loopback) -> None:
    asks(site, FORBIDDEN)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        first, second = visit(owed(site, "/closed/1")), visit(owed(site, "/closed/2", OTHER))
        # One of them goes on asking for both, once a day.
        assert (first.due_at, second.due_at) == (timezone.now() + timedelta(days=1), None)
        asks(site, "User-agent: *\nDisallow: /other/")
        clock.shift(timedelta(days=1))

        visit(first)
        owing = [pk for pk, _url in due_article_ids(timezone.now())]
        visit(second)

    assert owing == [second.pk]
    for article in (first, second):
        assert (article.state, article.obstacle) == (ArticleState.STORED, "")
        assert article.texts.count() == 1


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_host_without_a_file_may_be_read(site: Loopback, status: int) -> None:
    asks(site, "User-agent: *\nDisallow: /", status=status)
    assert may(site, "/pier") is True


def test_host_that_cannot_answer_waits_longer_and_longer(site: Loopback) -> None:
    asks(site, "", status=503)
    article, waits = owed(site, "/pier"), []
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(7):
            visit(article)
            assert article.due_at is not None
            waits.append(article.due_at - timezone.now())
            clock.move_to(article.due_at)
        assert (article.state, article.attempts) == (ArticleState.OWED, 0)
        assert article.due_reason == "Its robots.txt was not to be had."
        asks(site, "User-agent: *\nAllow: /")
        visit(article)

    quarter = timedelta(minutes=15)
    assert waits == [*(quarter * n for n in (1, 1, 2, 4, 8, 16)), timedelta(hours=6)]
    assert article.state == ArticleState.STORED
    assert site.paths() == [*["/robots.txt"] * 8, "/pier"]


def test_silence_of_a_month_lets_us_in(site: Loopback) -> None:
    asks(site, "", status=500)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert isinstance(may(site, "/pier"), hosts.Busy)
        clock.shift(timedelta(days=29, hours=23))
        assert may(site, "/pier") is True


def test_file_that_wants_to_be_left_alone_is(site: Loopback) -> None:
    asks(site, "", status=429, wait="7200")
    heard = may(site, "/pier")
    assert isinstance(heard, hosts.Busy)
    assert heard.until > timezone.now() + timedelta(minutes=119)


def test_file_behind_redirects_counts_and_endless_ones_do_not(site: Loopback) -> None:
    site.put("/robots.txt", "", status=301, Location="/files/robots.txt")
    site.put("/files/robots.txt", FORBIDDEN)
    assert may(site, "/closed/pier") is False

    RobotsFile.objects.all().delete()
    site.put("/files/robots.txt", "", status=302, Location="/robots.txt")
    assert may(site, "/closed/pier") is True


def test_asking_takes_the_hosts_turn(site: Loopback) -> None:
    turn = hosts.take_turn(site.url("/"), hold=timedelta(seconds=30))
    assert isinstance(turn, hosts.Turn)

    assert isinstance(may(site, "/pier"), hosts.Busy)
    assert site.requests == []


@pytest.mark.parametrize(("asked", "kept"), [(20, timedelta(seconds=20)), (9_000, LONGEST_DELAY)])
def test_crawl_delay_is_the_gap_of_its_host(site: Loopback, asked: int, kept: timedelta) -> None:
    asks(site, f"User-agent: *\nCrawl-delay: {asked}")
    with time_machine.travel(timezone.now(), tick=False):
        visit(owed(site, "/pier"))
        assert HostTurn.objects.get().free_at == timezone.now() + kept
