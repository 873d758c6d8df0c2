"""Sentences written down with what is to be found in them, and readings written the same way.

A file of `sentences/` holds one phenomenon after another:

    ## two speakers
    [Marit Solvang] {said} <the quay would sink>, but Jonas Ekdahl said it would hold.
    = Marit Solvang, indirect
    Marit Solvang said the quay would sink, but [Jonas Ekdahl] {said} <it would hold>.
    = Jonas Ekdahl, indirect

The text stands once for each statement, with its [source], {cue} and <words> marked, and below it
the person ("nobody" where it is not known), the type and what else is true of it: "thought",
"writing", "negated", "hypothetical", "asked", "headline", "reported by NAME". A text without marks
holds no statement. ¶ is the end of a paragraph, ↵ that of Windows. "(not yet)" behind the name of
a phenomenon says that the reader does not find this yet.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from commentary.reading import Document, FoundStatement, read

SENTENCES = Path(__file__).parent / "sentences"
_BREAKS = {"¶": "\n\n", "↵": "\r\n"}
_HEADING = re.compile(r"## (?P<name>.+?)(?P<not_yet> \(not yet\))?")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text, and its statements as lines in the notation above."""

    where: str
    text: str
    statements: tuple[str, ...]
    not_yet: bool = False


def sentences_in(path: Path) -> Iterator[Sentence]:
    """Yield what a file holds, in order; ValueError names the phenomenon written wrongly."""
    for block in path.read_text(encoding="utf-8").split("\n## ")[1:]:
        heading, *lines = block.strip().splitlines()
        parts = _HEADING.fullmatch(f"## {heading}")
        where = f"{path.stem}: {parts['name'] if parts else heading}"
        marked, notes = lines[::2], lines[1::2]
        texts = {re.sub(r"[\[\]{}<>]", "", line) for line in marked}
        if parts is None or len(texts) != 1 or not all(note.startswith("= ") for note in notes):
            raise ValueError(f"{where}: one text and a line of notes by turns")
        if len(marked) - len(notes) != (1 if not notes and marked[0] in texts else 0):
            raise ValueError(f"{where}: marks need a line of notes")
        yield Sentence(
            where,
            _spelt_out(texts.pop()),
            tuple(f"{_spelt_out(line)} {note}" for line, note in zip(marked, notes, strict=False)),
            not_yet=parts["not_yet"] is not None,
        )


def statements_of(text: str, *, language: str = "en") -> tuple[str, ...]:
    """Read a text and write down its statements in the notation above."""
    reading = read(Document(text, language=language))
    return tuple(f"{_marked(text, one)} = {', '.join(_notes(one))}" for one in reading.statements)


def _spelt_out(line: str) -> str:
    for sign, line_break in _BREAKS.items():
        line = line.replace(sign, line_break)
    return line


def _marked(text: str, statement: FoundStatement) -> str:
    places = [(span.start, span.end, "<>") for span in statement.spans]
    if statement.speaker is not None:
        places.append((statement.speaker.start, statement.speaker.end, "[]"))
    if statement.cue is not None:
        places.append((statement.cue.start, statement.cue.end, "{}"))
    # Of two marks at one place the one that closes stands first.
    marks = [(end, 0, pair[1]) for _start, end, pair in places]
    marks += [(start, 1, pair[0]) for start, _end, pair in places]
    shown, at = [], 0
    for place, _opens, mark in sorted(marks):
        shown += [text[at:place], mark]
        at = place
    return "".join([*shown, text[at:]])


def _notes(statement: FoundStatement) -> Iterator[str]:
    yield (statement.speaker.person if statement.speaker else "") or "nobody"
    yield statement.type
    if statement.medium != "speech":
        yield statement.medium
    flags = {
        "negated": statement.negated,
        "hypothetical": statement.hypothetical,
        "asked": statement.asked,
        "headline": statement.in_headline,
        f"reported by {statement.reported_by}": statement.reported_by,
    }
    yield from (flag for flag, is_set in flags.items() if is_set)
