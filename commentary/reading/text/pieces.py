"""Stretches of a sentence as places in the text, in whatever language it is."""

from commentary.reading.text.units import Sentence
from commentary.reading.types import Span

_LEAVE_OUT = ",;:—–- "


def floats(sentence: Sentence) -> bool:
    """Tell whether a sentence is nothing but quotations."""
    return any(unit.quotation >= 0 for unit in sentence.units) and all(
        unit.quotation >= 0 or not unit.is_word for unit in sentence.units
    )


def place_of(text: str, sentence: Sentence, first: int, behind: int) -> Span:
    """Return the place of units: inside its marks for a quotation that stands alone."""
    units = sentence.units
    while behind - 1 > first and not units[behind - 1].is_word and units[behind - 1].quotation < 0:
        if units[behind - 1].lower == ")" and any(
            unit.lower == "(" for unit in units[first : behind - 1]
        ):
            break
        behind -= 1
    while first < behind - 1 and not units[first].is_word and units[first].quotation < 0:
        first += 1
    span = sentence.span(first, behind)
    if behind - first == 1 and units[first].quotation >= 0:
        quotation = sentence.paragraph.quotations[units[first].quotation]
        tokens = sentence.paragraph.tokens
        span = Span(tokens[quotation.inner_first].start, tokens[quotation.inner_behind - 1].end)
    start, end = span.start, span.end
    while end > start and text[end - 1] in _LEAVE_OUT:
        end -= 1
    return Span(start, end)
