"""Where a sentence says that something was said, by whom, and which units were."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from commentary.reading.languages.spaced.phrases import (
    Phrase,
    name_from,
    phrase_before,
    phrase_behind,
)
from commentary.reading.languages.spaced.words import Words
from commentary.reading.text.units import Sentence

Manner = Literal["verb", "according", "attributing"]
Range = tuple[int, int]

_BREAKS = frozenset({",", "–", "—", "--", "?", "!"})
_LOOKAHEAD = 14
_MOST_BETWEEN = 4  # words from a quotation to the name that it belongs to
_MOST_BEFORE = 8
_FEWEST = 2  # words of a clause that a verb behind it reports


@dataclass(frozen=True, slots=True)
class Group:
    """A cue and its source: units `first` up to `behind`; the cue's own are `cue`."""

    cue: Range
    source: Phrase
    first: int
    behind: int
    lemma: str
    manner: Manner
    negated: bool = False
    pronoun: str = ""  # where it stands inside of the verb: dit-elle


def groups_in(sentence: Sentence, words: Words) -> list[Group]:
    """Return the cues with their sources, in order, none inside of another."""
    found: list[Group] = []
    for at, unit in enumerate(sentence.units):
        if not unit.is_word or (found and at < found[-1].behind):
            continue
        group = _according(sentence, at, words) or _verb(sentence, at, words)
        if group is not None and (not found or group.first >= found[-1].behind):
            found.append(group)
    return found


def _according(sentence: Sentence, at: int, words: Words) -> Group | None:
    word = _plain(sentence.lower(at))
    for phrase in words.before:
        if all(_plain(sentence.lower(at + k)) == part for k, part in enumerate(phrase)):
            end = at + len(phrase)
            source = phrase_behind(sentence, end, words)
            if source is not None:
                return Group((at, end), source, at, source.behind, word, "according")
    if word in words.behind:
        source = phrase_before(sentence, at, words)
        if source is not None:
            return Group((at, at + 1), source, source.first, at + 1, word, "according")
    if word in words.attributing and (_breaks(sentence, at - 1)):
        source = phrase_behind(sentence, at + 1, words)
        if source is not None and sentence.lower(source.behind) in {",", ".", ""}:
            return Group((at, at + 1), source, at, source.behind, word, "attributing")
    return None


def _plain(word: str) -> str:
    return word.replace("’", "'")


def _breaks(sentence: Sentence, at: int) -> bool:
    return at >= 0 and (sentence.is_quoted(at) or sentence.lower(at) in _BREAKS)


def _verb(sentence: Sentence, at: int, words: Words) -> Group | None:
    start, end, lemma, pronoun = _verb_group(sentence, at, words)
    if not lemma or not _prefix_follows(sentence, end, lemma, words):
        return None
    near = [sentence.lower(k) for k in range(max(0, start - 2), end + 2)]
    negated = any(word in words.frames["negations"] for word in near)
    if pronoun:
        own = Phrase(at, at + 1)
        return Group((start, end), own, start, end, lemma, "verb", negated, pronoun)
    source = _subject(sentence, start, end, words)
    if source is None:
        return None
    first, behind = min(start, source.first), max(end, source.behind)
    return Group((start, end), source, first, behind, lemma, "verb", negated)


def _verb_group(sentence: Sentence, at: int, words: Words) -> tuple[int, int, str, str]:
    """Return units, lemma and enclosed pronoun of "sagte", "a déclaré", "a-t-elle dit"."""
    unit = sentence.units[at]
    word = _plain(unit.lower)
    base, pronoun = _without_pronoun(word, words)
    helper = base.rsplit("'", maxsplit=1)[-1]  # n'a pas dit, l'a dit
    if helper in words.auxiliaries:
        for end in (at + 1, at + 2):
            lemma = words.participles.get(sentence.lower(end), "")
            if lemma:
                return at, end + 1, lemma, pronoun
        return at, at + 1, "", ""
    if unit.is_capital and at:
        return at, at + 1, "", ""
    lemma = words.verbs.get(word, "") or (words.verbs.get(base, "") if pronoun else "")
    return at, at + 1, lemma, pronoun if not words.verbs.get(word) else ""


def _without_pronoun(word: str, words: Words) -> tuple[str, str]:
    for ending in words.inverted:
        base = word.removesuffix(ending)
        if base and base != word:
            return base, ending.rsplit("-", maxsplit=1)[-1]
    return word, ""


def _prefix_follows(sentence: Sentence, end: int, lemma: str, words: Words) -> bool:
    """Tell whether "teilte ... mit" is whole."""
    prefix = words.separable.get(lemma)
    if prefix is None:
        return True
    return any(sentence.lower(k) == prefix for k in range(end, end + _LOOKAHEAD))


def _subject(sentence: Sentence, start: int, end: int, words: Words) -> Phrase | None:
    before = phrase_before(sentence, start, words)
    opens = before is not None and before.first <= 3
    if start == 0 or (_breaks(sentence, start - 1) and not opens):
        return phrase_behind(sentence, end, words)
    if before is not None:
        return before
    return phrase_behind(sentence, end, words)


def pieces_of(
    sentence: Sentence, groups: Sequence[Group], place: int, words: Words
) -> tuple[list[Range], bool]:
    """Return what the group at `place` reports, and whether it stands in the next sentence."""
    pieces, announces = _told(sentence, groups, place, words)
    return [(start, end) for start, end in pieces if start < end], announces


def _told(
    sentence: Sentence, groups: Sequence[Group], place: int, words: Words
) -> tuple[list[Range], bool]:
    group = groups[place]
    least = groups[place - 1].behind if place else 0
    limit = _limit(sentence, groups, place, words)
    if group.manner == "according":
        return _around(sentence, group, least, limit), False
    inverted = group.source.first >= group.cue[1] or group.pronoun or group.manner == "attributing"
    told = _told_before(sentence, group, least, words) if inverted else []
    if told:
        return [*told, *_continued(sentence, group, limit, told, words)], False
    return _told_behind(sentence, group, limit, words)


def _limit(sentence: Sentence, groups: Sequence[Group], place: int, words: Words) -> int:
    """Return where another reports something of its own: "..., und Ekdahl sagte ..."."""
    for following in groups[place + 1 :]:
        if sentence.lower(following.first - 1) in words.frames["conjunctions"]:
            return following.first - 1
    return len(sentence.units)


def _told_before(sentence: Sentence, group: Group, least: int, words: Words) -> list[Range]:
    end = group.first
    if not _breaks(sentence, end - 1):
        return []
    start = least
    while start < end and not (sentence.units[start].is_word or sentence.is_quoted(start)):
        start += 1
    while end > start and not (sentence.units[end - 1].is_word or sentence.is_quoted(end - 1)):
        end -= 1
    quoted = [at for at in range(start, end) if sentence.is_quoted(at)]
    plain = sum(sentence.units[at].is_word for at in range(start, end))
    if quoted and (not plain or not words.is_known):
        return [(at, at + 1) for at in quoted]
    if quoted and quoted[-1] == end - 1 and sentence.ends_clause(quoted[-1]) and plain <= 3:
        return [(quoted[-1], end)]  # a word that leads in: Doch „...", sagte sie
    if not words.is_known or plain < _FEWEST:
        return [(at, at + 1) for at in quoted]
    return [(start, end)]


def _continued(
    sentence: Sentence, group: Group, limit: int, told: Sequence[Range], words: Words
) -> list[Range]:
    """Return the second half of "A", sagte sie, "B" and of A, sagte sie, B."""
    quoted = any(sentence.is_quoted(at) for piece in told for at in range(*piece))
    for at in range(group.behind, min(group.behind + _LOOKAHEAD, limit)):
        if sentence.is_quoted(at):
            return [(at, at + 1)]
        if sentence.lower(at) in {",", ":", "–", "—"}:
            if sentence.is_quoted(at + 1):
                return [(at + 1, at + 2)]
            goes_on = not quoted and at == group.behind and words.is_known
            if goes_on and sentence.lower(at + 1) not in words.frames["openers"]:
                return [(at + 1, limit)]
            return []
    return []


def _told_behind(
    sentence: Sentence, group: Group, limit: int, words: Words
) -> tuple[list[Range], bool]:
    for at in range(group.behind, min(group.behind + _LOOKAHEAD, limit)):
        if sentence.is_quoted(at):
            return [(at, at + 1)], False
        word = _plain(sentence.lower(at))
        if word == ":":
            if at + 1 >= limit:
                return [], True
            return ([(at + 1, limit)], False)
        if _introduces(word, words):
            return [(at, limit)], False
        if word == ",":
            following = _plain(sentence.lower(at + 1))
            clause = _introduces(following, words) or words.capital_nouns
            if sentence.is_quoted(at + 1):
                return [(at + 1, at + 2)], False
            return ([(at + 1, limit)] if clause and at + 2 < limit else []), False
    return [], False


def _introduces(word: str, words: Words) -> bool:
    """Tell whether a word opens what was said: dass, que, qu'elle."""
    frames = words.frames
    elided = word.split("'", maxsplit=1)[0] + "'" if "'" in word else word
    return word in frames["complementizers"] or elided in frames["complementizers"]


def _around(sentence: Sentence, group: Group, least: int, limit: int) -> list[Range]:
    """Return what stands on both sides of "laut Solvang"."""
    found: list[Range] = []
    for start, end in ((least, group.first), (group.behind, limit)):
        begun = start
        while begun < end and not (sentence.units[begun].is_word or sentence.is_quoted(begun)):
            begun += 1
        if any(sentence.units[at].is_word or sentence.is_quoted(at) for at in range(begun, end)):
            found.append((begun, end))
    return found


def between_commas(sentence: Sentence, group: Group) -> list[Range]:
    """Return what stands on both sides of ", explique Solvang,": the words around a cue."""
    ends = len(sentence.units)
    inverted = bool(group.pronoun) or group.source.first >= group.cue[1]
    opened = sentence.lower(group.first - 1) == "," and group.first > 1
    if not (inverted and opened and sentence.lower(group.behind) in {",", ".", ""}):
        return []
    behind = group.behind + 1
    return [(0, group.first - 1), *([(behind, ends)] if behind < ends - 1 else [])]


def quoted_by_name(sentence: Sentence) -> Iterator[tuple[Range, Range, Phrase]]:
    """Yield quotation, cue and name where marks, capitals and order alone tell them.

    "…", xxx Name. and Name xxx: "…" and "…" — Name; in any language with capitals.
    """
    for at, unit in enumerate(sentence.units):
        if unit.quotation < 0 or not _is_speech(sentence, at):
            continue
        named = _named_behind(sentence, at) or _named_before(sentence, at)
        if named is not None:
            cue, phrase = named
            yield (at, at + 1), cue, phrase


def _is_speech(sentence: Sentence, at: int) -> bool:
    quotation = sentence.paragraph.quotations[sentence.units[at].quotation]
    tokens = sentence.paragraph.tokens[quotation.inner_first : quotation.inner_behind]
    return sum(token.is_word for token in tokens) > _FEWEST


def _named_behind(sentence: Sentence, at: int) -> tuple[Range, Phrase] | None:
    units = sentence.units
    start = at + 1
    while start < len(units) and sentence.lower(start) in _BREAKS:
        start += 1
    for place in range(start, min(start + _MOST_BETWEEN + 1, len(units))):
        name = name_from(sentence, units[place].first)
        if name is not None:
            end = place + (name.last - name.first + 1)
            closes = _tail_end(sentence, end) in {",", ".", "", "–", "—"}
            marked = start > at + 1 or place > start
            if not marked or not closes:
                return None
            cue = (start, place) if place > start else (at + 1, start)
            return cue, Phrase(place, end, name)
        if not units[place].is_word or units[place].is_capital:
            return None
    return None


def _tail_end(sentence: Sentence, at: int) -> str:
    """Return the mark behind a name and the few small words that may follow it."""
    for place in range(at, at + _MOST_BETWEEN + 1):
        word = sentence.lower(place)
        if not word or not sentence.units[place].is_word:
            return word
        if sentence.units[place].is_capital:
            break
    return "-"


def _named_before(sentence: Sentence, at: int) -> tuple[Range, Phrase] | None:
    units = sentence.units
    if sentence.lower(at - 1) != ":" or at < 2:
        return None
    for place in range(max(0, at - 2 - _MOST_BEFORE), at - 1):
        name = name_from(sentence, units[place].first)
        if name is not None:
            end = place + (name.last - name.first + 1)
            if any(units[k].is_capital or not units[k].is_word for k in range(end, at - 1)):
                return None
            cue = (end, at - 1) if end < at - 1 else (at - 1, at)
            return cue, Phrase(place, end, name)
    return None
