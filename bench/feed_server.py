"""Feeds on loopback for measuring pollers: one host for each feed, honest validators.

Each feed has an address of its own in 127.1.0.0/16 (Linux answers on all of 127.0.0.0/8), so that
politeness to hosts costs what it costs in the field. Answers are made beforehand and written by
one event loop: the server must not be what is measured.
"""

import asyncio
import hashlib
import sys
from html import escape

FEEDS, ITEMS = 500, 20
_NEWS = (
    "<p>The harbour board of Havneby wants to build a <b>second pier</b> before the end of the "
    "decade, and the council will hear its engineers in the first week of spring.</p>"
)


def address(number: int, port: int, *, is_one_host: bool = False) -> str:
    """Where feed `number` is."""
    host = "127.0.0.1" if is_one_host else f"127.1.{number // 250}.{number % 250 + 1}"
    return f"http://{host}:{port}/{number}.xml"


def document(number: int) -> bytes:
    """An RSS 2.0 feed as newspapers print them, of ITEMS items."""
    site = f"http://outlet-{number}.example"
    items = "".join(
        f"<item><title>Story {item}: the harbour board hears its engineers</title>"
        f"<link>{site}/stories/{item}</link>"
        f'<guid isPermaLink="false">outlet-{number}-{item}</guid>'
        f"<pubDate>Mon, {item + 1:02d} Jun 2026 06:00:00 GMT</pubDate>"
        f"<author>desk@outlet-{number}.example (Marit Solvang)</author>"
        f"<category>harbour</category><description>{escape(_NEWS)}</description></item>"
        for item in range(ITEMS)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>Outlet No. {number}</title><link>{site}/</link><language>en</language>"
        f"<description>News</description>{items}</channel></rss>"
    ).encode()


class _Answers(asyncio.Protocol):
    """One request per connection or several, as the client likes."""

    full: dict[bytes, tuple[bytes, bytes]] = {}  # path: (ETag, whole answer)

    def __init__(self) -> None:
        self._asked = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 -- TCP gives no other
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._asked += data
        while b"\r\n\r\n" in self._asked:
            head, _, self._asked = self._asked.partition(b"\r\n\r\n")
            is_last = b"connection: close" in head.lower()
            self._transport.write(self._answer(head, is_last=is_last))
            if is_last:
                self._transport.close()

    def _answer(self, head: bytes, *, is_last: bool) -> bytes:
        closing = b"Connection: close\r\n" if is_last else b""
        found = self.full.get(head.split(b" ", 2)[1])
        if found is None:
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n" + closing + b"\r\n"
        etag, whole = found
        if etag in head:
            return b"HTTP/1.1 304 Not Modified\r\nETag: " + etag + b"\r\n" + closing + b"\r\n"
        return b"HTTP/1.1 200 OK\r\n" + closing + whole


def _whole(number: int) -> tuple[bytes, bytes]:
    body = document(number)
    etag = b'"' + hashlib.sha256(body).hexdigest()[:20].encode() + b'"'
    head = (
        b"Content-Type: application/rss+xml; charset=utf-8\r\nETag: "
        + etag
        + b"\r\nContent-Length: "
        + str(len(body)).encode()
    )
    return etag, head + b"\r\n\r\n" + body


async def _serve() -> None:
    _Answers.full = {f"/{number}.xml".encode(): _whole(number) for number in range(FEEDS)}
    server = await asyncio.get_running_loop().create_server(_Answers, "0.0.0.0", 0, backlog=1024)  # noqa: S104 -- all of 127.0.0.0/8
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
