"""The text that a page gives of its article in its own data (JSON-LD `articleBody`), where it is
whole. Pure.

Programs write it without headings, emphasis and mostly without paragraphs; so it says which words
are the article, and the page itself how they stand.
"""

import re
from collections.abc import Iterable

from lxml import etree, html

from common.text import letters_and_digits, normalise
from sources.parsing.paragraphs import (
    Paragraph,
    Paragraphs,
    is_headline,
    join,
)

# Letters and digits. Below this it is a summary, whatever it is called.
SHORTEST_BODY = 300
# Without any text on the page to compare with.
SHORTEST_ALONE = 900
# What the page has beside it, as a share of it: more, and it is a part of the article only.
_MOST_BESIDE = 0.25
_MOST_BETWEEN = 0.10
# The share of it that must be found on the page for the page's own paragraphs to be taken.
_ENOUGH_FOUND = 0.9
# Shorter paragraphs stand in many places; they count where they follow the one before.
_TELLING = 40
_LONGEST_BODY = 400_000
_CUT_OFF = re.compile(r"(\.\.\.|…|\[(\.\.\.|…)\]|&hellip;)\W*$")
_TAG = re.compile(r"<[a-zA-Z/][^<>]{0,500}>")
_MARKUP_BREAK = re.compile(r"<(?:/p|/div|/h\d|/li|br)\b[^<>]{0,200}>", re.IGNORECASE)
_PARAGRAPH_BREAK = re.compile(r"\n\s*\n|\n")


def body_paragraphs(body: str) -> list[str]:
    """The paragraphs of an `articleBody`, which may be text or markup, escaped or not."""
    text = normalise(body[:_LONGEST_BODY])
    if "&lt;" in text:
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    if _TAG.search(text) or "&" in text:
        text = _MARKUP_BREAK.sub("\n", text)
        try:
            text = str(html.fromstring(f"<div>{text}</div>").xpath("string()"))
        except (etree.ParserError, ValueError):
            text = _TAG.sub("", text)
    parts = (" ".join(part.split()) for part in _PARAGRAPH_BREAK.split(text))
    return [part for part in parts if letters_and_digits(part)]


def whole_text(
    body: str,
    blocks: Iterable[tuple[str, str, list[tuple[str, int, int]]]],
    main: Paragraphs,
    headlines: set[str],
) -> Paragraphs | None:
    """The article as `body` has it, in the page's own paragraphs where they are found; None where
    it is a teaser or leaves out what stands on the page.

    `blocks`: page_paragraphs() of the page; `main`: what the extractor made of the page.
    """
    parts = body_paragraphs(body)
    letters = letters_and_digits("".join(parts))
    if len(letters) < (SHORTEST_BODY if main.text else SHORTEST_ALONE):
        return None
    if _CUT_OFF.search(body.rstrip()) or not _is_whole(letters, main.text):
        return None
    kept, found = _align(letters, blocks, main, headlines)
    if found >= _ENOUGH_FOUND * len(letters):
        return join(kept)
    if main.text and _share_found(letters, main.text) >= _ENOUGH_FOUND:
        return None  # the same words, and they have their paragraphs
    return join((part, []) for part in parts)


def _is_whole(letters: str, main: str) -> bool:
    """Whether what the extractor found beside it is little, and little of that inside it."""
    beside = between = pending = 0
    has_begun = False
    for part in main.split("\n\n"):
        own = letters_and_digits(part)
        if own in letters:
            has_begun = has_begun or len(own) >= _TELLING
            between, pending = between + pending, 0
        else:
            beside += len(own)
            pending += len(own) if has_begun else 0
    return beside <= _MOST_BESIDE * len(letters) and between <= _MOST_BETWEEN * len(letters)


def _share_found(letters: str, main: str) -> float:
    owns = (letters_and_digits(part) for part in main.split("\n\n"))
    return sum(len(own) for own in owns if own in letters) / len(letters)


def _align(
    letters: str,
    blocks: Iterable[tuple[str, str, list[tuple[str, int, int]]]],
    main: Paragraphs,
    headlines: set[str],
) -> tuple[list[Paragraph], int]:
    """The paragraphs of the page that are in `letters`, in order, with the headings between them
    and what else the extractor took there; and how many letters they account for.
    """
    also = {letters_and_digits(part) for part in main.text.split("\n\n")}
    kept: list[Paragraph] = []
    waiting: list[Paragraph] = []
    at = found = 0
    for kind, text, marks in blocks:
        own = letters_and_digits(text)
        start = _place(own, letters, at)
        if start >= 0:
            if kept:
                kept += waiting
            if kept or not is_headline(kind, text, headlines, is_first=True):
                kept.append((text, marks))
            at, found, waiting = start + len(own), found + len(own), []
        elif kind or own in also or marks == [("strong", 0, len(text))]:
            waiting.append((text, marks))
        else:
            waiting = []
    return kept, found


def _place(own: str, letters: str, at: int) -> int:
    if letters.startswith(own, at):
        return at
    return letters.find(own, at) if len(own) >= _TELLING else -1
