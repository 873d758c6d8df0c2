"""The words of a language with blanks, from its data files, ready for look-up."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from commentary.reading.languages.conjugation import forms_of
from commentary.reading.lexicon import tables_of


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of one language, in lower case; empty where it has none.

    `verbs` and `participles` give lemmas by written form; a participle is a cue only behind one
    of `auxiliaries`. `before` and `behind` are phrases that credit a source (laut, zufolge),
    `reported` the verb forms in which reported speech goes on. `capital_nouns`: every noun has a
    capital (German); `cue_in_marks`: a cue may stand inside of the marks (French).
    """

    verbs: Mapping[str, str]
    participles: Mapping[str, str]
    separable: Mapping[str, str]
    auxiliaries: frozenset[str]
    inverted: tuple[str, ...]
    before: tuple[tuple[str, ...], ...]
    behind: frozenset[str]
    attributing: frozenset[str]
    reported: frozenset[str]
    mediums: Mapping[str, frozenset[str]]
    frames: Mapping[str, frozenset[str]]
    capital_nouns: bool
    cue_in_marks: bool

    @property
    def is_known(self) -> bool:
        """Tell whether the language has data at all."""
        return bool(self.verbs)


@lru_cache(maxsize=32)
def words_of(language: str) -> Words:
    """Return the words of a language tag; all lists are empty where it has no data."""
    tables = tables_of(language)
    verbs: dict[str, str] = {}
    participles: dict[str, str] = {}
    for lemmas in tables.get("verbs", {}).values():
        for lemma in lemmas.split():
            for form in forms_of(lemma, tables):
                kind = participles if form.kind == "participle" else verbs
                kind.setdefault(form.text, lemma)
    participles |= {form: lemma for lemma, form in tables.get("participles", {}).items()}
    according = tables.get("according", {})
    phrases = [tuple(part.split()) for part in according.get("before", "").split("|")]
    return Words(
        verbs=verbs,
        participles=participles,
        separable=tables.get("separable", {}),
        auxiliaries=_list(tables, "auxiliaries", "words"),
        inverted=tuple(sorted(_list(tables, "inverted", "endings"), key=len, reverse=True)),
        before=tuple(sorted(filter(None, phrases), key=len, reverse=True)),
        behind=_list(tables, "according", "behind"),
        attributing=_list(tables, "according", "attributing"),
        reported=_reported(tables.get("reported", {})),
        mediums={
            "thought": _list(tables, "thought", "lemmas"),
            "writing": _list(tables, "writing", "lemmas"),
            "asking": _list(tables, "asking", "lemmas"),
        },
        frames=_Frames({name: frozenset(v.split()) for name, v in _frames(tables).items()}),
        capital_nouns=bool(_frames(tables).get("capital_nouns")),
        cue_in_marks=bool(_frames(tables).get("cue_in_marks")),
    )


class _Frames(dict[str, frozenset[str]]):
    """Lists of small words; a language does without those it does not name."""

    def __missing__(self, name: str) -> frozenset[str]:
        return frozenset()


def _frames(tables: Mapping[str, Any]) -> Mapping[str, str]:
    found: Mapping[str, str] = tables.get("frames", {})
    return found


def _list(tables: Mapping[str, Any], table: str, name: str) -> frozenset[str]:
    return frozenset(tables.get(table, {}).get(name, "").split())


def _reported(table: Mapping[str, str]) -> frozenset[str]:
    """Return the forms of reported speech: listed, and made of lemmas by one ending."""
    made = {
        lemma.removesuffix(table["drop"]) + table["ending"]
        for lemma in table.get("lemmas", "").split()
    }
    return frozenset(made | set(table.get("forms", "").split()))
