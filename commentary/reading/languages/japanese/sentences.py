"""Japanese text taken apart: quotations by their brackets, sentences at 。 outside of them."""

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from commentary.reading.types import Span

_CLOSES = {"「": "」", "『": "』", "“": "”", "〝": "〟", "（": "）", "(": ")"}
_QUOTES = frozenset("「『“〝")
_MARK = re.compile(r"[「」『』“”〝〟（）()。！？!?]+?")
_STOPS = frozenset("。！？!?")
# What can go on with a sentence behind a quotation that ends with a stop of its own.
_GOES_ON = re.compile(r"[ぁ-ん、。・（(「『など]|ー")
# No bracket is looked for deeper: what is nested further is no text of a writer.
_DEEPEST = 20
_LONGEST = 600  # characters outside of brackets


class Quotation(NamedTuple):
    """A place in brackets, the brackets included."""

    start: int
    end: int
    closed: bool

    @property
    def inner(self) -> Span:
        """Return the place of the words inside."""
        return Span(self.start + 1, self.end - 1 if self.closed else self.end)


class Sentence(NamedTuple):
    """One sentence, its stop included, and the outermost quotations in it, in order."""

    start: int
    end: int
    quotations: tuple[Quotation, ...]

    def gaps(self) -> Iterator[Span]:
        """Yield the stretches outside of the quotations, in order."""
        at = self.start
        for quotation in self.quotations:
            yield Span(at, quotation.start)
            at = quotation.end
        yield Span(at, self.end)


def sentences_of(text: str, span: Span) -> list[Sentence]:
    """Return the sentences of one paragraph, in one pass.

    A bracket left open runs to the end of the paragraph; what closes none is left alone.
    """
    found: list[Sentence] = []
    quotations: list[Quotation] = []
    start = span.start
    for end, quotation in _events(text, span):
        if quotation is not None:
            quotations.append(quotation)
        if end is not None:
            found.append(Sentence(start, end, tuple(quotations)))
            quotations, start = [], end
    if start < span.end:
        found.append(Sentence(start, span.end, tuple(quotations)))
    return [
        one
        for whole in found
        for one in (_without_blanks(text, part) for part in _cut(whole))
        if one.start < one.end
    ]


def _cut(sentence: Sentence) -> Iterator[Sentence]:
    """Cut what no writer makes one sentence: every later step is then linear in the text."""
    start, at, outside = sentence.start, sentence.start, 0
    kept: list[Quotation] = []
    for gap, quotation in zip_longest(sentence.gaps(), sentence.quotations):
        while outside + gap.end - at > _LONGEST:
            at += _LONGEST - outside
            yield Sentence(start, at, tuple(kept))
            start, kept, outside = at, [], 0
        outside += gap.end - at + 1
        if quotation is not None:
            kept.append(quotation)
            at = quotation.end
    yield Sentence(start, sentence.end, tuple(kept))


def _without_blanks(text: str, one: Sentence) -> Sentence:
    start, end = one.start, one.end
    while start < end and text[start].isspace():
        start += 1
    return one._replace(start=start)


def _events(text: str, span: Span) -> Iterator[tuple[int | None, Quotation | None]]:
    """Yield the ends of sentences and the outermost quotations, in order."""
    stack: list[tuple[str, int]] = []
    for found in _MARK.finditer(text, span.start, span.end):
        mark, at = found.group(), found.start()
        if mark in _CLOSES:
            if len(stack) < _DEEPEST:
                stack.append((mark, at))
        elif mark in _STOPS:
            if not stack and not _stops_again(text, at + 1, span.end):
                yield at + 1, None
        elif stack and mark in {_CLOSES[opened] for opened, _ in stack}:
            while _CLOSES[stack[-1][0]] != mark:
                stack.pop()
            opened, begun = stack.pop()
            if opened in _QUOTES and not stack:
                quotation = Quotation(begun, at + 1, closed=True)
                ends = _ends_sentence(text, quotation, span.end)
                yield (at + 1 if ends else None), quotation
    if stack and stack[0][0] in _QUOTES and stack[0][1] + 1 < span.end:
        yield None, Quotation(stack[0][1], span.end, closed=False)


def _stops_again(text: str, at: int, end: int) -> bool:
    return at < end and text[at] in _STOPS


def _ends_sentence(text: str, quotation: Quotation, end: int) -> bool:
    """Tell whether a sentence ends with a quotation: 「港は沈む。」北浜氏はこう話す。"""
    at = quotation.end
    if at >= end:
        return True
    return text[quotation.end - 2] in _STOPS and not _GOES_ON.match(text, at)
