"""The pass over one document: its form, its interview, its statements, its persons."""

from bisect import bisect_right
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from commentary.reading.answers import with_non_answers
from commentary.reading.attributions.headlines import differences_in
from commentary.reading.attributions.statements import statements_in as english_statements_in
from commentary.reading.days.stating import with_days
from commentary.reading.forms.digests import digest_in
from commentary.reading.forms.notices import machine_transcript_reason, notice_reason
from commentary.reading.forms.recognising import voiced_text_in
from commentary.reading.forms.renderings import rendered
from commentary.reading.forms.voiced import VoicedText
from commentary.reading.languages.detection import language_of
from commentary.reading.languages.japanese.reader import read_japanese
from commentary.reading.languages.spaced.statements import spaced_statements_in
from commentary.reading.page import Page, begun_at, page_of
from commentary.reading.types import Document, Form, FoundStatement, Mention, Reading, Span

READER_VERSION = "2026.11.2"


def read(document: Document) -> Reading:
    """Read a document: who said what, in which words.

    Deterministic, and linear in the length of the text. A text in which nothing is said gives a
    reading without statements; no text is an error.
    """
    language = language_of(document)
    if language == "ja":
        return read_japanese(document)
    page = page_of(replace(document, language=language))
    voiced = voiced_text_in(page)
    if voiced is not None:
        return _of_voices(page, voiced)
    reason = machine_transcript_reason(page)
    if reason:
        return Reading("machine_transcript", None, (), page.persons.found(), reason)
    digest = digest_in(page)
    if digest is not None:
        told = _narrated(begun_at(page, digest.starts), digest)
    else:
        told = statements_in(page, range(len(page.paragraphs)))
    reason = "" if digest and digest.own else notice_reason(page, told)
    if reason:
        return Reading("notice", None, (), page.persons.found(), reason)
    if digest is not None:
        return _of_voices(page, digest)
    statements = with_days(page, rendered(page, with_non_answers(page, told), ()))
    form: Form = "news" if statements else "other"
    differences = differences_in(page, statements)
    return Reading(form, None, statements, page.persons.found(), headline_differences=differences)


def _of_voices(page: Page, text: VoicedText) -> Reading:
    """Read a text that speaks with voices of its own: those, and what they and it report."""
    questions: list[Span] = []
    if text.interview is not None:
        questions = [exchange.question for exchange in text.interview.exchanges]
    words = begun_at(page, text.starts)
    every: Sequence[FoundStatement] = [*text.own, *_narrated(words, text), *_reported(words, text)]
    # A report stands behind the words that it stands in, where both begin together.
    own = {id(one) for one in text.own}
    every = sorted(every, key=lambda one: (one.spans[0].start, id(one) not in own))
    if text.form in {"interview", "digest"}:
        every = with_non_answers(page, every)
    return Reading(
        text.form,
        text.interview,
        with_days(
            page,
            rendered(page, every, text.speakers.keys() | text.silent),
            entries=[entry.head for entry in text.entries],
            questions=questions,
        ),
        page.persons.found(),
        text.reason,
        text.signatories,
        text.entries,
    )


def statements_in(
    page: Page,
    places: Iterable[int],
    *,
    only_speech: bool = False,
    anew: Container[int] = (),
) -> list[FoundStatement]:
    """Return what is said in the paragraphs numbered `places`, by the rules of the language."""
    if page.document.language == "en":
        return english_statements_in(page, places, only_speech=only_speech, anew=anew)
    return spaced_statements_in(page, places, only_speech=only_speech)


def _narrated(page: Page, text: VoicedText) -> list[FoundStatement]:
    """Return what the narration reports; an entry of a digest is a report by itself."""
    places = [
        at
        for at in range(len(page.paragraphs))
        if at not in text.speakers and at not in text.silent
    ]
    return statements_in(page, places, only_speech=text.form != "digest", anew=text.anew)


def _reported(page: Page, text: VoicedText) -> list[FoundStatement]:
    """Return the words of others that the voices report.

    Who writes reports others as a reporter does; in speech only what is clear counts: named, and
    said or written.
    """
    found: list[FoundStatement] = []
    starts = [paragraph.span.start for paragraph in page.paragraphs]
    writes = text.form in {"opinion", "letter"}
    for one in statements_in(page, sorted(text.speakers), only_speech=not writes):
        voice = text.speakers.get(bisect_right(starts, one.spans[0].start) - 1, "")
        if one.speaker is None or one.speaker.person == voice:
            continue
        if _is_of_others(page, one.speaker) if writes else _is_clear(one):
            found.append(replace(one, reported_by=voice))
    return found


def _is_of_others(page: Page, speaker: Mention) -> bool:
    own = {*page.lexicon.forms.get("in_person", ()), *page.lexicon.forms.get("together", ())}
    return speaker.text.lower() not in own


def _is_clear(statement: FoundStatement) -> bool:
    """Tell whether words in an answer are surely another person's: named, and said or written."""
    speaker, cue = statement.speaker, statement.cue
    if speaker is None or cue is None or statement.medium == "thought":
        return False
    named = speaker.is_person and bool(speaker.person)
    return named and speaker.text[:1].isupper() and not statement.hypothetical
