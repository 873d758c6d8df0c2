"""Labels in front of an interview's paragraphs: "Q:", "A:", "Name:", "NAME -"."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from commentary.reading.page import Page, Paragraph
from commentary.reading.text.tokens import trimmed
from commentary.reading.types import Span

_LABEL = re.compile(
    r"(?P<name>[^\W\d_][^:\n.!?,;()\[\]\"“”]{0,40}?(?:\.[^:\n!?,;()\[\]\"“”]{0,30}?)?)"
    r"(?P<mark>:|\s[-‐‑–—―](?=\s))\s*"  # noqa: RUF001 - hyphens of print
)
_QUESTION_LABELS = frozenset({"q", "question", "f", "frage", "問"})
_ANSWER_LABELS = frozenset({"a", "answer", "antwort", "答"})
_LONGEST_LABEL = 5
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Label:
    """Whose words a paragraph begins: the label's place and the words behind it."""

    key: str
    span: Span
    words: Span


@dataclass(frozen=True, slots=True)
class Labelling:
    """The labels that speak, one per paragraph or None, and which of them ask."""

    labels: tuple[Label | None, ...]
    askers: frozenset[str]

    @staticmethod
    def is_plain(key: str) -> bool:
        """Tell whether a label names nobody ("A:")."""
        return key in _ANSWER_LABELS or key in _QUESTION_LABELS


def labelling_of(page: Page) -> Labelling | None:
    """Return the labels of a labelled interview, or None when the text is not one."""
    candidates = labels_in(page)
    counts = Counter(label.key for label in candidates if label)
    speaking = {key for key, count in counts.items() if count > 1}
    plain = _QUESTION_LABELS & counts.keys() and _ANSWER_LABELS & counts.keys()
    if plain:
        speaking = set(counts) & (_QUESTION_LABELS | _ANSWER_LABELS)
    else:
        speaking |= _between(candidates, speaking)
        speaking |= _single_pair(page, candidates)
    speaking -= page.lexicon.interviews["captions"]
    askers = _askers(page, candidates, speaking)
    if len(speaking) < 2 or not askers or not speaking - askers:
        return None
    kept = tuple(label if label and label.key in speaking else None for label in candidates)
    return Labelling(kept, askers)


def labels_in(page: Page) -> list[Label | None]:
    """Return for every paragraph what looks like a label in front of it, or None."""
    return [_candidate(page, paragraph) for paragraph in page.paragraphs]


def _candidate(page: Page, paragraph: Paragraph) -> Label | None:
    found = _LABEL.match(page.text, paragraph.span.start, paragraph.span.end)
    if found is None:
        return None
    name = trimmed(page.text, found.start("name"), found.end("name"))
    words = name.of(page.text).split()
    particles = page.lexicon.names["particles"]
    if len(words) > _LONGEST_LABEL or found.end() >= paragraph.span.end:
        return None
    if not all(
        word[0].isupper() or word.lower() in particles or not word[0].isascii() for word in words
    ):
        return None
    if found["mark"] != ":" and not name.of(page.text).isupper():
        return None
    key = " ".join(words).lower().rstrip(".")
    return Label(key, name, Span(found.end(), paragraph.span.end))


def _between(candidates: Sequence[Label | None], speaking: set[str]) -> set[str]:
    """Return labels used once that stand among the repeated ones: a guest who answers once."""
    places = [at for at, label in enumerate(candidates) if label and label.key in speaking]
    if not places:
        return set()
    return {
        label.key for at, label in enumerate(candidates) if label and at > places[0]
    } - speaking


def _single_pair(page: Page, candidates: Sequence[Label | None]) -> set[str]:
    """Return the two labels of an interview of one question: "X: ...?" and then "Y: ..."."""
    for one, other in itertools.pairwise(candidates):
        if one and other and one.key != other.key and one.words.of(page.text).endswith("?"):
            return {one.key, other.key}
    return set()


def _askers(page: Page, candidates: Sequence[Label | None], speaking: set[str]) -> frozenset[str]:
    """Return the labels that mostly ask; when none does, the one that asks most."""
    plain = speaking & _QUESTION_LABELS
    if plain:
        return frozenset(plain)
    said: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for label in candidates:
        if label and label.key in speaking:
            said[label.key] += 1
            asked[label.key] += label.words.of(page.text).rstrip("”\"')").endswith("?")
    if not asked or not max(asked.values(), default=0):
        return frozenset()
    # Two voices that ask alike: who speaks first asks (`said` keeps the order of the text).
    most = max(said, key=lambda key: (asked[key] / said[key], asked[key]))
    return frozenset(
        key
        for key in speaking
        if key == most or (asked[key] > 1 and asked[key] / said[key] >= _MOSTLY)
    )
