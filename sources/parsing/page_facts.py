"""What a page says of itself: address, headline, byline, outlet, day, language. Pure."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import html

from common.http.errors import BadUrlError
from common.text import letters_and_digits
from sources.addresses import normalise_url
from sources.parsing.documents import LONGEST_TITLE
from sources.parsing.fields import cut, html_to_line, one_line
from sources.parsing.page_dates import PageDates, read_dates

_ARTICLE_TYPE = re.compile(r"(News|Reportage|Analysis|Opinion|Review|Blog)?\w*(Article|Posting)$")
_SUFFIX = re.compile(r"\s+[-–—|·•:»]+\s+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_BYLINES = (
    "//*[@rel='author' or @itemprop='author']"
    " | //article//*[contains(@class, 'byline') and string-length(.) < 120]"
)
_LONGEST_JSON = 1_000_000


@dataclass(frozen=True, slots=True)
class PageFacts:
    """See ParsedPage; `headlines` are all spellings of the headline found on the page;
    `is_free` false: its own data says that it is sold; `body` is the JSON-LD `articleBody` as
    printed.
    """

    canonical: str
    title: str
    headlines: tuple[str, ...]
    author: str
    site_name: str
    dates: PageDates
    language: str
    is_declared_article: bool
    is_free: bool = True
    body: str = ""


def read_facts(root: html.HtmlElement, url: str) -> PageFacts:
    """Read meta elements, JSON-LD and headings, before scripts are dropped from the tree."""
    meta = _meta(root)
    linked = _linked_article(root)
    site_name = _line(meta.get("og:site_name") or _name(linked.get("publisher")))
    h1 = _first_line(root, "//h1")
    spoken = [
        _line(meta.get("og:title")),
        _line(linked.get("headline")),
        h1,
        _line(meta.get("twitter:title")),
        _first_line(root, "//head/title"),
    ]
    titles = [_without_outlet(text, site_name, h1) for text in spoken if text]
    language = _language(root, meta, linked)
    dates = read_dates(root, meta, linked, url, language)
    return PageFacts(
        canonical=_canonical(root, meta, url),
        title=titles[0] if titles else "",
        headlines=tuple(dict.fromkeys([*titles, *[text for text in spoken if text]])),
        author=_author(root, meta, linked),
        site_name=site_name,
        dates=dates,
        language=language,
        is_declared_article=bool(linked) or meta.get("og:type", "").lower() == "article",
        is_free=str(linked.get("isAccessibleForFree", True)).lower() != "false",
        body=_text(linked.get("articleBody")),
    )


def _meta(root: html.HtmlElement) -> dict[str, str]:
    """Names (property, name, itemprop) in lower case to the first content that is not empty."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        content = element.get("content", "").strip()
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = element.get(attribute, "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _linked_article(root: html.HtmlElement) -> dict[str, Any]:
    """The first schema.org article of the page's JSON-LD, or {}."""
    for script in root.xpath("//script[@type='application/ld+json']"):
        text = (script.text or "")[:_LONGEST_JSON].strip()
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _things(data):
            kinds = thing.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and _ARTICLE_TYPE.match(kind) for kind in kinds):
                return thing
    return {}


def _things(data: Any) -> Iterator[dict[str, Any]]:
    for thing in data if isinstance(data, list) else [data]:
        if isinstance(thing, dict):
            yield thing
            graph = thing.get("@graph")
            yield from (
                (part for part in graph if isinstance(part, dict))
                if isinstance(graph, list)
                else ()
            )


def _canonical(root: html.HtmlElement, meta: dict[str, str], url: str) -> str:
    hrefs = root.xpath("//link[translate(@rel,'CANOIL','canoil')='canonical']/@href")
    for href in [*map(str, hrefs), meta.get("og:url", "")]:
        if href.strip():
            try:
                return normalise_url(href, url)
            except BadUrlError:
                continue
    return ""


def _without_outlet(title: str, site_name: str, h1: str) -> str:
    """ "Headline - Outlet" without the outlet, where the page tells which part is which."""
    if h1 and h1 != title and letters_and_digits(title).startswith(letters_and_digits(h1)):
        rest = letters_and_digits(title)[len(letters_and_digits(h1)) :]
        if len(letters_and_digits(h1)) > len(rest):
            return h1
    parts = _SUFFIX.split(title)
    outlet = letters_and_digits(site_name)
    if len(parts) > 1 and outlet and letters_and_digits(parts[-1]) == outlet:
        return title[: title.rindex(parts[-1])].rstrip(" -–—|·•:»")
    return title


def _author(root: html.HtmlElement, meta: dict[str, str], linked: dict[str, Any]) -> str:
    authors = linked.get("author")
    names = [
        _line(_name(author)) for author in (authors if isinstance(authors, list) else [authors])
    ]
    found = ", ".join(dict.fromkeys(name for name in names if name))
    for key in ("author", "article:author", "byl", "parsely-author", "dc.creator"):
        text = _line(meta.get(key))
        if not found and "://" not in text:
            found = text
    if not found:
        found = _first_line(root, _BYLINES)
    return cut(re.sub(r"^by\s+", "", found, flags=re.IGNORECASE), 300)


def _language(root: html.HtmlElement, meta: dict[str, str], linked: dict[str, Any]) -> str:
    declared = (
        root.get("lang"),
        root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang"),
        _text(linked.get("inLanguage")),
        meta.get("content-language"),
        meta.get("og:locale"),
    )
    for text in declared:
        if text and (match := _LANGUAGE.match(text.strip())):
            return match[0].replace("_", "-").lower()[:16]
    return ""


def _name(thing: Any) -> str:
    if isinstance(thing, dict):
        thing = thing.get("name")
    return thing if isinstance(thing, str) else ""


def _text(thing: Any) -> str:
    return thing if isinstance(thing, str) else ""


def _line(text: object) -> str:
    return cut(html_to_line(text), LONGEST_TITLE) if isinstance(text, str) else ""


def _first_line(root: html.HtmlElement, path: str) -> str:
    for element in root.xpath(path):
        if text := one_line(str(element.text_content())):
            return cut(text, LONGEST_TITLE)
    return ""
