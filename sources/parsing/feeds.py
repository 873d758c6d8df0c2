"""RSS 0.9x to 2.0, RDF, Atom and JSON Feed into plain values. Pure; run in isolation.

feedparser does the reading, after everything that could be turned against it is gone: it gets
bytes only (a string may be opened as an address or a file), the prolog with its entity
definitions is dropped by one linear scan, and nothing of it is ever rendered.
"""

import calendar
import io
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import feedparser

from sources.exceptions import NotAFeedError
from sources.parsing.burdens import flatten
from sources.parsing.dates import read_instant
from sources.parsing.documents import (
    LONGEST_GUID,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    MOST_ITEMS,
    NOTHING,
    ParsedFeed,
    ParsedItem,
)
from sources.parsing.encodings import decode
from sources.parsing.fields import absolute_link, cut, html_to_line, one_line
from sources.parsing.json_feeds import parse_json_feed
from sources.parsing.mending import denied_links, end_properly, mend, mend_numbers

_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
_OTHER_ROOTS = {
    "html": "a web page",
    "head": "a web page",
    "body": "a web page",
    "urlset": "a site map",
    "sitemapindex": "a site map",
    "opml": "a list of feeds (OPML)",
}
_TAG = re.compile(r"<(?:[\w.-]{1,50}:)?([A-Za-z][\w.-]{0,50})")
_IN_DOCTYPE = re.compile(r"[\[\]>\"']|<!--|<\?")
_YEARS = range(1900, 2101)  # anything else was misread
_READ_TWICE = 500_000  # characters; more of it would take too long
_TEXTS = frozenset({"", "text/plain", "text/html", "application/xhtml+xml"})
_PERIOD_MINUTES = {"hourly": 60, "daily": 1_440, "weekly": 10_080, "monthly": 43_200}
_PERIOD_MINUTES["yearly"] = 525_600


def parse_feed(body: bytes, *, url: str, content_type: str = "") -> ParsedFeed:
    """Read a feed that was fetched from `url`; raises NotAFeedError with one sentence."""
    text = decode(body, content_type).strip()
    if not text:
        raise NotAFeedError("The answer is empty; this address gives no feed.")
    if text[0] in "{[":
        return parse_json_feed(text, url=url)
    document, is_whole = end_properly(_from_root(flatten(text)))
    found = _read(mend(document))
    if found.bozo and len(document) < _READ_TWICE:
        # Its second, forgiving parser has rules of its own for bare "&".
        found = _read(mend_numbers(document))
    feed = found.feed
    if not found.version and not found.entries:
        raise NotAFeedError("The document is XML, but neither RSS, RDF nor Atom.")
    return ParsedFeed(
        title=_text(feed, "title", LONGEST_TITLE),
        home=absolute_link(feed.get("link", ""), url),
        language=one_line(str(feed.get("language", "")))[:35].lower(),
        ttl_minutes=_ttl(feed),
        items=tuple(_Entries(found, url, no_links=denied_links(document))),
        kind=found.version,
        is_well_formed=is_whole and not found.bozo,
    )


def _read(document: str) -> Any:
    data = b'<?xml version="1.0" encoding="utf-8"?>' + document.encode()
    return feedparser.parse(  # type: ignore[no-untyped-call, attr-defined]  # has no annotations
        io.BytesIO(data),
        # No content-location: it would turn a guid that is no address into one.
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _from_root(text: str) -> str:
    """The document from its root element on: no declaration, DOCTYPE, comment or stray output."""
    at = text.find("<")
    while at >= 0:
        if text.startswith("<!--", at):
            at = _after(text, "-->", at)
        elif text.startswith("<?", at):
            at = _after(text, "?>", at)
        elif text.startswith("<!", at):
            at = _after_doctype(text, at)
        elif match := _TAG.match(text, at):
            name = match[1].lower()
            if name in _ROOTS:
                return text[at:]
            if name in _OTHER_ROOTS:
                raise NotAFeedError(
                    f"This is {_OTHER_ROOTS[name]}, not a feed; give the address of its feed."
                )
            at += 1
        else:
            at += 1
        at = text.find("<", at) if at >= 0 else -1
    raise NotAFeedError("The document is neither RSS, RDF, Atom nor JSON Feed.")


def _after(text: str, end: str, at: int) -> int:
    found = text.find(end, at)
    return -1 if found < 0 else found + len(end)


def _after_doctype(text: str, at: int) -> int:
    """Behind <!DOCTYPE ... [ ... ]>, whose quoted values and comments may hold brackets."""
    depth = 0
    while match := _IN_DOCTYPE.search(text, at):
        mark, at = match[0], match.end()
        if mark == "[":
            depth += 1
        elif mark == "]":
            depth -= 1
        elif mark == ">" and depth <= 0:
            return at
        elif mark in "\"'":
            at = _after(text, mark, at)
        elif mark == "<!--":
            at = _after(text, "-->", at)
        elif mark == "<?":
            at = _after(text, "?>", at)
        if at < 0:
            return -1
    return -1


class _Entries:
    """What feedparser found, entry by entry, as ParsedItems."""

    def __init__(self, found: Any, url: str, *, no_links: frozenset[str]) -> None:
        self._entries = found.entries[:MOST_ITEMS]
        self._kind: str = found.version
        self._url = url
        self._no_links = no_links
        self._language = _language(found.feed)
        # RFC 4287, 4.2.1: an entry without an author has the feed's.
        self._author = _authors(found.feed) if self._kind.startswith("atom") else ""

    def __iter__(self) -> Iterator[ParsedItem]:
        return (item for entry in self._entries if (item := self._item(entry)) != NOTHING)

    def _item(self, entry: Any) -> ParsedItem:
        published, updated = self._times(entry)
        language = _language(entry)
        guid = str(entry.get("id", ""))
        is_address = guid.startswith(("http://", "https://")) and not self._kind.startswith("atom")
        return ParsedItem(
            guid=cut(guid, LONGEST_GUID),
            link=absolute_link(_link(entry, guid), self._url),
            title=_text(entry, "title", LONGEST_TITLE),
            summary_text=_text(entry, "summary", LONGEST_SUMMARY) or _content(entry),
            author=_authors(entry) or (self._author if entry else ""),
            published_at=published,
            updated_at=updated,
            guid_is_link=is_address and guid.strip() not in self._no_links,
            language=language if language != self._language else "",
        )

    def _times(self, entry: Any) -> tuple[datetime | None, datetime | None]:
        published = _instant(entry, "published") or _instant(entry, "created")
        updated = _instant(entry, "updated")
        if self._kind.startswith("rss") and published is None:
            published = updated  # RSS has no "updated": this is dc:date, the day of publication
        return published, updated


def _link(entry: Any, guid: str) -> str:
    """The page of an entry: before a counter of clicks, what it stands for; in want of a link,
    where its content is.
    """
    link = str(entry.get("feedburner_origlink") or entry.get("link", ""))
    if link == guid and "://" not in link:
        link = ""  # feedparser takes every guid for an address unless the feed denies it
    if not link:
        sources = (content.get("src") for content in entry.get("content", ()))
        link = next((str(source) for source in sources if source), "")
    return link


def _authors(holder: Any) -> str:
    """Every author's name; the last words of the feed about it where it gives none."""
    names = [
        one_line(str(author.get("name", "")))
        for author in holder.get("authors", ())
        if isinstance(author, Mapping)
    ]
    names = list(dict.fromkeys(name for name in names if name))
    if len(names) < 2:
        return _text(holder, "author", LONGEST_TITLE)
    return cut(", ".join(names), LONGEST_TITLE)


def _language(entry: Any) -> str:
    """The entry's own, as an element of its own or of its title or words."""
    said = [entry.get("language")]
    said += [(entry.get(f"{key}_detail") or {}).get("language") for key in ("title", "summary")]
    return next((one_line(str(one))[:35].lower() for one in said if one), "")


def _text(holder: Any, key: str, longest: int) -> str:
    value = holder.get(key, "")
    if not isinstance(value, str):
        return ""
    detail = holder.get(f"{key}_detail")
    kind = detail.get("type", "") if isinstance(detail, Mapping) else ""
    value = value[: 20 * longest]
    is_html = kind in {"text/html", "application/xhtml+xml"} or (not kind and "<" in value)
    return cut(html_to_line(value) if is_html else one_line(value), longest)


def _content(entry: Any) -> str:
    for content in entry.get("content", ()):
        if content.get("type", "") not in _TEXTS:
            continue  # a picture, in base64
        if text := _text(
            {"content": content.get("value"), "content_detail": content},
            "content",
            LONGEST_SUMMARY,
        ):
            return text
    return ""


def _instant(entry: Any, key: str) -> datetime | None:
    # dict.get: feedparser's own answers "updated" with "published", and warns about it.
    at = read_instant(dict.get(entry, key))
    parsed = dict.get(entry, f"{key}_parsed")
    if at is not None or parsed is None:
        return at
    try:
        at = datetime.fromtimestamp(calendar.timegm(parsed), tz=UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return at if at.year in _YEARS else None


def _ttl(feed: Any) -> int | None:
    minutes = [_whole_number(feed.get("ttl")) or 0]
    period = _PERIOD_MINUTES.get(str(feed.get("sy_updateperiod", "")).strip().lower())
    if period:
        minutes.append(period // (_whole_number(feed.get("sy_updatefrequency")) or 1))
    return max(minutes) or None


def _whole_number(value: object) -> int | None:
    text = str(value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else None
