"""Re-worded ("spun") copies: an article told again in other words, sentence after sentence. Pure.

Such a copy shares hardly a shingle with its original, but it has the same names and numbers, and
its sentences say one after the other what those of the original say. Two reporters who write of
one event share names and some numbers too, and often the same quotations; each has facts of their
own, and another order. So four things are measured, on what stands outside quotation marks, and
all must be high: precision comes first, because the words of a re-worded copy prove nothing, and a
report of somebody else is a source of its own.

For scripts with capitals and spaces. A translation is no re-worded copy: it has other words
altogether.
"""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

# Names and numbers below which two texts are too thin to be told apart.
FEWEST_FACTS = 10
FEWEST_SENTENCES = 5
FACTS = 0.7
WORDS = 0.2
ALIGNED = 0.75
ORDER = 0.7
# Two sentences say the same thing from this share of their names, numbers and words (Dice).
_SAME_SENTENCE = 0.34
_FACT_WEIGHT = 3
_PLACES, _BAND_ROWS = 24, 3

_QUOTED = re.compile(
    '[\u201c\u201e\xab"][^\u201c\u201d\u201e\xab\xbb"\n]{0,1000}[\u201c\u201d\xbb"]'
)
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+|\n+")
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_STEM = 5
_CONTENT = 4  # letters and more: shorter words are mostly grammar


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far one text tells what another does, each from 0 to 1.

    `facts`: shared names and numbers (Jaccard); `words`: shared other words; `aligned`: the
    smaller share of either's sentences that the other has too; `order`: the share of those that
    come in the same order.
    """

    facts: float
    words: float
    aligned: float
    order: float

    @property
    def is_reworded(self) -> bool:
        return (
            self.facts >= FACTS
            and self.words >= WORDS
            and self.aligned >= ALIGNED
            and self.order >= ORDER
        )


_UNLIKE = Likeness(0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Outline:
    """What of a text is compared: its facts, its words, and both sentence by sentence."""

    facts: frozenset[str]
    words: frozenset[str]
    sentences: tuple[tuple[frozenset[str], frozenset[str]], ...]

    @property
    def is_telling(self) -> bool:
        return len(self.facts) >= FEWEST_FACTS and len(self.sentences) >= FEWEST_SENTENCES


def outline(text: str) -> Outline:
    """Names and numbers, and the beginnings of the other words, outside quotation marks."""
    parts = [_TOKEN.findall(part) for part in _SENTENCE_END.split(_QUOTED.sub(" ", text))]
    names = _names(parts)
    sentences = []
    for tokens in parts:
        facts = frozenset(token.lower() for token in tokens if _is_fact(token, names))
        words = frozenset(
            token[:_STEM].lower()
            for token in tokens
            if len(token) >= _CONTENT and not _is_fact(token, names)
        )
        if len(facts) + len(words) >= _CONTENT:
            sentences.append((facts, words))
    return Outline(
        facts=frozenset().union(*(facts for facts, _ in sentences)),
        words=frozenset().union(*(words for _, words in sentences)),
        sentences=tuple(sentences),
    )


def likeness(one: Outline, other: Outline) -> Likeness:
    """Symmetric; all 0 where either is too thin to tell."""
    if not (one.is_telling and other.is_telling):
        return _UNLIKE
    pairs = _aligned(one, other)
    return Likeness(
        facts=_jaccard(one.facts, other.facts),
        words=_jaccard(one.words, other.words),
        aligned=len(pairs) / max(len(one.sentences), len(other.sentences)),
        order=_longest_run(pairs) / len(pairs) if pairs else 0.0,
    )


def fact_bands(text: str) -> tuple[str, ...]:
    """Keys for looking up what may be a re-worded copy: texts with the same names and numbers
    share at least one (with 3 of 4 in common in 99 % of cases). None for a text too thin to tell.

    They begin with "w", which those of sources.similarity never do.
    """
    told = outline(text)
    if not told.is_telling:
        return ()
    lowest = [min(_number(f"{place} {fact}") for fact in told.facts) for place in range(_PLACES)]
    rows = [lowest[at : at + _BAND_ROWS] for at in range(0, _PLACES, _BAND_ROWS)]
    return tuple(f"w{place:x}{_number(str(row)):016x}" for place, row in enumerate(rows))


def is_fact_band(band: str) -> bool:
    return band.startswith("w")


def _names(parts: Sequence[Sequence[str]]) -> frozenset[str]:
    """Words that are written with a capital inside a sentence and never without one."""
    inside = {token for tokens in parts for token in tokens[1:] if token[0].isupper()}
    small = {token for tokens in parts for token in tokens if token[0].islower()}
    return frozenset(token for token in inside if token.lower() not in small)


def _is_fact(token: str, names: frozenset[str]) -> bool:
    return token[0].isdigit() or token in names


def _aligned(one: Outline, other: Outline) -> list[tuple[int, int]]:
    """Pairs of sentences that say the same, the likeliest first, each once; by their places."""
    scored = sorted(
        (
            (-_same(a, b), abs(i / len(one.sentences) - j / len(other.sentences)), i, j)
            for i, a in enumerate(one.sentences)
            for j, b in enumerate(other.sentences)
        )
    )
    taken_one: set[int] = set()
    taken_other: set[int] = set()
    pairs = []
    for score, _distance, i, j in scored:
        if -score < _SAME_SENTENCE:
            break
        if i not in taken_one and j not in taken_other:
            taken_one.add(i)
            taken_other.add(j)
            pairs.append((i, j))
    return sorted(pairs)


def _same(
    one: tuple[frozenset[str], frozenset[str]], other: tuple[frozenset[str], frozenset[str]]
) -> float:
    shared = _FACT_WEIGHT * len(one[0] & other[0]) + len(one[1] & other[1])
    whole = sum(_FACT_WEIGHT * len(facts) + len(words) for facts, words in (one, other))
    return 2 * shared / whole if whole else 0.0


def _longest_run(pairs: Sequence[tuple[int, int]]) -> int:
    """How many of the pairs, ordered by their first places, are in order by their second."""
    ends: list[int] = []
    for _, j in pairs:
        at = bisect_left(ends, j)
        ends[at : at + 1] = [j]
    return len(ends)


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0


def _number(part: str) -> int:
    digest = hashlib.blake2b(part.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big")
