"""The headline above a text: what is said in it is marked, and compared with what follows."""

import re
from collections.abc import Sequence

from commentary.reading.attributions.drafts import Draft, cue_at
from commentary.reading.attributions.sources import Source
from commentary.reading.page import Page, Paragraph
from commentary.reading.people.speakers import Speakers
from commentary.reading.text.pieces import place_of
from commentary.reading.text.units import Sentence
from commentary.reading.types import FoundStatement, HeadlineDifference, Span

_MOST_WORDS = 20
_ENDS_SENTENCE = frozenset({".", "!", "?", ":", "…", "..."})
_CLOSING = frozenset({"”", '"', "’", "'", "»"})
_WORD = re.compile(r"[^\W_]+")
_ALIKE = 3  # of so many words one must be the same for two wordings to be told side by side


def has_headline(page: Page) -> bool:
    """Tell whether the first paragraph is the headline: the title itself, a heading, or a short
    line that ends without a stop.
    """
    if len(page.paragraphs) < 2:
        return False
    paragraph = page.paragraphs[0]
    if page.document.title:
        return _letters(paragraph.span.of(page.text)) == _letters(page.document.title)
    if any(
        mark.kind == "heading" and _covers(mark.start, mark.end, paragraph)
        for mark in page.document.marks
    ):
        return True
    last = next((one.text for one in reversed(paragraph.tokens) if one.text not in _CLOSING), "")
    return paragraph.word_count <= _MOST_WORDS and last not in _ENDS_SENTENCE


def named_in_headline(
    page: Page, sentence: Sentence, place: int, speakers: Speakers
) -> Draft | None:
    """Read "Solvang: Quay will sink" of a headline: a person, a colon and the words."""
    colon = next((at for at in range(len(sentence.units)) if sentence.lower(at) == ":"), -1)
    if colon < 1 or colon + 1 >= len(sentence.units) or sentence.is_quoted(colon + 1):
        return None
    if not page.persons.person_named(sentence.span(0, colon).of(page.text)):
        return None
    return Draft(
        [place_of(page.text, sentence, colon + 1, len(sentence.units))],
        speakers.mention(sentence, Source(0, colon, before=True), place),
        cue_at(page, sentence, colon, colon + 1),
        paragraph=place,
    )


def differences_in(
    page: Page, statements: Sequence[FoundStatement]
) -> tuple[HeadlineDifference, ...]:
    """Return where the headline quotes a person in words that the text does not give that person.

    Only words in quotation marks are compared: that a headline shortens is what it is for.
    """
    found: list[HeadlineDifference] = []
    for one in statements:
        if not one.in_headline or one.speaker is None or not one.speaker.person:
            continue
        said = [
            other
            for other in statements
            if not other.in_headline
            and other.speaker
            and other.speaker.person == one.speaker.person
        ]
        for quoted in _quoted_in(page, one):
            if not said or any(_letters(quoted.of(page.text)) in _letters(o.text) for o in said):
                continue
            found.append(
                HeadlineDifference(one.speaker.person, quoted, _nearest(page, quoted, said))
            )
    return tuple(found)


def _quoted_in(page: Page, statement: FoundStatement) -> list[Span]:
    """Return the quotations of the headline that lie in the statement, marks left out."""
    paragraph = page.paragraphs[0]
    start, end = statement.spans[0].start, statement.spans[-1].end
    inner = [
        Span(paragraph.tokens[q.inner_first].start, paragraph.tokens[q.inner_behind - 1].end)
        for q in paragraph.quotations
    ]
    return [span for span in inner if start <= span.start and span.end <= end + 1]


def _nearest(page: Page, quoted: Span, said: Sequence[FoundStatement]) -> Span | None:
    words = set(_words(quoted.of(page.text)))
    shared = [len(words & set(_words(one.text))) for one in said]
    best = max(range(len(said)), key=lambda at: shared[at])
    if shared[best] * _ALIKE < len(words):
        return None
    return Span(said[best].spans[0].start, said[best].spans[-1].end)


def _covers(start: int, end: int, paragraph: Paragraph) -> bool:
    return start <= paragraph.span.start and paragraph.span.end <= end


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _letters(text: str) -> str:
    return "".join(_words(text))
