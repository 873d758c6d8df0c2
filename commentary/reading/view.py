"""A reading for people: the text with its sources, cues and words marked, and who said them."""

from collections.abc import Iterable

from commentary.reading.types import Document, FoundStatement, Reading

_PLAIN = "\x1b[0m"
_SOURCE, _CUE, _CONTENT, _PERSON = "\x1b[1;36m", "\x1b[33m", "\x1b[32m", "\x1b[1m"
# What a terminal would take for commands of its own.
_CONTROLS = {code: "�" for code in [*range(32), *range(127, 160)] if chr(code) not in "\n\t"}


def coloured(document: Document, reading: Reading, *, colour: bool) -> str:
    """Return the reading as lines of text; with terminal colours when `colour`."""
    lines = [_paint(f"{reading.form}", _PERSON, colour=colour)]
    if reading.interview is not None:
        guests = ", ".join(reading.interview.guests) or "?"
        lines.append(f"{guests}: {len(reading.interview.exchanges)} exchanges")
    for person in reading.persons:
        lines += [f"  {person.name}, {phrase}" for phrase in person.affiliations]
    for number, statement in enumerate(reading.statements, start=1):
        lines += ["", *_statement(document.text, number, statement, colour=colour)]
    return "\n".join(lines)


def _statement(
    text: str, number: int, statement: FoundStatement, *, colour: bool
) -> Iterable[str]:
    person = statement.speaker.person if statement.speaker else ""
    notes: list[str] = [statement.type, statement.medium]
    notes += ["negated"] * statement.negated + ["hypothetical"] * statement.hypothetical
    notes += [f"reported by {statement.reported_by}"] if statement.reported_by else []
    yield f"{number}. {_paint(_clean(person) or '?', _PERSON, colour=colour)} ({', '.join(notes)})"
    marks = [(span.start, span.end, _CONTENT) for span in statement.spans]
    if statement.speaker and statement.exchange is None:
        marks.append((statement.speaker.start, statement.speaker.end, _SOURCE))
    if statement.cue:
        marks.append((statement.cue.start, statement.cue.end, _CUE))
    shown, at = "", -1
    for start, end, style in sorted(marks):
        if start < at:
            continue
        gap = "" if at < 0 or not text[at:start].isspace() else " "
        shown += gap or ("" if at < 0 else " … " if start - at > 1 else "")
        shown += _paint(_clean(" ".join(text[start:end].split())), style, colour=colour)
        at = end
    yield f"   {shown}"


def _clean(words: str) -> str:
    return words.translate(_CONTROLS)


def _paint(words: str, style: str, *, colour: bool) -> str:
    return f"{style}{words}{_PLAIN}" if colour else words
