"""Words that we may not keep, found again in a text that we have. Pure.

Of such words we have the fingerprint (common.text) and the number of letters and digits. A copy
with other marks, quotation marks or line breaks has the same letters, so the place is found by
them; one with other words is not, and nothing that only looks alike is.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from commentary.matching import OTHER_STORY_MIN_WORDS, words
from common.text import fingerprint, letters_and_digits

Span = tuple[int, int]

_OPENING = "“‘\"'([«„「『"
_CLOSING = ".!?…”’\"')]»」』。！？"
_ACCENTS = r"\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f"
_ACCENT = re.compile(rf"[{_ACCENTS}]")
_WITH_ACCENTS = re.compile(rf".[{_ACCENTS}]*", re.DOTALL)
# A character of a script that is written without spaces: words may begin and end beside it.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\u0e00-\u0eff]")


@dataclass(frozen=True, slots=True)
class Source:
    """Words that stand at `url`: the SHA-256 of their letters and digits, and how many."""

    url: str
    letters_sha256: str
    length: int


@dataclass(frozen=True, slots=True)
class WithheldOccasion:
    """An interview that we may not keep: its title and its day at the outlet."""

    title: str
    stated_on: date


def source_of(url: str, exact: str) -> Source:
    """What may be kept of words instead of the words."""
    return Source(url, fingerprint(exact), len(letters_and_digits(exact)))


def find_words(text: str, *, letters_sha256: str, length: int) -> Span | None:
    """Where `text` prints the words, in code points, end exclusive; None where it does not.

    The place begins and ends with a whole word; marks that belong to it (a quotation mark, the
    full stop) are inside. The first one counts. Time grows with the length of the text alone.
    """
    if length < 1:
        return None
    folded = _folded(text)
    before = [0, *accumulate(map(len, folded))]
    letters = "".join(folded)
    # Where so many letters are complete: behind the character that completes them.
    ends = {before[at + 1]: at + 1 for at in reversed(range(len(text))) if folded[at]}
    for start in range(len(text)):
        end = ends.get(before[start] + length)
        if not folded[start] or end is None or not _parts(text, folded, start):
            continue
        if not _parts(text, folded, end):
            continue
        some = letters[before[start] : before[start] + length]
        if hashlib.sha256(some.encode()).hexdigest() == letters_sha256:
            return _with_marks(text, start, end)
    return None


def within(place: Span, bounds: Span, *, text: str) -> Span | None:
    """The part of `place` inside `bounds`, where nothing but marks at its ends is outside: the
    reader does not count those to a statement that belong to the sentence around it.
    """
    start, end = max(place[0], bounds[0]), min(place[1], bounds[1])
    if start >= end or any(map(_fold, text[place[0] : start] + text[end : place[1]])):
        return None
    return start, end


def is_said_there(statement: Iterable[Span], place: Span, *, text: str, is_source: bool) -> bool:
    """Whether a statement that the reader found in `text` is the one whose words are at `place`.

    It is when it prints all of them. Short words count only where the source itself is read
    (`is_source`): elsewhere somebody may have said them again.
    """
    spans = list(statement)
    bounds = min(start for start, _ in spans), max(end for _, end in spans)
    inside = within(place, bounds, text=text)
    if inside is None:
        return False
    return is_source or len(words(text[slice(*inside)])) >= OTHER_STORY_MIN_WORDS


def _folded(text: str) -> list[str]:
    """The letters of each character; those of an accent stand with the letter that bears it."""
    folded: list[str] = []
    for group in _WITH_ACCENTS.findall(text):
        folded += [_fold(group), *[""] * (len(group) - 1)]
    return folded


def _fold(group: str) -> str:
    if group.isascii():
        return group.lower() if group.isalnum() else ""
    return letters_and_digits(group)


def _parts(text: str, folded: list[str], at: int) -> bool:
    """Whether a word may begin or end before text[at]."""
    if at in {0, len(text)} or not (folded[at - 1] and folded[at]):
        return True
    return bool(_UNSPACED.match(text[at - 1]) or _UNSPACED.match(text[at]))


def _with_marks(text: str, start: int, end: int) -> Span:
    while start > 0 and text[start - 1] in _OPENING:
        start -= 1
    while end < len(text) and (text[end] in _CLOSING or _ACCENT.match(text[end])):
        end += 1
    return start, end
