"""Who is named beside a cue: a name with its title, a pronoun, a noun with its article."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from commentary.reading.languages.spaced.words import Words
from commentary.reading.people.names import Name
from commentary.reading.text.units import Sentence

_LEAD = 5  # words of title and role in front of a name
_LONGEST = 7
_LONGEST_ASIDE = 14


class Phrase(NamedTuple):
    """Units `first` up to `behind` that stand for a source, and the name in it."""

    first: int
    behind: int
    name: Name | None = None


def phrase_behind(sentence: Sentence, at: int, words: Words) -> Phrase | None:
    """Return the source that begins at unit `at`."""
    units = sentence.units
    if at >= len(units) or not units[at].is_word:
        return None
    if units[at].lower in words.frames["pronouns"]:
        return Phrase(at, at + 1)
    for place in range(at, min(at + _LEAD, len(units))):
        unit = units[place]
        is_article = place == at and unit.lower in words.frames["determiners"]
        if not is_article and (not unit.is_word or _stops(unit.lower, words)):
            break
        name = name_from(sentence, unit.first)
        if name is not None:
            first = max(at, _with_title(sentence, name, words))  # mardi | la ministre Solvang
            return Phrase(first, _unit_behind(sentence, name), name)
    return _noun_behind(sentence, at, words)


def phrase_before(sentence: Sentence, behind: int, words: Words) -> Phrase | None:
    """Return the source that ends in front of unit `behind`, over an aside between commas."""
    units = sentence.units
    while behind > 0 and units[behind - 1].lower in words.frames["negations"]:
        behind -= 1
    at = behind - 1
    if at < 0:
        return None
    if units[at].lower in words.frames["pronouns"]:
        return Phrase(at, behind)
    if units[at].lower in {",", ")"}:
        return _over_aside(sentence, at)
    name = _name_to(sentence, units[at].behind - 1)
    if name is not None:
        return Phrase(_with_title(sentence, name, words), behind, name)
    return _noun_before(sentence, behind, words)


def _noun_behind(sentence: Sentence, at: int, words: Words) -> Phrase | None:
    units = sentence.units
    article = units[at].lower in words.frames["determiners"]
    if not article and not (units[at].is_capital and words.is_known):
        return None
    end = at + article
    while end < len(units) and end - at < _LONGEST:
        unit = units[end]
        noun = unit.is_capital if words.capital_nouns else unit.is_word
        if not unit.is_word or (
            not words.capital_nouns and end > at + article and _stops(unit.lower, words)
        ):
            break
        end += 1
        if words.capital_nouns and noun:
            following = units[end].lower if end < len(units) else ""
            if following not in words.frames["genitives"]:
                break
            end += 1
    return Phrase(at, end) if end > at + article and units[end - 1].is_word else None


def _stops(word: str, words: Words) -> bool:
    frames = words.frames
    return word in frames["openers"] | frames["subordinators"] or word in words.verbs


def _noun_before(sentence: Sentence, behind: int, words: Words) -> Phrase | None:
    units = sentence.units
    for at in range(behind - 1, max(-1, behind - 1 - _LONGEST), -1):
        unit = units[at]
        if not unit.is_word:
            return None
        if unit.lower in words.frames["determiners"] and at < behind - 1:
            before = units[at - 1].lower if at else ""
            if before in words.frames["genitives"] | words.frames["prepositions"]:
                continue
            if words.capital_nouns and at and units[at - 1].is_capital:
                continue  # die Sprecherin der Behörde
            return Phrase(at, behind)
    return None


def _over_aside(sentence: Sentence, at: int) -> Phrase | None:
    """Return the name in front of ", die Direktorin des Hafens," or "(52)" that ends at `at`."""
    opening = "," if sentence.lower(at) == "," else "("
    for place in range(at - 1, max(0, at - _LONGEST_ASIDE), -1):
        if sentence.is_quoted(place):
            return None
        if sentence.lower(place) == opening:
            name = _name_to(sentence, sentence.units[place - 1].behind - 1)
            if name is None:
                return None
            return Phrase(_unit_of(sentence, name.first), place, name)
    return None


def _with_title(sentence: Sentence, name: Name, words: Words) -> int:
    """Return the unit at which the title or article of a name begins."""
    first = _unit_of(sentence, name.first)
    first -= min(first, len(name.title))
    units = sentence.units
    at = first
    while at > 0 and first - at < _LEAD:
        before = units[at - 1]
        if not before.is_word:
            break
        if before.lower in words.frames["determiners"]:
            return at - 1
        if before.is_capital and not words.capital_nouns:
            break
        at -= 1
    return first


def names_within(sentence: Sentence, first: int, behind: int) -> Iterator[Name]:
    """Yield the names among tokens `first` up to `behind`, in order."""
    names = sentence.paragraph.names
    at = bisect_left(names, first, key=lambda name: name.first)
    while at < len(names) and names[at].last < behind:
        yield names[at]
        at += 1


def name_from(sentence: Sentence, token: int) -> Name | None:
    names = sentence.paragraph.names
    at = bisect_left(names, token, key=lambda name: name.first)
    return names[at] if at < len(names) and names[at].first == token else None


def _name_to(sentence: Sentence, token: int) -> Name | None:
    names = sentence.paragraph.names
    at = bisect_left(names, token, key=lambda name: name.last)
    return names[at] if at < len(names) and names[at].last == token else None


def _unit_of(sentence: Sentence, token: int) -> int:
    return bisect_left(sentence.units, token, key=lambda unit: unit.first)


def _unit_behind(sentence: Sentence, name: Name) -> int:
    return bisect_left(sentence.units, name.last + 1, key=lambda unit: unit.first)
