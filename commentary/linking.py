"""From a name in a text to a tracked person: found by look-up, never guessed.

The look-up key of a name ignores case, accents, dots and the order of its parts, so "Higashino
Atsuko" and "ATSUKO HIGASHINO" meet. A key of one part (a bare surname) links nobody: another
person may bear it.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_PART = re.compile(r"\w+")
_TITLES = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms", "sir", "dame"})
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def name_key(name: str) -> str:
    """The form in which names are compared and indexed; empty for a name without letters."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(c for c in decomposed if not unicodedata.combining(c) or _is_kana_mark(c))
    plain = unicodedata.normalize("NFC", plain)
    if _CJK.search(plain):
        # Japanese and Chinese names are printed with and without a space: one key for both.
        return "".join(_PART.findall(plain))
    parts = [part for part in _PART.findall(plain) if part not in _TITLES]
    return " ".join(sorted(parts))


def _is_kana_mark(character: str) -> bool:
    """Voicing marks of kana are letters to a reader, not accents."""
    return character in "\u3099\u309a"


def can_link(key: str) -> bool:
    """Whether a key is a full name: two parts, or two characters of a script without spaces."""
    return " " in key or (len(key) >= 2 and bool(_CJK.search(key)))


@dataclass(frozen=True, slots=True)
class Linked:
    """Which expert each person of a document is, and who was refused and why."""

    experts: Mapping[str, int]  # person's name in the document -> expert id
    refused: Mapping[str, str]  # person's name -> reason in words


def link(persons: Iterable[str], bearers: Mapping[str, frozenset[int]]) -> Linked:
    """Link each person to the one tracked expert who bears that full name.

    `bearers` maps a name key to the ids of all experts who bear it. A name that several experts
    bear is refused.
    """
    experts: dict[str, int] = {}
    refused: dict[str, str] = {}
    for person in persons:
        key = name_key(person)
        found = bearers.get(key, frozenset())
        if not found or not can_link(key):
            continue
        if len(found) > 1:
            refused[person] = f"{len(found)} tracked experts are called {person}"
            continue
        experts[person] = next(iter(found))
    return Linked(experts=experts, refused=refused)
