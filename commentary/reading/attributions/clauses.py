"""A shallow view of a sentence: where a finite verb stands, where a clause of its own begins.

No word is given a part of speech for good. A verb is known by its auxiliary, by the lists, or by
its ending; a clause by a subject with such a verb behind it. That is enough to tell where what
somebody said ends and the writer goes on, and whose verb a verb is.
"""

from commentary.reading.lexicon import Lexicon
from commentary.reading.text.units import Sentence

_LONGEST_SUBJECT = 14
_INSIDE_SUBJECT = frozenset({"and", "or", "that", "who"})
_LONG_ADVERB = 9  # letters: "increasingly" is no subject, "Kimberly" may be one
_LONGEST_ENDING = 4  # letters: "ed" of "need" and "red" ends no past


def is_finite(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """Tell whether the unit is a verb that a subject in front of it can have."""
    units = sentence.units
    unit = units[at]
    if not unit.is_word and unit.lower[:1] not in {"'", "’"}:
        return False
    word = unit.lower.replace("’", "'")
    frames = lexicon.frames
    if unit.is_capital and at:
        return False
    if word == "'s":  # "it's", but "Solvang's claim"
        return sentence.lower(at - 1) in frames["pronouns"] | frames["things"]
    if word in frames["finite"] or word.endswith("n't"):
        return True
    before = sentence.lower(at - 1)
    if not unit.is_word or before in frames["determiners"] | frames["be"]:
        return False
    if word in frames["adverbs"] or before == "to":
        return False
    verb = lexicon.verbs.get(word)
    if verb is not None and word not in lexicon.also_nouns:
        return bool(verb.forms & {"past", "s"}) or before in frames["pronouns"]
    if verb is not None:
        return before in frames["pronouns"]
    return word.endswith("ed") and len(word) > _LONGEST_ENDING


def begins_clause(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """Tell whether a subject and its finite verb follow from unit `at`, with no mark between."""
    return finite_behind_subject(sentence, at, lexicon) >= 0


def finite_behind_subject(sentence: Sentence, at: int, lexicon: Lexicon) -> int:
    """Return the finite verb whose subject begins at unit `at`, or -1."""
    frames = lexicon.frames
    units = sentence.units
    while sentence.lower(at) in frames["adverbs"]:
        at += 1
    if at >= len(units) or not _begins_subject(sentence, at, lexicon):
        return -1
    for place in range(at + 1, min(at + _LONGEST_SUBJECT, len(units))):
        unit = units[place]
        if is_finite(sentence, place, lexicon):
            return place
        if not unit.is_word and unit.lower not in {"'s", "’s", "’", "'", "."}:
            return -1
        if unit.lower in frames["subordinators"] and unit.lower not in _INSIDE_SUBJECT:
            return -1
        if unit.lower == "that" and sentence.lower(place - 1) in lexicon.claims:
            return -1  # "her claim that the quay would sink" is a thing, not a clause
    return -1


def _begins_subject(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    unit = sentence.units[at]
    frames = lexicon.frames
    if unit.quotation >= 0 or not unit.is_word or is_finite(sentence, at, lexicon):
        return False
    if unit.lower in frames["pronouns"]:
        return unit.lower != "who"
    if unit.lower.endswith("ly") and len(unit.lower) >= _LONG_ADVERB:
        return False
    return not (
        unit.lower in frames["prepositions"]
        or unit.lower in frames["subordinators"]
        or unit.lower.endswith("ing")
    )


def opener_of(sentence: Sentence, first: int, lexicon: Lexicon) -> int:
    """Return the unit that makes the clause whose subject begins at `first` a subordinate one.

    "While she said", "but even as Solvang claimed": "while", "as"; -1 for a main clause.
    """
    at = first - 1
    while at >= 0 and sentence.lower(at) in lexicon.frames["adverbs"]:
        at -= 1
    return at if at >= 0 and sentence.lower(at) in lexicon.frames["conditions"] else -1


def main_subject(sentence: Sentence, behind: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return the subject of the first main clause that begins in front of unit `behind`.

    "Late in May, when the storm came, Marit Solvang closed the quay and ...": the name.
    """
    at = 0
    units = sentence.units
    while at < behind and (
        sentence.lower(at) in lexicon.frames["contrasts"] & {"and", "but"} or not units[at].is_word
    ):
        at += 1
    while at < behind:
        verb = finite_behind_subject(sentence, at, lexicon)
        if 0 <= verb < behind:
            end = _subject_end(sentence, at, verb, lexicon)
            return (at, end) if end > at else None
        at = next((k + 1 for k in range(at, behind) if sentence.lower(k) == ","), behind)
    return None


def _subject_end(sentence: Sentence, at: int, verb: int, lexicon: Lexicon) -> int:
    end = verb
    while end > at and sentence.lower(end - 1) in lexicon.frames["adverbs"]:
        end -= 1
    return end
