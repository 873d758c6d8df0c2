"""The persons of one document: told apart, or refused."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from commentary.reading.lexicon import Lexicon
from commentary.reading.people.names import Name
from commentary.reading.people.shapes import (
    Parts,
    family_key,
    folded,
    may_name_person,
    parts_of,
    singulars,
)
from commentary.reading.types import FoundPerson, Span

_UNTITLED = Name((), 0, 0, 0, 0)
#: A document that names more of one family is a list; comparing all of them would take long.
_MOST_OF_A_FAMILY = 40
_NEAR_SPELLING = 5  # letters: "Kristin" and "Kristen", but not "Anna" and "Anne"


@dataclass(slots=True)
class _Person:
    name: str
    words: tuple[str, ...]
    parts: Parts
    mentions: list[Span] = field(default_factory=list)
    affiliations: dict[str, None] = field(default_factory=dict)
    also: dict[str, None] = field(default_factory=dict)
    gender: str = ""
    titles: set[str] = field(default_factory=set)


class PersonIndex:
    """The persons of one document, by family and given name.

    A family name that two persons share names neither of them alone: `person_of` refuses it.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._persons: dict[str, _Person] = {}
        self._by_family: dict[str, list[_Person]] = {}
        self._by_given: dict[str, list[_Person]] = {}
        self._by_text: dict[str, _Person] = {}
        self._shared: set[str] = set()
        self._kin: set[str] = set()
        self._things: set[str] = set()
        self._resolved: dict[tuple[tuple[str, ...], tuple[str, ...]], str] = {}

    def learn(self, names: Iterable[Name]) -> None:
        """Take in the full names; call once with all names of the document, in order."""
        full: dict[str, Name] = {}
        for name in names:
            if may_name_person(name, self._lexicon) and not full.get(name.text, _UNTITLED).title:
                full[name.text] = name
        # What says most comes first: "George Holm" is nobody new, and nobody surely, beside
        # George W. and George H. Holm, and "M. Holm" no third one beside Marit and Magnus.
        for name in sorted(full.values(), key=lambda name: _says(name, self._lexicon)):
            self._learn_full(name)

    def learn_titled(self, names: Iterable[Name]) -> None:
        """Take in single names that only a title shows to be a person ("Professor Holm").

        A title that fits nobody of that family means one more of them: "Mrs. Solvang" beside
        Jonas Solvang makes "Solvang" two persons' name.
        """
        titles = self._lexicon.names["titles"]
        for name in names:
            if len(name.words) != 1 or not name.title or name.title[-1] not in titles:
                continue
            if self._may_be_family(name):
                self._add(name.words, name.title)
            elif family_key(folded(name.words[0])) in self._by_family and not self.person_of(name):
                gender = self._gender_of_title(name.title)
                known = self._by_family[family_key(folded(name.words[0]))]
                if gender and all(person.gender not in {"", gender} for person in known):
                    self.share(name.words[0])

    def share(self, family: str, *, kin: bool = False) -> None:
        """Note that more than one person bears a family name; `kin`, that a title cannot tell
        them apart either ("the Solvang brothers").
        """
        self._resolved.clear()
        (self._kin if kin else self._shared).add(family_key(folded(family)))

    def note_thing(self, word: str) -> None:
        """Note that a place or a company is called like that too: alone, it names no person."""
        self._resolved.clear()
        self._things.add(family_key(folded(word)))

    def also_called(self, person: str, name: Name) -> None:
        """Note another spelling of a person's full name, in another script."""
        one, other = self._persons[person], self._by_text.get(_key(name.words))
        if other is not None and other is not one:
            self._join(one, other)
            self._by_family.setdefault(other.parts.family, []).append(one)
        one.also[name.text] = None
        self._by_text[_key(name.words)] = one
        self._resolved.clear()

    def note_gender(self, person: str, pronoun: str) -> None:
        """Note "he", "she" or "they", unless something told it before."""
        known = self._persons[person]
        if not known.gender:
            known.gender = pronoun
            self._resolved.clear()

    def gender_of(self, person: str) -> str:
        """Return "he", "she", "they", or "" when nothing tells it."""
        return self._persons[person].gender

    def join_spellings(self) -> None:
        """Take "Kristin" and "Kristen" of one family and one role for one person.

        Only where one letter inside the given name differs and both carry the same words that
        say who that is; anything less leaves them two.
        """
        for persons in self._by_family.values():
            for one, other in combinations(persons[:], 2):
                if one in persons and other in persons and self._is_misspelt(one, other):
                    self._join(one, other)

    def knows_of(self, name: Name) -> bool:
        """Tell whether a name fits anybody in the document, or is a family's: "the Solvangs"."""
        many = singulars(name.words[-1])
        return bool(self._candidates(name)) or not many.isdisjoint(self._by_family)

    def person_of(self, name: Name) -> str:
        """Return the fullest name of the person, or "" when unknown or shared by two."""
        key = (name.words, name.title)
        if key not in self._resolved:
            self._resolved[key] = self._resolve(name)
        return self._resolved[key]

    def person_named(self, words: str) -> str:
        """Return the fullest name of the person that a label or heading names, or ""."""
        parts = tuple(words.title().split() if words.isupper() else words.split())
        title: tuple[str, ...] = ()
        while len(parts) > 1 and parts[0].lower().rstrip(".") in self._lexicon.names["titles"]:
            title, parts = (*title, parts[0].lower().rstrip(".")), parts[1:]
        return self.person_of(Name(parts, 0, 0, 0, 0, title)) if parts else ""

    def misspelt(self, name: Name, person: str) -> bool:
        """Tell whether an unknown family name is one letter short, or over, of this person's."""
        word, family = folded(name.words[-1]), self._persons[person].parts.family
        short, long = sorted((word, family), key=len)
        if len(name.words) != 1 or len(short) < _NEAR_SPELLING or len(long) - len(short) != 1:
            return False
        return any(long[:at] + long[at + 1 :] == short for at in range(1, len(long)))

    def mention(self, name: Name) -> str:
        """Note a mention and return the person it is of, or ""."""
        person = self.person_of(name)
        if person:
            self._persons[person].mentions.append(Span(name.start, name.end))
        return person

    def affiliate(self, person: str, phrase: str) -> None:
        """Note a phrase that says who the person is."""
        self._persons[person].affiliations[phrase] = None

    def is_known(self, person: str) -> bool:
        """Tell whether `person` is a fullest name in this document."""
        return person in self._persons

    def families(self) -> frozenset[str]:
        """Return the family names, in small letters without accents."""
        return frozenset(self._by_family)

    def found(self) -> tuple[FoundPerson, ...]:
        """Return the persons that were mentioned, in the order of their first mention."""
        persons = [person for person in self._persons.values() if person.mentions]
        persons.sort(key=lambda person: person.mentions[0])
        return tuple(
            FoundPerson(
                person.name,
                tuple(person.mentions),
                tuple(person.affiliations),
                tuple(person.also),
            )
            for person in persons
        )

    def _resolve(self, name: Name) -> str:
        exact = self._by_text.get(_key(name.words))
        if exact is not None and len(name.words) > 1:
            return exact.name
        candidates = self._candidates(name)
        key = family_key(folded(name.words[-1]))
        if len(name.words) == 1 and (key in self._kin or (not name.title and key in self._things)):
            return ""
        gender = self._gender_of_title(name.title)
        if gender:
            candidates = [one for one in candidates if one.gender in {"", gender}]
        if name.title and len(candidates) > 1:
            candidates = [one for one in candidates if name.title[-1] in one.titles] or candidates
        if len(name.words) == 1 and key in self._shared:
            candidates = [one for one in candidates if gender and one.gender]
        return candidates[0].name if len(candidates) == 1 else ""

    def _candidates(self, name: Name) -> list[_Person]:
        words = name.words
        while len(words) > 1 and words[0].lower() in self._lexicon.names["particles"]:
            shorter = words[1:]
            if _key(words) in self._by_text or self._fitting(parts_of(words, self._lexicon)):
                break
            words = shorter
        parts = parts_of(words, self._lexicon)
        if parts.given:
            return self._fitting(parts)
        found = self._by_family.get(parts.family) or self._by_given.get(parts.family) or []
        if parts.suffix:
            found = [one for one in found if one.parts.suffix == parts.suffix]
        return found

    def _fitting(self, parts: Parts) -> list[_Person]:
        known = [*self._by_family.get(parts.family, ()), *self._by_family.get(parts.given, ())]
        return [one for one in known if one.parts.given and one.parts.may_be(parts)]

    def _learn_full(self, name: Name) -> None:
        parts = parts_of(name.words, self._lexicon)
        known = self._fitting(parts)
        if len(known) > 1:
            return  # "M. Solvang" beside Marit and Magnus: nobody new, and neither of them
        if not known:
            self._add(name.words, name.title)
            return
        (person,) = known
        person.titles.update(name.title)
        person.gender = person.gender or self._gender_of(name.words, name.title)
        if (person.name.isupper() and not name.text.isupper()) or (
            _is_fuller(parts, person.parts) and not name.text.isupper()
        ):
            self._rename(person, name, parts)
        self._by_text[_key(name.words)] = person

    def _rename(self, person: _Person, name: Name, parts: Parts) -> None:
        """Call a person by a fuller name from now on."""
        self._resolved.clear()
        del self._persons[person.name]
        person.also.setdefault(person.name, None)
        person.name, person.words, person.parts = name.text, name.words, parts
        self._persons[person.name] = person

    def _add(self, words: tuple[str, ...], title: tuple[str, ...]) -> None:
        name = " ".join(words)
        family = family_key(folded(words[-1]))
        if name in self._persons or len(self._by_family.get(family, ())) >= _MOST_OF_A_FAMILY:
            return
        self._resolved.clear()
        parts = parts_of(words, self._lexicon)
        gender = self._gender_of(words, title)
        person = _Person(name, words, parts, gender=gender, titles=set(title))
        self._persons[name] = person
        self._by_text[_key(words)] = person
        self._by_family.setdefault(parts.family, []).append(person)
        if parts.given:
            self._by_given.setdefault(parts.given, []).append(person)

    def _gender_of(self, words: tuple[str, ...], title: tuple[str, ...]) -> str:
        lists = self._lexicon.names
        given = folded(words[0]) if len(words) > 1 else ""
        if given in lists["given_he"] or given in lists["given_she"]:
            told = "he" if given in lists["given_he"] else "she"
            return self._gender_of_title(title) or told
        return self._gender_of_title(title)

    def _gender_of_title(self, title: tuple[str, ...]) -> str:
        for pronoun in ("he", "she", "they"):
            if self._lexicon.names[f"titles_{pronoun}"].intersection(title):
                return pronoun
        return ""

    def _may_be_family(self, name: Name) -> bool:
        lists = self._lexicon.names
        known = lists["organisations"] | lists["nationalities"] | lists["places"] | lists["titles"]
        return name.family not in known and not self._candidates(name)

    def _is_misspelt(self, one: _Person, other: _Person) -> bool:
        """Tell whether two given names are one but for a letter, and both carry one role."""
        given, second = one.parts.given, other.parts.given
        if len(given) != len(second) or len(given) < _NEAR_SPELLING or given[-1] != second[-1]:
            return False
        differing = sum(a != b for a, b in zip(given, second, strict=True))
        return differing == 1 and given[0] == second[0] and self._share_role(one, other)

    def _share_role(self, one: _Person, other: _Person) -> bool:
        roles = self._lexicon.names["roles"]
        words = [
            {word for phrase in person.affiliations for word in phrase.lower().split()} & roles
            for person in (one, other)
        ]
        return bool(words[0] & words[1])

    def _join(self, one: _Person, other: _Person) -> None:
        """Let `one` be what `other` was too."""
        one.affiliations |= other.affiliations
        one.gender = one.gender or other.gender
        self._resolved.clear()
        del self._persons[other.name]
        self._by_family[other.parts.family].remove(other)
        if other.parts.given:
            self._by_given[other.parts.given].remove(other)
        for name in (other.name, *other.also):
            self._by_text[_key(tuple(name.split()))] = one


def _key(words: tuple[str, ...]) -> str:
    return " ".join(folded(word) for word in words)


def _says(name: Name, lexicon: Lexicon) -> tuple[bool, int]:
    """Order names by how much they tell, the fullest first."""
    parts = parts_of(name.words, lexicon)
    initial = "." in parts.given or len(parts.given) == 1
    return initial, -len(parts.middles)


def _is_fuller(parts: Parts, known: Parts) -> bool:
    """Tell whether a name says more than the one that is known: a middle name, no mere initial."""
    if parts.family != known.family:
        return False
    told = (len(parts.given), len(parts.middles), sum(map(len, parts.middles)))
    return told > (len(known.given), len(known.middles), sum(map(len, known.middles)))
