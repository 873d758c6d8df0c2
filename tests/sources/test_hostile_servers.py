"""Servers that lie, stall, drip and flood: a request ends in its limits and its feed lives on."""

import gzip
import socket
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from ipaddress import ip_network
from itertools import count

import pytest
from pytest_django import Settings

from common.http.client import Limits
from sources import fetching
from sources.enums import ArticleState, FeedState
from sources.models import Article, Feed
from sources.services.adding import add_page
from sources.services.articles import fetch_article
from sources.services.feeds import add_feed, poll_soon
from sources.services.polling.drain import poll_feed
from tests.common.origin import Origin, Script, answer, serving
from tests.loopback import RSS, Item, article_page, rss
from tests.sources.harbour import PLAN

pytestmark = pytest.mark.django_db

GOOD_FEED = answer(
    body=rss([Item("http://127.0.0.1:9/pier", guid="hg-1")]).encode(), Content_Type=RSS
)
GOOD_PAGE = answer(body=article_page(PLAN).encode(), Content_Type="text/html")
OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
LARGE = b"x" * 1_000_000


def raw(sent: bytes, then: bytes = b"", times: int = 0) -> Script:
    """Sends these bytes, then others again and again, and hangs up."""

    def script(connection: socket.socket, _: bytes) -> None:
        connection.sendall(sent)
        for _time in range(times):
            connection.sendall(then)

    return script


def stall(sent: bytes) -> Script:
    """Sends these bytes and then nothing, until the client hangs up."""

    def script(connection: socket.socket, _: bytes) -> None:
        connection.sendall(sent)
        connection.recv(1)

    return script


def drip(sent: bytes, drop: bytes) -> Script:
    """Sends these bytes and then a little every twentieth of a second, for ever."""

    def script(connection: socket.socket, _: bytes) -> None:
        connection.sendall(sent)
        connection.settimeout(0.05)
        while True:
            try:
                if not connection.recv(1):
                    return
            except TimeoutError:
                connection.sendall(drop)

    return script


def reset(connection: socket.socket, _: bytes) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    connection.close()


def round_in_circles() -> Script:
    hops = count()

    def script(connection: socket.socket, request: bytes) -> None:
        answer("302 Found", Location=f"/{next(hops)}")(connection, request)

    return script


def encoded(body: bytes, encoding: str) -> Script:
    return answer(body=body, Content_Encoding=encoding, Content_Type="text/html")


# By name, with words of the sentence that the feed's row and the article's row say.
SERVERS: dict[str, tuple[Script, str]] = {
    "nothing": (raw(b""), "broke off"),
    "reset": (reset, "broke off"),
    "stall before the answer": (stall(b""), "sent nothing for"),
    "stall in the headers": (stall(OK), "sent nothing for"),
    "stall in the body": (stall(OK + b"Content-Length: 9\r\n\r\nhalf"), "sent nothing for"),
    "drip of headers": (drip(OK, b"X: y\r\n"), "did not finish answering"),
    "drip of a body": (drip(OK + b"\r\n", b"<"), "did not finish answering"),
    "drip of chunks": (drip(CHUNKED, b"1\r\nx\r\n"), "did not finish answering"),
    "truncated": (raw(OK + b"Content-Length: 99\r\n\r\n<rss>"), "broke off"),
    "chunks that lie": (raw(CHUNKED + b"ffff\r\n<rss>\r\n0\r\n\r\n"), "broke off"),
    "chunks that are none": (raw(CHUNKED + b"pier\r\n<rss>"), "broke off"),
    "negative length": (
        raw(OK + b"Content-Length: -1\r\n\r\n", b"x" * 100_000, 60),
        "more than",
    ),
    "two lengths": (raw(OK + b"Content-Length: 5, 9\r\n\r\n", LARGE, 6), "more than"),
    "headers without end": (raw(OK, b"X: y\r\n", 200), "proper HTTP"),
    "a header without end": (raw(OK + b"X: ", b"y" * 100_000, 9), "proper HTTP"),
    "a hundred continues": (raw(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 240_000), "more than"),
    "no HTTP": (raw(b"220 mail.havneby.example ESMTP\r\n"), "proper HTTP"),
    "flood": (raw(OK + b"\r\n", LARGE, 6), "more than"),
    "line of 80 MB": (
        raw(OK + b"Content-Length: 80000000\r\n\r\n<rss>", LARGE, 80),
        "more than",
    ),
    "gzip bomb": (encoded(gzip.compress(b"\0" * 20_000_000, 9, mtime=0), "gzip"), "unpacks"),
    "deflate bomb": (encoded(zlib.compress(b"\0" * 20_000_000, wbits=-15), "deflate"), "unpacks"),
    "gzip that is none": (encoded(b"<rss>", "gzip"), "does not unpack"),
    "gzip cut off": (encoded(gzip.compress(b"<rss>" * 99, mtime=0)[:-9], "gzip"), "cut off"),
    "brotli": (encoded(b"<rss>", "br"), "not asked for"),
    "redirects without end": (round_in_circles(), "redirects more than"),
    "redirect to itself": (answer("301 Moved", Location="/"), "redirects in a circle"),
    "redirect to a file": (answer("302 Found", Location="file:///etc/passwd"), "begin with http"),
    "redirect home": (answer("302 Found", Location="http://10.0.0.1/"), "not on the public"),
}
HURRIED = Limits(connect=1, idle=0.2, total=0.6)


@pytest.fixture(autouse=True)
def _loopback(settings: Settings) -> None:
    settings.FETCH_ALLOWED_NETWORKS = (ip_network("127.0.0.0/8"),)
    settings.FETCH_HOST_GAP = 0.0


@pytest.fixture
def origin() -> Iterator[Origin]:
    with serving(GOOD_FEED) as origin:
        yield origin


def behind_robots(script: Script) -> Script:
    """The script for all but robots.txt, which is not there."""

    def answering(connection: socket.socket, request: bytes) -> None:
        is_robots = request.startswith(b"GET /robots.txt ")
        (answer("404 Not Found") if is_robots else script)(connection, request)

    return answering


def hurry(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Only what waits for a limit of time gets a short one."""
    if "stall" in name or "drip" in name:
        for limits in ("FEED_LIMITS", "PAGE_LIMITS"):
            kept = getattr(fetching, limits)
            monkeypatch.setattr(
                fetching,
                limits,
                replace(kept, idle=HURRIED.idle, total=HURRIED.total),
            )


def test_limits_of_requests_are_the_promised_ones() -> None:
    assert Limits() == Limits(
        connect=5,
        idle=10,
        total=30,
        wire_bytes=5_000_000,
        decoded_bytes=10_000_000,
        ratio=50,
        redirects=5,
    )
    promised = Limits()
    for limits in (fetching.FEED_LIMITS, fetching.PAGE_LIMITS):
        assert (limits.connect, limits.idle, limits.total, limits.ratio) == (5, 10, 30, 50)
        assert limits.wire_bytes <= promised.wire_bytes
        assert limits.decoded_bytes <= promised.decoded_bytes


def poll_again(feed: Feed) -> Feed:
    poll_soon(feed_id=feed.pk, reason="Asked for by the test.")
    poll_feed(feed.pk)
    feed.refresh_from_db()
    return feed


@pytest.mark.parametrize("name", SERVERS)
def test_feed_of_a_hostile_server_fails_and_lives_on(
    origin: Origin, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    feed = add_feed(url=origin.url + "/", outlet_name="Harbour Gazette")
    origin.script, said = SERVERS[name]
    with monkeypatch.context() as hurried:
        hurry(hurried, name)
        poll_again(feed)

    assert (feed.state, feed.failures_in_a_row, feed.lease_token) == (FeedState.ACTIVE, 1, None)
    assert said in feed.last_error

    origin.script = GOOD_FEED
    poll_again(feed)

    assert (feed.last_error, feed.failures_in_a_row) == ("", 0)
    assert Article.objects.count() == 1


@pytest.mark.parametrize("name", SERVERS)
def test_article_of_a_hostile_server_fails_and_is_read_later(
    origin: Origin, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    article_id = add_page(url=origin.url + "/")
    script, said = SERVERS[name]
    origin.script = behind_robots(script)
    with monkeypatch.context() as hurried:
        hurry(hurried, name)
        fetch_article(article_id)

    article = Article.objects.get()
    assert article.lease_token is None
    assert said in article.reason

    origin.script = behind_robots(GOOD_PAGE)
    add_page(url=origin.url + "/")
    fetch_article(article_id)

    article.refresh_from_db()
    assert (article.state, article.reason) == (ArticleState.STORED, "")


WRONG_TYPES: dict[str, tuple[Callable[[], bytes], str]] = {
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 9_000, "image/png"),
    "programme": (lambda: b"\x7fELF" + b"\0" * 9_000, "application/octet-stream"),
    "archive": (lambda: b"PK\x03\x04" + b"\xff" * 9_000, "application/zip"),
    "empty": (lambda: b"", "text/html"),
    "cut in the middle": (lambda: rss([Item("http://h.example/1")]).encode()[:40], RSS),
}


@pytest.mark.parametrize("name", WRONG_TYPES)
def test_document_that_is_neither_feed_nor_page_is_told(origin: Origin, name: str) -> None:
    make, kind = WRONG_TYPES[name]
    origin.script = behind_robots(answer(body=make(), Content_Type=kind))
    feed = add_feed(url=origin.url + "/feed", outlet_name="Harbour Gazette")
    article_id = add_page(url=origin.url + "/page")

    poll_again(feed)
    fetch_article(article_id)

    article = Article.objects.get()
    assert feed.last_error.endswith((".", ".)"))
    assert article.state in {ArticleState.NOT_AN_ARTICLE, ArticleState.FAILED}
    assert article.reason.endswith(".")
    assert not article.texts.exists()
