"""Cutting a text at marks, so that a template can show source, cue and content without touching
offsets.
"""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Highlight:
    """Code points of a text that are to be seen as `kind`: source, cue, content, question."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Segment:
    """Words between two cuts and the kinds that hold there, in alphabetical order."""

    text: str
    kinds: tuple[str, ...]


def segments(
    text: str, highlights: Iterable[Highlight], *, start: int = 0, end: int | None = None
) -> list[Segment]:
    """Cut text[start:end] wherever a highlight begins or ends; joined again they are the text."""
    last = len(text) if end is None else min(end, len(text))
    first = min(max(start, 0), last)
    marks = [h for h in highlights if h.start < last and h.end > first and h.start < h.end]
    cuts = sorted(
        {first, last} | {min(max(point, first), last) for h in marks for point in (h.start, h.end)}
    )
    return [
        Segment(
            text[one:other],
            tuple(sorted({h.kind for h in marks if h.start <= one and other <= h.end})),
        )
        for one, other in itertools.pairwise(cuts)
    ]


def surroundings(text: str, start: int, end: int, *, room: int) -> tuple[int, int]:
    """Widen [start, end) by up to `room` code points each way, to paragraph bounds."""
    lower, upper = max(0, start - room), min(len(text), end + room)
    before = text.find("\n\n", lower, start)
    after = text.rfind("\n\n", end, upper)
    first = 0 if lower == 0 else (before + 2 if before >= 0 else start)
    last = len(text) if upper == len(text) else (after if after >= 0 else end)
    return first, last
