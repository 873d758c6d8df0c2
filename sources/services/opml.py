"""Lists of feeds as OPML 2.0 (opml.org/spec2.opml), in and out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from lxml import etree

from common.exceptions import DomainError
from sources.exceptions import BadOpmlError
from sources.models import Feed
from sources.parsing.encodings import decode
from sources.parsing.mending import mend
from sources.services.feeds import add_feed, find_feed

LARGEST_FILE = 5_000_000  # bytes
_MOST_OUTLINES = 10_000
_FEED_TYPES = frozenset({"rss", "atom", "feed"})


@dataclass(frozen=True, slots=True)
class ImportedFeed:
    """What became of one outline: `state` is "added", "known" or "refused", `reason` why."""

    url: str
    outlet: str
    state: str
    reason: str = ""


def import_opml(data: bytes) -> list[ImportedFeed]:
    """Register every feed of the list, in its order; nothing is fetched.

    A folder's name is not an outlet: the outline's own title is. One wrong address does not stop
    the others. Raises BadOpmlError for a file that is no OPML; then nothing is stored.
    """
    seen: set[str] = set()
    return [_import(url, title, seen) for url, title in list(_outlines(_root(data)))]


def export_opml() -> bytes:
    """Every registered feed, in the order of its outlets, as a file that import_opml reads."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Stanceline"
    body = etree.SubElement(root, "body")
    for feed in Feed.objects.select_related("outlet").order_by("outlet__name", "url"):
        etree.SubElement(
            body,
            "outline",
            type="rss",
            text=feed.outlet.name,
            title=feed.outlet.name,
            xmlUrl=feed.url,
        )
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _root(data: bytes) -> etree._Element:
    if len(data) > LARGEST_FILE:
        raise BadOpmlError(_("The file is larger than %(most)d bytes.") % {"most": LARGEST_FILE})
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        try:
            root = etree.fromstring(_mended(data), parser)
        except etree.XMLSyntaxError:
            raise BadOpmlError(_("The file is not proper XML: %s.") % error.msg) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadOpmlError(_("The file declares a document type; an OPML list has none."))
    if etree.QName(root).localname.lower() != "opml":
        raise BadOpmlError(_("The file is XML, but not an OPML list of feeds."))
    return root


def _outlines(root: etree._Element) -> Iterator[tuple[str, str]]:
    """(address, title) of each outline that is a feed; capitals in names do not count."""
    for number, outline in enumerate(root.iter("outline", "Outline")):
        if number >= _MOST_OUTLINES:
            raise BadOpmlError(
                _("The list has more than %(most)d entries.") % {"most": _MOST_OUTLINES}
            )
        named = {str(name).lower(): str(value).strip() for name, value in outline.attrib.items()}
        title = named.get("title") or named.get("text") or ""
        if url := named.get("xmlurl", ""):
            yield url, title
        elif named.get("type", "").lower() in _FEED_TYPES:
            # Its site's address, if that is all there is: the first poll finds the feed.
            yield named.get("htmlurl", ""), title


def _import(url: str, title: str, seen: set[str]) -> ImportedFeed:
    """`seen`: the feeds that the list had before."""
    try:
        known = find_feed(url)
        feed = known or add_feed(url=url, outlet_name=title[:200])
    except DomainError as error:
        return ImportedFeed(url, title, "refused", str(error))
    reason = _("The list has it twice.") if feed.url in seen else ""
    seen.add(feed.url)
    return ImportedFeed(feed.url, feed.outlet.name, "known" if known else "added", reason)


def _mended(data: bytes) -> bytes:
    """Many programs write titles and addresses with a bare "&", or with HTML's characters."""
    text = decode(data, "")
    begin = re.search(r"<opml(?=[\s>])", text, re.IGNORECASE)
    if begin is None or "<!DOCTYPE" in text:
        return b""
    return mend(text[begin.start() :]).encode()
