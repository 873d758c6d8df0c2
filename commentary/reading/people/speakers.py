"""Which person a source is: names, titles and pronouns against the persons of the document."""

from bisect import bisect_left
from collections.abc import Iterator

from commentary.reading.attributions.sources import Source
from commentary.reading.lexicon import Lexicon
from commentary.reading.page import Page, Paragraph
from commentary.reading.people.names import Name, PersonIndex
from commentary.reading.text.units import Sentence
from commentary.reading.types import Mention

_NEAR = 3  # paragraphs that a pronoun looks back
_LEADING = 4  # units within which a name stands as the subject of its sentence


class Speakers:
    """Follows a document from its beginning and says who each source is.

    A pronoun is the person last seen as a subject or speaker, when nothing known of that person
    (a title, a given name) speaks against it; after `_NEAR` paragraphs it is nobody.
    """

    def __init__(self, page: Page) -> None:
        self._text = page.text
        self._lexicon = page.lexicon
        self._persons: PersonIndex = page.persons
        self._genders = _genders(page)
        self._roles = _roles(page)
        self._recent: list[tuple[int, str]] = []

    def mention(self, sentence: Sentence, source: Source, place: int) -> Mention:
        """Return the mention of a source in paragraph number `place`, person resolved."""
        first, behind = _bare(sentence, source)
        span = sentence.span(first, behind)
        person = self._person(sentence, source, place)
        if person:
            self._saw(person, place)
        return Mention(span.of(self._text), span.start, span.end, person)

    def pass_by(self, sentence: Sentence, place: int) -> None:
        """Note who stands as the subject of a sentence that has been read."""
        units = sentence.units[:_LEADING]
        if not units:
            return
        limit = units[-1].behind
        for name in _names_within(sentence.paragraph, units[0].first, limit):
            person = self._persons.person_of(name)
            if person:
                self._saw(person, place)
                return

    def _saw(self, person: str, place: int) -> None:
        self._recent.append((place, person))
        del self._recent[:-8]

    def _person(self, sentence: Sentence, source: Source, place: int) -> str:
        word = sentence.lower(source.first)
        if source.behind - source.first == 1 and word in self._lexicon.frames["pronouns"]:
            return self._of_pronoun(sentence, source, word, place)
        first, behind = _core(sentence, source, self._lexicon)
        head = sentence.units[behind - 1].behind
        for name in _names_within(sentence.paragraph, sentence.units[first].first, head):
            if name.last + 1 >= head - 1 and name.last < head:
                return self._persons.person_of(name)
        return (
            self._of_office(sentence, source)
            or self._of_apposition(sentence, source)
            or self._of_role(sentence, first, behind)
        )

    def _of_apposition(self, sentence: Sentence, source: Source) -> str:
        """Return the name between commas behind a source: "the minister, Anna Berg, said"."""
        at = source.behind
        if sentence.lower(at) != "," or at + 1 >= len(sentence.units):
            return ""
        first = sentence.units[at + 1].first
        for name in _names_within(sentence.paragraph, first, sentence.units[-1].behind):
            closed = sentence.paragraph.tokens[name.last + 1 : name.last + 2]
            if name.first == first and closed and closed[0].text == ",":
                return self._persons.person_of(name)
            break
        return ""

    def _of_office(self, sentence: Sentence, source: Source) -> str:
        """Return the name that ends "Governor of Norhaven Marit Solvang"; not "an aide of ..."."""
        first, behind = _bare(sentence, source)
        if not sentence.units[first].is_capital or sentence.lower(first) in {"the", "a", "an"}:
            return ""
        end = sentence.units[behind - 1].behind
        names = list(_names_within(sentence.paragraph, sentence.units[first].first, end))
        return self._persons.person_of(names[-1]) if names and names[-1].last == end - 1 else ""

    def _of_role(self, sentence: Sentence, first: int, behind: int) -> str:
        """Return whom "the minister" means, when one person of the document is that."""
        if sentence.lower(first) not in {"the", "this", "that"}:
            return ""
        persons = self._roles.get(sentence.lower(behind - 1), set())
        return next(iter(persons)) if len(persons) == 1 else ""

    def _of_pronoun(self, sentence: Sentence, source: Source, word: str, place: int) -> str:
        if word == "who":
            return self._antecedent(sentence, source)
        if word not in {"he", "she"}:
            return ""
        for seen, person in reversed(self._recent):
            if place - seen > _NEAR:
                break
            if self._genders.get(person, word) == word:
                self._genders.setdefault(person, word)
                return person
        return ""

    def _antecedent(self, sentence: Sentence, source: Source) -> str:
        units = sentence.units
        limit = units[source.first].first
        names = list(_names_within(sentence.paragraph, units[0].first, limit))
        return self._persons.person_of(names[-1]) if names else ""


def _bare(sentence: Sentence, source: Source) -> tuple[int, int]:
    """Leave marks out at the ends of a source."""
    first, behind = source.first, source.behind
    while behind - 1 > first and not sentence.units[behind - 1].is_word:
        behind -= 1
    return first, behind


def _core(sentence: Sentence, source: Source, lexicon: Lexicon) -> tuple[int, int]:
    """Return the phrase up to its first preposition: "a spokesman" of "... for the party"."""
    for at in range(source.first + 1, source.behind):
        word = sentence.lower(at)
        if word in lexicon.frames["prepositions"] or word == ",":
            return source.first, at
    return _bare(sentence, source)


def _names_within(paragraph: Paragraph, first: int, behind: int) -> Iterator[Name]:
    """Return the names inside tokens `first` up to `behind`, in order."""
    names = paragraph.names
    at = bisect_left(names, first, key=lambda name: name.first)
    while at < len(names) and names[at].first < behind:
        if names[at].last < behind:
            yield names[at]
        at += 1


def _genders(page: Page) -> dict[str, str]:
    """Return "he" or "she" where a title or a given name tells it."""
    lists = page.lexicon.names
    found: dict[str, str] = {}
    for paragraph in page.paragraphs:
        for name in paragraph.names:
            person = page.persons.person_of(name)
            if not person or person in found:
                continue
            given = person.split()[0].lower()
            if set(name.title) & lists["titles_he"] or given in lists["given_he"]:
                found[person] = "he"
            elif set(name.title) & lists["titles_she"] or given in lists["given_she"]:
                found[person] = "she"
    return found


def _roles(page: Page) -> dict[str, set[str]]:
    """Return which persons carry a role word, as title or in apposition."""
    found: dict[str, set[str]] = {}
    for paragraph in page.paragraphs:
        for name in paragraph.names:
            person = page.persons.person_of(name)
            for word in name.title if person else ():
                found.setdefault(word, set()).add(person)
    for known in page.persons.found():
        for phrase in known.affiliations:
            for word in phrase.lower().split():
                if word in page.lexicon.names["roles"]:
                    found.setdefault(word, set()).add(known.name)
    return found
