"""A feed that was registered with its site's address."""

from ipaddress import ip_network

import pytest
from pytest_django import Settings

from sources.enums import FeedState
from sources.models import Feed
from sources.parsing.discovery import FeedLink
from sources.services.feeds import add_feed
from sources.services.polling.discovering import choose_feed
from sources.services.polling.drain import poll_feed
from tests.loopback import RSS, Item, Loopback, rss

pytestmark = pytest.mark.django_db
LINK = '<link rel="alternate" type="application/rss+xml" href="%s">'


def registered(site: Loopback, head: str) -> Feed:
    page = f"<!doctype html><html><head>{head}</head><body><p>News.</p></body></html>"
    return add_feed(url=site.put("/", page), outlet_name="Harbour Gazette")


def test_feed_learns_its_address_from_the_page_and_is_polled_at_once(site: Loopback) -> None:
    url = site.put("/feed.xml", rss([Item(site.url("/pier"))]), content_type=RSS)
    feed = registered(site, LINK % "/feed.xml")

    poll_feed(feed.pk)

    feed.refresh_from_db()
    assert (feed.url, feed.due_reason) == (url, "The page at its address names this feed.")
    assert [row.url for row in feed.history.order_by("history_id")] == [site.url("/"), url]
    report = poll_feed(feed.pk)
    assert report is not None
    assert report.items == 1


def test_feed_that_is_registered_already_is_met(site: Loopback) -> None:
    other = add_feed(url=site.url("/feed.xml"))
    feed = registered(site, LINK % "/feed.xml")

    poll_feed(feed.pk)

    feed.refresh_from_db()
    assert (feed.url, feed.state) == (site.url("/"), FeedState.PAUSED)
    assert other.url in feed.state_reason


def test_page_of_a_site_names_no_feed_in_the_networks_that_are_open_to_staff(
    site: Loopback,
) -> None:
    feed = registered(site, LINK % "http://127.0.0.2/feed.xml")

    poll_feed(feed.pk)

    feed.refresh_from_db()
    assert feed.url == site.url("/")


def test_pages_that_name_each_other_are_not_followed_for_ever(site: Loopback) -> None:
    feed = registered(site, LINK % "/two")
    site.put("/two", f"<html><head>{LINK % '/'}</head></html>")

    for _ in range(6):
        poll_feed(feed.pk)

    feed.refresh_from_db()
    assert len(site.requests) == 5
    assert feed.due_reason.startswith("failed 5 times")


@pytest.mark.parametrize(
    ("url", "is_declared", "networks", "is_chosen"),
    [
        ("https://feeds.example/f", True, (), True),
        ("https://feeds.example/f", False, (), False),
        ("https://www.havneby.example/f", False, (), True),
        ("https://feeds.example/f", True, (ip_network("127.0.0.0/8"),), False),
        ("https://havneby.example/f", False, (ip_network("127.0.0.0/8"),), True),
        ("https://me:secret@havneby.example/f", True, (), False),
    ],
)
def test_only_a_feed_that_the_page_may_speak_for_is_chosen(
    settings: Settings, url: str, is_declared: bool, networks: tuple[object, ...], is_chosen: bool
) -> None:
    settings.FETCH_ALLOWED_NETWORKS = networks

    chosen = choose_feed([FeedLink(url, is_declared=is_declared)], page="https://havneby.example/")

    assert chosen == (url if is_chosen else "")
