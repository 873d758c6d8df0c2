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


def names_of(person: str, spellings: Mapping[str, Iterable[str]]) -> list[str]:
    """The names by which a person of a document may be looked up: the fullest, and the others
    that tell the given name.
    """
    others = [name for name in spellings.get(person, ()) if not _has_initials(name)]
    return [person, *others]


def _has_initials(name: str) -> bool:
    return not _CJK.search(name) and any(len(part) == 1 for part in _PART.findall(name))


def printed_patterns(key: str) -> tuple[str, ...]:
    """Regular expressions that all match, in any case, a text that prints a name of this key.

    They narrow a search and prove nothing: parts in either order, with accents or without, a
    name of a script without spaces with one or none.
    """
    if _CJK.search(key):
        return ("[ \u3000\u30fb]*".join(map(re.escape, key)),)
    return tuple("".join(map(_letter_pattern, part)) for part in key.split())


def _letter_pattern(letter: str) -> str:
    spellings = _ACCENTED.get(letter, "")
    plain = f"[{letter}{spellings}]" if spellings else re.escape(letter)
    return plain + "[\u0300-\u036f]?" if spellings else plain


def _accented() -> dict[str, str]:
    """Which letters of print are a plain one with an accent."""
    found: dict[str, str] = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFKD", chr(code))[0].casefold()
        if base.isascii() and base.isalpha():
            found[base] = found.get(base, "") + chr(code)
    return found


_ACCENTED = _accented()


@dataclass(frozen=True, slots=True)
class Linked:
    """Which expert each person of a document is, and who was refused and why."""

    experts: Mapping[str, int]  # person's name in the document -> expert id
    refused: Mapping[str, str]  # person's name -> reason in words


def link(
    persons: Iterable[str],
    bearers: Mapping[str, frozenset[int]],
    spellings: Mapping[str, Iterable[str]] | None = None,
) -> Linked:
    """Link each person to the one tracked expert who bears that full name.

    `bearers` maps a name key to the ids of all experts who bear it. `spellings` are the other
    full names that the document prints for a person: in another script, without a middle name.
    One with initials counts only where the document knows no more of the person. A person whose
    names several experts bear is refused.
    """
    experts: dict[str, int] = {}
    refused: dict[str, str] = {}
    for person in persons:
        keys = {name_key(name) for name in names_of(person, spellings or {})}
        found = frozenset(
            one for key in keys if can_link(key) for one in bearers.get(key, frozenset())
        )
        if not found:
            continue
        if len(found) > 1:
            refused[person] = f"{len(found)} tracked experts are called {person}"
            continue
        experts[person] = next(iter(found))
    return Linked(experts=experts, refused=refused)
