"""A transcript inside an article: paragraphs that begin with the name of the one who speaks."""

from collections import Counter
from collections.abc import Mapping

from commentary.reading.attributions.drafts import Draft, Progress
from commentary.reading.page import Page, Paragraph
from commentary.reading.text.tokens import trimmed
from commentary.reading.types import Cue, Mention, Span

_LONGEST_NAME = 4
_CLOSING = '”"»'


class Turns:
    """The labelled paragraphs of a document: none, or those of two voices that take turns."""

    def __init__(self, page: Page) -> None:
        found = {
            place: colon
            for place, paragraph in enumerate(page.paragraphs)
            if (colon := _colon(page, paragraph)) > 0
        }
        keys = {place: _name(page, place, colon).of(page.text) for place, colon in found.items()}
        counts = Counter(keys.values())
        speaks = len(counts) > 1 and any(count > 1 for count in counts.values())
        self._page = page
        self._colons: Mapping[int, int] = found if speaks else {}

    def open_at(self, place: int, progress: Progress) -> bool:
        """Read paragraph `place` as a turn; False when it is none."""
        page = self._page
        if place not in self._colons:
            return self._goes_on(place, progress)
        colon = self._colons[place]
        paragraph = page.paragraphs[place]
        name = _name(page, place, colon)
        mark = paragraph.tokens[colon]
        turn = Draft(
            [_words(page, paragraph, mark.end)],
            Mention(
                name.of(page.text),
                name.start,
                name.end,
                page.persons.person_named(name.of(page.text)),
            ),
            Cue(mark.text, mark.start, mark.end),
            paragraph=place,
            quoted=True,
            verbatim=True,
        )
        progress.drafts.append(turn)
        progress.quoting = progress.heard = turn
        return True

    def _goes_on(self, place: int, progress: Progress) -> bool:
        """Add a paragraph that opens with a mark to the turn that stood open before it."""
        last = progress.quoting
        paragraph = self._page.paragraphs[place]
        if last is None or last.cue is None or last.paragraph != place - 1:
            return False
        if place - 1 not in self._colons and not paragraph.opens_with_mark:
            return False
        if last.cue.text != ":" or not paragraph.opens_with_mark or not self._colons:
            return False
        last.paragraph = place
        if paragraph.tokens[1:2] and paragraph.tokens[1].text in {"(", "["}:
            return True  # "(Laughter)": a note, in the middle of the turn
        last.pieces.append(_words(self._page, paragraph, paragraph.tokens[0].end))
        return True


def _colon(page: Page, paragraph: Paragraph) -> int:
    """Return the token that ends the label, or -1."""
    first = int(paragraph.opens_with_mark)
    for at in range(first, min(first + _LONGEST_NAME + 2, len(paragraph.tokens) - 1)):
        token = paragraph.tokens[at]
        if token.text == ":":
            words = [one for one in paragraph.tokens[first:at] if one.is_word]
            label = " ".join(one.text for one in words)
            spoken = label.isupper() or bool(page.persons.person_named(label))
            return at if words and len(words) <= _LONGEST_NAME and spoken else -1
        if token.is_word and not token.is_capital:
            return -1
        if not token.is_word and token.text != ".":
            return -1
    return -1


def _name(page: Page, place: int, colon: int) -> Span:
    paragraph = page.paragraphs[place]
    first = int(paragraph.opens_with_mark)
    return Span(paragraph.tokens[first].start, paragraph.tokens[colon - 1].end)


def _words(page: Page, paragraph: Paragraph, start: int) -> Span:
    words = trimmed(page.text, start, paragraph.span.end)
    marked = paragraph.opens_with_mark and words.end > words.start
    if marked and page.text[words.end - 1] in _CLOSING:
        words = trimmed(page.text, words.start, words.end - 1)
    return words
