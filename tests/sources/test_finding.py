"""Finding the feeds of a site by its address, for real."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from common.http.errors import FetchError
from sources.exceptions import HostBusyError, NotAFeedError
from sources.models import Feed, HostTurn
from sources.parsing.discovery import FeedLink
from sources.services import hosts
from sources.services.finding import find_feeds
from tests.factories import FeedFactory
from tests.loopback import RSS, Item, Loopback, rss

pytestmark = pytest.mark.django_db(transaction=True)

HOME = (
    '<html><head><link rel="alternate" type="application/rss+xml" title="All" href="/all.xml">'
    '<link rel="alternate" type="application/rss+xml" title="Port" href="/port.xml"></head></html>'
)


def with_feeds(site: Loopback) -> str:
    for path in ("/all.xml", "/port.xml"):
        site.put(path, rss([Item(site.url("/1"))]), content_type=RSS)
    return site.put("/", HOME)


def test_a_site_names_its_feeds_and_a_feed_itself(site: Loopback) -> None:
    home = with_feeds(site)
    site.put("/moved", "", status=302, Location="/all.xml")

    assert find_feeds(home) == [
        FeedLink(site.url("/all.xml"), "All"),
        FeedLink(site.url("/port.xml"), "Port"),
    ]
    assert find_feeds(site.url("/moved")) == [FeedLink(site.url("/all.xml"), "Harbour Gazette")]
    assert site.paths() == ["/", "/moved", "/all.xml"]
    assert not Feed.objects.exists()
    assert HostTurn.objects.get().token is None


def test_what_names_no_feed_is_told_in_a_sentence(site: Loopback) -> None:
    site.put("/round", "", status=302, Location="/round")
    site.put("/tired", "", status=503, Retry_After="3600")

    for path, error, words in (
        ("/bare", NotAFeedError, "HTTP 404"),
        ("/round", FetchError, "redirects in a circle"),
        ("/tired", NotAFeedError, "HTTP 503"),
        ("/", HostBusyError, "busy at the moment"),  # it asked for an hour's rest
    ):
        with pytest.raises(error, match=words):
            find_feeds(site.url(path))


def test_a_page_without_feeds_says_so(site: Loopback) -> None:
    page = site.put("/", "<html><body><p>News</p></body></html>")

    with pytest.raises(NotAFeedError, match=r"a web page.* The page names no feed\.$"):
        find_feeds(page)


def test_a_redirect_to_the_same_host_waits_for_its_gap(site: Loopback, settings: Settings) -> None:
    settings.FETCH_HOST_GAP = 0.3
    with_feeds(site)
    site.put("/moved", "", status=302, Location="/all.xml")

    find_feeds(site.url("/moved"))

    first, second = site.requests
    assert second.began - first.ended >= 0.3


def test_a_host_that_somebody_else_asks_for_long_is_not_waited_for(site: Loopback) -> None:
    home = with_feeds(site)
    HostTurn.objects.create(
        host=hosts.host_of(home), free_at=timezone.now() + timedelta(minutes=5)
    )

    with pytest.raises(HostBusyError):
        find_feeds(home)

    assert site.paths() == []


def test_staff_finds_and_registers_feeds_by_the_address_of_a_site(
    site: Loopback, admin_client: Client
) -> None:
    home, at = with_feeds(site), "/admin/sources/feed/find/"
    known = FeedFactory.create(url=site.url("/port.xml"))

    empty = admin_client.get(at).content.decode()
    page = admin_client.post(at, {"address": home}).content.decode()
    wrong = admin_client.post(at, {"address": site.url("/nowhere")}).content.decode()
    done = admin_client.post(
        at, {"feed": [site.url("/all.xml"), "ftp://x"], "outlet": "Havneby Courier"}, follow=True
    ).content.decode()

    assert "Address of a site or a feed" in empty
    assert f'name="feed" value="{site.url("/all.xml")}" checked' in page
    assert f'value="{known.url}"' not in page
    assert "registered already" in page
    assert "The server answered HTTP 404; nothing can be found there." in wrong
    told = re.findall(r'<li class="(?:success|error)">(.*?)</li>', done)
    assert told == [
        f"Registered {site.url('/all.xml')}; it is due now.",
        "The address must begin with http:// or https://.",
    ]
    assert Feed.objects.exclude(pk=known.pk).get().outlet.name == "Havneby Courier"


def test_add_feed_asks_a_site_where_it_is_told_to(
    site: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    home = with_feeds(site)

    call_command("add_feed", home, site=True)

    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(f"Registered {site.url('/all.xml')} (outlet: ")
    assert second == f"It also names {site.url('/port.xml')} (Port)."
