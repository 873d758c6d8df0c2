"""A small news site on loopback: feeds and pages by path, and a log of who asked for what when."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HTML = "text/html; charset=utf-8"
RSS = "application/rss+xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a path answers; a request that sends its ETag or Last-Modified back gets 304."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0  # before it answers


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came; `began` and `ended` in seconds of the monotonic clock."""

    path: str
    headers: Mapping[str, str]
    began: float
    ended: float
    status: int


class Loopback:
    """Answers by path; a path that was not given is a 404."""

    def __init__(self, port: int = 0) -> None:
        self.answers: dict[str, Answer] = {}
        # What happens elsewhere while the server thinks about an answer, by path.
        self.during: dict[str, Callable[[], object]] = {}
        self.requests: list[Request] = []
        # Paths of requests that are not answered yet; whoever sent one may be dead.
        self.answering: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site._serve(self)

            def log_message(self, *args: object) -> None:
                """The log is `Loopback.requests`."""

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def put(
        self,
        path: str,
        body: str | bytes,
        *,
        status: int = 200,
        content_type: str = HTML,
        seconds: float = 0.0,
        **headers: str,
    ) -> str:
        """Answer `path` with this from now on; header names are written with `_` for `-`."""
        sent = {"Content-Type": content_type}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = Answer(
            body.encode() if isinstance(body, str) else body, status, sent, seconds
        )
        return self.url(path)

    def paths(self) -> list[str]:
        """What was asked for, in the order of asking."""
        return [request.path for request in self.requests]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        self.answering.append(handler.path)
        try:
            with suppress(ConnectionError):  # whoever asked is gone
                self._answer(handler)
        finally:
            self.answering.remove(handler.path)

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        began = time.monotonic()
        answer = self.answers.get(handler.path, Answer(b"<p>Not here.</p>", 404))
        time.sleep(answer.seconds)
        self.during.get(handler.path, lambda: None)()
        status, body = answer.status, answer.body
        if status == 200 and _is_unchanged(answer.headers, dict(handler.headers)):
            status, body = 304, b""
        # Logged first: a client that has its answer may look at the log at once.
        self.requests.append(
            Request(handler.path, dict(handler.headers), began, time.monotonic(), status)
        )
        handler.send_response(status)
        for name, value in answer.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)


def _is_unchanged(ours: Mapping[str, str], theirs: Mapping[str, str]) -> bool:
    pairs = [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")]
    return any(ours.get(mine) and ours.get(mine) == theirs.get(asked) for mine, asked in pairs)


@contextmanager
def serving_pages(port: int = 0) -> Iterator[Loopback]:
    """A site for the length of a block."""
    site = Loopback(port)
    try:
        yield site
    finally:
        site.close()


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an RSS feed; `published` as RFC 822 writes it."""

    link: str
    title: str = "The harbour plan"
    guid: str = ""
    published: str = ""


def rss(items: Sequence[Item], *, title: str = "Harbour Gazette") -> str:
    """An RSS 2.0 feed."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>'
        f"<title>{escape(title)}</title><link>http://127.0.0.1/</link>"
        f"<description>{escape(title)}</description>"
        + "".join(_item(item) for item in items)
        + "</channel></rss>"
    )


def _item(item: Item) -> str:
    guid = f'<guid isPermaLink="false">{escape(item.guid)}</guid>' if item.guid else ""
    published = f"<pubDate>{item.published}</pubDate>" if item.published else ""
    return (
        f"<item><title>{escape(item.title)}</title><link>{escape(item.link)}</link>"
        f"{guid}{published}</item>"
    )


def article_page(
    paragraphs: Sequence[str],
    *,
    title: str = "The harbour plan",
    canonical: str = "",
    published: str = "",
    author: str = "",
    site_name: str = "",
) -> str:
    """A page as a newspaper serves it: navigation, the article, a sidebar and a footer."""
    head = [f"<title>{escape(title)}</title>", '<meta property="og:type" content="article">']
    head.append(f'<meta property="og:title" content="{escape(title)}">')
    if canonical:
        head.append(f'<link rel="canonical" href="{escape(canonical)}">')
    if published:
        head.append(f'<meta property="article:published_time" content="{published}">')
    if author:
        head.append(f'<meta name="author" content="{escape(author)}">')
    if site_name:
        head.append(f'<meta property="og:site_name" content="{escape(site_name)}">')
    body = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">{"".join(head)}</head><body>'
        '<header><nav><a href="/">Home</a> <a href="/port/">Port</a></nav></header>'
        f"<main><article><h1>{escape(title)}</h1>{body}</article></main>"
        '<aside><h2>Most read</h2><ul><li><a href="/a">Ferry times</a></li></ul></aside>'
        "<footer><p>Terms of use. Privacy. All rights reserved.</p></footer></body></html>"
    )
