"""Which feeds a page names: those that it declares, else links that look like one. Pure; run in
isolation.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from sources.parsing.burdens import is_too_much
from sources.parsing.encodings import decode
from sources.parsing.fields import absolute_link, cut, one_line

_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/rdf+xml",
        "text/rss+xml",
        "application/rss",
    }
)
# Types that say less than they should; the address has to say the rest.
_VAGUE_TYPES = frozenset({"application/xml", "text/xml", "application/json", ""})
_LOOKS_LIKE_ONE = re.compile(
    r"(?:^|[/._?=&-])(?:feeds?|rss|atom|rdf)(?:$|[/._?&=-])|\.(?:rss|atom|rdf)$", re.IGNORECASE
)
_OF_COMMENTS = re.compile(r"\bcomments?\b|kommentare?\b|commentaires?\b", re.IGNORECASE)
_MOST = 50
_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page names; `title` is what it calls it, perhaps nothing. `is_declared`: as
    its own feed, not by a link in its text.
    """

    url: str
    title: str = ""
    is_declared: bool = field(default=False, compare=False)


def find_feed_links(body: bytes, *, url: str, content_type: str = "") -> list[FeedLink]:
    """The feeds that the page fetched from `url` names, in its order, each address once; those of
    comments come last. Where it declares none, what it links to that looks like a feed.
    """
    text = decode(body, content_type)
    if not text.strip() or is_too_much(text):
        return []
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    declared = next(root.iter("base"), None)
    base = (absolute_link(declared.get("href"), url) if declared is not None else "") or url
    found = _once(_declared(root, base)) or _once(_linked(root, base))
    return sorted(found, key=_is_of_comments)[:_MOST]


def _declared(root: html.HtmlElement, base: str) -> Iterator[FeedLink]:
    for link in root.iter("link"):
        relations = (link.get("rel") or "").lower().split()
        if not {"alternate", "feed"}.intersection(relations) or "stylesheet" in relations:
            continue
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        address = link.get("href") or ""
        is_feed = kind in _TYPES or (kind == "" and "feed" in relations)
        if is_feed or (kind in _VAGUE_TYPES - {""} and _LOOKS_LIKE_ONE.search(address)):
            title = _title(link.get("title") or "")
            yield FeedLink(absolute_link(address, base), title, is_declared=True)


def _linked(root: html.HtmlElement, base: str) -> Iterator[FeedLink]:
    for link in root.iter("a"):
        address = link.get("href") or ""
        if _LOOKS_LIKE_ONE.search(address.partition("#")[0]):
            yield FeedLink(absolute_link(address, base), _title(link.text_content()))


def _once(links: Iterator[FeedLink]) -> list[FeedLink]:
    found: dict[str, FeedLink] = {}
    for link in links:
        if link.url:
            found.setdefault(link.url, link)
    return list(found.values())


def _is_of_comments(link: FeedLink) -> bool:
    return bool(_OF_COMMENTS.search(f"{link.title} {link.url}"))


def _title(text: str) -> str:
    return cut(one_line(text), _LONGEST_TITLE)
