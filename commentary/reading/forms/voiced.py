"""Texts that speak with voices of their own: interviews, speeches, signed pieces, letters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from commentary.reading.page import Page
from commentary.reading.types import (
    Entry,
    Form,
    FoundInterview,
    FoundStatement,
    Medium,
    Mention,
    Rendering,
    Span,
)


@dataclass(frozen=True, slots=True)
class VoicedText:
    """What form a text has and why, and which of its paragraphs are whose own words.

    `own` are those words as statements. `speakers` gives the person of each paragraph that is
    somebody's own words, "" where that is not known; `silent` paragraphs (questions, headings,
    notes on the author) say nothing; the rest is narration. `starts` tells where the words of a
    paragraph begin that has a label or the head of an entry in front of them; at the paragraphs
    `anew` a text of its own begins.
    """

    form: Form
    reason: str
    own: tuple[FoundStatement, ...]
    speakers: Mapping[int, str]
    silent: frozenset[int] = frozenset()
    interview: FoundInterview | None = None
    signatories: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    starts: Mapping[int, int] = field(default_factory=dict)
    anew: frozenset[int] = frozenset()


def own_words(
    page: Page,
    spans: Sequence[Span],
    speakers: Sequence[Mention],
    *,
    medium: Medium,
    exchange: int | None = None,
    rendering: Rendering = "original",
) -> FoundStatement:
    """Return one direct statement: paragraphs that one person, or all who sign, say."""
    return FoundStatement(
        type="direct",
        medium=medium,
        spans=tuple(spans),
        text=" ".join(span.of(page.text) for span in spans),
        speaker=speakers[0] if len(speakers) == 1 else None,
        exchange=exchange,
        rendering=rendering,
        signatories=tuple(speakers) if len(speakers) > 1 else (),
    )
