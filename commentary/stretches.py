"""Which statements make one passage: one answer, or what one expert says in one stretch of an
article.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commentary.dating import StatedDay

# Two statements further apart than this (code points, about two paragraphs) are two stretches.
STRETCH_GAP = 700


@dataclass(frozen=True, slots=True)
class Placed:
    """One found statement in its text: index, bounds, who speaks, the answer it belongs to, and
    its day where that is not the day of the text's event.
    """

    index: int
    start: int
    end: int
    expert: int | None
    exchange: int | None
    apart: StatedDay | None = None


def group(placed: Iterable[Placed]) -> list[tuple[Placed, ...]]:
    """Group the statements of tracked experts into passages, in the order of the text.

    A passage ends where somebody else speaks, where the exchange or the day changes, or after
    STRETCH_GAP code points. Statements of untracked people (expert None) only separate.
    """
    passages: list[list[Placed]] = []
    current: list[Placed] = []
    for statement in sorted(placed, key=lambda s: (s.start, s.end, s.index)):
        if current and not _continues(current, statement):
            passages.append(current)
            current = []
        if statement.expert is not None:
            current.append(statement)
    if current:
        passages.append(current)
    return [tuple(passage) for passage in passages]


def _continues(current: Sequence[Placed], statement: Placed) -> bool:
    last = current[-1]
    if statement.expert != last.expert or statement.exchange != last.exchange:
        return False
    if statement.apart != last.apart:
        return False
    return statement.exchange is not None or statement.start - last.end <= STRETCH_GAP
