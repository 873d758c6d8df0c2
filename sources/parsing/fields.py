"""What single fields of foreign documents are cleaned to: lines of text and addresses. Pure."""

import re

from lxml import etree

from common.http.errors import BadUrlError
from common.text import normalise
from sources.addresses import absolute_url

_BLANKS = re.compile(r"\s+")
_HTML = etree.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
_DROPPED = ("script", "style", "template", "noscript", "iframe", "svg", "object")
_BLOCKS = (
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "td",
    "th",
    "tr",
    "ul",
)


def one_line(text: str) -> str:
    """Runs of blanks and line breaks become one space."""
    return _BLANKS.sub(" ", text).strip()


def html_to_line(markup: str) -> str:
    """The text of an HTML fragment as one line; blocks are set apart by a space."""
    if "<" not in markup and "&" not in markup:
        return one_line(markup)
    try:
        root = etree.fromstring(f"<html><body>{markup}</body></html>", _HTML)
    except (etree.ParserError, etree.XMLSyntaxError):
        return ""
    if root is None:
        return ""
    etree.strip_elements(root, *_DROPPED, with_tail=False)
    for element in root.iter(*_BLOCKS):
        element.text = " " + (element.text or "")
        element.tail = " " + (element.tail or "")
    return one_line("".join(str(part) for part in root.itertext()))


def absolute_link(link: object, base: str) -> str:
    """An absolute http(s) address, or "" for javascript:, mailto: and what is no address."""
    if not isinstance(link, str) or not link.strip():
        return ""
    try:
        return absolute_url(link, base)
    except BadUrlError:
        return ""


def cut(text: str, longest: int) -> str:
    """Normalised text of at most `longest` characters."""
    return normalise(text)[:longest].strip()
