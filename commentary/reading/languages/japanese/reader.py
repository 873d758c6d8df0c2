"""The pass over one Japanese document: its interview, its statements, its persons, its days."""

from bisect import bisect_right
from dataclasses import replace

from commentary.reading.interview.exchanges import InterviewReading, Piece
from commentary.reading.languages.japanese.days import with_days
from commentary.reading.languages.japanese.interviews import japanese_interview
from commentary.reading.languages.japanese.persons import Persons
from commentary.reading.languages.japanese.statements import JapaneseStatements
from commentary.reading.languages.japanese.words import Words, japanese_words
from commentary.reading.text.tokens import paragraphs_of
from commentary.reading.types import Document, Form, FoundStatement, Reading, Span


def read_japanese(document: Document) -> Reading:
    """Read a document in Japanese: who said what, in which words."""
    words = japanese_words()
    text, paragraphs = document.text, paragraphs_of(document.text)
    persons = Persons(text, paragraphs, words)
    found = japanese_interview(document, paragraphs, persons, words)
    if found is not None:
        said = with_days(document, _in_interview(text, found, persons, words))
        return Reading("interview", found.interview, said, persons.found())
    statements = JapaneseStatements(text, persons, words)
    told = statements.read(paragraphs, range(len(paragraphs)))
    form: Form = "news" if told else "other"
    return Reading(form, None, with_days(document, told), persons.found())


def _in_interview(
    text: str, found: InterviewReading, persons: Persons, words: Words
) -> list[FoundStatement]:
    """Return the answers, what the narration reports, and what answers report of others."""
    pieces = found.pieces
    narration = [at for at, piece in enumerate(pieces) if piece.role == "narration"]
    answers = [at for at, piece in enumerate(pieces) if piece.role == "guest"]
    spans = [_unquoted(text, piece) for piece in pieces]
    every = [*found.answers]
    every += JapaneseStatements(text, persons, words).read(spans, narration)
    starts = [piece.span.start for piece in pieces]
    for one in JapaneseStatements(text, persons, words).read(spans, answers):
        piece = pieces[max(0, bisect_right(starts, one.spans[0].start) - 1)]
        if _is_clear(one, piece):
            every.append(replace(one, reported_by=piece.speaker))
    # Behind the answer that it stands in, where both begin together.
    every.sort(key=lambda one: (one.spans[0].start, one.exchange is None, one.spans[-1].end))
    return every


def _unquoted(text: str, piece: Piece) -> Span:
    """Return an answer's words without the brackets that it stands in as a whole."""
    span = piece.span
    whole = text[span.start] == "「" and text[span.end - 1] == "」"
    if piece.role == "guest" and whole and "「" not in text[span.start + 1 : span.end]:
        return Span(span.start + 1, span.end - 1)
    return span


def _is_clear(statement: FoundStatement, piece: Piece) -> bool:
    """Tell whether words in an answer are surely another person's: named there, and said."""
    speaker = statement.speaker
    if speaker is None or statement.cue is None or statement.medium == "thought":
        return False
    named_here = piece.span.start <= speaker.start < piece.span.end
    return named_here and speaker.person not in {"", piece.speaker} and not statement.hypothetical
