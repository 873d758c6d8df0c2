"""Runs of capitals cut down to the names in them: "Using Marit Solvang" at a sentence's start."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from commentary.reading.lexicon import Lexicon
from commentary.reading.people.names import Name
from commentary.reading.people.shapes import (
    family_key,
    folded,
    looks_like_a_verb,
    may_name_person,
)
from commentary.reading.text.tokens import Token

_PLACE_AND_PERSON = 3  # words, at the least
_PLACED = frozenset({"of", "in", "from", "for", "at"})


class Trimmer:
    """Tells from the whole document which words of a run belong to the person's name.

    Made from all names of the document and from the words that it also prints in small letters.
    """

    def __init__(self, names: Iterable[Name], common: frozenset[str], lexicon: Lexicon) -> None:
        self._common = common
        self._lexicon = lexicon
        self._given = lexicon.names["given"]
        names = list(names)
        self._singles = {folded(name.words[0]) for name in names if len(name.words) == 1}
        full = [name for name in names if may_name_person(name, lexicon)]
        self._texts = {name.text for name in full if len(name.words) > 1}
        surely = [name for name in full if folded(name.words[0]) in self._given or name.title]
        self._families = {family_key(folded(name.words[-1])) for name in surely}

    def trimmed(self, name: Name, tokens: Sequence[Token]) -> Name:
        """Return the name without what stands in front of it.

        A run that begins with somebody's family name is a thing called after the person
        ("Solvang Pier"), and comes back marked as one.
        """
        if name.is_thing and self._ends_in_a_person(name):
            return name.without(len(name.words) - 2, tokens)
        if len(name.words) < 2 or name.is_thing:
            return name
        while len(name.words) > 2 and self._leads(name):
            name = name.without(1, tokens)
        if len(name.words) == 2 and self._is_no_given_name(name):
            return name.without(1, tokens)
        first, last = folded(name.words[0]), family_key(folded(name.words[-1]))
        if first in self._families and first not in self._given and last not in self._families:
            return replace(name, is_thing=True)
        return name

    def _ends_in_a_person(self, name: Name) -> bool:
        """Tell "University of Norhaven Marit Solvang" from "University of North Norhaven"."""
        last = folded(name.words[-1])
        if name.before not in _PLACED or len(name.words) < _PLACE_AND_PERSON:
            return False
        named_again = last in self._singles and last not in self._lexicon.names["organisations"]
        return named_again or folded(name.words[-2]) in self._given

    def _leads(self, name: Name) -> bool:
        """Tell whether the first of three words or more is none of the name's."""
        first, second = folded(name.words[0]), folded(name.words[1])
        if first in self._given or "." in name.words[0]:
            return False
        if " ".join(name.words[1:]) in self._texts:
            return True
        told = name.opens or first in self._common or name.before in _PLACED
        return told and second in self._given

    def _is_no_given_name(self, name: Name) -> bool:
        first, last = folded(name.words[0]), family_key(folded(name.words[-1]))
        if last not in self._families or first in self._given:
            return False
        if name.before == "of" and first in self._lexicon.names["offices"]:
            return True  # "Secretary of State Solvang"
        if not name.opens:
            return False
        return first in self._common or looks_like_a_verb(name.words[0])
