"""Which texts are an interview, who asks, who answers, and the exchanges in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from commentary.reading.interview.guests import Guests, guests_of
from commentary.reading.interview.labels import Labelling, labelling_of, led_by
from commentary.reading.interview.roles import is_aside, marked_paragraphs, roles_of
from commentary.reading.page import Page
from commentary.reading.types import (
    Answer,
    FoundExchange,
    FoundInterview,
    FoundStatement,
    Mention,
    Role,
    Span,
    Turn,
)

_LEAST_EVIDENCE = 2
_ANSWERED_SHARE = 0.6
_DASHES = ("-", "–", "—", "―")


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph of an interview: whose it is, and its words without a label."""

    role: Role
    span: Span
    speaker: str
    mention: Mention | None


@dataclass(frozen=True, slots=True)
class InterviewReading:
    """An interview, its answers as statements, and the piece that each paragraph is."""

    interview: FoundInterview
    answers: tuple[FoundStatement, ...]
    pieces: tuple[Piece, ...]


def interview_in(page: Page) -> InterviewReading | None:
    """Read a page as an interview; None when it is none."""
    labelling = labelling_of(page)
    if labelling is not None:
        pieces, introduced = _labelled_pieces(page, labelling)
        voices = [piece.speaker for piece in pieces if piece.role == "guest"]
        named = tuple(dict.fromkeys(filter(None, voices))) or introduced.names
        if not named and not introduced.interview_named and not _answers_in_person(page, pieces):
            return None
    else:
        roles = roles_of(page)
        guests = guests_of(page, roles)
        if not _is_interview(page, roles, guests):
            return None
        pieces = _bare_pieces(page, roles, guests)
        named = guests.names
    return interview_of(page.text, pieces, named)


def interview_of(
    text: str, pieces: Sequence[Piece], named: tuple[str, ...]
) -> InterviewReading | None:
    """Return the interview that pieces of a text make, in their order; None without an answer."""
    exchanges, answers = _exchanges(text, pieces)
    if not exchanges:
        return None
    interview = FoundInterview(named, _turns(pieces), exchanges)
    return InterviewReading(interview, answers, tuple(pieces))


def _answers_in_person(page: Page, pieces: Sequence[Piece]) -> bool:
    """Tell whether answers say "I": questions and answers of nobody are an office's advice."""
    answers = [at for at, piece in enumerate(pieces) if piece.role == "guest"]
    own = set(page.lexicon.forms.get("in_person", ()))
    said = sum(any(token.lower in own for token in page.paragraphs[at].tokens) for at in answers)
    return said * 3 >= len(answers) > 0


def _is_interview(page: Page, roles: Sequence[Role], guests: Guests) -> bool:
    """Weigh the signs: an interview is named, questions address somebody, answers say "I"."""
    asked = [at for at, role in enumerate(roles) if role == "interviewer"]
    answered = sum(at + 1 < len(roles) and roles[at + 1] == "guest" for at in asked)
    if not answered or answered < len(asked) * _ANSWERED_SHARE:
        return False
    if not guests.names and not guests.interview_named:
        return False
    words = [{token.lower for token in paragraph.tokens} for paragraph in page.paragraphs]
    to_guest = sum(bool({"you", "your"} & words[at]) for at in asked)
    answers = [at for at, role in enumerate(roles) if role == "guest"]
    in_person = sum(bool({"i", "my", "we", "our"} & words[at]) for at in answers)
    quoted = sum(
        page.paragraphs[at].opens_with_mark
        or (bool(page.paragraphs[at].quotations) and "said" in words[at])
        for at in answers
    )
    evidence = 2 * guests.interview_named
    evidence += to_guest * 4 >= len(asked)
    evidence += in_person * 3 >= len(answers)
    evidence += len(asked) > 2
    evidence -= 2 * (quoted * 3 > len(answers))
    evidence -= 2 * (len(asked) == 1)
    return evidence > _LEAST_EVIDENCE


def _bare_pieces(page: Page, roles: Sequence[Role], guests: Guests) -> list[Piece]:
    """Return pieces; the dash or number that leads a question is left out.

    Where questions are led by dashes, so may answers be; other dashes in them are a list's.
    """
    led = [led_by(page, paragraph) for paragraph in page.paragraphs]
    asked = [led[at] for at, role in enumerate(roles) if role == "interviewer"]
    in_dialogue = all(words[:1] in _DASHES for words in asked) and "" not in asked
    pieces = []
    for paragraph, role, words in zip(page.paragraphs, roles, led, strict=True):
        cut = role == "interviewer" or (role == "guest" and in_dialogue and words[:1] in _DASHES)
        span = Span(paragraph.span.start + (len(words) if cut else 0), paragraph.span.end)
        pieces.append(_answer(guests, span) if role == "guest" else Piece(role, span, "", None))
    return pieces


def _labelled_pieces(page: Page, labelling: Labelling) -> tuple[list[Piece], Guests]:
    roles: list[Role] = [
        "narration"
        if label is None
        else "interviewer"
        if label.key in labelling.askers
        else "guest"
        for label in labelling.labels
    ]
    introduced = guests_of(page, roles)
    _, headings = marked_paragraphs(page)
    pieces: list[Piece] = []
    current: Piece | None = None
    alone = False
    last = max(at for at, label in enumerate(labelling.labels) if label)
    for at, (paragraph, label) in enumerate(zip(page.paragraphs, labelling.labels, strict=True)):
        if label is not None:
            speaker, mention = _speaker(page, label.key, label.span, introduced, roles[at])
            current = Piece(roles[at], label.words, speaker, mention)
            # A label on a line of its own is no words; those of the next line are its voice's.
            pieces.append(Piece("narration", label.span, "", None) if label.alone else current)
            alone = label.alone
        elif alone and current is not None:
            pieces.append(current)
            alone = False
        elif (
            current is None
            or at in headings
            or is_aside(page, paragraph)
            or (at > last and _is_closing_note(page, at))
        ):
            pieces.append(Piece("narration", paragraph.span, "", None))
        elif current.role == "interviewer" and not labelling.answers:
            pieces.append(_answer(introduced, paragraph.span))
        else:
            pieces.append(Piece(current.role, paragraph.span, current.speaker, current.mention))
    return pieces, introduced


def _answer(introduced: Guests, span: Span) -> Piece:
    """Return an answer without a label: the one guest's, or nobody's where there are several."""
    speaker = introduced.names[0] if len(introduced.names) == 1 else ""
    return Piece("guest", span, speaker, introduced.mentions.get(speaker))


def _speaker(
    page: Page, key: str, span: Span, introduced: Guests, role: Role
) -> tuple[str, Mention | None]:
    """Return who a label names; a plain "A:" is the one guest whom the introduction names."""
    if Labelling.is_plain(key):
        if role != "guest" or len(introduced.names) != 1:
            return "", None
        return introduced.names[0], introduced.mentions[introduced.names[0]]
    person = person_of_label(page, span)
    return person, Mention(span.of(page.text), span.start, span.end, person)


def person_of_label(page: Page, span: Span) -> str:
    """Return the fullest name of whom a label names, by name or initials; else its own words."""
    label = span.of(page.text)
    return page.persons.person_named(label) or _by_initials(page, label) or label


def _by_initials(page: Page, label: str) -> str:
    letters = label.replace(".", "").replace(" ", "")
    if not letters.isupper() or len(letters) > 4:
        return ""
    matches = [
        person.name
        for person in page.persons.found()
        if "".join(word[0] for word in person.name.split()).upper() == letters
    ]
    return matches[0] if len(matches) == 1 else ""


def _is_closing_note(page: Page, at: int) -> bool:
    words = {token.lower for token in page.paragraphs[at].tokens}
    return bool(words & page.lexicon.interviews["words"]) and not words & {"i", "you", "we"}


def _turns(pieces: Sequence[Piece]) -> tuple[Turn, ...]:
    turns: list[Turn] = []
    for piece in pieces:
        if turns and (turns[-1].role, turns[-1].speaker) == (piece.role, piece.speaker):
            turns[-1] = Turn(piece.role, turns[-1].start, piece.span.end, piece.speaker)
        else:
            turns.append(Turn(piece.role, piece.span.start, piece.span.end, piece.speaker))
    return tuple(turns)


def _exchanges(
    text: str, pieces: Sequence[Piece]
) -> tuple[tuple[FoundExchange, ...], tuple[FoundStatement, ...]]:
    """Pair each question with what follows up to the next; unanswered questions are left out."""
    exchanges: list[FoundExchange] = []
    statements: list[FoundStatement] = []
    question: Span | None = None
    voices: list[list[Piece]] = []

    def close() -> None:
        if question is None or not voices:
            return
        answers = []
        for voice in voices:
            answers.append(Answer(voice[0].speaker, Span(voice[0].span.start, voice[-1].span.end)))
            statements.append(_statement(text, voice, len(exchanges)))
        exchanges.append(FoundExchange(question, tuple(answers)))

    for piece in pieces:
        if piece.role == "interviewer":
            if question is not None and not voices:
                question = Span(question.start, piece.span.end)
                continue
            close()
            question, voices = piece.span, []
        elif piece.role == "guest" and question is not None:
            if voices and voices[-1][-1].speaker == piece.speaker:
                voices[-1].append(piece)
            else:
                voices.append([piece])
    close()
    return tuple(exchanges), tuple(statements)


def _statement(text: str, voice: Sequence[Piece], exchange: int) -> FoundStatement:
    spans = tuple(piece.span for piece in voice)
    return FoundStatement(
        type="direct",
        medium="speech",
        spans=spans,
        text=" ".join(span.of(text) for span in spans),
        speaker=voice[0].mention,
        exchange=exchange,
    )
