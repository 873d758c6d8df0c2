"""Feeds that are not proper XML, made so where that is plain. Pure.

A strict parser reads what its writer meant; a forgiving one guesses. So references, prefixes and
the end of a document are put right before anything reads it.
"""

import re
from html import unescape
from html.entities import html5

from sources.parsing.burdens import check_markup

_CDATA = re.compile(r"(<!\[CDATA\[(?:[^\]]++|\](?!\]>))*+(?:\]\]>)?)")
# But for the five that XML has.
_REFERENCE = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos);)(?:([A-Za-z][A-Za-z0-9]{0,40}|#[0-9]{1,8}|#[xX][0-9A-Fa-f]{1,8});)?"
)
_BY_NUMBER = re.compile(r"&#(?:[0-9]{1,8}|[xX][0-9A-Fa-f]{1,8});")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ROOT = re.compile(r"<([\w.-]{1,50}:)?(rss|feed|rdf|channel)(?=[\s>/])", re.IGNORECASE)
_ITEM_ENDS = re.compile(r"</(?:[\w.-]{1,50}:)?(?:item|entry)\s{0,50}>", re.IGNORECASE)
_ITEM_BEGINS = re.compile(r"<(?:[\w.-]{1,50}:)?(?:item|entry)(?=[\s>])", re.IGNORECASE)
_CHANNEL = re.compile(r"<(channel)(?=[\s>])", re.IGNORECASE)
_CHANNEL_ENDS = re.compile(r"</channel\s{0,50}>", re.IGNORECASE)
_USED = re.compile(r"(?:<|\s)([A-Za-z][\w.-]{0,30}):[A-Za-z][\w.-]{0,50}(?=[\s=/>])")
_DECLARED = re.compile(r"\sxmlns:([\w.-]{1,31})\s{0,9}=")
_DENIED = re.compile(
    r"<guid\s[^>]{0,200}?ispermalink\s{0,9}=\s{0,9}[\"']?\s{0,9}false[^>]{0,200}>\s{0,99}"
    r"(?:<!\[CDATA\[)?\s{0,99}([^<\]]{1,2000})",
    re.IGNORECASE,
)
# What a prefix means when nobody says so.
_NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "a10": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
}


def mend(document: str) -> str:
    """References as XML knows them, and every prefix declared; what stands in CDATA is left alone.

    HTML's named characters become themselves, a name whose definition is gone or a bare "&"
    becomes words, a number that no character may have goes. Raises NotAFeedError for markup that
    would cost its parser too much.
    """
    parts = _CDATA.split(document)
    markup = "".join(parts[::2])
    check_markup(markup)
    parts[::2] = [_REFERENCE.sub(_mend, part) for part in parts[::2]]
    return _declare("".join(parts), markup)


def mend_numbers(document: str) -> str:
    """Only the references by number: for a parser that takes the rest as it is."""
    return _BY_NUMBER.sub(lambda match: _numbered(match[0]), document)


def end_properly(document: str) -> tuple[str, bool]:
    """(the document, whether it was whole): one that was cut off ends after its last whole entry,
    for half an address leads elsewhere.
    """
    root = _ROOT.match(document)
    if root is None or re.search(rf"</{re.escape(root[0][1:])}\s*>", document[-4_000:]):
        return document, True
    at = 0
    for match in _ITEM_ENDS.finditer(document):
        at = match.end()
    begun = _ITEM_BEGINS.search(document, at)
    if not at and begun is None:
        return document, False
    end = at or (begun.start() if begun else 0)
    kept = document[:end]
    channel = _CHANNEL.search(kept)
    is_open = channel is not None and channel.start() > 0 and not _CHANNEL_ENDS.search(kept)
    closing = f"</{channel[1]}>" if channel is not None and is_open else ""
    return f"{kept}{closing}</{root[0][1:]}>", False


def denied_links(document: str) -> frozenset[str]:
    """The identifiers of which an RSS feed says that they are no addresses."""
    return frozenset(unescape(found).strip() for found in _DENIED.findall(document))


def _mend(match: re.Match[str]) -> str:
    name = match[1]
    if name and name.startswith("#"):
        return _numbered(match[0])
    return html5.get(f"{name};", f"&amp;{name};") if name else "&amp;"


def _numbered(reference: str) -> str:
    """A browser's reading of it: 128 to 159 are Windows-1252."""
    character = unescape(reference)
    if character and character in "<>&\"'":
        return reference.lower()
    return "" if _FORBIDDEN.search(character) else character


def _declare(document: str, markup: str) -> str:
    root = _ROOT.match(document)
    if root is None:
        return document
    used = {*_USED.findall(markup)} - {*_DECLARED.findall(markup)} - {"xml", "xmlns"}
    declared = "".join(
        f' xmlns:{prefix}="{_NAMESPACES.get(prefix, f"urn:undeclared:{prefix}")}"'
        for prefix in sorted(used)
    )
    return document[: root.end()] + declared + document[root.end() :]
