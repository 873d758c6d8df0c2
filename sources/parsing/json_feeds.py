"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1) into plain values. Pure; run in isolation."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sources.exceptions import NotAFeedError
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
from sources.parsing.fields import absolute_link, cut, html_to_line, one_line

_VERSIONS = {
    "https://jsonfeed.org/version/1": "json10",
    "https://jsonfeed.org/version/1.1": "json11",
}


def parse_json_feed(text: str, *, url: str) -> ParsedFeed:
    """Read a JSON Feed that was fetched from `url`; raises NotAFeedError with one sentence."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        raise NotAFeedError("The document looks like JSON but cannot be read.") from None
    version = str(feed.get("version", "")) if isinstance(feed, dict) else ""
    if not version.removeprefix("http://").removeprefix("https://").startswith("jsonfeed.org/"):
        raise NotAFeedError("The document is JSON, but not a JSON Feed.")
    items = feed.get("items")
    return ParsedFeed(
        title=_line(feed, "title"),
        home=absolute_link(feed.get("home_page_url"), url),
        language=_line(feed, "language")[:35].lower(),
        ttl_minutes=None,
        items=tuple(_items(items if isinstance(items, list) else [], url, author=_authors(feed))),
        kind=_VERSIONS.get(version.replace("http://", "https://"), "json"),
    )


def _items(items: list[Any], url: str, *, author: str) -> Iterator[ParsedItem]:
    for entry in items[:MOST_ITEMS]:
        if not isinstance(entry, dict):
            continue
        guid = entry.get("id")
        item = ParsedItem(
            # Some writers give numbers, which the specification tells readers to accept.
            guid=cut(str(guid), LONGEST_GUID) if isinstance(guid, str | int | float) else "",
            link=absolute_link(entry.get("url"), url)
            or absolute_link(entry.get("external_url"), url),
            title=_line(entry, "title"),
            summary_text=_summary(entry),
            author=_authors(entry) or author,
            published_at=read_instant(entry.get("date_published")),
            updated_at=read_instant(entry.get("date_modified")),
            guid_is_link=isinstance(guid, str) and guid.startswith(("http://", "https://")),
            language=_line(entry, "language")[:35].lower(),
        )
        if item != replace(NOTHING, author=author):
            yield item


def _line(holder: Mapping[str, Any], key: str) -> str:
    value = holder.get(key)
    return cut(one_line(value), LONGEST_TITLE) if isinstance(value, str) else ""


def _summary(entry: Mapping[str, Any]) -> str:
    for key in ("summary", "content_text"):
        if isinstance(value := entry.get(key), str) and value.strip():
            return cut(one_line(value), LONGEST_SUMMARY)
    value = entry.get("content_html")
    text = html_to_line(value[: 20 * LONGEST_SUMMARY]) if isinstance(value, str) else ""
    return cut(text, LONGEST_SUMMARY)


def _authors(entry: Mapping[str, Any]) -> str:
    authors = entry.get("authors")
    found = authors if isinstance(authors, list) else [entry.get("author")]
    names = [_line(author, "name") for author in found if isinstance(author, dict)]
    return cut(", ".join(name for name in names if name), LONGEST_TITLE)
