"""Cues that no verb of saying makes: "according to", "in her view", "her claim that", a place."""

from commentary.reading.attributions.clauses import begins_clause, finite_behind_subject
from commentary.reading.attributions.manners import FoundCue
from commentary.reading.lexicon import Lexicon
from commentary.reading.text.units import Sentence

_SAY = frozenset({"say"})
_LONGEST_SUBJECT = 8


def beside_quotation(sentence: Sentence, at: int, lexicon: Lexicon) -> FoundCue | None:
    """Return a verb that only its place shows to be one of saying: "...!" the pilots roared.

    Its past must be regular; a quotation that ends like speech stands behind its mark, in front of
    it, or in front of its subject.
    """
    word = sentence.lower(at)
    if not word.endswith("ed") or len(word) < 5 or sentence.units[at].is_capital:
        return None
    if sentence.lower(at - 1) in lexicon.frames["be"] | lexicon.frames["determiners"]:
        return None
    marked = sentence.lower(at + 1) in {":", ","}
    behind = at + 2 if marked else at + 1
    if at and sentence.units[at - 1].is_word and marked and _is_speech(sentence, behind):
        return FoundCue(at, at, at + 1, word, frozenset({"say"}), "finite")
    first = at
    while first > 0 and at - first <= _LONGEST_SUBJECT and sentence.units[first - 1].is_word:
        first -= 1
    if not _is_speech(sentence, first - 1):
        return None
    if first == at or finite_behind_subject(sentence, first, lexicon) == at:
        return FoundCue(at, at, at + 1, word, frozenset({"say"}), "finite")
    return None


def _is_speech(sentence: Sentence, at: int) -> bool:
    return sentence.is_quoted(at) and sentence.ends_clause(at)


def according(sentence: Sentence, at: int, lexicon: Lexicon) -> FoundCue | None:
    """Return "according to", "in the words of", or the "to" of "to her, ...".

    A plan or a rule is followed, not quoted.
    """
    word = sentence.lower(at)
    if word == "in" and [sentence.lower(at + k) for k in (1, 2, 3)] == ["the", "words", "of"]:
        return FoundCue(at, at, at + 4, "according to", _SAY, "according")
    listener = sentence.lower(at + 1) in lexicon.listeners and sentence.lower(at + 2) == ","
    if word == "to" and listener and sentence.is_quoted(at + 3):
        return FoundCue(at, at, at + 1, "according to", _SAY, "according")
    if word != "according" or sentence.lower(at + 1) != "to":
        return None
    if sentence.lower(at + 2) in {"plan", "plans", "schedule", "custom", "tradition"}:
        return None
    return FoundCue(at, at, at + 2, "according to", frozenset({"say"}), "according")


def claim(sentence: Sentence, at: int, lexicon: Lexicon) -> FoundCue | None:
    """Return "claim" in "his claim that ...": somebody's, and with a clause.

    A verb may join them ("her assessment is that ..."), or a colon ("her message: ...").
    """
    word = sentence.lower(at)
    if word not in lexicon.claims and word not in lexicon.frames["messages"]:
        return None
    joined = sentence.lower(at + 1) in {"is", "was"}
    end = at + 2 if joined else at + 1
    opens = sentence.lower(end) == "that" or (joined and sentence.is_quoted(end))
    if not opens and not (not joined and sentence.lower(end) == ":"):
        return None
    if not _is_owned(sentence, at, lexicon):
        return None
    return FoundCue(at, at, end, sentence.lower(at), _SAY, "noun")


def view(sentence: Sentence, at: int, lexicon: Lexicon) -> FoundCue | None:
    """Return "view" in "in her view, ...": behind "in", and of somebody."""
    if sentence.lower(at) not in lexicon.frames["views"] or not _is_owned(sentence, at, lexicon):
        return None
    if sentence.lower(at + 1) not in {",", "."}:
        return None
    first = at - 1
    while first > 0 and at - first < _LONGEST_SUBJECT and sentence.lower(first) != "in":
        if sentence.lower(first) in {",", ";"}:
            return None
        first -= 1
    apart = first == 0 or sentence.lower(first - 1) in lexicon.frames["conjunctions"] | {
        ",",
        "that",
    }
    if sentence.lower(first) != "in" or not apart:
        return None
    return FoundCue(at, at, at + 1, sentence.lower(at), _SAY, "view")


def mind(sentence: Sentence, at: int, lexicon: Lexicon) -> FoundCue | None:
    """Return "is worried" in "she is worried that ...": what somebody holds, told as a state."""
    if sentence.lower(at) not in lexicon.frames["minds"]:
        return None
    follows = sentence.lower(at + 1)
    if follows not in {"that", "about"} and not begins_clause(sentence, at + 1, lexicon):
        return None
    first = at
    while first > 0 and sentence.lower(first - 1) in lexicon.frames["adverbs"] | {"not", "so"}:
        first -= 1
    if first < 2 or sentence.lower(first - 1).replace("’", "'") not in lexicon.frames["be"]:
        return None
    negated = "not" in {sentence.lower(k) for k in range(first, at)}
    return FoundCue(
        first - 1, at, at + 1, "worry", frozenset({"think"}), "finite", negated=negated
    )


def _is_owned(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    owner = sentence.lower(at - 1)
    return owner in lexicon.frames["possessives"] or owner in {"'s", "’s", "’", "'"}
