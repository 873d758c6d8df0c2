"""An article's page into its text and what it says of itself. Pure; run in isolation.

trafilatura finds the article among menus, teasers and notices; the paragraphs are then read from
the tree that it returns, so that each paragraph of the page is one of ours.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from lxml import etree, html

from sources.addresses import is_same_site, normalise_url
from sources.parsing.burdens import is_too_much, thin_out
from sources.parsing.documents import ParsedPage
from sources.parsing.encodings import decode
from sources.parsing.extracting import find_text
from sources.parsing.languages import detect_language
from sources.parsing.page_dates import PageDates
from sources.parsing.page_facts import PageFacts, read_facts
from sources.parsing.pagination import next_page
from sources.parsing.verdicts import judge

MOST_ELEMENTS = 30_000
LONGEST_MARKUP = 2_000_000  # characters left once scripts and styles are gone

_NOT_TEXT = ("style", "template", "svg", "canvas", "object", "embed", "iframe")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")

_LONG_BLANKS = re.compile(r"\s{200,}")  # some libraries' patterns take quadratic time over them


def parse_page(
    body: bytes, *, url: str, content_type: str = "", first_url: str = "", number: int = 1
) -> ParsedPage:
    """Read a page that was fetched from `url`; never raises for what a page may contain.

    `url` is "" for a file without an address: then the address that it declares is its own.
    `number`: which part of an article it is that begins at `first_url`.
    """
    nothing = ParsedPage(canonical_url=normalise_url(url) if url else "")
    kind = content_type.partition(";")[0].strip().lower()
    if kind and not kind.startswith("text/") and "html" not in kind and "xml" not in kind:
        return replace(nothing, reason=f"The address gives {kind[:60]}, not a web page.")
    text = decode(body, content_type)
    if is_too_much(text):
        return replace(nothing, reason="The page is too large to be one article.")
    root = _parse(text)
    if root is None:
        return replace(nothing, reason="The page is empty.")
    _drop(root.iter(*_NOT_TEXT))
    _drop(root.xpath("//script[not(@type='application/ld+json')]"))
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS or len(html.tostring(root)) > LONGEST_MARKUP:
        return replace(nothing, reason="The page is too large to be one article.")
    thin_out(root)
    facts = read_facts(root, url)
    page = _with_facts(nothing, facts, url)
    if url:
        following = next_page(root, url=url, first_url=first_url or url, number=number + 1)
        page = replace(page, next_url=following)
    _drop(root.iter("script"))
    found, extractor = find_text(root, url, facts)
    obstacle = judge(root, found, facts)
    if obstacle is not None:
        return replace(page, obstacle=obstacle.kind, reason=obstacle.reason)
    if not page.language:
        detected = detect_language(found.text)
        page = replace(page, language=detected, language_is_detected=bool(detected))
    return replace(page, text=found.text, marks=found.marks, extractor=extractor, is_article=True)


def _parse(text: str) -> html.HtmlElement | None:
    text = _LONG_BLANKS.sub("\n", _XML_DECLARATION.sub("", text, count=1))
    if not text.strip():
        return None
    try:
        # Comments stand between the words of pages that scripts made; the extractor loses what
        # follows one.
        parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
        return html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _drop(elements: Iterable[html.HtmlElement]) -> None:
    for element in list(elements):
        if element.getparent() is not None:
            element.drop_tree()


def _with_facts(page: ParsedPage, facts: PageFacts, url: str) -> ParsedPage:
    declared = facts.canonical
    return replace(
        page,
        canonical_url=declared if _is_own(declared, url) else page.canonical_url,
        declared_canonical=declared,
        title=facts.title,
        author=facts.author,
        site_name=facts.site_name,
        published_at=_instant(facts.dates.published_at),
        published_on=facts.dates.published_on,
        updated_at=_instant(facts.dates.updated_at),
        has_zone=_has_zone(facts.dates),
        language=facts.language,
    )


def _instant(at: datetime | None) -> datetime | None:
    try:
        return at and (at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC))
    except OverflowError:
        return None


def _has_zone(dates: PageDates) -> bool:
    at = dates.published_at or dates.updated_at
    return at is None or at.tzinfo is not None


def _is_own(declared: str, url: str) -> bool:
    """Whether a declared address is the page's own: same site, and not just its front page."""
    if not url or not declared:
        return bool(declared)
    if not is_same_site(declared, url):
        return False
    is_front = declared.partition("?")[0].count("/") == 3 and declared.endswith("/")
    return not is_front or normalise_url(url) == declared
