"""When two printings are the same statement (DESIGN.md, "same statement")."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from common.text import normalise

SAME_STORY = 0.8
OTHER_STORY = 0.9
OTHER_STORY_MIN_WORDS = 12
SAME_TEXT_OVERLAP = 0.5

# A word, or one character of a script that is written without spaces.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+")
# Apostrophes stand inside words and differ between copies.
_APOSTROPHES = re.compile("['\u2019\u2018`\u00b4]")


def words(text: str) -> tuple[str, ...]:
    """Letters and digits of `text` as case-folded words; marks, dashes and quotation marks do not
    count.
    """
    return tuple(_WORD.findall(_APOSTROPHES.sub("", normalise(text)).casefold()))


def jaccard(one: Sequence[str], other: Sequence[str]) -> float:
    """Shared words by all words, counted with their repetitions; 0 for two empty texts."""
    a, b = Counter(one), Counter(other)
    union = (a | b).total()
    return (a & b).total() / union if union else 0.0


def shared_of_shorter(one: Sequence[str], other: Sequence[str]) -> float:
    """Shared words by those of the shorter text; 0 where one is empty."""
    shorter = min(len(one), len(other))
    return (Counter(one) & Counter(other)).total() / shorter if shorter else 0.0


def is_same_statement(one: Sequence[str], other: Sequence[str], *, same_story: bool) -> bool:
    """Whether two printings, given as words, are one statement of one speaker.

    Inside one story near-identity is enough. Across stories short statements never meet: "We will
    see" is said every day.
    """
    if same_story:
        return jaccard(one, other) >= SAME_STORY
    if min(len(one), len(other)) < OTHER_STORY_MIN_WORDS:
        return False
    return jaccard(one, other) >= OTHER_STORY


def overlap(one: Iterable[Sequence[int]], other: Iterable[Sequence[int]]) -> float:
    """Shared code points of two span lists of one text by all code points of both.

    The spans of each list do not overlap one another.
    """
    a, b = [tuple(s) for s in one], [tuple(s) for s in other]
    shared = sum(max(0, min(e1, e2) - max(s1, s2)) for s1, e1 in a for s2, e2 in b)
    union = sum(e - s for s, e in a) + sum(e - s for s, e in b) - shared
    return shared / union if union else 0.0
