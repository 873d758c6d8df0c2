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
from html.entities import html5
from typing import Any

import feedparser

from sources.exceptions import NotAFeedError
from sources.parsing.burdens import check_markup, flatten
from sources.parsing.documents import (
    LONGEST_GUID,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    MOST_ITEMS,
    ParsedFeed,
    ParsedItem,
)
from sources.parsing.encodings import decode
from sources.parsing.fields import absolute_link, cut, html_to_line, one_line
from sources.parsing.json_feeds import parse_json_feed

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
_CDATA = re.compile(r"(<!\[CDATA\[(?:[^\]]++|\](?!\]>))*+(?:\]\]>)?)")
_REFERENCE = re.compile(r"&(?:([A-Za-z][A-Za-z0-9]{0,40}|#[0-9]{1,8}|#x[0-9A-Fa-f]{1,8});)?")
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_PERIOD_MINUTES = {"hourly": 60, "daily": 1_440, "weekly": 10_080, "monthly": 43_200}
_PERIOD_MINUTES["yearly"] = 525_600


def parse_feed(body: bytes, *, url: str, content_type: str = "") -> ParsedFeed:
    """Read a feed that was fetched from `url`; raises NotAFeedError with one sentence."""
    text = decode(body, content_type).strip()
    if not text:
        raise NotAFeedError("The answer is empty; this address gives no feed.")
    if text[0] in "{[":
        return parse_json_feed(text, url=url)
    document = _mend_references(_from_root(flatten(text)))
    data = b'<?xml version="1.0" encoding="utf-8"?>' + document.encode()
    found = feedparser.parse(  # type: ignore[no-untyped-call, attr-defined]  # has no annotations
        io.BytesIO(data),
        # No content-location: it would turn a guid that is no address into one.
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not found.version and not found.entries:
        raise NotAFeedError("The document is XML, but neither RSS, RDF nor Atom.")
    feed = found.feed
    return ParsedFeed(
        title=_text(feed, "title", LONGEST_TITLE),
        home=absolute_link(feed.get("link", ""), url),
        language=one_line(str(feed.get("language", "")))[:35].lower(),
        ttl_minutes=_ttl(feed),
        items=tuple(_items(found.entries, url, kind=found.version)),
        kind=found.version,
        is_well_formed=not found.bozo,
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


def _mend_references(text: str) -> str:
    """Character references as XML knows them, so that the strict parser reads the document.

    HTML's named characters become themselves, a name whose definition is gone or a bare "&"
    becomes words. What stands in CDATA is left alone. Raises NotAFeedError for markup that would
    cost the parser too much.
    """
    parts = _CDATA.split(text)
    check_markup("".join(parts[::2]))
    parts[::2] = [_REFERENCE.sub(_mend, part) for part in parts[::2]]
    return "".join(parts)


def _mend(match: re.Match[str]) -> str:
    name = match[1]
    if name in _XML_ENTITIES or (name and name.startswith("#")):
        return match[0]
    return html5.get(f"{name};", f"&amp;{name};") if name else "&amp;"


def _items(entries: list[Any], url: str, *, kind: str) -> Iterator[ParsedItem]:
    for entry in entries[:MOST_ITEMS]:
        published, updated = _instant(entry, "published_parsed"), _instant(entry, "updated_parsed")
        if kind.startswith("rss") and published is None:
            published = updated  # RSS has no "updated": this is dc:date, the day of publication
        guid, link = str(entry.get("id", "")), str(entry.get("link", ""))
        if link == guid and "://" not in link:
            link = ""  # feedparser takes every guid for an address unless the feed denies it
        item = ParsedItem(
            guid=cut(guid, LONGEST_GUID),
            link=absolute_link(link, url),
            title=_text(entry, "title", LONGEST_TITLE),
            summary_text=_text(entry, "summary", LONGEST_SUMMARY) or _content(entry),
            author=_text(entry, "author", LONGEST_TITLE),
            published_at=published,
            updated_at=updated,
        )
        if item.guid or item.link or item.title:
            yield item


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
        if text := _text(
            {"content": content.get("value"), "content_detail": content},
            "content",
            LONGEST_SUMMARY,
        ):
            return text
    return ""


def _instant(entry: Any, key: str) -> datetime | None:
    # dict.get: feedparser's own answers "updated" with "published", and warns about it.
    parsed = dict.get(entry, key)
    try:
        at = datetime.fromtimestamp(calendar.timegm(parsed), tz=UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None
    return at if at and at.year in _YEARS else None


def _ttl(feed: Any) -> int | None:
    minutes = [_whole_number(feed.get("ttl")) or 0]
    period = _PERIOD_MINUTES.get(str(feed.get("sy_updateperiod", "")).strip().lower())
    if period:
        minutes.append(period // (_whole_number(feed.get("sy_updatefrequency")) or 1))
    return max(minutes) or None


def _whole_number(value: object) -> int | None:
    text = str(value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else None
