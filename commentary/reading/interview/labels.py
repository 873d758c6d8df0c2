"""Labels in front of an interview's paragraphs: "Q:", "A:", "Name:", "NAME -"."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from commentary.reading.page import Page, Paragraph
from commentary.reading.text.tokens import trimmed
from commentary.reading.types import Span

_TIME = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?"
_LABEL = re.compile(
    rf"(?:{_TIME}\s+)?"
    r"(?P<name>[^\W\d_][^:\n.!?,;()\[\]\"“”]{0,40}?(?:\.[^:\n!?,;()\[\]\"“”]{0,30}?)?)"
    rf"(?:\s*\([^():\n]{{1,60}}\)|\s+[\[(]{_TIME}[\])]?)?"
    r"(?P<mark>:|\s[-‐‑–—―](?=\s))\s*"  # noqa: RUF001 - hyphens of print
)
_BRACKETED = re.compile(r"\[(?P<name>[^\W\d_][^\[\]\n]{0,40})\](?P<mark>):?\s*")
_PLAIN = re.compile(r"(?P<name>[^\W\d_])\d{0,2}(?P<mark>[.:)])\s+")
_LED = re.compile(r"(?:[-‐‑–—―•]|\d{1,2}[.)])\s+(?=\S)")  # noqa: RUF001 - hyphens of print
_QUESTION_LABELS = frozenset({"q", "question", "f", "frage", "問"})
_ANSWER_LABELS = frozenset({"a", "answer", "antwort", "答"})
_LONGEST_LABEL = 5
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Label:
    """Whose words a paragraph begins: the label's place and the words behind it.

    A label `alone` fills its paragraph: the words are those of the next one.
    """

    key: str
    span: Span
    words: Span
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Labelling:
    """The labels that speak, one per paragraph or None, and which of them ask."""

    labels: tuple[Label | None, ...]
    askers: frozenset[str]

    @property
    def answers(self) -> bool:
        """Tell whether the answers carry labels too."""
        return any(label and label.key not in self.askers for label in self.labels)

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
    if not askers or (not speaking - askers and not _answers_unlabelled(page, candidates, askers)):
        return None
    kept = tuple(label if label and label.key in speaking else None for label in candidates)
    return Labelling(kept, askers)


def labels_in(page: Page) -> list[Label | None]:
    """Return for every paragraph what looks like a label in front of it, or alone in it."""
    following = [*(paragraph.span for paragraph in page.paragraphs), None][1:]
    lines = _repeated_lines(page)
    return [
        _candidate(page, paragraph, behind, lines)
        for paragraph, behind in zip(page.paragraphs, following, strict=True)
    ]


def led_by(page: Page, paragraph: Paragraph) -> str:
    """Return the dash or number that leads a paragraph of a dialogue, with the blank, or ""."""
    led = _LED.match(page.text, paragraph.span.start, paragraph.span.end)
    return led.group() if led else ""


def _repeated_lines(page: Page) -> set[str]:
    """Return the short lines that stand in the text more than once, as names above turns do."""
    lines = Counter(
        paragraph.span.of(page.text)
        for paragraph in page.paragraphs
        if paragraph.word_count <= _LONGEST_LABEL and paragraph.tokens[-1].is_word
    )
    return {line for line, count in lines.items() if count > 1}


def _answers_unlabelled(
    page: Page, candidates: Sequence[Label | None], askers: frozenset[str]
) -> bool:
    """Tell whether only the questions carry a label: each is followed by words without one."""
    places = [at for at, label in enumerate(candidates) if label and label.key in askers]
    asked = [label.words.of(page.text) for label in candidates if label and label.key in askers]
    questions = sum(words.rstrip("”\"')").endswith("?") for words in asked)
    answered = sum(at + 1 < len(candidates) and candidates[at + 1] is None for at in places)
    return len(places) > 1 and questions >= _MOSTLY * len(places) and answered == len(places)


def _candidate(
    page: Page, paragraph: Paragraph, following: Span | None, lines: set[str]
) -> Label | None:
    span = paragraph.span
    if following is not None and span.of(page.text) in lines:
        key = span.of(page.text).lower().rstrip(".")
        return Label(key, span, following, alone=True) if _is_name(page, span) else None
    found = _match(page.text, span)
    if found is None:
        return None
    name = trimmed(page.text, found.start("name"), found.end("name"))
    if not _is_name(page, name):
        return None
    if found["mark"] not in {"", ":", ".", ")"} and not name.of(page.text).isupper():
        return None
    key = " ".join(name.of(page.text).split()).lower().rstrip(".")
    if found.end() < span.end:
        return Label(key, name, Span(found.end(), span.end))
    return Label(key, name, following, alone=True) if following is not None else None


def _match(text: str, span: Span) -> re.Match[str] | None:
    """Return the label at the head of a paragraph: "Q.", "[Courier]", "Marit Solvang:"."""
    plain = _PLAIN.match(text, span.start, span.end)
    if plain is not None and plain["name"].lower() in _QUESTION_LABELS | _ANSWER_LABELS:
        return plain
    return _BRACKETED.match(text, span.start, span.end) or _LABEL.match(text, span.start, span.end)


def _is_name(page: Page, name: Span) -> bool:
    """Tell whether every word of a label is written as in a name."""
    words = name.of(page.text).split()
    particles = page.lexicon.names["particles"]
    return 0 < len(words) <= _LONGEST_LABEL and all(
        word[0].isupper() or word.lower() in particles or not word[0].isascii() for word in words
    )


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
