"""A cue and its source together: the words that say who said it, as one group of units."""

from collections.abc import Sequence
from dataclasses import dataclass

from commentary.reading.attributions.clauses import begins_clause, main_subject
from commentary.reading.attributions.manners import FoundCue
from commentary.reading.attributions.sources import (
    Source,
    closes_aside,
    noun_phrase_before,
    source_before,
    source_behind,
)
from commentary.reading.lexicon import Lexicon
from commentary.reading.text.units import Sentence

MARKS_BEFORE = frozenset({",", "—", "–", "--", "?", "!"})


@dataclass(frozen=True, slots=True)
class Group:
    """A cue with its source: units `first` up to `behind`."""

    cue: FoundCue
    source: Source | None
    first: int
    behind: int


def group_of(
    sentence: Sentence, cue: FoundCue, earlier: Sequence[Group], lexicon: Lexicon
) -> Group | None:
    if cue.manner == "according":
        source = source_behind(sentence, cue.end, lexicon)
        end = _before_clause(sentence, cue, phrase_end(sentence, cue.end), lexicon)
        source = Source(cue.end, end, before=False) if end > cue.end else source
        return Group(cue, source, cue.start, max(end, cue.end))
    if cue.manner == "view":
        return _view(sentence, cue)
    if cue.manner == "passive":
        return _passive(sentence, cue, lexicon)
    if cue.manner == "noun":
        source = noun_phrase_before(sentence, cue.start - 1, lexicon)
        if sentence.lower(cue.start - 1) in lexicon.frames["possessives"]:
            source = Source(cue.start - 1, cue.start, before=True)
        return Group(cue, source, source.first if source else cue.start, cue.end)
    if cue.manner == "participle":
        return _participle(sentence, cue, earlier, lexicon)
    return _finite(sentence, cue, earlier, lexicon)


def _before_clause(sentence: Sentence, cue: FoundCue, end: int, lexicon: Lexicon) -> int:
    """Return where the source ends when no comma parts it: "According to Solvang the quay ..."."""
    if cue.start > 0:
        return end
    for at in range(cue.end + 1, end):
        unit, before = sentence.units[at], sentence.units[at - 1]
        opens = unit.lower in lexicon.frames["determiners"] | lexicon.frames["pronouns"] - {"who"}
        if opens and before.lower not in lexicon.frames["prepositions"]:
            return at if begins_clause(sentence, at, lexicon) else end
    return end


def _view(sentence: Sentence, cue: FoundCue) -> Group | None:
    """Return "in her view" with its owner, the "in" included."""
    first = cue.start - 1
    while first > 0 and sentence.lower(first) != "in":
        first -= 1
    behind = cue.start if first + 2 == cue.start else cue.start - 1  # "her", "Solvang's"
    return Group(cue, Source(first + 1, behind, before=True), first, cue.end)


def _passive(sentence: Sentence, cue: FoundCue, lexicon: Lexicon) -> Group | None:
    """Return "was described by her": who did it stands behind "by"; nobody in "is believed"."""
    if sentence.lower(cue.end) != "by":
        return Group(cue, None, cue.start, cue.end)
    source = source_behind(sentence, cue.end + 1, lexicon)
    if source is None:
        return None
    reasons = (at for at in range(source.first, source.behind) if sentence.lower(at) == "for")
    behind = next(reasons, source.behind)
    return Group(cue, Source(source.first, behind, before=False), cue.start, behind)


def phrase_end(sentence: Sentence, at: int) -> int:
    while at < len(sentence.units):
        unit = sentence.units[at]
        if unit.quotation >= 0 or unit.lower in {",", ";", ":", "—", "–", "--", "!", "?"}:
            break
        if unit.lower == "." and at + 1 == len(sentence.units):
            break
        at += 1
    return at


def _finite(
    sentence: Sentence, cue: FoundCue, earlier: Sequence[Group], lexicon: Lexicon
) -> Group | None:
    before = sentence.lower(cue.start - 1)
    if before in {"and", "but", "or", "then"}:
        source = earlier[-1].source if earlier else _main_source(sentence, cue.start, lexicon)
        return Group(cue, source, cue.start, cue.end) if source else None
    inverted = None
    if before in MARKS_BEFORE or before == "" or sentence.is_quoted(cue.start - 1):
        inverted = source_behind(sentence, cue.end, lexicon)
        if inverted and not _may_invert(sentence, cue, inverted, lexicon):
            inverted = None
    if inverted is not None:
        return Group(cue, inverted, cue.start, inverted.behind)
    source = source_before(sentence, cue, lexicon)
    if source is None:
        if before == "," and earlier:
            return Group(cue, earlier[-1].source, cue.start, cue.end)
        source = _behind_quotation(sentence, cue, lexicon)
        return Group(cue, source, source.first, cue.end) if source else None
    return Group(cue, source, source.first, cue.end)


def _behind_quotation(sentence: Sentence, cue: FoundCue, lexicon: Lexicon) -> Source | None:
    """Return the phrase right behind a quotation, however much stands between it and the verb."""
    quoted = next((at for at in range(cue.start - 1, -1, -1) if sentence.is_quoted(at)), -1)
    if quoted < 0 or not sentence.ends_clause(quoted) or not cue.frames & {"say", "tell"}:
        return None
    return source_behind(sentence, quoted + 1, lexicon) if quoted + 1 < cue.start else None


def _may_invert(sentence: Sentence, cue: FoundCue, source: Source, lexicon: Lexicon) -> bool:
    """Tell whether a subject behind the cue is one: "..., said Holm", not "..., said it was"."""
    if "say" not in cue.frames:
        return False
    if cue.start == 0:
        return sentence.lower(source.behind) == ":"
    if sentence.is_quoted(cue.start - 1):
        return True
    if closes_aside(sentence, cue.start - 1, lexicon):
        return False
    return sentence.units[source.behind - 1].is_capital


def _participle(
    sentence: Sentence, cue: FoundCue, earlier: Sequence[Group], lexicon: Lexicon
) -> Group | None:
    before = sentence.lower(cue.start - 1)
    if (
        before in MARKS_BEFORE
        or before in {"", "as", "by", "after", "before", "in", "and", "while", "when"}
        or (sentence.is_quoted(cue.start - 1))
    ):
        if earlier and earlier[-1].source is not None:
            return Group(cue, earlier[-1].source, cue.start, cue.end)
        source = _main_subject(sentence, cue.start, lexicon)
        return Group(cue, source, cue.start, cue.end) if source else None
    source = source_before(sentence, cue, lexicon)
    return Group(cue, source, source.first, cue.end) if source else None


def _main_source(sentence: Sentence, behind: int, lexicon: Lexicon) -> Source | None:
    """Return the subject of the sentence, for a verb at `behind` that has none of its own."""
    found = main_subject(sentence, behind, lexicon)
    return Source(*found, before=True) if found else None


def _main_subject(sentence: Sentence, behind: int, lexicon: Lexicon) -> Source | None:
    """Return the first name or pronoun; behind its comma when the participle opens."""
    units = sentence.units
    at = 0
    if behind == 0:
        ends = (k for k in range(len(units)) if units[k].lower == "," or sentence.is_quoted(k))
        at = next(ends, -1) + 1
        behind = len(units) if at else 0
    for place in range(at, behind):
        unit = units[place]
        if unit.lower in {"he", "she", "they", "who"}:
            return Source(place, place + 1, before=True)
        capital = unit.is_capital and unit.lower not in lexicon.names["not_names"]
        if capital and unit.lower not in lexicon.frames["times"]:
            end = place + 1
            while end < behind and units[end].is_capital:
                end += 1
            return Source(place, end, before=True)
    return None
