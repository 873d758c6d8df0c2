"""Names in running text: where they stand, whom they name, and what stands beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from commentary.reading.lexicon import Lexicon
from commentary.reading.text.tokens import Token
from commentary.reading.types import FoundPerson, Span

_LONGEST_NAME = 5
_LONGEST_APPOSITION = 18
_BEFORE_ROLE = frozenset({"a", "an", "the", "then", "now", "former", "currently"})


@dataclass(frozen=True, slots=True)
class Name:
    """Capitalised words that may name somebody: tokens `first` to `last`, title left out."""

    words: tuple[str, ...]
    first: int
    last: int
    start: int
    end: int
    title: tuple[str, ...] = ()
    is_thing: bool = False

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def family(self) -> str:
        return self.words[-1].lower().rstrip(".")


@dataclass(slots=True)
class _Person:
    name: str
    words: tuple[str, ...]
    mentions: list[Span] = field(default_factory=list)
    affiliations: dict[str, None] = field(default_factory=dict)


def names_in(tokens: Sequence[Token], lexicon: Lexicon) -> list[Name]:
    """Return every run of capitalised words that is shaped like a name, in order."""
    found: list[Name] = []
    at = 0
    while at < len(tokens):
        if not _starts_name(tokens[at], lexicon):
            at += 1
            continue
        end = _run_end(tokens, at, lexicon)
        name = _as_name(tokens, at, end, lexicon)
        if name is not None:
            found.append(name)
        at = end
    return found


def _starts_name(token: Token, lexicon: Lexicon) -> bool:
    return token.is_capital and token.lower not in lexicon.names["not_names"]


def _run_end(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> int:
    """Return the index behind the run of capitals that begins at `at`."""
    end = at + 1
    while end < len(tokens):
        if (
            _starts_name(tokens[end], lexicon)
            or (tokens[end].text == "." and _is_abbreviated(tokens[end - 1], tokens[end], lexicon))
            or _is_particle(tokens, end, lexicon)
        ):
            end += 1
        else:
            break
    while not tokens[end - 1].is_word or tokens[end - 1].lower in lexicon.names["particles"]:
        if end - 1 == at:
            break
        end -= 1
    return end


def _is_abbreviated(word: Token, stop: Token, lexicon: Lexicon) -> bool:
    if word.end != stop.start:
        return False
    names = lexicon.names
    initials = all(len(part) == 1 for part in word.text.split("."))
    return initials or word.lower in names["titles"] or word.lower in names["suffixes"]


def _is_particle(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return (
        tokens[at].lower in lexicon.names["particles"]
        and following is not None
        and (following.is_capital or following.lower in lexicon.names["particles"])
    )


def _as_name(tokens: Sequence[Token], at: int, end: int, lexicon: Lexicon) -> Name | None:
    words = [index for index in range(at, end) if tokens[index].is_word]
    cut = 0
    titles = lexicon.names["titles"] | lexicon.names["roles"]
    for place, index in enumerate(words[:-1]):
        if tokens[index].lower in titles:
            cut = place + 1
    while (
        cut < len(words) - 1
        and _is_acronym(tokens[words[cut]])
        and not _is_acronym(tokens[words[-1]])
    ):
        cut += 1
    kept = words[cut:]
    if not kept or len(kept) > _LONGEST_NAME:
        return None
    first, last = kept[0], kept[-1]
    stop = last + 1 < end and tokens[last + 1].text == "."
    return Name(
        words=tuple(_with_stop(tokens, index, end) for index in kept),
        first=first,
        last=last,
        start=tokens[first].start,
        end=tokens[last + 1].end if stop else tokens[last].end,
        title=tuple(tokens[index].lower for index in words[:cut]),
        is_thing=cut == 0 and _is_thing(tokens, at, end, lexicon),
    )


def _is_thing(tokens: Sequence[Token], at: int, end: int, lexicon: Lexicon) -> bool:
    """Tell what stands behind an article, in quotation marks, or behind "Institute for"."""
    before = tokens[at - 1].lower if at else ""
    if before in {"the", "a", "an"}:
        return True
    if before in {"of", "for", "on"} and at > 1:
        return tokens[at - 2].lower in lexicon.names["organisations"]
    behind = tokens[end].text if end < len(tokens) else ""
    return before in {"“", '"', "‘"} and behind in {"”", '"', "’"}


def _is_acronym(token: Token) -> bool:
    return len(token.text) > 1 and token.text.isupper() and "." not in token.text


def _with_stop(tokens: Sequence[Token], at: int, end: int) -> str:
    """Return a name's word, with the stop of an initial or of "Jr."."""
    stop = at + 1 < end and tokens[at + 1].text == "."
    return tokens[at].text + "." if stop else tokens[at].text


def may_name_person(name: Name, lexicon: Lexicon) -> bool:
    """Tell whether a run of several capitals has the look of a person's name."""
    words = [word.lower().rstrip(".") for word in name.words]
    lists = lexicon.names
    if len(words) < 2 or name.is_thing:
        return False
    if any(word in lists["organisations"] or word in lists["nationalities"] for word in words):
        return False
    if words[0] in lists["places"] or words[-1] in lists["titles"]:
        return False
    if any(word[0].isdigit() or "&" in word for word in words):
        return False
    return not any(len(word) > 3 and word.isupper() for word in name.words) or all(
        word.isupper() for word in name.words
    )


class PersonIndex:
    """The persons of one document, by family and given name.

    A family name that two persons share names neither of them alone: `person_of` refuses it.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._persons: dict[str, _Person] = {}
        self._by_family: dict[str, list[_Person]] = {}
        self._by_full: dict[tuple[str, str], _Person] = {}
        self._by_initial: dict[tuple[str, str], list[_Person]] = {}
        self._by_given: dict[str, list[_Person]] = {}

    def learn(self, names: Iterable[Name]) -> None:
        """Take in the full names; call once with all names of the document, in order."""
        for name in names:
            if may_name_person(name, self._lexicon):
                self._learn_full(name)
        for person in self._persons.values():
            self._by_given.setdefault(self._key(person.words)[1], []).append(person)

    def learn_titled(self, names: Iterable[Name]) -> None:
        """Take in single names that only a title shows to be a person ("Professor Holm")."""
        for name in names:
            if len(name.words) == 1 and name.title and self._may_be_family(name):
                self._add(name.words)

    def person_of(self, name: Name) -> str:
        """Return the fullest name of the person, or "" when unknown or shared by two."""
        if len(name.words) == 1:
            matches = self._by_family.get(name.family) or self._by_given.get(name.family) or []
            return matches[0].name if len(matches) == 1 else ""
        person = self._match(name.words)
        return person.name if person else ""

    def person_named(self, words: str) -> str:
        """Return the fullest name of the person that a label or heading names, or ""."""
        parts = tuple(words.title().split() if words.isupper() else words.split())
        while len(parts) > 1 and parts[0].lower().rstrip(".") in self._lexicon.names["titles"]:
            parts = parts[1:]
        return self.person_of(Name(parts, 0, 0, 0, 0)) if parts else ""

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

    def found(self) -> tuple[FoundPerson, ...]:
        """Return the persons that were mentioned, in the order of their first mention."""
        persons = [person for person in self._persons.values() if person.mentions]
        persons.sort(key=lambda person: person.mentions[0])
        return tuple(
            FoundPerson(person.name, tuple(person.mentions), tuple(person.affiliations))
            for person in persons
        )

    def _learn_full(self, name: Name) -> None:
        known = self._match(name.words)
        if known is None:
            self._add(name.words)
        elif len(name.text) > len(known.name):
            del self._persons[known.name]
            known.name, known.words = name.text, name.words
            self._persons[known.name] = known
            self._by_full[self._key(name.words)] = known

    def _add(self, words: tuple[str, ...]) -> None:
        person = _Person(" ".join(words), words)
        if person.name in self._persons:
            return
        family, given = self._key(words)
        self._persons[person.name] = person
        self._by_family.setdefault(family, []).append(person)
        self._by_full[family, given] = person
        self._by_initial.setdefault((family, given[0]), []).append(person)

    def _may_be_family(self, name: Name) -> bool:
        lists = self._lexicon.names
        known = lists["organisations"] | lists["nationalities"] | lists["places"] | lists["titles"]
        return (
            name.family not in known
            and not self.person_of(name)
            and name.family not in (self._by_family)
        )

    def _key(self, words: tuple[str, ...]) -> tuple[str, str]:
        """Return family and given name in lower case, a "Jr" left out."""
        suffixes = self._lexicon.names["suffixes"]
        bare = [word.lower().rstrip(".") for word in words]
        return next((word for word in reversed(bare) if word not in suffixes), bare[-1]), bare[0]

    def _match(self, words: tuple[str, ...]) -> _Person | None:
        family, given = self._key(words)
        known = self._by_full.get((family, given))
        if known is not None:
            return known
        alike = self._by_initial.get((family, given[0]), [])
        if len(alike) != 1 or min(len(given), len(alike[0].words[0].rstrip("."))) > 1:
            return None
        return alike[0]


def apposition_of(tokens: Sequence[Token], name: Name, lexicon: Lexicon) -> Span | None:
    """Return the phrase beside a name that says who the person is, or None.

    "Marit Solvang, a fellow of the Institute for Harbour Studies, said": the words between the
    commas. "Marit Solvang is a fellow of ...": the words up to the next mark.
    """
    at = name.last + 1
    if at < len(tokens) and tokens[at].text == "." and tokens[at].end == name.end:
        at += 1
    if at + 2 >= len(tokens):
        return None
    copula = tokens[at].lower in {"is", "was"} and tokens[at + 1].lower in {"a", "an", "the"}
    if tokens[at].text != "," and not copula:
        return None
    first = at + 1
    last = first
    while last < len(tokens) and last - first < _LONGEST_APPOSITION:
        if tokens[last].text in {",", ".", ";", "(", "–", "—", ":"} or tokens[last].lower == "who":
            break
        last += 1
    if not _says_who(tokens[first:last], lexicon):
        return None
    return Span(tokens[first].start, tokens[last - 1].end)


def _says_who(phrase: Sequence[Token], lexicon: Lexicon) -> bool:
    if len(phrase) < 2 or len(phrase) >= _LONGEST_APPOSITION:
        return False
    if phrase[0].lower == "of":
        return any(token.lower in lexicon.names["organisations"] for token in phrase)
    if any(token.lower in lexicon.frames["auxiliaries"] - {"to"} for token in phrase):
        return False
    begins = phrase[0].lower in _BEFORE_ROLE or phrase[0].lower in lexicon.names["roles"]
    words = {part for token in phrase for part in token.text.split("-")}
    return begins and bool(words & lexicon.names["roles"])
