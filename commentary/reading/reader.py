"""The pass over one document: its form, its interview, its statements, its persons."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from commentary.reading.answers import with_non_answers
from commentary.reading.attributions.statements import statements_in as english_statements_in
from commentary.reading.days.stating import with_days
from commentary.reading.forms.notices import machine_transcript_reason, notice_reason
from commentary.reading.forms.renderings import rendered
from commentary.reading.interview.exchanges import InterviewReading, interview_in
from commentary.reading.languages.detection import language_of
from commentary.reading.languages.japanese.reader import read_japanese
from commentary.reading.languages.spaced.statements import spaced_statements_in
from commentary.reading.page import Page, page_of
from commentary.reading.types import Document, Form, FoundStatement, Reading, Role

READER_VERSION = "2026.11.1"


def read(document: Document) -> Reading:
    """Read a document: who said what, in which words.

    Deterministic, and linear in the length of the text. A text in which nothing is said gives a
    reading without statements; no text is an error.
    """
    language = language_of(document)
    if language == "ja":
        return read_japanese(document)
    page = page_of(replace(document, language=language))
    found = interview_in(page)
    if found is not None:
        voices = [at for at, piece in enumerate(found.pieces) if piece.role != "narration"]
        questions = [exchange.question for exchange in found.interview.exchanges]
        said = with_non_answers(page, _interview_statements(page, found))
        said = rendered(page, said, set(voices))
        statements = with_days(page, said, questions=questions)
        return Reading("interview", found.interview, statements, page.persons.found())
    reason = machine_transcript_reason(page)
    if reason:
        return Reading("machine_transcript", None, (), page.persons.found(), reason)
    found_in_text = statements_in(page, range(len(page.paragraphs)))
    reason = notice_reason(page, found_in_text)
    if reason:
        return Reading("notice", None, (), page.persons.found(), reason)
    told = with_days(page, rendered(page, with_non_answers(page, found_in_text), ()))
    form: Form = "news" if told else "other"
    return Reading(form, None, told, page.persons.found())


def _interview_statements(page: Page, found: InterviewReading) -> tuple[FoundStatement, ...]:
    """Return the answers, what the narration reports, and what answers report of others."""
    narrated = statements_in(page, _places(found, "narration"), only_speech=True)
    reported = statements_in(page, _places(found, "guest"), only_speech=True)
    starts = [piece.span.start for piece in found.pieces]
    every = [*found.answers, *narrated]
    for one in filter(_is_clear, reported):
        piece = found.pieces[max(0, bisect_right(starts, one.spans[0].start) - 1)]
        if one.speaker and one.speaker.person != piece.speaker:
            every.append(replace(one, reported_by=piece.speaker))
    # Behind the answer that it stands in, where both begin together.
    every.sort(key=lambda one: (one.spans[0].start, one.exchange is None, one.spans[-1].end))
    return tuple(every)


def statements_in(
    page: Page, places: Iterable[int], *, only_speech: bool = False
) -> list[FoundStatement]:
    """Return what is said in the paragraphs numbered `places`, by the rules of the language."""
    if page.document.language == "en":
        return english_statements_in(page, places, only_speech=only_speech)
    return spaced_statements_in(page, places, only_speech=only_speech)


def _places(found: InterviewReading, role: Role) -> Sequence[int]:
    return [at for at, piece in enumerate(found.pieces) if piece.role == role]


def _is_clear(statement: FoundStatement) -> bool:
    """Tell whether words in an answer are surely another person's: named, and said or written."""
    speaker, cue = statement.speaker, statement.cue
    if speaker is None or cue is None or statement.medium == "thought":
        return False
    named = speaker.is_person and bool(speaker.person)
    return named and speaker.text[:1].isupper() and not statement.hypothetical
