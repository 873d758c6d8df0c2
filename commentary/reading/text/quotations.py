"""Quotation marks paired within a paragraph, whatever their shape, in one pass.

A mark left open runs to the end of its paragraph: either the quotation goes on in the next
paragraph, which opens with a mark again, or the closing mark was forgotten.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from commentary.reading.text.tokens import Token

_OPENING = {"“": ("”",), "„": ("“", "”"), "«": ("»",), "``": ("''",), "‟": ("”",)}
_EITHER = {'"': ('"',), "''": ("''",), "»": ("«", "»"), "”": ("”",)}
# A closing mark of the other shape, where a page mixes straight and curly ones.
_LIKE = {'"': ("”",), "“": ('"',)}
_SINGLE_OPEN = {"‘", "'", "\u201a"}
_SINGLE_CLOSE = {"’", "'", "‘"}
_BEFORE_CLOSING = ".,!?…;"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens `first` up to `behind` (exclusive), marks included; `inner` ones exclude them."""

    first: int
    behind: int
    closed: bool
    single: bool = False

    @property
    def inner_first(self) -> int:
        return self.first + 1

    @property
    def inner_behind(self) -> int:
        return self.behind - 1 if self.closed else self.behind


def quotations_in(tokens: Sequence[Token]) -> list[Quotation]:
    """Return the outermost quotations of one paragraph, in order, none without words."""
    found = _double(tokens)
    found += _single(tokens, found)
    found.sort(key=lambda quotation: quotation.first)
    return [
        quotation
        for quotation in found
        if any(token.is_word for token in tokens[quotation.inner_first : quotation.inner_behind])
    ]


def opens_with_mark(tokens: Sequence[Token]) -> bool:
    """Tell whether a paragraph begins with a mark that opens a quotation."""
    if not tokens:
        return False
    return tokens[0].text in _OPENING or (tokens[0].text in _EITHER and _adjoins(tokens, 0))


def _double(tokens: Sequence[Token]) -> list[Quotation]:
    nests = sum(token.text == "“" for token in tokens) == sum(
        token.text == "”" for token in tokens
    )
    found: list[Quotation] = []
    opened, depth = -1, 0
    closing: tuple[str, ...] = ()
    for at, token in enumerate(tokens):
        if opened < 0:
            if token.text in _OPENING or (token.text in _EITHER and _adjoins(tokens, at)):
                opened, depth = at, 0
                closing = _OPENING.get(token.text) or _EITHER[token.text]
        elif token.text in closing or (
            token.text in _LIKE.get(tokens[opened].text, ()) and not _adjoins(tokens, at)
        ):
            if depth:
                depth -= 1
            else:
                found.append(Quotation(opened, at + 1, closed=True))
                opened = -1
        elif token.text == tokens[opened].text and token.text == "“":
            if nests:
                depth += 1
            else:
                opened = at
    if opened >= 0 and opened < len(tokens) - 1:
        found.append(Quotation(opened, len(tokens), closed=False))
    return found


def _adjoins(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a mark that can open or close stands like an opening one."""
    if at + 1 >= len(tokens):
        return False
    before = at == 0 or tokens[at - 1].end < tokens[at].start or not tokens[at - 1].is_word
    return before and tokens[at].end == tokens[at + 1].start


def _single(tokens: Sequence[Token], double: Sequence[Quotation]) -> list[Quotation]:
    """Pair single marks outside the double ones, only where both ends are clear."""
    covered = [False] * len(tokens)
    for quotation in double:
        for at in range(quotation.first, quotation.behind):
            covered[at] = True
    marked = list(accumulate(covered, initial=0))
    closings = [
        at
        for at in range(len(tokens))
        if not covered[at] and tokens[at].text in _SINGLE_CLOSE and _may_close(tokens, at)
    ]
    after_punctuation = [at for at in closings if tokens[at - 1].text in _BEFORE_CLOSING]
    found: list[Quotation] = []
    place = clear = 0
    behind = 0
    for at in range(len(tokens)):
        if at < behind or covered[at] or not _may_open(tokens, at):
            continue
        while place < len(closings) and closings[place] <= at + 1:
            place += 1
        while clear < len(after_punctuation) and after_punctuation[clear] <= at + 1:
            clear += 1
        if place == len(closings):
            break
        close = closings[place]
        if clear < len(after_punctuation) and _runs_on(tokens, close, after_punctuation[clear]):
            close = after_punctuation[clear]
        if marked[close] > marked[at]:
            continue
        behind = close + 1
        found.append(Quotation(at, behind, closed=True, single=True))
    return found


def _runs_on(tokens: Sequence[Token], close: int, candidate: int) -> bool:
    """Tell whether the first closing mark is but a plural's apostrophe ("the voters' choice")."""
    return tokens[close - 1].lower.endswith("s") and not any(
        _may_open(tokens, at) for at in range(close + 1, min(candidate, close + 60))
    )


def _may_open(tokens: Sequence[Token], at: int) -> bool:
    if tokens[at].text not in _SINGLE_OPEN or at + 1 >= len(tokens):
        return False
    following = tokens[at + 1]
    apart = at == 0 or tokens[at - 1].end < tokens[at].start or tokens[at - 1].text in "([“—–"
    return apart and tokens[at].end == following.start and following.is_word


def _may_close(tokens: Sequence[Token], at: int) -> bool:
    if at == 0 or tokens[at - 1].end < tokens[at].start:
        return False
    return (
        at + 1 == len(tokens)
        or tokens[at].end < tokens[at + 1].start
        or (not tokens[at + 1].is_word)
    )
