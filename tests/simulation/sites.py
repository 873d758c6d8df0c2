"""Hosts with feeds and articles, and their manners: how they answer when they do not behave."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256

from tests.simulation import documents
from tests.simulation.documents import Entry
from tests.simulation.internet import Reply, Request

Answering = Callable[[Request], Reply]
#: What a host does with a request, given how it would answer if it behaved.
Manner = Callable[[Request, Answering], Reply]
ROBOTS = b"User-agent: *\nDisallow: /private/\n"
_TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}


@dataclass(frozen=True, slots=True)
class Spell:
    """From `begin` to before `end`."""

    begin: datetime
    end: datetime

    def __contains__(self, at: datetime) -> bool:
        return self.begin <= at < self.end


@dataclass
class Source:
    """A feed: item `n` is published at `times[n]`, the latest `window` stand in it, newest first.

    `validators`: "etag", "modified", both or neither. `max_age` and `ttl_minutes` are what it asks
    for. `guid` words the identifier of an item at an instant; `is_shuffled`: the items stand in
    another order at each look; `is_dated`: they say when they were published. Every tenth article
    of a `has_private` feed is closed to robots.
    """

    host: str
    path: str
    times: list[datetime]
    window: int = 15
    form: str = "rss"
    validators: tuple[str, ...] = ("etag", "modified")
    max_age: timedelta | None = None
    ttl_minutes: int | None = None
    guid: Callable[[str, datetime], str] = lambda link, _now: link
    is_shuffled: bool = False
    is_dated: bool = True
    has_private: bool = False

    @property
    def url(self) -> str:
        return f"http://{self.host}{self.path}"

    @property
    def floor(self) -> timedelta:
        """Before this nobody who asked is to ask again."""
        ttl = timedelta(minutes=self.ttl_minutes or 0)
        return max(timedelta(minutes=5), self.max_age or ttl, ttl)

    def shown(self, now: datetime) -> range:
        """The numbers of the items that stand in it."""
        count = bisect_right(self.times, now)
        return range(max(0, count - self.window), count)

    def link(self, number: int) -> str:
        folder = "private" if self.has_private and number % 10 == 3 else "news"
        return f"http://{self.host}/{folder}{self.path.split('.')[0]}/{number}"

    def title(self, number: int) -> str:
        return documents.headline(self.host + self.path, number)

    def reply(self, request: Request) -> Reply:
        """What an honest server answers."""
        now = request.began
        body = self._document(now)
        reply = Reply(200, body, {"Content-Type": _TYPES[self.form]})
        etag = f'W/"{sha256(body).hexdigest()[:12]},  {len(body)} =="'
        newest = self.times[self.shown(now)[-1]] if self.shown(now) else now
        modified = format_datetime(newest.replace(microsecond=0), usegmt=True)
        if "etag" in self.validators:
            reply = reply.with_headers(ETag=etag)
        if "modified" in self.validators:
            reply = reply.with_headers(Last_Modified=modified)
        if self.max_age is not None:
            seconds = int(self.max_age.total_seconds())
            reply = reply.with_headers(Cache_Control=f"public, max-age={seconds}")
        return replace(reply, status=304, body=b"") if _is_known(request, reply) else reply

    def _document(self, now: datetime) -> bytes:
        entries = [
            Entry(
                self.title(number),
                self.link(number),
                self.guid(self.link(number), now),
                self.times[number] if self.is_dated else None,
            )
            for number in reversed(self.shown(now))
        ]
        if self.is_shuffled:
            entries.sort(key=lambda entry: sha256(f"{entry.link} {now}".encode()).digest())
        name = self.host + self.path
        if self.form == "rss":
            return documents.rss(entries, title=name, ttl_minutes=self.ttl_minutes)
        return {"atom": documents.atom, "json": documents.json_feed}[self.form](
            entries, title=name
        )


@dataclass
class Site:
    """A host: its feeds, the pages of their articles, its robots.txt and its manners, the first of
    which hears a request first.
    """

    name: str
    sources: Sequence[Source] = ()
    manners: Sequence[Manner] = ()
    down: Sequence[Spell] = ()
    nameless: Sequence[Spell] = ()
    pages: dict[str, bytes] = field(default_factory=dict)

    def has_name(self, now: datetime) -> bool:
        return not any(now in spell for spell in self.nameless)

    def is_up(self, now: datetime) -> bool:
        return not any(now in spell for spell in self.down)

    def answer(self, request: Request) -> Reply:
        answering: Answering = self._behave
        for manner in reversed(self.manners):
            answering = _with(manner, answering)
        return answering(request)

    def _behave(self, request: Request) -> Reply:
        for source in self.sources:
            if request.path == source.path:
                return source.reply(request)
        if request.path == "/robots.txt":
            return Reply(200, ROBOTS, {"Content-Type": "text/plain"})
        folder, _, number = request.path.rpartition("/")
        if folder.startswith(("/news/", "/private/")) and number.isdecimal():
            path = folder.removeprefix("/news").removeprefix("/private")
            names = [self.name + one.path for one in self.sources if one.path.startswith(path)]
            if names:
                body = documents.page(names[0], int(number))
                return Reply(200, body, {"Content-Type": "text/html; charset=utf-8"})
        return Reply(404, b"Not here.")


def says_unchanged(spell: Spell) -> Manner:
    """The lie: "not modified" to everybody who asks with a validator."""

    def manner(request: Request, behaving: Answering) -> Reply:
        is_asked = {"if-none-match", "if-modified-since"} & request.headers.keys()
        return Reply(304) if is_asked and request.began in spell else behaving(request)

    return manner


def is_busy(*spells: Spell, status: int, as_date: bool = False) -> Manner:
    """The whole host asks to be left alone until the end of the spell."""

    def manner(request: Request, behaving: Answering) -> Reply:
        for spell in spells:
            if request.began in spell:
                left = int((spell.end - request.began).total_seconds()) + 1
                wait = format_datetime(spell.end, usegmt=True) if as_date else str(left)
                return Reply(status, b"Later.", {"Retry-After": wait})
        return behaving(request)

    return manner


def answers(status: int, spell: Spell, *, path: str, to: str = "") -> Manner:
    """This status (and this Location) instead of the document at `path`."""

    def manner(request: Request, behaving: Answering) -> Reply:
        if request.path == path and request.began in spell:
            return Reply(status, b"", {"Location": to} if to else {})
        return behaving(request)

    return manner


def _with(manner: Manner, answering: Answering) -> Answering:
    return lambda request: manner(request, answering)


def _is_known(request: Request, reply: Reply) -> bool:
    """RFC 9110, 13.2.2: If-None-Match alone counts where it is sent."""
    asked, theirs = request.headers.get("if-none-match"), reply.headers.get("ETag")
    if asked is not None:
        return asked == theirs
    since = request.headers.get("if-modified-since")
    return since is not None and since == reply.headers.get("Last-Modified")
