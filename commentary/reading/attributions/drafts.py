"""Statements in the making: what later sentences and paragraphs may still add words to."""

from dataclasses import dataclass, field

from commentary.reading.page import Page
from commentary.reading.text.units import Sentence
from commentary.reading.types import Cue, Mention, Span


@dataclass(slots=True)
class Draft:
    """A statement that later sentences may still add pieces to.

    `verbatim` words are the speaker's own though no marks stand around them.
    """

    pieces: list[Span]
    speaker: Mention | None
    cue: Cue | None
    lemma: str = ""
    frames: frozenset[str] = frozenset()
    negated: bool = False
    hypothetical: bool = False
    asked: bool = False
    paragraph: int = -1
    quoted: bool = False
    verbatim: bool = False
    reported_by: str = ""


@dataclass(slots=True)
class Progress:
    """What the reader carries from sentence to sentence.

    `open_quotation` goes on in the paragraphs that open with a mark again; `announced` ended with
    a colon ("She said:"); `quoting` is the last one who was quoted, `heard` the last one whose
    words were reported at all, and `silent` tells that a sentence of the writer's stands between;
    `waiting` are quotations that nobody has claimed yet. `headline` tells that the first paragraph
    is one.
    """

    drafts: list[Draft] = field(default_factory=list)
    open_quotation: Draft | None = None
    announced: Draft | None = None
    quoting: Draft | None = None
    heard: Draft | None = None
    waiting: list[Span] = field(default_factory=list)
    waiting_since: int = -1
    silent: bool = False
    headline: bool = False

    def forget(self) -> None:
        """Look back no further: what follows is a text of its own."""
        self.open_quotation = self.announced = self.quoting = self.heard = None
        self.waiting = []
        self.silent = False


def cue_at(page: Page, sentence: Sentence, first: int, behind: int) -> Cue:
    """Return units `first` up to `behind` as a cue."""
    span = sentence.span(first, behind)
    return Cue(span.of(page.text), span.start, span.end)
