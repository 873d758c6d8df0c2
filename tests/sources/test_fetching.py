"""What is asked of the world, and what of the answer is kept."""

from sources import fetching
from sources.fetching import FEED_LIMITS, fetch_feed, fetch_page
from tests.loopback import Loopback


def test_redirects_are_followed_and_told_or_left_to_the_caller(site: Loopback) -> None:
    new = site.put("/new.xml", "<rss/>")
    hop = site.put("/hop.xml", "", status=308, Location="/new.xml")
    old = site.put("/old.xml", "", status=301, Location="/hop.xml")

    followed, left = fetch_feed(old), fetch_feed(old, redirects=0)

    assert (followed.url, followed.redirects) == (new, ((301, old), (308, hop)))
    assert (left.status, left.url, left.location, left.redirects) == (301, old, hop, ())


def test_page_is_asked_for_with_its_validators_byte_for_byte(site: Loopback) -> None:
    etag, modified = 'W/"a b,c=="', "Mon, 02 Mar 2026 06:00:00 GMT"
    url = site.put("/pier", "<p>A pier.</p>", ETag=etag, Last_Modified=modified)

    first = fetch_page(url, is_registered=True)
    again = fetch_page(url, is_registered=True, etag=first.etag, last_modified=first.last_modified)

    asked = site.requests[1].headers
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == (etag, modified)
    assert (first.status, again.status) == (200, 304)


def test_hops_that_the_caller_follows_share_the_seconds_of_one_request() -> None:
    assert [fetching._left(FEED_LIMITS, 0, spent).total for spent in (0.0, 12.0, 40.0)] == [
        30.0,
        18.0,
        1.0,
    ]
