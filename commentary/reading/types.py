"""What the reader takes and what it gives: frozen values, offsets in code points of one text.

Every span is `text[start:end]` of `Document.text`, end exclusive. Nothing here holds words that
are not a slice of that text, save names of persons that are repeated from it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Form = Literal[
    "interview",
    "news",
    "opinion",  # one person's signed piece
    "transcript",  # a speech or hearing, taken down
    "machine_transcript",  # nobody is told apart in it: nothing is found
    "digest",  # entries of their own day and speaker: a live blog, a round-up of posts
    "letter",  # one text of all its signatories
    "notice",  # an event, a listing, results: nobody is reported
    "other",
]
#: How the words came to us.
Rendering = Literal[
    "original", "translation", "transcript", "machine_transcript", "digest", "paraphrase"
]
#: What an answer does in place of answering; "" for an answer.
NonAnswer = Literal["", "declined", "no_comment", "evaded", "other_question"]
Precision = Literal["day", "month", "year"]
Basis = Literal["stated", "published", "inferred"]
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
    """One article text as stored. `title` is the page's headline when it is known apart.

    `published_on` is the day of publication at the outlet, by which "on Tuesday" is understood;
    `byline` is who signs the page, as printed.
    """

    text: str
    title: str = ""
    language: str = "en"
    marks: tuple[Mark, ...] = ()
    published_on: date | None = None
    byline: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for a source. `person` is the fullest name in the document, or "".

    `is_person` is False where that is the name of an organisation or a place, or a name of which
    the document does not tell whose it is: nobody is ever linked by it.
    """

    text: str
    start: int
    end: int
    person: str = ""
    is_person: bool = True


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that say that something was said: "said", "according to"."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundDay:
    """When something was said, as far as the text tells: `on` is the first day of what `precision`
    names; `words` are those that say so ("on Tuesday"), None where the text does not.
    """

    on: date
    precision: Precision
    basis: Basis
    words: Span | None = None


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """What one source said in one place.

    `text` is the slices of `spans` joined by one space. `exchange` is the index of the exchange
    that an interview answer belongs to. `reported_by` is the person in whose words another
    person's statement stands, or "". `in_headline` words are marked: they are never the only
    evidence. `day` is None where nothing is known of it, also not when the text was published.
    `spoken_language` is the tag ("ja") of the language in which it was said, where the text tells
    of another one than it is printed in. Words that several people sign have no one speaker:
    `signatories` are all of them.
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
    asked: bool = False
    in_headline: bool = False
    rendering: Rendering = "original"
    non_answer: NonAnswer = ""
    day: FoundDay | None = None
    spoken_language: str = ""
    signatories: tuple[Mention, ...] = ()


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
class Entry:
    """One entry of a live blog or digest: from its head ("14:05", "3 March", a name) to its end.

    Times and days inside it are told from the head, whose words are `head`.
    """

    span: Span
    head: Span


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person named in the document; `affiliations` are the phrases that say who that is.

    `also` are the other full names that the document prints for the person: without a middle
    name, in another script.
    """

    name: str
    mentions: tuple[Span, ...]
    affiliations: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeadlineDifference:
    """Words that the headline quotes of a person, where the text gives that person others.

    `headline` are the quoted words; `body` is the statement of the same person that comes nearest
    to them, None where none is like them.
    """

    speaker: str
    headline: Span
    body: Span | None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one pass over one document found, in the order of the text.

    `reason` says in words by what the form was told, "" for a report. `signatories` are the names
    under a joint letter; `entries` are those of a digest.
    """

    form: Form
    interview: FoundInterview | None
    statements: tuple[FoundStatement, ...]
    persons: tuple[FoundPerson, ...]
    reason: str = ""
    signatories: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    headline_differences: tuple[HeadlineDifference, ...] = ()
