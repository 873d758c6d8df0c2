"""What the reader takes and what it gives: frozen values, offsets in code points of one text.

Every span is `text[start:end]` of `Document.text`, end exclusive. Nothing here holds words that
are not a slice of that text, save names of persons that are repeated from it.
"""

from dataclasses import dataclass
from typing import Literal

Form = Literal["interview", "news", "other"]
Role = Literal["interviewer", "guest", "narration"]
StatementType = Literal["direct", "indirect", "mixed"]
Medium = Literal["speech", "writing", "thought"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the text: code points, end exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of this span in `text`."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Mark:
    """Structure that survived from the page: words set as a heading or in bold."""

    kind: Literal["heading", "strong"]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One article text as stored. `title` is the page's headline when it is known apart."""

    text: str
    title: str = ""
    language: str = "en"
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for a source. `person` is the fullest name in the document, or ""."""

    text: str
    start: int
    end: int
    person: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that say that something was said: "said", "according to"."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """What one source said in one place.

    `text` is the slices of `spans` joined by one space. `exchange` is the index of the exchange
    that an interview answer belongs to. `reported_by` is the person in whose words another
    person's statement stands, or "".
    """

    type: StatementType
    medium: Medium
    spans: tuple[Span, ...]
    text: str
    speaker: Mention | None = None
    cue: Cue | None = None
    negated: bool = False
    hypothetical: bool = False
    reported_by: str = ""
    exchange: int | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """Consecutive paragraphs of one voice; a label ("Q:", "Name:") in front is left out."""

    role: Role
    start: int
    end: int
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one guest answered; `span` runs from the first to the last of its paragraphs."""

    speaker: str
    span: Span


@dataclass(frozen=True, slots=True)
class FoundExchange:
    """One question and what was answered to it, by one guest or several."""

    question: Span
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class FoundInterview:
    """The question-and-answer form of a document, in the order of its text."""

    guests: tuple[str, ...]
    turns: tuple[Turn, ...]
    exchanges: tuple[FoundExchange, ...]


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person named in the document; `affiliations` are the phrases that say who that is."""

    name: str
    mentions: tuple[Span, ...]
    affiliations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one pass over one document found, in the order of the text."""

    form: Form
    interview: FoundInterview | None
    statements: tuple[FoundStatement, ...]
    persons: tuple[FoundPerson, ...]
