"""Paragraphs and tokens of a text, with their places."""

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from commentary.reading.types import Span

_BREAK = re.compile(r"[\r\n\x0b\x0c\x85\u2028\u2029]+")
_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
# Every alternative starts with another character and no group can match one text in two ways:
# the scan is linear on any input.
_TOKEN = re.compile(
    r"[^\W_]+(?:[-‐‑.&][^\W_]+|['’](?!(?:[sSdDmM]|re|ve|ll)(?![^\W_]))[^\W_]+)*"  # noqa: RUF001 - hyphens of print
    r"|['’](?:[sSdDmM]|re|ve|ll)(?![^\W_])"
    r"|\.{3}|--+|``|''|\S"
)
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad"
_WRAP_WIDTH = range(45, 101)


class Token(NamedTuple):
    """A word, a clitic ('s) or one mark of punctuation."""

    text: str
    lower: str
    start: int
    end: int
    is_word: bool
    is_capital: bool


def tokens_of(text: str, span: Span) -> list[Token]:
    """Return the tokens inside `span`, in order."""
    return [
        Token(
            word := found.group(),
            word.lower(),
            found.start(),
            found.end(),
            word[0].isalnum(),
            word[0].isupper(),
        )
        for found in _TOKEN.finditer(text, span.start, span.end)
    ]


def paragraphs_of(text: str) -> list[Span]:
    """Return the paragraphs, without the blanks around them.

    A line break ends a paragraph. Only in a text that is wrapped by hand (blank lines between
    paragraphs, lines of even width that stop in mid-sentence) does a single break not.
    """
    lines = [trimmed(text, found.start(), found.end()) for found in _LINE.finditer(text)]
    lines = [line for line in lines if line.start < line.end]
    if not _is_wrapped(text, lines):
        return lines
    joined: list[Span] = []
    for line in lines:
        if joined and not _blank_line_between(text, joined[-1].end, line.start):
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
    return joined


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the span without blanks and invisible characters at its ends."""
    while start < end and (text[start].isspace() or text[start] in _INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE):
        end -= 1
    return Span(start, end)


def _blank_line_between(text: str, start: int, end: int) -> bool:
    gap = text[start:end].replace("\r\n", "\n").replace("\r", "\n")
    return gap.count("\n") > 1


def _is_wrapped(text: str, lines: Sequence[Span]) -> bool:
    single = [
        line
        for line, following in itertools.pairwise(lines)
        if not _blank_line_between(text, line.end, following.start)
    ]
    if len(single) < 3 or len(single) > len(lines) - 2:
        return False
    in_mid_sentence = sum(
        line.end - line.start in _WRAP_WIDTH and text[line.end - 1] not in '.!?:”"»'
        for line in single
    )
    return in_mid_sentence * 10 >= len(single) * 7
