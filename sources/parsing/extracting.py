"""Who finds the text of an article on its page, and whom we believe. Pure; run in isolation.

The page's own data (JSON-LD) where it is whole, else the first extractor (trafilatura); a second
one (readability) is asked only where the first found far less than there is running text on the
page, and believed only where it has what the first one has, and more.
"""

from collections.abc import Iterator

import trafilatura
from lxml import etree, html
from readability import Document as SecondExtractor
from readability.readability import Unparseable
from trafilatura.settings import Document

from common.text import letters_and_digits
from sources.parsing.linked_text import whole_text
from sources.parsing.page_facts import PageFacts
from sources.parsing.paragraphs import (
    Paragraphs,
    keep_line_breaks,
    page_paragraphs,
    read_paragraphs,
)

JSON_LD, MAIN, SECOND = "json_ld", "main", "second"

# Of the page's running text the first extractor found less than this share: is it right?
_DOUBTFUL = 0.5
# Letters and digits; a page with less running text than this gives no ground for a doubt.
_MUCH_TEXT = 600
# How much more the second must have, and how much of the first's text.
_MORE, _SAME = 1.3, 0.8
_LONG_PARAGRAPH = 80
_MOST_LINKED = 0.4
_RUNNING_TEXT = (
    "//p[not(ancestor::nav or ancestor::footer or ancestor::aside or ancestor::form or "
    "ancestor::*[contains(@class, 'comment') or contains(@id, 'comment')])]"
)


def find_text(root: html.HtmlElement, url: str, facts: PageFacts) -> tuple[Paragraphs, str]:
    """The text of the article, perhaps empty, and who found it: JSON_LD, MAIN or SECOND."""
    keep_line_breaks(root)
    headlines = {letters_and_digits(text) for text in facts.headlines} - {""}
    found = _first(root, url, headlines)
    if facts.body:
        whole = whole_text(facts.body, page_paragraphs(root), found, headlines)
        if whole is not None:
            return whole, JSON_LD
    return _doubted(root, found, headlines)


def _doubted(
    root: html.HtmlElement, found: Paragraphs, headlines: set[str]
) -> tuple[Paragraphs, str]:
    if _is_doubtful(root, found):
        other = _second(root, headlines)
        if _is_better(other, found):
            return other, SECOND
    return found, MAIN


def _first(root: html.HtmlElement, url: str, headlines: set[str]) -> Paragraphs:
    document = trafilatura.bare_extraction(
        root,
        url=url,
        include_comments=False,
        include_tables=True,
        include_formatting=True,
        with_metadata=False,
    )
    if not isinstance(document, Document):
        return Paragraphs("", ())
    return read_paragraphs(document.body, headlines)


def _second(root: html.HtmlElement, headlines: set[str]) -> Paragraphs:
    try:
        summary = SecondExtractor(html.tostring(root, encoding="unicode")).summary()
        return read_paragraphs(html.fromstring(summary), headlines)
    except (Unparseable, etree.ParserError, etree.XMLSyntaxError, ValueError):
        return Paragraphs("", ())


def _is_doubtful(root: html.HtmlElement, found: Paragraphs) -> bool:
    most = len(letters_and_digits(found.text)) / _DOUBTFUL
    running = 0
    for length in _running_text(root):
        running += length
        if running > max(most, _MUCH_TEXT):
            return True
    return False


def _running_text(root: html.HtmlElement) -> Iterator[int]:
    """Letters and digits of each long paragraph that is not mostly links."""
    for element in root.xpath(_RUNNING_TEXT):
        length = len(letters_and_digits(str(element.text_content())))
        if length < _LONG_PARAGRAPH:
            continue
        linked = sum(len(letters_and_digits(str(a.text_content()))) for a in element.iter("a"))
        if linked < _MOST_LINKED * length:
            yield length


def _is_better(other: Paragraphs, found: Paragraphs) -> bool:
    whole = letters_and_digits(other.text)
    parts = [letters_and_digits(part) for part in found.text.split("\n\n")]
    length = sum(len(part) for part in parts)
    shared = sum(len(part) for part in parts if part in whole)
    return len(whole) >= _MORE * length and shared >= _SAME * length
