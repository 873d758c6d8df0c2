"""What is asked of the world: feeds, article pages and robots.txt, through the guarded client.

Each function sends one request (with its redirects) and gives a typed answer whatever the status;
what did not come to an answer raises common.http.errors.FetchError.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from django.conf import settings
from django.utils.translation import gettext as _

from common.http.client import REDIRECTS, Client, Limits, Response, Trust
from common.http.errors import TooManyRedirectsError
from common.http.urls import join, parse_target
from sources.parsing.robots import PRODUCT

_FEED_TYPES = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)
_PAGE_TYPES = "text/html, application/xhtml+xml, text/plain;q=0.5, */*;q=0.1"

FEED_LIMITS = Limits(total=30, wire_bytes=5_000_000, decoded_bytes=10_000_000)
PAGE_LIMITS = Limits(total=30, wire_bytes=3_000_000, decoded_bytes=6_000_000)
ROBOTS_LIMITS = Limits(total=20, wire_bytes=2_000_000, decoded_bytes=4_000_000)
# How long a turn at a host is held at most: the longest request and some seconds to note it.
LONGEST_REQUEST = timedelta(seconds=max(FEED_LIMITS.total, PAGE_LIMITS.total) + 10)
MOST_REDIRECTS = Limits().redirects
# The last hop of a slow redirect has a chance as well.
_LEAST_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered. `url` is the last address after redirects. `status` is 0 for a
    document that was given as a file.

    `etag` and `last_modified` are byte for byte what it sent, `retry_after` and `cache_control`
    as printed, "" where it sent none. `redirects` are the (status, address asked) of each hop
    before the answer, `location` the address that a redirect names which was not followed.
    `is_exempt`: only FETCH_ALLOWED_NETWORKS lets us reach it, so its links may
    be fetched as registered ones.
    """

    status: int
    url: str
    body: bytes
    content_type: str
    etag: str
    last_modified: str
    retry_after: str
    cache_control: str
    wire_bytes: int
    is_exempt: bool
    redirects: tuple[tuple[int, str], ...] = ()
    location: str = ""


def fetch_feed(
    url: str,
    *,
    etag: str = "",
    last_modified: str = "",
    is_registered: bool = True,
    redirects: int = MOST_REDIRECTS,
    spent: float = 0.0,
) -> Answer:
    """A feed, asked for only if it changed since the validators that it sent last time.

    Every feed is registered by staff, so FETCH_ALLOWED_NETWORKS applies; to a hop that the caller
    follows itself (`redirects=0`, see Answer.location) only where the answer before was exempt.
    `spent`: seconds that the hops before took of what all together have.
    """
    limits = _left(FEED_LIMITS, redirects, spent)
    return _ask(
        url,
        accept=_FEED_TYPES,
        etag=etag,
        last_modified=last_modified,
        is_registered=is_registered,
        limits=limits,
    )


def fetch_page(
    url: str,
    *,
    is_registered: bool,
    etag: str = "",
    last_modified: str = "",
    redirects: int = MOST_REDIRECTS,
    spent: float = 0.0,
) -> Answer:
    """An article's page, for a recheck only if it changed since the validators of the last visit;
    `is_registered` as on Article, for a hop that the caller follows itself as for `fetch_feed`;
    `spent` as there.
    """
    return _ask(
        url,
        accept=_PAGE_TYPES,
        etag=etag,
        last_modified=last_modified,
        is_registered=is_registered,
        limits=_left(PAGE_LIMITS, redirects, spent),
    )


def fetch_robots(url: str, *, is_registered: bool) -> Answer:
    """A host's robots.txt; up to five redirects count as its answer (RFC 9309, 2.3.1.2)."""
    return _ask(
        url,
        accept="text/plain, */*;q=0.1",
        is_registered=is_registered,
        limits=ROBOTS_LIMITS,
    )


def check_hops(asked: Sequence[str], following: str) -> None:
    """Whether one more redirect may be followed, from the last of `asked` to `following`.

    For callers that follow redirects themselves, each in the turn of its host. Raises
    TooManyRedirectsError.
    """
    if len(asked) > MOST_REDIRECTS:
        raise TooManyRedirectsError(
            _("The address redirects more than %(most)d times.") % {"most": MOST_REDIRECTS}
        )
    if following in asked:
        raise TooManyRedirectsError(_("The address redirects in a circle."))


def _left(limits: Limits, redirects: int, spent: float) -> Limits:
    total = max(min(_LEAST_SECONDS, limits.total), limits.total - spent)
    return replace(limits, redirects=redirects, total=total)


def _ask(
    url: str,
    *,
    accept: str,
    is_registered: bool,
    limits: Limits,
    etag: str = "",
    last_modified: str = "",
) -> Answer:
    headers = {"Accept": accept}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    trust = Trust(is_registered=is_registered, networks=tuple(settings.FETCH_ALLOWED_NETWORKS))
    return _answer(_client().fetch(url, trust=trust, headers=headers, limits=limits))


@cache
def _client() -> Client:
    # Who we are, and where a webmaster reads why we came and how to keep us out.
    return Client(user_agent=f"{PRODUCT}/0.1 (+{settings.SITE_URL})")


def _answer(response: Response) -> Answer:
    headers = response.headers
    return Answer(
        status=response.status,
        url=response.url,
        body=response.body,
        content_type=headers.get("Content-Type", ""),
        etag=headers.get("ETag", ""),
        last_modified=headers.get("Last-Modified", ""),
        retry_after=headers.get("Retry-After", ""),
        cache_control=headers.get("Cache-Control", ""),
        wire_bytes=response.wire_bytes,
        is_exempt=response.is_exempt,
        redirects=response.redirects,
        location=_location(response),
    )


def _location(response: Response) -> str:
    named = response.headers.get("Location", "") if response.status in REDIRECTS else ""
    return join(parse_target(response.url), named) if named else ""
