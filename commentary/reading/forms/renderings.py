"""How the words of a statement came to us: original, translated, taken down, or told in others."""

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from commentary.reading.forms.phrases import phrase_in
from commentary.reading.lexicon import Lexicon
from commentary.reading.page import Page
from commentary.reading.types import FoundStatement, Rendering, Span

_LONGEST_NOTE = 45  # words of a paragraph that says how the text was made
_AT_THE_EDGE = 3  # paragraphs from the top or the foot in which such a note stands
_LANGUAGE_AFTER = ("in ", "from ", "the ", "original ")


@dataclass(frozen=True, slots=True)
class _Told:
    """That words were translated, and out of which language; "" where that is not told."""

    language: str


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence: its paragraph's number, and what is named and quoted in it."""

    paragraph: int
    span: Span
    persons: frozenset[str]
    quoted: tuple[Span, ...]


def rendered(
    page: Page, statements: Sequence[FoundStatement], voices: Collection[int]
) -> tuple[FoundStatement, ...]:
    """Return the statements, each with how its words came to us.

    `voices` are the numbers of the paragraphs in which an interview, a speech or a signed text
    itself speaks: what is said there about languages is said by the speaker, not of the text. A
    statement that is not direct is a paraphrase whatever else is told; one that already carries
    a rendering keeps it, unless it was translated too.
    """
    asides = [at for at in range(len(page.paragraphs)) if at not in voices]
    taken_down = _taken_down(page, asides)
    if not _tells_anything(page):
        return tuple(_as(statement, None, taken_down) for statement in statements)
    sentences = _sentences(page)
    starts = [sentence.span.start for sentence in sentences]
    narration = [one for one in sentences if one.paragraph not in voices]
    notes = set(_notes(page, asides))
    whole = _told_of_whole(page, narration, notes, has_voices=bool(voices))
    by_person = _told_of_persons(page, narration)
    made = []
    for statement in statements:
        person = statement.speaker.person if statement.speaker else ""
        told = by_person.get(person) or _told_beside(page, sentences, starts, statement) or whole
        made.append(_as(statement, told, taken_down))
    return tuple(made)


def _as(
    statement: FoundStatement, told: _Told | None, taken_down: Rendering | None
) -> FoundStatement:
    language = told.language if told else ""
    rendering: Rendering = statement.rendering
    if statement.type != "direct":
        rendering = "paraphrase"
    elif told:
        rendering = "translation"
    elif rendering == "original" and statement.exchange is not None and taken_down:
        rendering = taken_down
    return replace(statement, rendering=rendering, spoken_language=language)


def _taken_down(page: Page, asides: Sequence[int]) -> Rendering | None:
    """Tell whether the title or a note calls the text a transcript, and who made it."""
    title = page.document.title
    spans = [(title, Span(0, len(title)))]
    spans += [(page.text, page.paragraphs[at].span) for at in _notes(page, asides)]
    if any(phrase_in(page.lexicon, "machine", text, span) for text, span in spans):
        return "machine_transcript"
    if any(phrase_in(page.lexicon, "transcript", text, span) for text, span in spans):
        return "transcript"
    return None


def _notes(page: Page, asides: Sequence[int]) -> list[int]:
    """Return the short paragraphs at the top and the foot that may say how a text was made."""
    last = len(page.paragraphs) - _AT_THE_EDGE
    return [
        at
        for at in asides
        if (at < _AT_THE_EDGE or at >= last) and page.paragraphs[at].word_count <= _LONGEST_NOTE
    ]


def _tells_anything(page: Page) -> bool:
    whole = Span(0, len(page.text))
    kinds = ("translated", "interpreted")
    return (
        any(phrase_in(page.lexicon, kind, page.text, whole) is not None for kind in kinds)
        or _language_in(page, page.text, whole) != ""
    )


def _told_of_whole(
    page: Page, narration: Sequence[_Sentence], notes: Collection[int], *, has_voices: bool
) -> _Told | None:
    """Read the note that the whole text was translated, or spoken in another language.

    Where nobody but the writer speaks, only a note apart, without a quotation, tells it: a
    sentence in the report may be about one speaker, or about any translation.
    """
    for sentence in narration:
        if not has_voices and (
            sentence.paragraph not in notes
            or page.paragraphs[sentence.paragraph].quotations
            or phrase_in(page.lexicon, "translated", page.text, sentence.span) is None
        ):
            continue
        told = _told_in(page, [sentence.span])
        if told is not None:
            return told
    return None


def _told_of_persons(page: Page, narration: Sequence[_Sentence]) -> dict[str, _Told]:
    """Read "Marit Solvang, speaking through an interpreter": it holds for all of her words."""
    found: dict[str, _Told] = {}
    for sentence in narration:
        if len(sentence.persons) == 1:
            told = _told_in(page, _outside(sentence.span, sentence.quoted))
            if told is not None:
                found.setdefault(next(iter(sentence.persons)), told)
    return found


def _told_beside(
    page: Page, sentences: Sequence[_Sentence], starts: Sequence[int], statement: FoundStatement
) -> _Told | None:
    """Read the sentence that holds the cue, without the words that were said."""
    if statement.cue is None:
        return None
    sentence = sentences[max(0, bisect_right(starts, statement.cue.start) - 1)]
    first = bisect_left(statement.spans, sentence.span.start, key=lambda span: span.end)
    behind = bisect_left(statement.spans, sentence.span.end, key=lambda span: span.start)
    return _told_in(page, _outside(sentence.span, statement.spans[first:behind]))


def _told_in(page: Page, spans: Sequence[Span]) -> _Told | None:
    """Return what stretches of narration tell of a translation; None for the printed language."""
    for span in spans:
        by_hand = any(
            phrase_in(page.lexicon, kind, page.text, span) is not None
            for kind in ("translated", "interpreted")
        )
        if not by_hand and phrase_in(page.lexicon, "spoke_in", page.text, span) is None:
            continue
        language = _language_in(page, page.text, span)
        if language == page.document.language.split("-")[0].lower():
            language = ""
        if language or by_hand:
            return _Told(language)
    return None


def _language_in(page: Page, text: str, span: Span) -> str:
    """Return the tag of the language that is named behind "in" or "from", or ""."""
    if not page.lexicon.languages:
        return ""
    pattern = _languages(tuple(page.lexicon.languages))
    for found in pattern.finditer(text, span.start, span.end):
        before = text[max(0, found.start() - 9) : found.start()].lower()
        if before.endswith(_LANGUAGE_AFTER) and not _names_thing(page.lexicon, text, found.end()):
            return page.lexicon.languages[found.group().lower()]
    return ""


def _names_thing(lexicon: Lexicon, text: str, end: int) -> bool:
    """Tell whether a noun follows, as in "in German waters"."""
    following = re.compile(r"\s+([^\W\d_]+)").match(text, end)
    if following is None:
        return False
    word = following[1].lower()
    small = ("prepositions", "subordinators", "determiners", "times", "adverbs", "auxiliaries")
    return not any(word in lexicon.frames[name] for name in small)


@lru_cache(maxsize=16)
def _languages(names: tuple[str, ...]) -> re.Pattern[str]:
    every = "|".join(re.escape(name.title()) for name in names)
    return re.compile(rf"(?<!\w)(?:{every})(?!\w)")


def _sentences(page: Page) -> list[_Sentence]:
    """Return all sentences with the persons and quotations in them; one pass over the text."""
    found: list[_Sentence] = []
    for at, paragraph in enumerate(page.paragraphs):
        tokens = paragraph.tokens
        names, quotations = deque(paragraph.names), deque(paragraph.quotations)
        for first, last in paragraph.sentences:
            persons: set[str] = set()
            while names and names[0].first < last:
                persons.add(page.persons.person_of(names.popleft()))
            quoted: list[Span] = []
            while quotations and quotations[0].first < last:
                one = quotations.popleft()
                quoted.append(Span(tokens[one.first].start, tokens[one.behind - 1].end))
            span = Span(tokens[first].start, tokens[last - 1].end)
            found.append(_Sentence(at, span, frozenset(persons - {""}), tuple(quoted)))
    return found


def _outside(span: Span, holes: Sequence[Span]) -> list[Span]:
    """Return what is left of `span` without `holes`, which are in order."""
    left: list[Span] = []
    start = span.start
    for hole in holes:
        if hole.end <= start or hole.start >= span.end:
            continue
        if hole.start > start:
            left.append(Span(start, hole.start))
        start = max(start, hole.end)
    if start < span.end:
        left.append(Span(start, span.end))
    return left
