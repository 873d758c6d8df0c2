"""The paragraphs of an extracted article, with what was emphasised in them. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from common.text import letters_and_digits, normalise

_BLANKS = re.compile(r"[^\S\n]+")
# Of the extractor's tree, and of the page's own.
_BLOCKS = frozenset(
    {"head", "p", "item", "quote", "row", "list", "table", "code", "div", "body", "ab", "fw"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre"}
    | {"article", "section", "main", "header", "footer", "aside", "nav", "form", "fieldset"}
    | {"tbody", "tr", "td", "th", "figcaption", "address", "details", "summary", "html"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_STRONG = frozenset({"b", "strong"})
_SKIPPED = frozenset({"graphic", "figure"})
_BREAK = "\ue000"  # a line break of the page, in text where other line ends mean nothing
_FILL = _BREAK + " \t\n\xa0"
_MARK = re.compile(rf"(\s*{_BREAK}[\s{_BREAK}]*|\s+)")
_AD_LABELS = frozenset({"advertisement", "advertisements", "advertising", "anzeige", "publicité"})
_BOLD = "#b"

# A text and its marks, which count from its beginning.
Paragraph = tuple[str, list[tuple[str, int, int]]]


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Text with an empty line between paragraphs, and (kind, start, end) of its marks."""

    text: str
    marks: tuple[tuple[str, int, int], ...]


@dataclass(slots=True)
class _Run:
    text: str
    is_bold: bool


@dataclass(slots=True)
class _Block:
    kind: str
    runs: list[_Run] = field(default_factory=list)


def keep_line_breaks(root: html.HtmlElement) -> None:
    """Turn each <br> into a character that survives extraction, which drops repeated ones.

    More than two in a row say no more than two.
    """
    in_a_row = 0
    for element in list(root.iter("br")):
        before = element.getprevious()
        follows = (
            before is not None and before.tag == "br" and not (before.tail or "").strip(_FILL)
        )
        in_a_row = in_a_row + 1 if follows else 1
        if in_a_row <= 2:
            element.tail = _BREAK + (element.tail or "")
    etree.strip_tags(root, "br")


def read_paragraphs(body: etree._Element, headlines: set[str]) -> Paragraphs:
    """Each block of trafilatura's tree as a paragraph, without the headline and labels of ads.

    `headlines`: letters and digits of the page's title in its spellings. One <br> is a line
    break inside the paragraph, two begin a new one (`keep_line_breaks` was called before).
    """
    paragraphs: list[Paragraph] = []
    for kind, text, marks in page_paragraphs(body):
        if is_headline(kind, text, headlines, is_first=not paragraphs):
            continue
        if text.lower() not in _AD_LABELS:
            paragraphs.append((text, marks))
    return join(paragraphs)


def page_paragraphs(root: etree._Element) -> Iterator[tuple[str, str, list[tuple[str, int, int]]]]:
    """(`h1`, `heading` or "", text, marks that count from its beginning) of every paragraph."""
    for block in _blocks(root):
        for text, marks in _split(block):
            yield block.kind, text, marks


def is_headline(kind: str, text: str, headlines: set[str], *, is_first: bool) -> bool:
    letters = letters_and_digits(text)
    return (kind == "h1" and is_first) or (
        letters in headlines and (is_first or kind in {"h1", "heading"})
    )


def _blocks(element: etree._Element) -> Iterator[_Block]:
    """Leaves of the block structure in document order; loose text between blocks is one too."""
    block = _Block(_kind(element))
    for part in _parts(element, is_bold=False):
        if isinstance(part, _Run):
            block.runs.append(part)
            continue
        if block.runs:
            yield block
        yield from _blocks(part)
        block = _Block(_kind(element))
    if block.runs:
        yield block


def _parts(element: etree._Element, *, is_bold: bool) -> Iterator[_Run | etree._Element]:
    """Runs of text of one block, and the blocks inside it, in order."""
    if element.text:
        yield _Run(element.text, is_bold)
    for child in element:
        if child.tag in _SKIPPED or not isinstance(child.tag, str):
            pass
        elif child.tag == "lb":
            yield _Run(_BREAK, is_bold)  # made by the extractor itself
        elif child.tag in _BLOCKS:
            yield child
        elif child.tag == "cell":
            yield from _parts(child, is_bold=is_bold)
            yield _Run(" ", is_bold)
        else:
            is_strong = child.get("rend") == _BOLD or child.tag in _STRONG
            yield from _parts(child, is_bold=is_bold or is_strong)
        if child.tail:
            yield _Run(child.tail, is_bold)


def _kind(element: etree._Element) -> str:
    if element.tag in _HEADINGS:
        return "h1" if element.tag == "h1" else "heading"
    if element.tag != "head":
        return ""
    return "h1" if element.get("rend") == "h1" else "heading"


def _split(block: _Block) -> Iterator[tuple[str, list[tuple[str, int, int]]]]:
    """The paragraphs of a block, whose offsets count from its own beginning."""
    runs: list[_Run] = []
    for run in _single_spaced(block.runs):
        if run.text == "\n\n":
            yield from _finish(block.kind, runs)
            runs = []
        else:
            runs.append(run)
    yield from _finish(block.kind, runs)


def _single_spaced(runs: Iterable[_Run]) -> Iterator[_Run]:
    """Blanks collapsed across runs; each break a run of its own, "\n" or, doubled, "\n\n"."""
    pending, is_start = "", True
    for run in runs:
        for piece in _MARK.split(normalise(run.text)):
            if not piece:
                continue
            if _BREAK in piece:
                is_double = pending.startswith("\n") or piece.count(_BREAK) > 1
                pending = "\n\n" if is_double else "\n"
            elif piece.isspace():
                pending = pending or " "
            else:
                if pending and not is_start:
                    yield _Run(pending, is_bold=run.is_bold and pending == " ")
                pending, is_start = "", False
                yield _Run(piece, run.is_bold)


def _finish(kind: str, runs: list[_Run]) -> Iterator[tuple[str, list[tuple[str, int, int]]]]:
    text = "".join(run.text for run in runs).strip()
    if not letters_and_digits(text):
        return
    if kind:
        yield text, [("heading", 0, len(text))]
        return
    yield text, list(_bold_spans(runs))


def _bold_spans(runs: Iterable[_Run]) -> Iterator[tuple[str, int, int]]:
    at, start, end = 0, None, 0
    for run in runs:
        if run.is_bold and not run.text.isspace():
            start, end = (at if start is None else start), at + len(run.text)
        elif start is not None and not run.text.isspace():
            yield "strong", start, end
            start = None
        at += len(run.text)
    if start is not None:
        yield "strong", start, end


def join(paragraphs: Iterable[Paragraph]) -> Paragraphs:
    marks: list[tuple[str, int, int]] = []
    at = 0
    texts = []
    for text, own in paragraphs:
        texts.append(text)
        marks += [(kind, start + at, end + at) for kind, start, end in own]
        at += len(text) + 2
    return Paragraphs("\n\n".join(texts), tuple(marks))
