"""A week of the simulated internet through the real services."""

from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings

from sources.enums import FeedState
from sources.models import Article, ArticleText, Feed, FeedFetch, FeedGap, Outage
from sources.services.feeds import add_feed
from tests.simulation import checks
from tests.simulation.clock import VirtualClock
from tests.simulation.internet import Exchange, Internet
from tests.simulation.run import Run
from tests.simulation.world import BEGIN, DAY, END, World, make_world

pytestmark = pytest.mark.django_db


def lived_through(world: World) -> Internet:
    """The week from registering the feeds to its end, as it was heard by the hosts."""
    clock = VirtualClock(BEGIN)
    internet = Internet(clock, world.sites)
    with clock.running(), internet.plugged_in():
        for source in world.sources.values():
            add_feed(url=source.url)
        Run(clock, read=world.read).until(END)
    return internet


def test_week_loses_nothing_and_asks_politely() -> None:
    world = make_world()

    log = lived_through(world).log

    assert_nothing_lost_or_doubled(world, log)
    assert_polite(world, log)
    assert_each_fault_had_its_consequence()


def assert_nothing_lost_or_doubled(world: World, log: list[Exchange]) -> None:
    titles = Counter(Article.objects.values_list("title", flat=True))
    assert checks.missing(log, world.sources, titles.keys(), ends=world.ends) == []
    assert [title for title, count in titles.items() if count > 1] == []
    assert not FeedGap.objects.exists()
    for host in world.read:
        read = ArticleText.objects.filter(article__url__startswith=f"http://{host}/news/")
        owed = Article.objects.filter(
            url__startswith=f"http://{host}/news/", first_seen_at__lt=END - DAY
        )
        assert {text.article_id for text in read} >= {article.pk for article in owed}
        assert len(read) == len({text.article_id for text in read})


def assert_polite(world: World, log: list[Exchange]) -> None:
    gap = timedelta(seconds=settings.FETCH_HOST_GAP)
    assert checks.closer_than(log, gap) == []
    assert checks.while_asked_to_wait(log) == []
    assert checks.sooner_than_agreed(log, world.sources) == []
    assert checks.not_byte_for_byte(log, world.sources, liars=world.liars) == []
    assert checks.against_robots(log) == []
    assert checks.nameless(log, settings.SITE_URL) == []


def assert_each_fault_had_its_consequence() -> None:
    feeds = {feed.url.partition("//")[2].partition(".")[0]: feed for feed in Feed.objects.all()}
    assert {name for name, feed in feeds.items() if feed.state == FeedState.PAUSED} == {"gone"}
    assert "410" in feeds["gone"].state_reason
    distrusted = {name for name, feed in feeds.items() if feed.validators_distrusted_at}
    assert distrusted == {"liar", "repaired"}
    audits = Counter(FeedFetch.objects.filter(is_audit=True).values_list("feed__title", flat=True))
    assert {name: audits[f"{name}.example/{name}"] for name in distrusted} == {
        "liar": 1,
        "repaired": 1,
    }
    assert {feed.moved_to for feed in feeds.values()} == {"", "http://new.example/moved"}
    assert all(feed.due_reason for feed in feeds.values())
    assert [name for name, feed in feeds.items() if feed.failures_in_a_row] == ["gone"]
    assert not Outage.objects.exists()
