"""A reading for people: sources, cues and words as a terminal shows them, and who said them."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from commentary.reading import Document, FoundStatement, Reading

_PLAIN = "\x1b[0m"
_SOURCE, _CUE, _CONTENT, _PERSON = "\x1b[1;36m", "\x1b[33m", "\x1b[32m", "\x1b[1m"
# What a terminal would take for commands of its own.
_CONTROLS = dict.fromkeys([*range(32), *range(127, 160), *range(0xD800, 0xE000)], "�")


def reading_view(
    document: Document, reading: Reading, *, tracked: Mapping[str, str], colour: bool
) -> str:
    """Return the reading as lines of text, with terminal colours when `colour`.

    `tracked` gives the slugs of tracked experts by their name in the document.
    """
    painted = _Painter(in_colour=colour)
    lines = [painted(reading.form, _PERSON)]
    if reading.interview is not None:
        guests = _clean(", ".join(reading.interview.guests)) or _("a guest who is not named")
        exchanges = len(reading.interview.exchanges)
        lines.append(_("%(guests)s, exchanges: %(n)d") % {"guests": guests, "n": exchanges})
    for person in reading.persons:
        lines += [f"  {_clean(person.name)}, {_clean(words)}" for words in person.affiliations]
    for number, statement in enumerate(reading.statements, start=1):
        name = statement.speaker.person if statement.speaker else ""
        who = painted(_clean(name) or _("somebody"), _PERSON)
        notes = ", ".join(_notes(statement, tracked.get(name, "")))
        lines += ["", f"{number}. {who} ({notes})", f"   {_words(document, statement, painted)}"]
    return "\n".join(lines)


class _Painter:
    def __init__(self, *, in_colour: bool) -> None:
        self._in_colour = in_colour

    def __call__(self, words: str, style: str) -> str:
        return f"{style}{words}{_PLAIN}" if self._in_colour else words


def _notes(statement: FoundStatement, slug: str) -> Iterator[str]:
    yield statement.type
    yield statement.medium
    if statement.negated:
        yield _("negated")
    if statement.hypothetical:
        yield _("hypothetical")
    if statement.reported_by:
        yield _("reported by %s") % _clean(statement.reported_by)
    if slug:
        yield _("tracked as %s") % slug


def _words(document: Document, statement: FoundStatement, painted: _Painter) -> str:
    """Return source, cue and content in the order of the text; an ellipsis for what is between."""
    marks = [(span.start, span.end, _CONTENT) for span in statement.spans]
    if statement.speaker and statement.cue:
        marks.append((statement.speaker.start, statement.speaker.end, _SOURCE))
    if statement.cue:
        marks.append((statement.cue.start, statement.cue.end, _CUE))
    shown: list[str] = []
    at = -1
    for start, end, style in sorted(marks):
        if start < at:
            continue
        if shown:
            between = document.text[at:start]
            shown.append(" … " if any(c.isalnum() for c in between) else " ")
        shown.append(painted(_clean(" ".join(document.text[start:end].split())), style))
        at = end
    return "".join(shown)


def _clean(words: str) -> str:
    return words.translate(_CONTROLS)
