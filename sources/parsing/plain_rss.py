"""RSS 2.0 as nearly all outlets write it, read at a fifth of what feedparser takes. Pure.

feedparser knows every dialect and pays for it with each element. Most documents have nothing that
needs such knowledge: each headline, link and date stands once, in its own place, as plain
character data. Those are read here, into the same keys; everything else, however slightly unusual,
is left to feedparser, so that what a feed says never depends on who read it. The same parser
(expat) decides what is proper XML.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from xml.parsers import expat

from feedparser import api

from sources.parsing.dates import read_instant

_ATOM = "http://www.w3.org/2005/atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DC = "http://purl.org/dc/elements/1.1/"
_MEDIA = "http://search.yahoo.com/mrss/"
_SLASH = "http://purl.org/rss/1.0/modules/slash/"
_SY = "http://purl.org/rss/1.0/modules/syndication/"
_THREAD = "http://purl.org/rss/1.0/modules/threading/"
_WORDPRESS = "com-wordpress:feed-additions:1"  # declared on each element that is of it
_WFW = "http://wellformedweb.org/commentapi/"
_FEEDPARSER: Any = api.StrictFeedParser  # made at run time, so no checker knows what it has
# The namespaces that feedparser knows, and the prefixes, which it takes for them when a document
# uses one for another.
_MEANT = {uri.lower(): prefix.lower() for uri, prefix in _FEEDPARSER.namespaces.items()}
_PREFIXES = frozenset(_MEANT.values())

# What an element is to its parent: a part with parts of its own, a field of the feed or item, or
# nothing to us (_SKIPPED, and so is all that may stand in it).
_SKIPPED = "skipped"
_LINKED = "linked"  # an atom:link, which depends on its attributes
_PARTS = frozenset({"rss", "channel", "item", "image"})
_DUBLIN = ("format", "identifier", "publisher", "rights", "subject", "type")
_PICTURES = ("category", "content", "copyright", "credit", "group", "keywords", "thumbnail")
_ASIDE = {
    f"{_SLASH} comments": _SKIPPED,
    f"{_SLASH} department": _SKIPPED,
    f"{_SLASH} hit_parade": _SKIPPED,
    f"{_SLASH} section": _SKIPPED,
    f"{_THREAD} total": _SKIPPED,
    f"{_WORDPRESS} post-id": _SKIPPED,
    f"{_WORDPRESS} site": _SKIPPED,
    f"{_WFW} comment": _SKIPPED,
    f"{_WFW} commentrss": _SKIPPED,
    **{f"{_DC} {name}": _SKIPPED for name in _DUBLIN},
    **{f"{_MEDIA} {name}": _SKIPPED for name in _PICTURES},
}
_ROLES: Mapping[str, Mapping[str, str]] = {
    "": {"rss": "rss"},
    "rss": {"channel": "channel"},
    "channel": {
        "item": "item",
        "image": "image",
        "title": "title",
        "link": "link",
        "language": "language",
        f"{_DC} language": "language",
        "ttl": "ttl",
        f"{_SY} updateperiod": "sy_updateperiod",
        f"{_SY} updatefrequency": "sy_updatefrequency",
        f"{_SY} updatebase": _SKIPPED,
        f"{_ATOM} link": _LINKED,
        f"{_DC} creator": _SKIPPED,
        f"{_DC} date": _SKIPPED,
        "category": _SKIPPED,
        "cloud": _SKIPPED,
        "copyright": _SKIPPED,
        "description": _SKIPPED,
        "docs": _SKIPPED,
        "generator": _SKIPPED,
        "lastbuilddate": _SKIPPED,
        "managingeditor": _SKIPPED,
        "pubdate": _SKIPPED,
        "rating": _SKIPPED,
        "webmaster": _SKIPPED,
        **_ASIDE,
    },
    "image": dict.fromkeys(("title", "link", "url", "width", "height", "description"), _SKIPPED),
    "item": {
        "title": "title",
        "link": "link",
        "guid": "id",
        "description": "summary",
        f"{_CONTENT} encoded": "content",
        "pubdate": "published",
        f"{_DC} date": "updated",
        "author": "author",
        f"{_DC} creator": "author",
        f"{_ATOM} link": _LINKED,
        "category": _SKIPPED,
        "comments": _SKIPPED,
        "enclosure": _SKIPPED,
        "source": _SKIPPED,
        **_ASIDE,
    },
    _SKIPPED: {f"{_MEDIA} {name}": _SKIPPED for name in _PICTURES},
}
_SLASHES = re.compile(r"^([A-Za-z][A-Za-z0-9+-.]*://)/+")
_SEMICOLON = re.compile(r"&([A-Za-z0-9_]+);")
_WINDOWS = {
    code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(128, 160)
}


@dataclass(slots=True)
class PlainFeed:
    """What feedparser.parse gives, as far as sources.parsing.feeds looks at it."""

    feed: dict[str, Any] = field(default_factory=dict)
    entries: list[dict[str, Any]] = field(default_factory=list)
    version: str = "rss20"
    bozo: bool = False


def read_plain(document: str) -> PlainFeed | None:
    """The feed, or None for what feedparser must read; `document` from its root element on."""
    if not document.startswith("<rss"):
        return None
    try:
        return _Reader().read(document)
    except (_UnusualError, expat.ExpatError):
        return None


class _UnusualError(Exception):
    """Something of which only feedparser knows what it means."""


class _Reader:
    """Reads one document."""

    def __init__(self) -> None:
        self._read = PlainFeed()
        self._holder: dict[str, Any] = self._read.feed  # of the field that is read now
        self._number = 0  # of the item that is read now
        self._seen: set[tuple[int, str]] = set()
        self._open = [""]  # roles of the elements around
        self._strangers: set[str] = set()  # namespaces
        self._pieces: list[str] = []
        self._is_permalink = True

    def read(self, document: str) -> PlainFeed:
        parser = expat.ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.StartNamespaceDeclHandler = self._declare
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._pieces.append
        parser.ParseFile(BytesIO(document.encode()))
        return self._read

    def _declare(self, prefix: str | None, uri: str | None) -> None:
        """Only on the root: there none hides another. WordPress names its own on each element."""
        name, namespace = (prefix or "").lower(), (uri or "").lower()
        if namespace == _WORDPRESS:
            return
        if namespace not in _MEANT and name not in _PREFIXES:
            self._strangers.add(namespace)
        elif namespace not in _MEANT or not (_MEANT[namespace] or namespace == _ATOM):
            raise _UnusualError
        if not name or len(self._open) > 1 or "backend.userland.com" in namespace:
            raise _UnusualError

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        name, around = name.lower(), self._open[-1]
        role = _ROLES[around].get(name) if around in _ROLES else None
        role = role or self._aside(name, around)
        if role == _LINKED:
            role = _check_link(attributes)
        if attributes:
            self._check(role, attributes)
        if role in _PARTS:
            self._enter(role)
        self._pieces.clear()
        self._open.append(role)

    def _aside(self, name: str, around: str) -> str:
        """An element of a namespace that feedparser does not know is nothing to it either."""
        if name.rpartition(" ")[0] in self._strangers and around in {"channel", "item", _SKIPPED}:
            return _SKIPPED
        raise _UnusualError

    def _check(self, role: str, attributes: Mapping[str, str]) -> None:
        values = {name.lower(): value for name, value in attributes.items()}
        if role == _SKIPPED:
            # An address against which those of the whole document would be told.
            is_usual = not any(name.rpartition(" ")[2] == "base" for name in values)
        elif role == "rss":
            is_usual = [*values] == ["version"] and values["version"].startswith("2.")
        elif role == "id":
            is_usual = [*values] == ["ispermalink"]
            self._is_permalink = values.get("ispermalink") == "true"
        else:
            is_usual = False
        if not is_usual:
            raise _UnusualError

    def _enter(self, part: str) -> None:
        if part == "item":
            self._holder = {}
            self._read.entries.append(self._holder)
            self._number = len(self._read.entries)
            self._is_permalink = True
        else:
            self._only_once(part)

    def _only_once(self, role: str) -> None:
        """Which of two counts is feedparser's to say."""
        if (self._number, role) in self._seen:
            raise _UnusualError
        self._seen.add((self._number, role))

    def _end(self, _name: str) -> None:
        role = self._open.pop()
        if role == "item":
            self._holder, self._number = self._read.feed, 0
        elif role != _SKIPPED and role not in _PARTS:
            self._only_once(role)
            self._keep(role, "".join(self._pieces).strip())

    def _keep(self, role: str, text: str) -> None:
        holder = self._holder
        if role == "title":
            is_html = ("<" in text or "&" in text) and _FEEDPARSER.looks_like_html(text)
            holder["title_detail"] = {"type": "text/html" if is_html else "text/plain"}
        elif role in {"link", "id"} and (role == "link" or self._is_permalink):
            text = _SLASHES.sub(r"\1", text)
        text = _as_meant(text)
        if role == "link":
            text = _SEMICOLON.sub(r"&\1", text.replace("&amp;", "&") if self._number else text)
        elif role == "id" and self._is_permalink:
            holder.setdefault("link", text)
        elif role == "summary":
            holder["summary_detail"] = {"type": "text/html"}
        elif role in {"published", "updated"} and text and read_instant(text) is None:
            raise _UnusualError
        elif role == "content":
            holder.setdefault("summary", text)
            holder["content"] = [{"type": "text/html", "value": text}]
            return
        holder[role] = text


def _check_link(attributes: Mapping[str, str]) -> str:
    """One that leads to the page of its feed or item is unusual."""
    values = {name.lower(): value for name, value in attributes.items()}
    if values.get("href") and values.get("rel", "alternate").lower() != "alternate":
        return _SKIPPED
    raise _UnusualError


def _as_meant(text: str) -> str:
    """UTF-8 that was written as if it were Latin-1, and Windows' characters, as feedparser."""
    if text.isascii():
        return text
    with suppress(UnicodeError):
        text = text.encode("iso-8859-1").decode()
    return text.translate(_WINDOWS)
