"""The part of a quotation that the public may see.

A text is somebody's: of each we show at most a quotation of so many words with a few around it,
and over all that is shown of it no more than a share. What is shown is decided once, when a
record becomes public, first come first served, and stored; nothing here reads or writes rows.

Words are counted in thirds, because in scripts written without spaces three characters are one
word. Anything between blanks counts, a dash too: whoever counts again, in whatever way, never
finds more. Offsets are code points, end exclusive.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from common.text import letters_and_digits

#: Words shown before a quotation, and as many after it.
AROUND = 10
#: Of a short text so many words may be shown whatever their share.
FREE_WORDS = 60
#: A stump of a longer quotation says nothing, or something else: then rather none.
STUMP = 5

_WORD = 3
# A longer run without a blank (an address, a table) counts as several words.
_LONGEST_WORD = 40
# Han, kana, Hangul, Thai, Lao, Burmese and Khmer: no spaces, or few, tell where a word ends.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3041-\u30ff\u3130-\u318f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\s{_UNSPACED}]+")
_IS_UNSPACED = re.compile(rf"[{_UNSPACED}]")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Allotment:
    """What may be shown: text[start:end], `prefix` right before it and `suffix` right after."""

    start: int
    end: int
    prefix: str
    suffix: str

    @property
    def span(self) -> Span:
        """All that is shown, the words around included."""
        return self.start - len(self.prefix), self.end + len(self.suffix)


@dataclass(frozen=True, slots=True)
class Claims:
    """What will be wanted of the same text later: how many `words`, in how many `parts`.

    `is_shared`: one part more is for a position on the very words that are allotted now; it costs
    nothing unless they have to be cut.
    """

    words: int
    parts: int
    is_shared: bool = False


NO_CLAIMS = Claims(0, 0)


class Words:
    """The words of one text and where they stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._thirds: list[int] = []
        for token in _TOKEN.finditer(text):
            self._starts.append(token.start())
            self._ends.append(token.end())
            self._thirds.append(_thirds(token[0]))

    @property
    def total(self) -> int:
        """Words in the text, a begun one counted."""
        return -(-sum(self._thirds) // _WORD)

    def inside(self, start: int, end: int) -> range:
        """Numbers of the tokens of which text[start:end] shows anything."""
        if start >= end:
            return range(0)
        return range(bisect_right(self._ends, start), bisect_left(self._starts, end))

    def count(self, start: int, end: int) -> int:
        """Words in text[start:end], a begun one counted."""
        return -(-sum(self._thirds[number] for number in self.inside(start, end)) // _WORD)

    def fitting(self, numbers: Iterable[int], *, thirds: int, free: set[int]) -> int:
        """How many of `numbers`, in order, fit into `thirds`; those in `free` cost nothing."""
        fit = 0
        for number in numbers:
            thirds -= 0 if number in free else self._thirds[number]
            if thirds < 0:
                break
            fit += 1
        return fit

    def cost(self, numbers: Iterable[int], *, free: set[int]) -> int:
        return sum(self._thirds[number] for number in numbers if number not in free)

    def bounds(self, number: int) -> Span:
        return self._starts[number], self._ends[number]


def count_words(text: str) -> int:
    return Words(text).total


def cut(text: str, start: int, end: int, *, max_words: int) -> Span:
    """The beginning of text[start:end], at most `max_words` long, ending after a whole word."""
    return _cut(Words(text), (start, end), thirds=max_words * _WORD, free=set())


def context(text: str, start: int, end: int, words: int = AROUND) -> tuple[str, str]:
    """At most `words` words right before text[start:end] and as many right after it.

    Both are slices: prefix + text[start:end] + suffix stands in the text as it is.
    """
    return _context(Words(text), (start, end), around=words, thirds=None, free=set())


def allot(
    text: str,
    *,
    shown: Sequence[Span],
    wanted: Span,
    max_words: int,
    max_share: float,
    around: int = AROUND,
    claims: Claims = NO_CLAIMS,
) -> Allotment | None:
    """What may be shown of text[wanted], when `shown` is already and others will have `claims`.

    At most `max_words` of the quotation and `around` words on either side; with `shown`, never
    more than `max_share` (0 to 1) of the text's words, or FREE_WORDS where that is more. Where
    that does not suffice for what others will want, what is left is divided into equal parts, so
    that the first ones leave something for the last. Words that are shown already cost nothing.
    None: the share is used up, nothing is to be shown.
    """
    words = Words(text)
    free = {number for span in shown for number in words.inside(*span)}
    allowed = max(int(words.total * max_share), FREE_WORDS) * _WORD
    left = max(allowed - words.cost(free, free=set()), 0)
    whole = _cut(words, wanted, thirds=max_words * _WORD, free=set())
    spare, parts = left - claims.words * _WORD, claims.parts + 1
    if claims.is_shared and words.cost(words.inside(*whole), free=free) > spare:
        spare, parts = spare // 2, parts + 1
    left = min(left, max(spare, left // parts, STUMP * _WORD))
    start, end = _cut(words, whole, thirds=left, free=free)
    if start >= end or ((start, end) != whole and words.count(start, end) < STUMP):
        return None
    quoted = words.inside(start, end)
    left -= words.cost(quoted, free=free)
    free.update(quoted)
    prefix, suffix = _context(words, (start, end), around=around, thirds=left, free=free)
    return Allotment(start, end, prefix, suffix)


def same_words_end(text: str, start: int, end: int, *, as_in: str) -> int | None:
    """Where the words `as_in` end in text[start:end], which begins with them; None if it does not.

    Quotation marks, dashes and blanks of copies differ, letters and digits may not.
    """
    wanted, found, at = letters_and_digits(as_in), 0, start
    while at < end and found < len(wanted):
        found += len(letters_and_digits(text[at]))
        at += 1
    while at < end and not text[at].isspace() and not letters_and_digits(text[at]):
        at += 1
    is_inside_a_word = at < end and re.match(r"[^\W_]{2}", text[at - 1 : at + 1])
    if not wanted or letters_and_digits(text[start:at]) != wanted:
        return None
    return None if is_inside_a_word and not _IS_UNSPACED.match(text[at]) else at


def shown_words(text: str, spans: Iterable[Span]) -> int:
    """How many words of `text` are shown by `spans` together."""
    words = Words(text)
    numbers = {number for span in spans for number in words.inside(*span)}
    return -(-words.cost(numbers, free=set()) // _WORD)


def _thirds(token: str) -> int:
    if _IS_UNSPACED.match(token):
        return 1
    return _WORD * -(-len(token) // _LONGEST_WORD)


def _cut(words: Words, span: Span, *, thirds: int, free: set[int]) -> Span:
    start, end = span
    numbers = words.inside(start, end)
    fit = words.fitting(numbers, thirds=thirds, free=free)
    if fit == len(numbers):
        return start, end
    if fit == 0:
        return start, start
    return start, words.bounds(numbers[fit - 1])[1]


def _context(
    words: Words, span: Span, *, around: int, thirds: int | None, free: set[int]
) -> tuple[str, str]:
    """The words around `span` that fit into `thirds` (None: all), the nearest ones first."""
    start, end = span
    before = words.inside(0, start)[::-1]
    after = words.inside(end, len(words.text))
    near = words.fitting(before, thirds=around * _WORD, free=set())
    far = words.fitting(after, thirds=around * _WORD, free=set())
    if thirds is not None:
        near = words.fitting(before[:near], thirds=thirds, free=free)
        thirds -= words.cost(before[:near], free=free)
        far = words.fitting(after[:far], thirds=thirds, free=free)
    first = words.bounds(before[near - 1])[0] if near else start
    last = words.bounds(after[far - 1])[1] if far else end
    return words.text[first:start], words.text[end:last]
