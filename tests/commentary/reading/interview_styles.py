"""One invented interview, printed in every way in which outlets print them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from commentary.reading import Document, Mark

GUEST = "Marit Solvang"
INTRODUCTION = (
    "Ships have waited off Norhaven for a week, and nobody has said when the port will open.",
    (
        "Marit Solvang, a fellow of the Institute for Harbour Studies, has measured the quay for "
        "twenty years. She spoke to the Courier about the closure."
    ),
)
EXCHANGES = (
    (
        "How do you see the closure?",
        (
            "It came late, and for the wrong reason. The pilots had warned of it for years.",
            "Who profits from it? Not the town. I would look at who owns the land.",
        ),
    ),
    (
        "Tell us about the night of the storm.",
        (
            "We stood on the pier until four, and I counted eleven waves above the wall.",
            "Jonas Ekdahl wrote in his diary that the first to leave never come back.",
            "I think he was right.",
        ),
    ),
    (
        "Some say that the quay was never safe. Do you agree with them?",
        ("No.",),
    ),
    (
        "And the fees? There are reports that they may rise. What’s your take?",
        (
            "That is a new idea, and not a good one. Why should a ship pay for a quay that sinks?",
            "If I were the council, I would wait for the spring.",
        ),
    ),
    (
        "Is there anything you would like to add?",
        ("Only that quays are patient, and people are not.",),
    ),
)
CLOSING = "This interview has been edited for length and clarity."


@dataclass(frozen=True, slots=True)
class Printed:
    """What a page says, piece by piece; a mark sets the piece in bold or as a heading."""

    text: str
    marks: tuple[Mark, ...]

    @property
    def document(self) -> Document:
        return Document(self.text, marks=self.marks)


Kind = Literal["strong", "heading"]
Piece = tuple[str, Kind | None]  # words, and how they are set
Style = Callable[[str, tuple[str, ...]], Iterator[Piece]]


def _labels(asker: str, guest: str, *, each: bool = False) -> Style:
    """Labels in front of question and answer; `each` repeats the guest's at every paragraph."""

    def printed(question: str, answer: tuple[str, ...]) -> Iterator[Piece]:
        yield f"{asker}{question}", None
        first, *others = answer
        yield f"{guest}{first}", None
        for words in others:
            yield (f"{guest}{words}" if each else words), None

    return printed


def _set(kind: Kind | None = None, before: str = "") -> Style:
    """Questions set apart, in bold or as headings, or with a number or a dash before them."""

    def printed(question: str, answer: tuple[str, ...]) -> Iterator[Piece]:
        yield before + question, kind
        for words in answer:
            yield words, None

    return printed


def _lines(asker: str, guest: str) -> Style:
    """Labels on lines of their own."""

    def printed(question: str, answer: tuple[str, ...]) -> Iterator[Piece]:
        yield asker, None
        yield question, None
        yield guest, None
        for words in answer:
            yield words, None

    return printed


STYLES: dict[str, Style] = {
    "bare": _set(),
    "bold questions": _set("strong"),
    "headings": _set("heading"),
    "questions behind a dash": _set(None, "– "),
    "questions labelled": _set(None, "Q: "),
    "the outlet labelled": _set(None, "Courier: "),
    "Q and A": _labels("Q: ", "A: "),
    "Q and A with stops": _labels("Q. ", "A. "),
    "question and answer": _labels("Question: ", "Answer: "),
    "family names": _labels("Courier: ", "Solvang: "),
    "full names": _labels("Norhaven Courier: ", "Marit Solvang: "),
    "every paragraph labelled": _labels("Courier: ", "Marit Solvang: ", each=True),
    "the interviewer's name": _labels("Berit Holm: ", "Marit Solvang: "),
    "capitals and colons": _labels("COURIER: ", "SOLVANG: "),
    "capitals and dashes": _labels("COURIER – ", "MARIT SOLVANG – "),
    "capitals and long dashes": _labels("NORHAVEN COURIER — ", "SOLVANG — "),
    "initials": _labels("NC: ", "MS: "),
    "initials with stops": _labels("N.C.: ", "M.S.: "),
    "roles": _labels("Interviewer: ", "Dr. Solvang: "),
    "brackets": _labels("[Courier] ", "[Solvang] "),
    "lines with a colon": _lines("Courier:", "Marit Solvang:"),
    "lines of names": _lines("Courier", "Marit Solvang"),
}

EXTRAS: dict[str, tuple[int, str]] = {
    "a caption": (1, "The quay in May. Photo: Norhaven Courier"),
    "a pointer": (2, "Read also: Pilots want a new pier"),
    "a section's heading": (3, "On money"),
}


def printed(
    style: str,
    extras: frozenset[str] = frozenset(),
    *,
    closing: bool = False,
    break_: str = "\n\n",
) -> Printed:
    """Print the interview in a style, with extra lines behind the answers they are told for."""
    pieces: list[Piece] = [(words, None) for words in INTRODUCTION]
    for number, (question, answer) in enumerate(EXCHANGES, start=1):
        pieces += STYLES[style](question, answer)
        pieces += [
            (words, None)
            for name, (at, words) in EXTRAS.items()
            if at == number and name in extras
        ]
    if closing:
        pieces.append((CLOSING, None))
    text = ""
    marks: list[Mark] = []
    for words, kind in pieces:
        text += break_ if text else ""
        if kind:
            marks.append(Mark(kind, len(text), len(text) + len(words)))
        text += words
    return Printed(text, tuple(marks))
