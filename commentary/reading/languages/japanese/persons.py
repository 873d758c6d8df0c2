"""The persons of a Japanese document: short names, titles and 同氏 against the full names."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from commentary.reading.languages.japanese.names import KANJI, KATAKANA, Name, names_in
from commentary.reading.languages.japanese.words import Words
from commentary.reading.types import FoundPerson, Mention, Span

_FULL = 3
_LONGEST = 6
_RUN = re.compile(rf"[{KANJI}]{{{_FULL},40}}|[{KATAKANA}・＝]{{{_FULL},40}}")
_PARTS = re.compile("[・＝]")
_BLANKS = re.compile("[ 　]")


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Words in the text that name `person`, or "" where two may be meant; with the title."""

    start: int
    end: int
    person: str


@dataclass(slots=True)
class _Person:
    name: str
    mentions: list[Span] = field(default_factory=list)
    affiliations: dict[str, None] = field(default_factory=dict)


class Persons:
    """Who is named in a document.

    A family name is the one full name that begins with it; where two do, it is nobody's.
    """

    def __init__(self, text: str, paragraphs: Iterable[Span], words: Words) -> None:
        self._words = words
        spans = list(paragraphs)
        names = [name for span in spans for name in names_in(text, span, words)]
        self._full = _fullest(names, words)
        self._persons: dict[str, _Person] = {}
        self._by_role: dict[str, set[str]] = {}
        self.mentions: list[Mentioned] = []
        for name in names:
            person = self.person_of(name.text)
            if person:
                self._note(name, person, text)
            self.mentions.append(Mentioned(name.start, name.behind, person))
        self._add_untitled(text, spans)
        self.mentions.sort(key=lambda mention: mention.start)
        self._starts = [mention.start for mention in self.mentions]

    def person_of(self, name: str) -> str:
        """Return the fullest name of whom `name` names, "" when nobody or one of two."""
        return self._full.get(_BLANKS.sub("", name), "")

    def person_labelled(self, label: str) -> str:
        """Return whom a label names, its title or not; "" when nobody."""
        bare = label
        for kind in ("roles", "honorifics"):
            for title in self._words.lists[kind]:
                if bare.endswith(title) and len(bare) > len(title):
                    bare = bare.removesuffix(title)
                    break
        whole = _BLANKS.sub("", bare)
        known = self.person_of(whole)
        if known:
            return known
        alike = [
            person
            for person in self._persons
            if _BLANKS.sub("", person).startswith(whole) or whole in _PARTS.split(person)
        ]
        return alike[0] if whole and len(alike) == 1 else ""

    def person_with_role(self, role: str) -> str:
        """Return the one person who bears a title in this document, or ""."""
        persons = self._by_role.get(role, set())
        return next(iter(persons)) if len(persons) == 1 else ""

    def within(self, span: Span) -> Sequence[Mentioned]:
        """Return the mentions that stand in `span`, in order."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        return [one for one in self.mentions[first:last] if one.end <= span.end]

    def names(self, source: Mention) -> bool:
        """Tell whether a source is a name, be it known whose or not."""
        return any(
            one.start == source.start for one in self.within(Span(source.start, source.end))
        )

    def found(self) -> tuple[FoundPerson, ...]:
        """Return the persons in the order of their first mention."""
        persons = sorted(self._persons.values(), key=lambda person: min(person.mentions))
        return tuple(
            FoundPerson(person.name, tuple(sorted(person.mentions)), tuple(person.affiliations))
            for person in persons
        )

    def _note(self, name: Name, person: str, text: str) -> None:
        known = self._persons.setdefault(person, _Person(person))
        known.mentions.append(Span(name.start, name.end))
        for place in name.beside:
            known.affiliations[place.of(text)] = None
        if name.role:
            self._by_role.setdefault(name.role, set()).add(person)
            if name.beside:
                known.affiliations[name.role] = None

    def _add_untitled(self, text: str, spans: Iterable[Span]) -> None:
        """Note full names that stand without a title."""
        taken = {mention.start for mention in self.mentions}
        for span in spans:
            for run in _RUN.finditer(text, span.start, span.end):
                for length in range(min(_LONGEST, len(run.group())), _FULL - 1, -1):
                    whole = run.group() if "・" in run.group() else run.group()[-length:]
                    start = run.end() - len(whole)
                    person = self._persons.get(self.person_of(whole))
                    if person is not None and person.name == whole and start not in taken:
                        person.mentions.append(Span(start, run.end()))
                        self.mentions.append(Mentioned(start, run.end(), whole))
                        break


def _fullest(names: Iterable[Name], words: Words) -> dict[str, str]:
    """Return by every name in the document, written without blanks, the fullest one.

    A name that may be of two persons, or that only an office shows (架空市長), is left out.
    """
    printed: dict[str, str] = {}
    doubtful: set[str] = set()
    sure: set[str] = set()
    for name in names:
        bare = _BLANKS.sub("", name.text)
        printed.setdefault(bare, name.text)
        local = name.role in words.lists["local_roles"] and len(bare) < _FULL
        (doubtful if local else sure).add(bare)
    longer_than: dict[str, list[str]] = {}
    for bare in printed:
        for short in _shorter(bare, words):
            if short in printed:
                longer_than.setdefault(short, []).append(bare)
    found: dict[str, str] = {}
    for bare, as_printed in printed.items():
        longer = longer_than.get(bare, [])
        # 北浜 of 北浜澄江 alone; not 森, where 森田 and 森田健一 are named too.
        if len(longer) == 1 and longer[0] not in longer_than:
            found[bare] = printed[longer[0]]
        elif not longer and bare in sure:
            found[bare] = as_printed
    return found


def _shorter(full: str, words: Words) -> set[str]:
    """Return what can be the family name, or the foreign given name, of `full`."""
    parts = [part for part in _PARTS.split(full) if part]
    if len(parts) > 1:
        return set(parts)
    if "ァ" <= full[0] <= "ヺ":
        return set()
    found = set()
    for family in range(1, min(_FULL, len(full) - 1) + 1):
        given = len(full) - family
        by_look = given == _FULL and full[-1] in words.lists["given_ends"]
        if given <= _FULL and (family > 1 or given < _FULL or by_look):
            found.add(full[:family])
    return found
