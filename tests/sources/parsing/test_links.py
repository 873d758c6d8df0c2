"""Links in feeds and pages that are no addresses of the web: dropped when they are read."""

import json

import pytest

from sources.parsing.feeds import parse_feed
from sources.parsing.pages import parse_page
from tests.common.hostile import URLS

BASE = "https://courier.example/news/feed"
SCHEMES = [
    *(url for url in URLS if ":" in url and not url.lower().startswith(("http", "feed"))),
    "JAVASCRIPT&#58;alert(1)",
    "mailto:desk@courier.example",
    "tel:+4712345678",
    "intent://scan/#Intent;end",
    "magnet:?xt=urn:x",
]


def links_of_feed(body: str) -> set[str]:
    feed = parse_feed(body.encode(), url=BASE)
    return {feed.home, *(item.link for item in feed.items)}


def escaped(url: str) -> str:
    return url.replace("&#", "&amp;#").replace("<", "&lt;").replace("\x01", "")


@pytest.mark.parametrize("url", SCHEMES)
def test_link_of_another_scheme_is_dropped(url: str) -> None:
    rss = (
        f"<rss version='2.0'><channel><link>{escaped(url)}</link><item><title>Pier</title>"
        f"<link>{escaped(url)}</link><guid>{escaped(url)}</guid></item></channel></rss>"
    )
    atom = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Courier</title>"
        f"<link href='{escaped(url)}'/>"
        f"<entry><id>1</id><link href='{escaped(url)}'/></entry></feed>"
    )
    items = [{"id": "1", "url": url, "external_url": url}]
    feed = {"version": "https://jsonfeed.org/version/1.1", "home_page_url": url, "items": items}

    found = links_of_feed(rss) | links_of_feed(atom) | links_of_feed(json.dumps(feed))
    page = parse_page(
        f"<html><head><link rel='canonical' href='{escaped(url)}'></head>"
        f"<body><p>The pier.</p></body></html>".encode(),
        url=BASE,
        content_type="text/html",
    )
    found |= {page.canonical_url, page.declared_canonical}

    assert {link for link in found if not link.startswith(("https://", "http://"))} <= {""}
