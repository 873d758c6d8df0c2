"""Which person a source is, in a language with blanks: names, titles, he and she."""

from commentary.reading.languages.spaced.phrases import Phrase, names_within
from commentary.reading.languages.spaced.words import Words
from commentary.reading.page import Page
from commentary.reading.text.units import Sentence

_NEAR = 3  # paragraphs that a pronoun looks back
_KEPT = 8
_LEADING = 3  # tokens in front of a name that stands as the subject of its sentence


class Speakers:
    """Follows a document from its beginning."""

    def __init__(self, page: Page, words: Words) -> None:
        self._page = page
        self._words = words
        self._recent: list[tuple[int, str]] = []
        self._genders: dict[str, str] = {}
        self._roles: dict[str, set[str]] = {}
        self._learn_titles()

    def person_of(self, sentence: Sentence, phrase: Phrase, pronoun: str, place: int) -> str:
        """Return who a source is, or "" when that is not known."""
        word = pronoun or sentence.lower(phrase.first)
        if phrase.name is not None:
            person = self._page.persons.person_of(phrase.name)
            person = person or self._of_role(sentence, phrase)
        elif pronoun or phrase.behind - phrase.first == 1:
            person = self._of_pronoun(word, place)
        else:
            person = self._of_role(sentence, phrase)
        if person:
            self.saw(person, place)
        return person

    def saw(self, person: str, place: int) -> None:
        """Note who spoke or stood as the subject."""
        self._recent.append((place, person))
        del self._recent[:-_KEPT]

    def pass_by(self, sentence: Sentence, place: int) -> None:
        """Note who is named in a sentence that has been read; last who stands at its beginning."""
        if not sentence.units:
            return
        first, behind = sentence.units[0].first, sentence.units[-1].behind
        subject = ""
        for name in names_within(sentence, first, behind):
            person = self._page.persons.person_of(name)
            if person and not subject and name.first <= first + _LEADING:
                subject = person
            elif person:
                self.saw(person, place)
        if subject:
            self.saw(subject, place)

    def _of_role(self, sentence: Sentence, phrase: Phrase) -> str:
        """Return whom "die Ministerin" means, when one person of the document is that."""
        if (
            phrase.behind - phrase.first != 2
            or sentence.lower(phrase.first) not in (self._words.frames["determiners"])
        ):
            return ""
        persons = self._roles.get(sentence.lower(phrase.behind - 1), set())
        return next(iter(persons)) if len(persons) == 1 else ""

    def _of_pronoun(self, word: str, place: int) -> str:
        frames = self._words.frames
        gender = next((g for g in ("he", "she") if word in frames[f"persons_{g}"]), "")
        if not gender:
            return ""
        for seen, person in reversed(self._recent):
            if place - seen > _NEAR:
                break
            if self._genders.get(person, gender) == gender:
                self._genders.setdefault(person, gender)
                return person
        return ""

    def _learn_titles(self) -> None:
        """Note what the titles in front of names tell: who is a minister, who is she."""
        lists = self._page.lexicon.names
        for paragraph in self._page.paragraphs:
            for name in paragraph.names:
                titles = {word.rstrip(".") for word in name.title}
                person = self._page.persons.person_of(name) if titles else ""
                if not person:
                    continue
                for title in titles:
                    self._roles.setdefault(title, set()).add(person)
                for gender in ("he", "she"):
                    if titles & lists[f"titles_{gender}"]:
                        self._genders.setdefault(person, gender)
