"""The words of Japanese that its rules go by, from the data files, ready for look-up."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple

from commentary.reading.languages.conjugation import Kind, forms_of
from commentary.reading.lexicon import tables_of

Frame = Literal["say", "think", "ask", "write", "request", "light"]


@dataclass(frozen=True, slots=True)
class Form:
    """One written form of a cue verb."""

    text: str
    lemma: str
    frames: frozenset[Frame]
    kind: Kind
    shows: bool = False


class FoundVerb(NamedTuple):
    """A cue verb in a text: its place and its form."""

    start: int
    end: int
    form: Form


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of Japanese. Tuples are ordered longest first, for `startswith` and the like."""

    verbs: Mapping[str, tuple[Form, ...]]  # by first character, longest first
    close: frozenset[str]
    together: frozenset[str]
    quoted: frozenset[str]
    shown: re.Pattern[str]
    doubtful_endings: tuple[str, ...]
    doubtful_behind: tuple[str, ...]
    lists: Mapping[str, tuple[str, ...]]

    def verb_at(self, text: str, at: int, end: int) -> FoundVerb | None:
        """Return the longest cue verb that begins at `at` and ends by `end`."""
        for form in self.verbs.get(text[at], ()):
            behind = at + len(form.text)
            if behind > end or not text.startswith(form.text, at):
                continue
            if form.kind == "bare" and text[behind : behind + 1] not in {"、", "。"}:
                continue
            return FoundVerb(at, behind, form)
        return None


def longest_first(words: str) -> tuple[str, ...]:
    """Return the words of a list, so that a word comes before what it begins or ends with."""
    return tuple(sorted(set(words.split()), key=lambda word: (-len(word), word)))


def alternatives(words: tuple[str, ...]) -> str:
    """Return the words as one alternative of a regular expression."""
    return "(?:" + "|".join(map(re.escape, words)) + ")"


@cache
def japanese_words() -> Words:
    """Return the word lists of Japanese, loaded once."""
    tables = tables_of("ja")
    lists = {
        key: longest_first(value)
        for table in ("names", "agents", "frames", "interviews")
        for key, value in tables[table].items()
    }
    nouns = alternatives(longest_first(tables["shown"]["nouns"]))
    return Words(
        verbs=_by_first(_forms(tables)),
        close=frozenset(tables["close"]["lemmas"].split()),
        together=frozenset(tables["with"]["lemmas"].split()),
        quoted=frozenset(tables["quoted"]["lemmas"].split()),
        shown=re.compile(
            rf"と(?:の|いう|する|いった)(?P<shown>[^、。「」『』]{{0,8}}{nouns}[をも])"
            rf"[^、。「」『』]{{0,12}}\Z"
        ),
        doubtful_endings=longest_first(tables["doubtful"]["endings"]),
        doubtful_behind=longest_first(tables["doubtful"]["behind"]),
        lists=lists,
    )


def _forms(tables: Mapping[str, Any]) -> Iterator[Form]:
    frames: dict[str, set[Frame]] = {}
    for frame, lemmas in tables["verbs"].items():
        for lemma in lemmas.replace("\n", " ").split():
            frames.setdefault(lemma, set()).add(frame)
    showing = set(tables["shown"]["verbs"].split())
    for lemma in sorted(showing | frames.keys()):
        for text, kind in forms_of(lemma, tables):
            if text:
                yield Form(text, lemma, frozenset(frames.get(lemma, ())), kind, lemma in showing)


def _by_first(forms: Iterator[Form]) -> dict[str, tuple[Form, ...]]:
    found: dict[str, dict[str, Form]] = {}
    for form in forms:
        found.setdefault(form.text[0], {}).setdefault(form.text, form)
    return {
        first: tuple(sorted(known.values(), key=lambda form: (-len(form.text), form.text)))
        for first, known in found.items()
    }
