"""The noun phrase that a cue's words belong to: who said it."""

from typing import NamedTuple

from commentary.reading.attributions.manners import FoundCue
from commentary.reading.lexicon import Lexicon
from commentary.reading.text.units import Sentence

_LONGEST = 16
_LONGEST_ASIDE = 40
_MOST_ASIDES = 4
_RELATIVES = frozenset({"who", "which"})
_ASIDE_MARKS = {",": ",", "—": "—", "–": "–", ")": "(", "--": "--"}
_JOINS = frozenset(
    {"of", "for", "with", "at", "in", "from", "to", "on", "'s", "’s", "-", "’", "'"}
)
_STOPPING = frozenset({"and", "but", "or"})


class Source(NamedTuple):
    """Units `first` up to `behind`; `before` tells on which side of the cue it stands."""

    first: int
    behind: int
    before: bool


def source_before(sentence: Sentence, cue: FoundCue, lexicon: Lexicon) -> Source | None:
    """Return the subject in front of a verb, over an aside between commas."""
    at = cue.start - 1
    if at < 0:
        return None
    word = sentence.lower(at)
    if word in _RELATIVES or (word == "that" and at > 0 and sentence.units[at - 1].is_word):
        return Source(at, at + 1, before=True)
    if word in _ASIDE_MARKS:
        at = _over_aside(sentence, at, lexicon)
        if at < 0:
            return None
    return noun_phrase_before(sentence, at + 1, lexicon)


def noun_phrase_before(sentence: Sentence, behind: int, lexicon: Lexicon) -> Source | None:
    """Return the noun phrase that ends at unit `behind` (exclusive)."""
    last = sentence.lower(behind - 1)
    if last in lexicon.frames["pronouns"]:
        return Source(behind - 1, behind, before=True)
    first = behind
    while first > 0 and behind - first < _LONGEST and _in_phrase(sentence, first - 1, lexicon):
        first -= 1
    first = _trimmed(sentence, first, behind, lexicon)
    if first >= behind or not any(unit.is_word for unit in sentence.units[first:behind]):
        return None
    return Source(first, behind, before=True)


def source_behind(sentence: Sentence, at: int, lexicon: Lexicon) -> Source | None:
    """Return the noun phrase that begins at unit `at` ("... said the minister on Friday")."""
    end = at
    while end < len(sentence.units) and end - at < _LONGEST:
        unit = sentence.units[end]
        if unit.quotation >= 0 or not (unit.is_word or unit.lower in {"'s", "’s", "."}):
            break
        if unit.lower == "." and not _abbreviates(sentence, end):
            break
        if end > at and _ends_phrase(sentence, end, lexicon):
            break
        end += 1
    if end == at or not _starts_phrase(sentence, at, lexicon):
        return None
    return Source(at, end, before=False)


def _abbreviates(sentence: Sentence, at: int) -> bool:
    return at + 1 < len(sentence.units) and sentence.units[at + 1].is_capital


def _ends_phrase(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    word = sentence.lower(at)
    frames = lexicon.frames
    if word in {"of", "for", "and"}:
        return (
            word == "and" and not sentence.units[min(at + 1, len(sentence.units) - 1)].is_capital
        )
    return (
        word in frames["prepositions"]
        or word in frames["subordinators"]
        or word in frames["auxiliaries"]
        or (word in frames["times"] and word not in {"this", "last", "next"})
        or (word in frames["adverbs"])
    )


def _starts_phrase(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    unit = sentence.units[at]
    frames = lexicon.frames
    if unit.lower in frames["times"] and unit.lower not in {"this", "last", "next", "may"}:
        return False
    return unit.is_word and not (
        unit.lower in frames["prepositions"]
        or unit.lower in frames["subordinators"]
        or unit.lower in frames["adverbs"]
        or unit.lower in {"him", "her", "them", "me", "us", "it", "not"}
    )


def _over_aside(sentence: Sentence, at: int, lexicon: Lexicon) -> int:
    """Return the unit in front of the aside that ends at `at`, or -1."""
    place = _opening_of(sentence, at)
    for _ in range(_MOST_ASIDES):
        if place < 0 or sentence.lower(place - 1) == ")":
            break
        earlier = _opening_of(sentence, place) if sentence.lower(place) == "," else -1
        if earlier < 0 or not _begins_aside(sentence, earlier + 1, lexicon):
            break
        place = earlier
    if place > 0 and sentence.lower(place - 1) == ")":
        place = _opening_of(sentence, place - 1)
    return place - 1


def closes_aside(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """Tell whether the comma at `at` ends an aside ("Holm, who came late, said ...")."""
    if sentence.lower(at) != ",":
        return False
    place = _opening_of(sentence, at)
    return place > 0 and _begins_aside(sentence, place + 1, lexicon)


def _opening_of(sentence: Sentence, at: int) -> int:
    """Return the mark that opens the aside which the mark at `at` closes, or -1."""
    opening = _ASIDE_MARKS.get(sentence.lower(at), "")
    for place in range(at - 1, max(-1, at - _LONGEST_ASIDE), -1):
        if sentence.is_quoted(place) and opening == ",":
            return -1
        if sentence.lower(place) == opening:
            return place
    return -1


def _begins_aside(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    word = sentence.lower(at)
    return (
        word
        in {"who", "which", "whose", "a", "an", "the", "of", "from", "one", "himself", "herself"}
        or word[:1].isdigit()
        or (sentence.units[at].is_capital and sentence.lower(at + 1) in {",", "."})
        or (_is_plain_noun(sentence, at, lexicon) and sentence.units[max(0, at - 2)].is_capital)
    )


def _is_plain_noun(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """Tell whether an aside begins like "curator and director of ...": no connective, no verb."""
    unit = sentence.units[at]
    frames = lexicon.frames
    connects = unit.lower in frames["subordinators"] or unit.lower in frames["prepositions"]
    return unit.is_word and not (
        unit.is_capital or connects or unit.lower in frames["pronouns"] | frames["auxiliaries"]
    )


def _in_phrase(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    unit = sentence.units[at]
    frames = lexicon.frames
    if unit.quotation >= 0:
        return False
    if unit.lower in _JOINS:
        return True
    if unit.lower == ".":
        shortens = sentence.lower(at - 1) in lexicon.names["suffixes"]
        return shortens or _abbreviates(sentence, at)
    if not unit.is_word:
        return sentence.is_inside_word(at)
    if unit.lower in _STOPPING:
        return (
            unit.lower == "and"
            and at > 0
            and sentence.units[at - 1].is_word
            and sentence.units[at + 1].is_capital == sentence.units[at - 1].is_capital
        )
    if unit.lower in frames["subordinators"] or unit.lower in frames["pronouns"]:
        return False
    verb = lexicon.verbs.get(unit.lower)
    if verb is not None and verb.forms & {"past", "s", "ing"} and not unit.is_capital:
        return False
    return unit.lower not in frames["auxiliaries"] - {"may", "will"}


def _trimmed(sentence: Sentence, first: int, behind: int, lexicon: Lexicon) -> int:
    """Leave out what stands in front of the phrase proper: adverbs, "In Ohio"."""
    frames = lexicon.frames
    while first < behind and (
        sentence.lower(first) in frames["adverbs"]
        or sentence.lower(first) in frames["conjunctions"]
        or sentence.lower(first) in frames["prepositions"]
        or not sentence.units[first].is_word
    ):
        leads = sentence.lower(first) in frames["prepositions"]
        first += 1
        while leads and first < behind - 1 and not _opens_second_phrase(sentence, first, lexicon):
            first += 1
    return first


def _opens_second_phrase(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    before, unit = sentence.units[at - 1], sentence.units[at]
    if before.lower in lexicon.frames["prepositions"] or before.lower in _JOINS:
        return False
    if before.lower in lexicon.frames["determiners"]:
        return False
    return unit.lower in lexicon.frames["determiners"] or (
        unit.is_capital and not before.is_capital
    )
