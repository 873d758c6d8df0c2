"""The words of a language that the reader goes by: data files of lemmas, inflected by rule.

A language is one directory in `lexicons/`, whose files together hold its tables; the code knows no
word of any language.
"""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

Frame = Literal["say", "think", "tell", "show", "speak_of"]
VerbForm = Literal["base", "s", "past", "ing", "participle"]

_DIRECTORY = Path(__file__).parent / "lexicons"
_VOWELS = "aeiou"
# Tables that only English's rules of inflection read.
_INFLECTED = frozenset({"verbs", "irregular"})
# Tables whose keys are words of their language, not names of lists.
_KEYED = frozenset({"particles", "languages"})


@dataclass(frozen=True, slots=True)
class CueWord:
    """One written form of a cue verb. `frames` says what can follow it."""

    lemma: str
    frames: frozenset[Frame]
    forms: frozenset[VerbForm]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists of one language, in lower case."""

    verbs: Mapping[str, CueWord]
    particles: Mapping[str, frozenset[str]]
    mediums: Mapping[str, frozenset[str]]
    frames: Mapping[str, frozenset[str]]
    marked: frozenset[str]
    also_nouns: frozenset[str]
    claims: frozenset[str]
    listeners: frozenset[str]
    names: Mapping[str, frozenset[str]]
    interviews: Mapping[str, frozenset[str]]
    openings: tuple[str, ...]
    forms: Mapping[str, tuple[str, ...]]
    languages: Mapping[str, str]


@lru_cache(maxsize=32)
def lexicon_for(language: str) -> Lexicon:
    """Return the lexicon of a language tag ("en", "en-GB").

    English has every list. A list that another language lacks is empty, never English; a
    language that is no directory has empty ones only.
    """
    tables, english = tables_of(language), tables_of("en")
    return _built({name: _completed(name, tables, english) for name in english})


@lru_cache(maxsize=32)
def tables_of(language: str) -> Mapping[str, Any]:
    """Return the tables of a language's data files; empty when there are none."""
    name = language.split("-", maxsplit=1)[0].lower()
    chosen = {entry.name: entry for entry in _DIRECTORY.iterdir()}.get(name)
    tables: dict[str, Any] = {}
    for path in sorted(chosen.glob("*.toml")) if chosen else ():
        tables |= tomllib.loads(path.read_text(encoding="utf-8"))
    return tables


def _completed(name: str, tables: Mapping[str, Any], english: Mapping[str, Any]) -> dict[str, Any]:
    if tables is english:
        return dict(english[name])
    if name in _INFLECTED:
        return {}
    if name in _KEYED:
        return dict(tables.get(name, {}))
    own: dict[str, Any] = tables.get(name, {})
    return {**dict.fromkeys(english[name], ""), **own}


def _built(data: Mapping[str, Any]) -> Lexicon:
    openings = data["interviews"].pop("openings")
    return Lexicon(
        verbs=_inflected(data),
        particles={lemma: _words(value) for lemma, value in data["particles"].items()},
        mediums={medium: _words(value) for medium, value in data["medium"].items()},
        frames={name: _words(value) for name, value in data["frames"].items()},
        marked=_words(data["marked"]["lemmas"]),
        also_nouns=_also_nouns(data),
        claims=_words(data["nouns"]["claims"]),
        listeners=_words(data["listener"]["words"]),
        names=_names(data["names"]),
        interviews={name: _words(value) for name, value in data["interviews"].items()},
        openings=_phrases(openings),
        forms={name: _phrases(value) for name, value in data.get("forms", {}).items()},
        languages=data.get("languages", {}),
    )


def _words(value: str) -> frozenset[str]:
    return frozenset(value.split())


def _phrases(value: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in value.split("|") if part.strip())


def _names(lists: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    """Return the lists about names; one that a language does without is empty there."""
    found = defaultdict(frozenset[str], {name: _words(value) for name, value in lists.items()})
    found["given"] = found["given_he"] | found["given_she"] | found["given_any"]
    return found


def _inflected(data: Mapping[str, Any]) -> dict[str, CueWord]:
    doubling = _words(data["doubling"]["lemmas"])
    found: dict[str, tuple[str, set[Frame], set[VerbForm]]] = {}
    for frame, lemmas in data["verbs"].items():
        for lemma in lemmas.split():
            irregular = data["irregular"].get(lemma)
            forms = _forms(lemma, irregular, doubles=lemma in doubling)
            for word, form in forms:
                _, frames, kinds = found.setdefault(word, (lemma, set(), set()))
                frames.add(frame)
                kinds.add(form)
    return {
        word: CueWord(lemma, frozenset(frames), frozenset(kinds))
        for word, (lemma, frames, kinds) in found.items()
    }


def _also_nouns(data: Mapping[str, Any]) -> frozenset[str]:
    lemmas = _words(data["nouns"]["verbs"])
    return frozenset(
        word
        for lemma in lemmas
        for word, form in _forms(lemma, data["irregular"].get(lemma), doubles=False)
        if form in {"base", "s"}
    )


def _forms(lemma: str, irregular: str | None, *, doubles: bool) -> list[tuple[str, VerbForm]]:
    """Return the written forms: says, said, saying; an irregular verb lists its own."""
    if irregular is not None:
        third, past, gerund, *participle = irregular.split()
    else:
        third, past, gerund = _regular(lemma, doubles=doubles)
        participle = []
    forms: list[tuple[str, VerbForm]] = [
        (lemma, "base"),
        (third, "s"),
        (past, "past"),
        (gerund, "ing"),
    ]
    forms.append((participle[0] if participle else past, "participle"))
    return forms


def _regular(lemma: str, *, doubles: bool) -> tuple[str, str, str]:
    stem = lemma + lemma[-1] if doubles else lemma
    if lemma.endswith("e"):
        return lemma + "s", lemma + "d", (lemma if lemma.endswith("ee") else lemma[:-1]) + "ing"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    sibilant = lemma.endswith(("s", "sh", "ch", "x", "z"))
    return lemma + ("es" if sibilant else "s"), stem + "ed", stem + "ing"
