"""What a text calls its persons besides their names: "the minister", "the former pilot"."""

from collections.abc import Sequence

from commentary.reading.lexicon import Lexicon
from commentary.reading.people.index import PersonIndex
from commentary.reading.people.names import Name
from commentary.reading.people.shapes import folded

_CLITICS = frozenset({"'s", "’s"})


class Descriptions:
    """The nouns by which each person is called, and the words that stand beside them."""

    def __init__(self, persons: PersonIndex, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        pairs = (pair.partition("=") for pair in lexicon.names["abbreviated"])
        self._full = {short: full for short, _, full in pairs}
        self._heads: dict[str, dict[str, None]] = {}
        self._words: dict[str, set[str]] = {}
        for person in persons.found():
            for phrase in person.affiliations:
                self._add(person.name, phrase.split())

    def add_title(self, person: str, name: Name) -> None:
        """Note the titles in front of a name: "Prof." calls somebody a professor."""
        for word in name.title:
            self._note(person, word)
            if word in self._full:
                self._note(person, self._full[word])

    def called(self, words: Sequence[str]) -> list[str]:
        """Return the persons whom "the former Tsukuba professor" can mean, of words behind "the".

        The last word must be one by which a person is called; a name among the others (a place,
        an organisation) must stand with it, and of several persons those remain who are called by
        more of the words.
        """
        head = words[-1].lower()
        persons = list(self._heads.get(head, ()))
        names = {folded(word) for word in words[:-1] if word[:1].isupper()}
        persons = [one for one in persons if names <= self._words.get(one, set())]
        if len(persons) < 2:
            return persons
        others = {word.lower() for word in words[:-1]}
        shared = [len(others & self._words.get(one, set())) for one in persons]
        return [one for one, count in zip(persons, shared, strict=True) if count == max(shared)]

    def _add(self, person: str, words: Sequence[str]) -> None:
        bare = [word.strip(',.;:()[]"“”') for word in words]
        known = self._words.setdefault(person, set())
        for at, word in enumerate(bare):
            for part in (word, *word.split("-")):
                known.add(folded(part.removesuffix("'s").removesuffix("’s")))
            if self._is_head(bare, at):
                self._note(person, word.lower())

    def _is_head(self, words: Sequence[str], at: int) -> bool:
        """Tell whether the word is a noun that the phrase calls the person by."""
        word = words[at].lower()
        if word not in self._lexicon.names["roles"]:
            return False
        small = self._lexicon.frames["prepositions"]
        return not any(other.lower() in small for other in words[max(0, at - 2) : at])

    def _note(self, person: str, word: str) -> None:
        self._heads.setdefault(word, {})[person] = None
        self._words.setdefault(person, set()).add(word)
