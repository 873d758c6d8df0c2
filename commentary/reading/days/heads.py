"""Days that a page sets apart from its sentences: a dateline, the heads of a digest's entries."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from commentary.reading.days.calendar import told_by
from commentary.reading.days.expressions import Expression, expressions_in
from commentary.reading.days.words import DayWords
from commentary.reading.page import Page
from commentary.reading.text.tokens import Token
from commentary.reading.types import FoundDay, Span

_BEHIND_HEAD = frozenset({":", "—", "–", "-", "--"})
_DATELINE_TOKENS = 16
_DATELINE_PARAGRAPHS = 4


@dataclass(frozen=True, slots=True)
class Heads:
    """The days of a page's parts, by where they begin (code points), in order.

    `of_page` is the day that a single line of the page names: that of the whole page.
    """

    starts: tuple[int, ...] = ()
    days: tuple[FoundDay, ...] = ()
    of_page: FoundDay | None = None

    def at(self, place: int) -> FoundDay | None:
        """Return the day of the part in which `place` stands."""
        found = bisect_right(self.starts, place) - 1
        return self.days[found] if found >= 0 else None


def heads_in(page: Page, words: DayWords, entries: Sequence[Span] = ()) -> Heads:
    """Find the days that stand at the head of parts of a page.

    A head is a line that is nothing but a day, or a paragraph that opens with one and a colon or
    dash. `entries` are the heads of entries known by other signs. One line alone is the day of
    the page, and so is a dateline ("NORHAVEN, Sept. 4 (AP) -").
    """
    latest = page.document.published_on
    known = {span.start for span in entries}
    starts: list[int] = []
    days: list[FoundDay] = []
    opens_text = False
    for at, paragraph in enumerate(page.paragraphs):
        expression = day_at_head(page, at, words, is_known=paragraph.span.start in known)
        day = _day(expression, latest) if expression is not None else None
        if day is not None:
            starts.append(paragraph.span.start)
            days.append(day)
            opens_text |= at < _DATELINE_PARAGRAPHS
    if len(days) > 1:
        return Heads(tuple(starts), tuple(days))
    if days and opens_text:
        return Heads(of_page=days[0])
    return Heads(of_page=_dateline(page, words))


def day_at_head(
    page: Page, at: int, words: DayWords, *, is_known: bool = False
) -> Expression | None:
    """Return the day at the head of paragraph number `at`; of a known entry, any that opens it."""
    tokens = page.paragraphs[at].tokens
    first = 0
    while first < len(tokens) and _is_part_of_line(tokens[first], words):
        first += 1
    if first == len(tokens) or not (tokens[first].text[0].isdigit() or tokens[first].is_capital):
        return None
    found = expressions_in(page.text, tokens, first, min(len(tokens), first + 8), words)
    if not found or found[0].day is None or (found[0].first != first and not is_known):
        return None
    behind = tokens[found[0].behind :]
    if is_known or (behind and behind[0].text in _BEHIND_HEAD):
        return found[0]
    is_line = all(token.text[0].isdigit() or _is_part_of_line(token, words) for token in behind)
    return found[0] if is_line else None


def _is_part_of_line(token: Token, words: DayWords) -> bool:
    """Tell whether it belongs to a line of a day as "Published:" and "GMT" do."""
    return not token.is_word or token.lower in words.frames["parts_of_line"]


def _dateline(page: Page, words: DayWords) -> FoundDay | None:
    """Return the day of "NORHAVEN, Sept. 4 (AP) -" at the head of a text."""
    for paragraph in page.paragraphs[:_DATELINE_PARAGRAPHS]:
        tokens = paragraph.tokens[:_DATELINE_TOKENS]
        dash = next((at for at, token in enumerate(tokens) if token.text in _BEHIND_HEAD), 0)
        if not dash or not tokens[0].is_capital:
            continue
        if any(token.is_word and token.text[0].islower() for token in tokens[:dash]):
            continue
        found = expressions_in(page.text, tokens, 0, dash, words)
        if len(found) == 1 and found[0].day is not None and found[0].first > 0:
            return _day(found[0], page.document.published_on)
    return None


def _day(expression: Expression, latest: date | None) -> FoundDay | None:
    day = told_by(expression, reference=latest, latest=latest).day
    if day is None or day.precision != "day":
        return None
    return FoundDay(day.on, day.precision, day.basis, Span(expression.start, expression.end))
