"""Which person a source is: names, descriptions and pronouns against the document's persons."""

from bisect import bisect_left
from collections.abc import Iterator

from commentary.reading.attributions.sources import Source
from commentary.reading.page import Page, Paragraph
from commentary.reading.people import salience
from commentary.reading.people.bodies import Bodies
from commentary.reading.people.descriptions import Descriptions
from commentary.reading.people.names import Name
from commentary.reading.people.salience import Salience
from commentary.reading.text.units import Sentence
from commentary.reading.types import Mention

_LEADING = 4  # units within which a name stands as the subject of its sentence
_LONGEST_NAME = 8  # tokens
_NEAR = 2  # paragraphs within which a misspelt name is the last speaker's
_CLITICS = frozenset({"'s", "’s", "'", "’"})
_DEFINITE = frozenset({"the", "this", "that"})


class Speakers:
    """Follows a document from its beginning and says who each source is.

    A pronoun is the person most in mind (see `Salience`) of whom nothing known speaks against it.
    What stands inside quotation marks is another's talk and changes nobody's weight.
    """

    def __init__(self, page: Page) -> None:
        self._text = page.text
        self._frames = page.lexicon.frames
        self._degrees = page.lexicon.names["degrees"]
        self._roles = page.lexicon.names["roles"] | page.lexicon.names["titles"]
        self._persons = page.persons
        self._salience = Salience()
        self._descriptions = Descriptions(page.persons, page.lexicon)
        self._bodies = Bodies(
            (
                paragraph.tokens
                for paragraph in page.paragraphs
                if not paragraph.is_headline(page.lexicon)
            ),
            page.lexicon,
        )
        self._last: tuple[int, str] = (0, "")
        self._sentence = (-1, -1)
        self._read = 0
        self._subject = -1
        for paragraph in page.paragraphs:
            for name in paragraph.names:
                person = page.persons.person_of(name) if name.title else ""
                if person:
                    self._descriptions.add_title(person, name)

    def mention(self, sentence: Sentence, source: Source, place: int) -> Mention:
        """Return the mention of a source in paragraph number `place`, person resolved."""
        source = _whole(sentence, source)
        self._pass(sentence, sentence.units[source.first].first, place)
        first, behind = _bare(sentence, source)
        span = sentence.span(first, behind)
        person = self._person(sentence, source, place)
        if person:
            self._salience.note(person, salience.SPEAKER, place)
            self._last = (place, person)
            return Mention(span.of(self._text), span.start, span.end, person)
        body = self._body(sentence, source)
        return Mention(span.of(self._text), span.start, span.end, body, is_person=not body)

    def forget(self) -> None:
        """Forget who spoke: what follows is a text of its own."""
        self._salience = Salience()
        self._last = (0, "")

    def pass_by(self, sentence: Sentence, place: int) -> None:
        """Note who is mentioned in a sentence that has been read."""
        if sentence.units:
            self._pass(sentence, sentence.units[-1].behind, place)

    def _pass(self, sentence: Sentence, limit: int, place: int) -> None:
        """Note the mentions in front of token `limit` that were not noted yet."""
        begins = sentence.units[0].first
        if self._sentence != (place, begins):
            self._salience.next_sentence()
            self._sentence, self._read, self._subject = (place, begins), begins, -1
        for at, unit in enumerate(sentence.units):
            if unit.first < self._read or unit.first >= limit or unit.quotation >= 0:
                continue
            if unit.lower in {"he", "she"}:
                self._pass_pronoun(unit.lower, at, place)
        for name in _names_within(sentence.paragraph, self._read, limit):
            person = "" if _is_quoted(sentence, name) else self._persons.person_of(name)
            if person:
                self._salience.note(person, self._weight(sentence, name), place)
        self._read = max(self._read, limit)

    def _pass_pronoun(self, word: str, at: int, place: int) -> None:
        person = self._salience.most(word, self._persons.gender_of, place)
        if person:
            self._salience.note(person, salience.SUBJECT if at < _LEADING else 0.0, place)

    def _weight(self, sentence: Sentence, name: Name) -> float:
        """Weigh a mention by its place: subject, object, behind a preposition, or an owner."""
        tokens = sentence.paragraph.tokens
        behind = tokens[name.last + 1].lower if name.last + 1 < len(tokens) else ""
        if behind in _CLITICS:
            return salience.OWNER
        start = _title_start(sentence.paragraph, name)
        before = tokens[start - 1].lower if start else ""
        if before == "for" and behind == "," and start - 1 == sentence.units[0].first:
            return salience.SPEAKER  # "For Marit Solvang, the quay is lost": it is her view
        if before in self._frames["prepositions"]:
            return salience.OBLIQUE
        leading = sentence.units[: _LEADING + 1]
        joined = before == "and" and start - 2 == self._subject
        first = self._subject < 0 and name.first <= leading[-1].first
        if first or joined or behind in self._frames["auxiliaries"]:
            self._subject = name.last
            return salience.SUBJECT
        return salience.OBJECT

    def _person(self, sentence: Sentence, source: Source, place: int) -> str:
        word = sentence.lower(source.first)
        if source.behind - source.first == 1 and word in self._frames["pronouns"]:
            return self._of_pronoun(sentence, source, word, place)
        first, behind = _bare(sentence, source)
        aside = _first_comma(sentence, first, behind)
        return (
            self._of_name(sentence, first, aside, place)
            or self._of_apposition(sentence, source, aside)
            or self._of_description(sentence, first, aside)
        )

    def _of_name(self, sentence: Sentence, first: int, behind: int, place: int) -> str:
        """Return the person whose name is the head of the phrase.

        Not the one who is spoken for ("an aide of Marit Solvang"), owns ("Solvang's brother"),
        lends a name ("Solvang supporters") or stands with others ("Marit and Jonas Ekdahl").
        """
        paragraph = sentence.paragraph
        begins, ends = sentence.units[first].first, sentence.units[behind - 1].behind
        for name in _names_within(paragraph, begins, ends):
            if not self._is_head(sentence, name, begins, ends):
                continue
            if self._is_joined(sentence, name, begins, ends):
                return ""
            person = self._persons.person_of(name)
            if person or name.family not in self._roles:
                return person or self._of_misspelt(name, place)
        return ""

    def _is_head(self, sentence: Sentence, name: Name, begins: int, ends: int) -> bool:
        tokens = sentence.paragraph.tokens
        following = name.last + 1
        if following < ends and tokens[following].text == ".":
            following += 1
        if following < ends:
            token = tokens[following]
            word = token.lower
            if word in _CLITICS or (token.is_word and not self._may_follow(word, token.text)):
                return False
        start = _title_start(sentence.paragraph, name)
        in_front = [token.lower for token in tokens[begins:start]]
        if not any(word in self._frames["prepositions"] for word in in_front):
            return True
        # "Governor of Norhaven Marit Solvang", and not "an aide of Marit Solvang".
        titled = tokens[begins].is_capital and in_front[0] not in self._frames["determiners"]
        apart = start > begins and in_front[-1] not in self._frames["prepositions"]
        return (titled or bool(name.title)) and (apart or bool(name.title)) and following >= ends

    def _may_follow(self, word: str, text: str) -> bool:
        """Tell whether a word behind a name leaves the name the head of its phrase."""
        frames = self._frames
        return (
            word in frames["prepositions"]
            or word in {"and", "or", "who", "whose", "himself", "herself", "themself"}
            or word in frames["adverbs"]
            or word in frames["times"]
            or word in self._degrees
            or text[0].isdigit()
        )

    def _is_joined(self, sentence: Sentence, name: Name, begins: int, ends: int) -> bool:
        """Tell whether the name is one of several that "and" joins."""
        tokens = sentence.paragraph.tokens
        for other in _names_within(sentence.paragraph, begins, ends):
            first, last = (name, other) if name.first < other.first else (other, name)
            before = tokens[max(0, _title_start(sentence.paragraph, last) - 1)].lower
            if other is not name and before == "and" and last.first > first.last:
                return True
        return False

    def _of_misspelt(self, name: Name, place: int) -> str:
        """Return the last speaker, when the text knows nobody of a name one letter off theirs."""
        seen, person = self._last
        if not person or place - seen > _NEAR or name.title or self._persons.knows_of(name):
            return ""
        return person if self._persons.misspelt(name, person) else ""

    def _of_apposition(self, sentence: Sentence, source: Source, aside: int) -> str:
        """Return the name between commas behind a source: "the minister, Anna Berg, said"."""
        at = min(source.behind, aside)
        if sentence.lower(at) != "," or at + 1 >= len(sentence.units):
            return ""
        paragraph, first = sentence.paragraph, sentence.units[at + 1].first
        for name in _names_within(paragraph, first, sentence.units[-1].behind):
            closed = paragraph.tokens[name.last + 1 : name.last + 2]
            if _title_start(paragraph, name) > first or (closed and closed[0].text != ","):
                break
            return self._persons.person_of(name)
        return ""

    def _of_description(self, sentence: Sentence, first: int, behind: int) -> str:
        """Return whom "the minister" means, when one person of the document is that."""
        if sentence.lower(first) not in _DEFINITE:
            return ""
        end = first + 1
        while end < behind and sentence.lower(end) not in self._frames["prepositions"]:
            end += 1
        tokens = sentence.paragraph.tokens
        words = [
            tokens[unit.first].text for unit in sentence.units[first + 1 : end] if unit.is_word
        ]
        if not words or any(word in _CLITICS for word in words):
            return ""
        called = self._descriptions.called(words)
        return called[0] if len(called) == 1 else ""

    def _of_pronoun(self, sentence: Sentence, source: Source, word: str, place: int) -> str:
        if word == "who":
            return self._antecedent(sentence, source)
        if word not in {"he", "she", "they"}:
            return ""
        person = self._salience.most(word, self._persons.gender_of, place)
        if word == "they":
            known = person and self._persons.gender_of(person) == "they"
            return person if known else ""
        if person:
            self._persons.note_gender(person, word)
        return person

    def _antecedent(self, sentence: Sentence, source: Source) -> str:
        """Return whom "who" means: the name right in front of it, or over an apposition."""
        at = source.first - 1
        aside = sentence.lower(at) == ","
        if aside:
            at -= 1
        if at < 0:
            return ""
        tokens = sentence.paragraph.tokens
        limit = sentence.units[at].behind
        names = list(_names_within(sentence.paragraph, sentence.units[0].first, limit))
        for name in reversed(names):
            between = tokens[name.last + 1 : limit]
            if not between or (aside and between[0].text in {",", "("}):
                return self._persons.person_of(name)
        return ""

    def _body(self, sentence: Sentence, source: Source) -> str:
        """Return the name of the body that a source is, or ""."""
        first, behind = _bare(sentence, source)
        behind = _first_comma(sentence, first, behind)
        if sentence.lower(first) in self._frames["pronouns"]:
            return ""
        tokens = sentence.paragraph.tokens[
            sentence.units[first].first : sentence.units[behind - 1].behind
        ]
        for name in _names_within(
            sentence.paragraph, sentence.units[first].first, sentence.units[behind - 1].behind
        ):
            if name.title or self._persons.knows_of(name):
                return ""
        return self._bodies.named(tokens)


def _bare(sentence: Sentence, source: Source) -> tuple[int, int]:
    """Leave marks out at the ends of a source."""
    first, behind = source.first, source.behind
    while behind - 1 > first and not sentence.units[behind - 1].is_word:
        behind -= 1
    return first, behind


def _whole(sentence: Sentence, source: Source) -> Source:
    """Let a source that begins within a name begin with it: "In Norhaven | Marit | Solvang"."""
    begins = sentence.units[source.first].first
    for name in _names_within(sentence.paragraph, begins - _LONGEST_NAME, begins + 2):
        if name.first < begins <= name.last:
            first = source.first
            while first > 0 and sentence.units[first].first > name.first:
                first -= 1
            return source._replace(first=first)
    return source


def _first_comma(sentence: Sentence, first: int, behind: int) -> int:
    """Return where the phrase proper ends: in front of its first comma or bracket."""
    for at in range(first + 1, behind):
        if sentence.lower(at) in {",", "("}:
            return at
    return behind


def _title_start(paragraph: Paragraph, name: Name) -> int:
    """Return the token with which a name's title begins."""
    start = name.first
    for _ in name.title:
        start -= 1 if paragraph.tokens[start - 1].is_word else 2
    return start


def _is_quoted(sentence: Sentence, name: Name) -> bool:
    """Tell whether a name stands inside one of the sentence's quotations."""
    return any(
        unit.quotation >= 0 and unit.first <= name.first < unit.behind for unit in sentence.units
    )


def _names_within(paragraph: Paragraph, first: int, behind: int) -> Iterator[Name]:
    """Return the names inside tokens `first` up to `behind`, in order."""
    names = paragraph.names
    at = bisect_left(names, first, key=lambda name: name.first)
    while at < len(names) and names[at].first < behind:
        if names[at].last < behind:
            yield names[at]
        at += 1
