"""Which texts speak with voices of their own, the surest form asked first."""

from commentary.reading.forms.letters import letter_in
from commentary.reading.forms.opinion import opinion_in
from commentary.reading.forms.transcripts import hearing_in, is_hearing, speech_in
from commentary.reading.forms.voiced import VoicedText
from commentary.reading.interview.exchanges import InterviewReading, interview_in
from commentary.reading.page import Page


def voiced_text_in(page: Page) -> VoicedText | None:
    """Return the interview, transcript, letter or opinion piece that a page is, or None.

    A hearing has questions and answers too, so what announces itself as one is asked first; after
    that, an interview is the surest to tell.
    """
    if is_hearing(page):
        hearing = hearing_in(page)
        if hearing is not None:
            return hearing
    interview = interview_in(page)
    if interview is not None:
        return _of_interview(interview)
    return hearing_in(page) or speech_in(page) or letter_in(page) or opinion_in(page)


def _of_interview(found: InterviewReading) -> VoicedText:
    asked = {at for at, piece in enumerate(found.pieces) if piece.role == "interviewer"}
    return VoicedText(
        form="interview",
        reason=f"questions with their answers: {len(found.interview.exchanges)}",
        own=found.answers,
        speakers={
            at: piece.speaker for at, piece in enumerate(found.pieces) if piece.role == "guest"
        },
        silent=frozenset(asked),
        interview=found.interview,
        starts={at: piece.span.start for at, piece in enumerate(found.pieces)},
    )
