"""A sentence as the attribution rules see it: words and marks, each quotation one unit."""

from typing import NamedTuple

from commentary.reading.page import Paragraph
from commentary.reading.types import Span

QUOTED = '"'
_SHORT_WORD = 4  # "with", "from": titles leave them small


class Unit(NamedTuple):
    """A word, a mark or a whole quotation: tokens `first` up to `behind`, end exclusive."""

    lower: str
    first: int
    behind: int
    quotation: int
    is_word: bool
    is_capital: bool


class Sentence(NamedTuple):
    """One sentence of a paragraph as units."""

    paragraph: Paragraph
    units: list[Unit]

    def span(self, first: int, behind: int) -> Span:
        """Return the place in the text of units `first` up to `behind`."""
        tokens = self.paragraph.tokens
        return Span(
            tokens[self.units[first].first].start, tokens[self.units[behind - 1].behind - 1].end
        )

    def lower(self, at: int) -> str:
        """Return the unit's word in lower case, "" outside the sentence."""
        return self.units[at].lower if 0 <= at < len(self.units) else ""

    def is_quoted(self, at: int) -> bool:
        """Tell whether the unit is a quotation."""
        return 0 <= at < len(self.units) and self.units[at].quotation >= 0

    def is_inside_word(self, at: int) -> bool:
        """Tell whether a mark stands in the middle of a word, as where letters were garbled."""
        tokens = self.paragraph.tokens
        first = self.units[at].first
        if first == 0 or first + 1 >= len(tokens):
            return False
        before, mark, behind = tokens[first - 1 : first + 2]
        return before.end == mark.start and mark.end == behind.start and not mark.text.isascii()

    def names_work(self, at: int) -> bool:
        """Tell whether the unit is a quotation set like a title: "The Quay at Night"."""
        if not self.is_quoted(at) or self.ends_clause(at):
            return False
        quotation = self.paragraph.quotations[self.units[at].quotation]
        tokens = self.paragraph.tokens[quotation.inner_first : quotation.inner_behind]
        words = [token for token in tokens if token.is_word]
        return tokens[0].is_capital and all(
            word.is_capital or len(word.text) <= _SHORT_WORD for word in words
        )

    def last_mark(self, at: int) -> str:
        """Return the last token inside the quotation at `at`, in front of its closing mark."""
        quotation = self.paragraph.quotations[self.units[at].quotation]
        return self.paragraph.tokens[quotation.inner_behind - 1].text

    def ends_clause(self, at: int) -> bool:
        """Tell whether the quotation at `at` ends as speech does: with a mark before its own."""
        quotation = self.paragraph.quotations[self.units[at].quotation]
        return not self.paragraph.tokens[quotation.inner_behind - 1].is_word


def sentences_of(paragraph: Paragraph) -> list[Sentence]:
    """Return a paragraph's sentences in order."""
    starts = {quotation.first: at for at, quotation in enumerate(paragraph.quotations)}
    return [
        Sentence(paragraph, _units(paragraph, first, behind, starts))
        for first, behind in paragraph.sentences
    ]


def _units(paragraph: Paragraph, first: int, behind: int, starts: dict[int, int]) -> list[Unit]:
    units: list[Unit] = []
    at = first
    while at < behind:
        place = starts.get(at)
        if place is not None:
            end = min(paragraph.quotations[place].behind, behind)
            units.append(Unit(QUOTED, at, end, place, is_word=False, is_capital=False))
            at = end
            continue
        token = paragraph.tokens[at]
        units.append(Unit(token.lower, at, at + 1, -1, token.is_word, token.is_capital))
        at += 1
    return units
