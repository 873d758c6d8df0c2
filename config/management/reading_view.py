"""A reading for people: who said what, in which words, on which day, as a terminal shows it."""

import re
from collections.abc import Iterator, Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commentary.reading import Document, FoundDay, FoundStatement, Reading, Span
from config.management.terminal import PLAIN, Chunk, Screen, Style, width

_SOURCE = Style("\x1b[1;36m", "[", "]")
_CUE = Style("\x1b[33m", "{", "}")
_WORDS = Style("\x1b[32m", "<", ">")
_PERSON, _QUESTION, _QUIET = Style("\x1b[1m"), Style("\x1b[35m"), Style("\x1b[2m")
_MARKED, _TRACKED = Style("\x1b[1;31m"), Style("\x1b[36m")

_BAR, _NARROW_BAR = "    │ ", "│ "
_NARROW = 50  # columns
_BETWEEN = 90  # letters that are shown between a source and its words; of more, an ellipsis
_ENDS = re.compile(r"[.!?…。！？](?=\W|$)|\n")
_DAYS = {"day": "j F Y", "month": "F Y", "year": "Y"}


def reading_view(
    document: Document,
    reading: Reading,
    *,
    tracked: Mapping[str, str],
    colour: bool,
    columns: int = 80,
) -> str:
    """Return the reading as lines of at most `columns`, with terminal colours when `colour`.

    Without colours source, cue and words stand between marks. `tracked` gives the slugs of
    tracked experts by their name in the document.
    """
    return "\n".join(_View(document, reading, tracked, Screen(columns=columns, in_colour=colour)))


class _View:
    """The lines of one reading."""

    def __init__(
        self,
        document: Document,
        reading: Reading,
        tracked: Mapping[str, str],
        screen: Screen,
    ) -> None:
        self._document = document
        self._reading = reading
        self._tracked = tracked
        self._screen = screen
        self._bar = _NARROW_BAR if screen.columns < _NARROW else _BAR

    def __iter__(self) -> Iterator[str]:
        yield from self._head()
        shown = -1
        for number, statement in enumerate(self._reading.statements, start=1):
            yield ""
            if statement.exchange is not None and statement.exchange != shown:
                shown = statement.exchange
                yield from self._question(shown)
            yield from self._statement(number, statement)

    def _head(self) -> Iterator[str]:
        reading = self._reading
        parts = [Chunk(_form(reading.form), _PERSON)]
        if reading.interview is not None:
            guests = ", ".join(reading.interview.guests) or _("a guest who is not named")
            parts += [
                Chunk(" " + _("with %s") % guests),
                Chunk(", " + _("exchanges: %d") % len(reading.interview.exchanges), _QUIET),
            ]
        parts.append(Chunk(", " + _("statements: %d") % len(reading.statements), _QUIET))
        if reading.reason:
            parts.append(Chunk(f" ({reading.reason})", _QUIET))
        yield from self._screen.lines(parts)
        if reading.signatories:
            signed = _("signed by %s") % ", ".join(reading.signatories)
            yield from self._screen.lines([Chunk(signed)], first="  ", others="  ")
        for person in reading.persons:
            who = [Chunk(person.name, _PERSON)]
            who += [Chunk(f", {words}", _QUIET) for words in person.affiliations]
            if person.affiliations or person.name in self._tracked:
                yield from self._screen.lines(
                    [*who, *self._tracking(person.name)], first="  ", others="    "
                )
        if reading.statements:
            legend = [
                Chunk(_("source"), _SOURCE),
                Chunk(" "),
                Chunk(_("cue"), _CUE),
                Chunk(" "),
                Chunk(_("words"), _WORDS),
            ]
            yield from self._screen.lines(legend, first="  ", others="  ")

    def _tracking(self, name: str) -> Iterator[Chunk]:
        if self._tracked.get(name):
            yield Chunk(" · " + _("tracked as %s") % self._tracked[name], _TRACKED)

    def _question(self, exchange: int) -> Iterator[str]:
        interview = self._reading.interview
        if interview is None or exchange >= len(interview.exchanges):
            return
        asked = interview.exchanges[exchange].question.of(self._document.text)
        sign = "? "
        for at, paragraph in enumerate(filter(None, map(str.strip, asked.splitlines()))):
            first = sign if at == 0 else " " * width(sign)
            yield from self._screen.lines(
                [Chunk(paragraph, _QUESTION)], first=first, others=" " * width(sign)
            )

    def _statement(self, number: int, statement: FoundStatement) -> Iterator[str]:
        first = f"{number}. "
        yield from self._screen.lines(
            self._title(statement), first=first, others=" " * width(first)
        )
        for paragraph in self._paragraphs(statement):
            yield from self._screen.lines(paragraph, first=self._bar, others=self._bar)

    def _title(self, statement: FoundStatement) -> Iterator[Chunk]:
        speaker = statement.speaker
        name = speaker.person if speaker else ""
        if name:
            yield Chunk(name, _PERSON)
        elif statement.signatories:
            signed = (one.person or one.text for one in statement.signatories)
            yield Chunk(", ".join(signed), _PERSON)
        elif speaker:
            yield Chunk(_("%s, unnamed") % speaker.text)
        else:
            yield Chunk(_("somebody"))
        yield from self._tracking(name)
        yield Chunk(f" ({', '.join(_kind(statement))})", _QUIET)
        for flag in _flags(statement):
            yield Chunk(" · ", _QUIET)
            yield Chunk(flag, _MARKED)
        if statement.day is not None:
            yield Chunk(" · " + self._day(statement.day), _QUIET)

    def _day(self, day: FoundDay) -> str:
        on = date_format(day.on, _DAYS[day.precision])
        if day.words is not None:
            return f"{on} (“{day.words.of(self._document.text)}”)"
        basis = {"stated": _("stated"), "published": _("published"), "inferred": _("inferred")}
        return f"{on} ({basis[day.basis]})"

    def _paragraphs(self, statement: FoundStatement) -> Iterator[list[Chunk]]:
        """Yield source, cue and words in the order of the text, a paragraph at a time."""
        text = self._document.text
        line: list[Chunk] = []
        for span, style in _parts(text, statement):
            pieces = span.of(text).splitlines() or [""]
            if style is PLAIN and span.end - span.start > _BETWEEN:
                pieces = [" … "]
            for at, piece in enumerate(pieces):
                if at and line:
                    yield line
                    line = []
                if piece.strip() or line:
                    line.append(Chunk(piece, style))
        if line:
            yield line


def _parts(text: str, statement: FoundStatement) -> Iterator[tuple[Span, Style]]:
    """Yield marked and plain stretches of the text, with the marks right beside them."""
    marks = [(span.start, span.end, _WORDS) for span in statement.spans]
    if statement.speaker and statement.cue:
        marks.append((statement.speaker.start, statement.speaker.end, _SOURCE))
    if statement.cue:
        marks.append((statement.cue.start, statement.cue.end, _CUE))
    marks.sort(key=lambda mark: mark[:2])
    at = first = marks[0][0]
    while first > 0 and _is_mark(text[first - 1]):
        first -= 1
    if first < at:
        yield Span(first, at), PLAIN
    for start, end, style in marks:
        if start < at:
            continue
        if at < start:
            yield Span(at, start), PLAIN
        yield Span(start, end), style
        at = end
    last = _sentence_end(text, at)
    if at < last:
        yield Span(at, last), PLAIN


def _sentence_end(text: str, at: int) -> int:
    """Return where the sentence around `at` ends, its marks with it; `at` where that is far."""
    ends = _ENDS.search(text, at, at + _BETWEEN)
    last = ends.start() if ends else at
    while last < len(text) and _is_mark(text[last]):
        last += 1
    return last


def _is_mark(letter: str) -> bool:
    return not letter.isalnum() and not letter.isspace()


def _form(form: str) -> str:
    names = {
        "interview": _("Interview"),
        "news": _("News report"),
        "opinion": _("Opinion piece"),
        "transcript": _("Transcript"),
        "machine_transcript": _("Machine transcript"),
        "digest": _("Digest"),
        "letter": _("Joint letter"),
        "notice": _("Notice"),
    }
    return names.get(form, _("Other text"))


def _kind(statement: FoundStatement) -> Iterator[str]:
    yield statement.type
    yield statement.medium
    yield statement.rendering.replace("_", " ")
    if statement.spoken_language:
        yield _("spoken in %s") % statement.spoken_language


def _flags(statement: FoundStatement) -> Iterator[str]:
    """Say in words what keeps a statement from being taken for what the source holds."""
    flags = {
        _("negated"): statement.negated,
        _("hypothetical"): statement.hypothetical,
        _("a question"): statement.asked,
        _("in the headline"): statement.in_headline,
        _("declined to answer"): statement.non_answer == "declined",
        _("no comment"): statement.non_answer == "no_comment",
        _("evaded the question"): statement.non_answer == "evaded",
        _("answered another question"): statement.non_answer == "other_question",
    }
    yield from (flag for flag, is_set in flags.items() if is_set)
    if statement.reported_by:
        yield _("reported by %s") % statement.reported_by
