"""Which address has the next part of an article that stands on several pages. Pure.

A link counts only where its address is that of the first page but for the number of the part: what
else is called "next" leads to another article, or through a list of them.
"""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from lxml import html

from common.http.errors import BadUrlError
from sources.addresses import is_same_site, normalise_url

MOST_PAGES = 10

_PARAMETERS = frozenset(
    {"page", "p", "pg", "pn", "paged", "pageno", "pagenumber", "page_number", "seite", "pagina"}
    | {"página", "pag", "part", "partie", "teil"}
)
_NEXT = re.compile(
    r"\W*(next( page)?|continued?|nächste( seite)?|weiter|(page )?suivante?|(página )?siguiente|"
    r"(pagina )?successiva|(página )?seguinte|"
    r"次(のページ)?(へ|を読む)?|следующая( страница)?|далее|"
    r"наступна( сторінка)?|далі)\W*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\W*(?:(?:page|seite|página|pagina|страница|сторінка|p\.|s\.)\s*)?(\d{1,2})(?:ページ目?)?\W*",
    re.IGNORECASE,
)
_PART = r"(?:/|/(?:page|seite|pagina|p)[/-]?|[-_,](?:page|seite|p)?[-_]?){number}"


def next_page(root: html.HtmlElement, *, url: str, first_url: str, number: int) -> str:
    """The address of part `number` of the article that begins at `first_url`, as a page at `url`
    links to it, or "".
    """
    for element in root.iter("link", "a"):
        href = element.get("href", "")
        if str(number) not in href or not _is_pointer(element, number):
            continue
        try:
            found = normalise_url(href, url)
            if is_same_site(found, first_url) and is_part(found, first_url, number):
                return found
        except BadUrlError:
            continue
    return ""


def is_part(url: str, first_url: str, number: int) -> bool:
    """Whether `url` is the address `first_url` but for saying that it is part `number`."""
    one, first = urlsplit(url), urlsplit(first_url)
    query, told = _without_number(one.query)
    first_query, first_told = _without_number(first.query)
    if query != first_query or first_told not in {"", "1"}:
        return False
    if one.path == first.path:
        return told == str(number)
    return told == first_told and _is_part_path(one.path, first.path, number)


def _is_part_path(path: str, first: str, number: int) -> bool:
    stem, dot, ending = first.rpartition(".")
    part = _PART.replace("{number}", str(number))
    if dot and "/" not in ending:
        pattern = rf"{re.escape(stem)}{part}\.{re.escape(ending)}|{re.escape(first)}{part}/?"
    else:
        pattern = rf"{re.escape(first.rstrip('/'))}{part}/?"
    return re.fullmatch(pattern, path) is not None


def _without_number(query: str) -> tuple[str, str]:
    """(the query without the number of the page, that number)"""
    pairs = parse_qsl(query, keep_blank_values=True)
    told = [value for name, value in pairs if name.lower() in _PARAMETERS]
    kept = [(name, value) for name, value in pairs if name.lower() not in _PARAMETERS]
    return urlencode(kept), told[0] if len(told) == 1 else ("" if not told else "?")


def _is_pointer(element: html.HtmlElement, number: int) -> bool:
    if "next" in element.get("rel", "").lower().split():
        return True
    if element.tag == "link":
        return False
    words = " ".join(str(element.text_content()).split())[:40]
    numbered = _NUMBERED.fullmatch(words)
    return bool(numbered and int(numbered[1]) == number) or bool(_NEXT.fullmatch(words))
