"""Where the words behind a cue end: with the sentence, with their clause, or at the next cue."""

from collections.abc import Sequence

from commentary.reading.attributions.clauses import begins_clause, is_finite, opener_of
from commentary.reading.attributions.groups import Group
from commentary.reading.attributions.starts import STOPS
from commentary.reading.lexicon import Lexicon
from commentary.reading.text.units import Sentence

_DASHES = frozenset({"—", "–", "--"})
_SAID = frozenset({"say", "tell"})
_RELATIVES = frozenset({"who", "which", "that"})


def content_end(
    sentence: Sentence,
    start: int,
    group: Group,
    following: Sequence[Group],
    lexicon: Lexicon,
    *,
    opening: bool,
) -> int:
    """Return where content that begins at `start` ends.

    `opening`: it belongs to the participle that opens the sentence ("Calling it ..., she said").
    """
    end = len(sentence.units)
    for other in following:
        stop = _turn(sentence, other, start, lexicon)
        if opening and other.cue.manner == "finite":
            before = other.first - 1
            stop = before if sentence.lower(before) == "," else other.first
        if stop > start:
            end = stop
            break
    if opening and end == len(sentence.units):
        end = _main_clause(sentence, start, lexicon)
    end = _own_clause_end(sentence, start, end, group, lexicon)
    return _trimmed(sentence, start, end)


def _main_clause(sentence: Sentence, start: int, lexicon: Lexicon) -> int:
    """Return the comma behind which the main clause begins: "Saying ..., she left"."""
    for at in range(len(sentence.units) - 1, start, -1):
        if sentence.lower(at) == "," and begins_clause(sentence, at + 1, lexicon):
            return at
    return len(sentence.units)


def _trimmed(sentence: Sentence, start: int, end: int) -> int:
    while (
        end > start
        and not sentence.is_quoted(end - 1)
        and sentence.lower(end - 1) in STOPS | _DASHES | {"and", "but"}
    ):
        end -= 1
    return end


def _own_clause_end(
    sentence: Sentence, start: int, end: int, group: Group, lexicon: Lexicon
) -> int:
    """Return where the clause of the cue ends, when the sentence goes on without it."""
    depth = 0
    for at in range(start, end):
        word = sentence.lower(at)
        if word in {"(", ")"}:
            depth += 1 if word == "(" else -1
            if depth < 0:
                return at
        elif sentence.is_quoted(at):
            if _quotation_closes(sentence, at, start, end, group, lexicon):
                return at + 1
        elif at > start and _leaves(sentence, at, group, lexicon):
            return at
    return end


def _leaves(sentence: Sentence, at: int, group: Group, lexicon: Lexicon) -> bool:
    """Tell whether the mark or "and" at `at` leads out of what was said."""
    word = sentence.lower(at)
    if word == ";":
        return not group.cue.frames & _SAID
    if word in {"and", "but"}:
        return _another_verb(sentence, at, group, lexicon)
    return word == "," and _goes_on_without(sentence, at, group, lexicon)


def _quotation_closes(
    sentence: Sentence, at: int, start: int, end: int, group: Group, lexicon: Lexicon
) -> bool:
    """Tell whether the quotation at `at` is the last of what was said."""
    if at + 1 >= end:
        return False
    word = sentence.lower(at + 1)
    if not group.cue.frames & _SAID and not any(sentence.is_quoted(k) for k in range(at + 1, end)):
        return word in _DASHES | {"-", "and", "but"} or (
            word in lexicon.frames["prepositions"] and word not in {"of", "for", "to", "about"}
        )
    if not sentence.ends_clause(at):
        return False
    if at == start:
        return not sentence.is_quoted(at + 2) or word not in {"and", "or", "but"}
    return begins_clause(sentence, at + 1, lexicon)


def _goes_on_without(sentence: Sentence, at: int, group: Group, lexicon: Lexicon) -> bool:
    """Tell whether the writer goes on behind the comma: ", which ...", ", and the storm came".

    So it is behind "the pilots, who want more," and behind "While she said it would hold,".
    """
    if _is_relative(sentence, group):
        return True
    opener = opener_of(sentence, group.first, lexicon)
    if opener >= 0 and (opener == 0 or begins_clause(sentence, at + 1, lexicon)):
        return True
    word = sentence.lower(at + 1)
    if not group.cue.frames & _SAID:
        if word in {"and", "but"}:
            return begins_clause(sentence, at + 2, lexicon) or is_finite(sentence, at + 2, lexicon)
        return word in {"which", "as"}
    return False


def _another_verb(sentence: Sentence, at: int, group: Group, lexicon: Lexicon) -> bool:
    """Tell whether the subject does something else behind "and": "blamed them but left"."""
    if group.cue.frames & _SAID or group.cue.manner != "finite":
        return False
    at += 1
    while sentence.lower(at) in lexicon.frames["adverbs"]:
        at += 1
    return at < len(sentence.units) and is_finite(sentence, at, lexicon)


def _is_relative(sentence: Sentence, group: Group) -> bool:
    source = group.source
    return (
        source is not None
        and source.behind - source.first == 1
        and sentence.lower(source.first) in _RELATIVES
    )


def _turn(sentence: Sentence, group: Group, start: int, lexicon: Lexicon) -> int:
    """Return where the next cue takes over from content that began at `start`, or -1."""
    first = group.first
    if first <= start:
        return -1
    before = sentence.lower(first - 1)
    if group.cue.manner == "according":
        return first if before in {",", "—", "–", ";"} else -1
    if group.cue.manner == "participle":
        return first if before in {",", "—", "–"} or sentence.is_quoted(first - 1) else -1
    if group.cue.manner != "finite":
        return -1
    if before in {"and", "but"} and group.cue.start == first:
        return first - 1
    if before == "," and group.cue.start == first and first == group.cue.verb:
        return first - 1  # "condemned the plan, called it a gamble"
    if before in lexicon.frames["contrasts"] and (
        sentence.lower(first - 2) in {",", ";", "—", "–"} or sentence.is_quoted(first - 2)
    ):
        return first - 2 if not sentence.is_quoted(first - 2) else first - 1
    return first - 1 if before == ";" else -1
