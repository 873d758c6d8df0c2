"""Who is named in a document: names trimmed, persons told apart, and what is said of each."""

from collections.abc import Sequence

from commentary.reading.lexicon import Lexicon
from commentary.reading.people.appositions import appositions_of
from commentary.reading.people.index import PersonIndex
from commentary.reading.people.names import Name
from commentary.reading.people.shapes import folded, may_name_person, singulars
from commentary.reading.people.trimming import Trimmer
from commentary.reading.text.tokens import Token

Place = tuple[Sequence[Token], list[Name], bool]
_RELATED = 3


def introduce(places: Sequence[Place], text: str, lexicon: Lexicon) -> PersonIndex:
    """Return the persons of a document from its paragraphs: tokens, names, whether a headline.

    The lists of names are changed in place: what does not belong to a name is cut off.
    """
    common = frozenset(
        token.lower for tokens, _, _ in places for token in tokens if token.text[0].islower()
    )
    trimmer = Trimmer(_learnt(places), common, lexicon)
    for tokens, names, _ in places:
        names[:] = [trimmer.trimmed(name, tokens) for name in names]
    persons = PersonIndex(lexicon)
    learnt = _learnt(places)
    persons.learn(learnt)
    persons.learn_titled(learnt)
    for tokens, names, _ in places:
        _note_others(tokens, names, persons, lexicon)
    for tokens, names, _ in places:
        for name in names:
            person = persons.person_of(name)
            if person:
                for phrase in appositions_of(tokens, name, lexicon):
                    persons.affiliate(person, phrase.of(text))
                _note_gender(tokens, name, person, persons, lexicon)
    persons.join_spellings()
    for _, names, _ in places:
        for name in names:
            persons.mention(name)
    return persons


def _learnt(places: Sequence[Place]) -> list[Name]:
    """Return the names that teach who is there: not those of headlines, set in capitals anyhow."""
    return [name for _, names, is_headline in places if not is_headline for name in names]


def _note_others(
    tokens: Sequence[Token], names: Sequence[Name], persons: PersonIndex, lexicon: Lexicon
) -> None:
    """Note what makes a family name more than one person's: the Solvangs, a couple, a company."""
    lists = lexicon.names
    for at, name in enumerate(names):
        before = tokens[name.first - 1].lower if name.first else ""
        behind = tokens[name.last + 1].lower if name.last + 1 < len(tokens) else ""
        if len(name.words) == 1:
            if before == "the":
                for family in singulars(name.words[0]) & persons.families():
                    persons.share(family)
            if behind in lists["relatives"]:
                persons.share(name.words[0], kin=True)
            if (
                before == "of"
                and name.first > 1
                and tokens[name.first - 2].lower in lists["towns"]
            ):
                persons.note_thing(name.words[0])
        elif name.words[-1].lower() in lists["companies"] and len(name.words) == 2:
            persons.note_thing(name.words[0])
        if at and name.first - names[at - 1].last == 2:
            _note_pair(tokens, names[at - 1], name, persons, lexicon)
        if at and behind == ")" and tokens[name.first - 1].text == "(":
            _note_script(names[at - 1], name, persons)


def _note_pair(
    tokens: Sequence[Token], one: Name, other: Name, persons: PersonIndex, lexicon: Lexicon
) -> None:
    """Take "Marit and Jonas Ekdahl" for two Ekdahls."""
    joined = tokens[one.last + 1].lower == "and"
    given = len(one.words) == 1 and folded(one.words[0]) in lexicon.names["given"]
    if joined and given and may_name_person(other, lexicon):
        persons.share(other.words[-1])


def _note_script(one: Name, other: Name, persons: PersonIndex) -> None:
    """Take "Haruka Mizuno (…)" for the same name in another script."""
    person = persons.person_of(one)
    if person and _script(one) != _script(other):
        persons.also_called(person, other)


def _script(name: Name) -> str:
    """Tell Latin letters from others."""
    return "latin" if folded(name.words[0])[:1] < "\u0250" else "other"


def _note_gender(
    tokens: Sequence[Token], name: Name, person: str, persons: PersonIndex, lexicon: Lexicon
) -> None:
    """Note what nouns beside a name tell: "his wife Marit Solvang", "actress Marit Solvang"."""
    near = [*name.title, *(token.lower for token in tokens[max(0, name.first - 1) : name.first])]
    behind = [token.lower for token in tokens[name.last + 1 : name.last + 3 + _RELATED]]
    if behind[:1] == [","] and not lexicon.frames["possessives"].intersection(behind):
        near += behind
    for pronoun in ("he", "she"):
        if lexicon.names[f"nouns_{pronoun}"].intersection(near):
            persons.note_gender(person, pronoun)
            return
