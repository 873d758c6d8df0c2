"""Which words of a sentence a cue says were said."""

from collections.abc import Sequence
from dataclasses import dataclass

from commentary.reading.attributions.cues import FoundCue
from commentary.reading.attributions.sources import (
    Source,
    closes_aside,
    noun_phrase_before,
    source_before,
    source_behind,
)
from commentary.reading.lexicon import Lexicon
from commentary.reading.text.units import Sentence

_MARKS_BEFORE = frozenset({",", "—", "–", "--", "?", "!"})
_STOPS = frozenset({".", "!", "?", "…", "...", ",", ";", ":"})
_LOOKAHEAD = 16
_LONGEST_DATELINE = 14
_CONDITIONS = frozenset({"if", "when", "while", "although", "though", "as", "because", "since"})
_NEEDS_CONTENT = frozenset({"say", "tell", "add", "think", "ask", "respond"})
_NO_CONTINUATION = frozenset(
    ["who", "which", "whose", "a", "an", "the", "when", "while", "where", "after", "before", "as"]
)

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue, its source and its content as unit ranges of one sentence.

    `continues` tells that the words stand in the next paragraph ("He said:").
    """

    cue: FoundCue
    source: Source | None
    pieces: tuple[Range, ...]
    continues: bool = False


@dataclass(frozen=True, slots=True)
class _Group:
    """A cue with its source: units `first` up to `behind`."""

    cue: FoundCue
    source: Source | None
    first: int
    behind: int


def attributions_in(
    sentence: Sentence, cues: Sequence[FoundCue], lexicon: Lexicon
) -> list[Attribution]:
    """Return what the sentence says was said, in the order of its cues."""
    groups: list[_Group] = []
    for cue in cues:
        group = _group(sentence, cue, groups, lexicon)
        if group is not None:
            groups.append(group)
    found: list[Attribution] = []
    for place, group in enumerate(groups):
        following = groups[place + 1 :]
        pieces, continues = _pieces(sentence, group, following, lexicon)
        if pieces or continues:
            found.append(Attribution(group.cue, group.source, tuple(pieces), continues))
    return found


def _group(
    sentence: Sentence, cue: FoundCue, earlier: Sequence[_Group], lexicon: Lexicon
) -> _Group | None:
    if cue.manner == "according":
        source = source_behind(sentence, cue.end, lexicon)
        end = _phrase_end(sentence, cue.end)
        source = Source(cue.end, end, before=False) if end > cue.end else source
        return _Group(cue, source, cue.start, max(end, cue.end))
    if cue.manner == "noun":
        source = noun_phrase_before(sentence, cue.start - 1, lexicon)
        if sentence.lower(cue.start - 1) in lexicon.frames["possessives"]:
            source = Source(cue.start - 1, cue.start, before=True)
        return _Group(cue, source, source.first if source else cue.start, cue.end)
    if cue.manner == "participle":
        return _participle(sentence, cue, earlier, lexicon)
    return _finite(sentence, cue, earlier, lexicon)


def _phrase_end(sentence: Sentence, at: int) -> int:
    while at < len(sentence.units):
        unit = sentence.units[at]
        if unit.quotation >= 0 or unit.lower in {",", ";", ":", "—", "–", "--", "!", "?"}:
            break
        if unit.lower == "." and at + 1 == len(sentence.units):
            break
        at += 1
    return at


def _finite(
    sentence: Sentence, cue: FoundCue, earlier: Sequence[_Group], lexicon: Lexicon
) -> _Group | None:
    before = sentence.lower(cue.start - 1)
    if before in {"and", "but", "or", "then"} and earlier:
        source = earlier[-1].source
        return _Group(cue, source, cue.start, cue.end)
    inverted = None
    if before in _MARKS_BEFORE or before == "" or sentence.is_quoted(cue.start - 1):
        inverted = source_behind(sentence, cue.end, lexicon)
        if inverted and not _may_invert(sentence, cue, inverted, lexicon):
            inverted = None
    if inverted is not None:
        return _Group(cue, inverted, cue.start, inverted.behind)
    source = source_before(sentence, cue, lexicon)
    if source is None:
        if before == "," and earlier:
            return _Group(cue, earlier[-1].source, cue.start, cue.end)
        return None
    return _Group(cue, source, source.first, cue.end)


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
    sentence: Sentence, cue: FoundCue, earlier: Sequence[_Group], lexicon: Lexicon
) -> _Group | None:
    before = sentence.lower(cue.start - 1)
    if (
        before in _MARKS_BEFORE
        or before in {"", "as", "by", "after", "before", "in", "and"}
        or (sentence.is_quoted(cue.start - 1))
    ):
        if earlier and earlier[-1].source is not None:
            return _Group(cue, earlier[-1].source, cue.start, cue.end)
        source = _main_subject(sentence, cue.start, lexicon)
        return _Group(cue, source, cue.start, cue.end) if source else None
    source = source_before(sentence, cue, lexicon)
    return _Group(cue, source, source.first, cue.end) if source else None


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


def _pieces(
    sentence: Sentence, group: _Group, following: Sequence[_Group], lexicon: Lexicon
) -> tuple[list[Range], bool]:
    if group.cue.manner == "according":
        return _around_according(sentence, group, following, lexicon), False
    before = _content_before(sentence, group, lexicon)
    start = _content_start(sentence, group, lexicon)
    if before is not None and not _says_more(sentence, group, before, start, lexicon):
        pieces = [before, *_continued(sentence, group, following, lexicon)]
        return pieces, False
    if start < 0 or start >= len(sentence.units):
        return [], sentence.lower(len(sentence.units) - 1) == ":" and "say" in group.cue.frames
    if group.cue.lemma in lexicon.marked and not _is_marked(sentence, start):
        return [], False
    end = _content_end(
        sentence,
        start,
        following,
        lexicon,
        opening=group.cue.manner == "participle" and group.first == 0,
    )
    if group.first == 1 and sentence.lower(0) in _CONDITIONS:
        commas = (at for at in range(start, end) if sentence.lower(at) == ",")
        end = next(commas, end)
    return ([(start, end)] if end > start else []), False


def _is_marked(sentence: Sentence, start: int) -> bool:
    marks = sentence.is_quoted(start) or sentence.lower(start - 1) == ":"
    return marks or sentence.lower(start) in {"that", "if", "whether", "how", "why"}


def _content_before(sentence: Sentence, group: _Group, lexicon: Lexicon) -> Range | None:
    """Return what stands in front of "..., she said": all up to the mark before it."""
    at = group.first - 1
    frames = (
        {"say", "tell", "think", "show"} if sentence.is_quoted(at) else {"say", "tell", "think"}
    )
    if group.cue.manner != "finite" or not group.cue.frames & frames:
        return None
    if at < 0 or not (sentence.is_quoted(at) or sentence.lower(at) in _MARKS_BEFORE):
        return None
    end = at + 1 if sentence.is_quoted(at) else at
    if sentence.is_quoted(at) and not sentence.ends_clause(at) and not group.cue.frames & {"say"}:
        return None
    if not end or _only_leads_in(sentence, group, end, lexicon):
        return None
    return _dateline_end(sentence), end


def _dateline_end(sentence: Sentence) -> int:
    """Return the unit behind "NORHAVEN, Sept. 4 (AP) — ", or 0."""
    if not sentence.units[0].is_capital:
        return 0
    for at in range(1, min(_LONGEST_DATELINE, len(sentence.units) - 1)):
        if sentence.lower(at) in {"—", "–", "--"}:
            token = sentence.paragraph.tokens[sentence.units[0].first]
            return at + 1 if token.text.isupper() and len(token.text) > 1 else 0
    return 0


def _only_leads_in(sentence: Sentence, group: _Group, end: int, lexicon: Lexicon) -> bool:
    """Tell whether what stands in front is no statement: "As the storm came, they continued"."""
    if any(sentence.is_quoted(at) for at in range(end)):
        return False
    if group.cue.lemma in lexicon.marked:
        return True
    commas = sum(sentence.lower(at) == "," for at in range(end + 1))
    return commas == 1 and sentence.lower(0) in lexicon.frames["lead_ins"]


def _says_more(
    sentence: Sentence, group: _Group, before: Range, start: int, lexicon: Lexicon
) -> bool:
    """Tell whether the content stands behind the cue, and what is in front only leads in."""
    if start < 0 or start >= len(sentence.units):
        return False
    first_quoted = any(sentence.is_quoted(at) for at in range(*before))
    if sentence.is_quoted(before[1] - 1) and sentence.is_quoted(before[0]):
        return False
    marker = sentence.lower(start)
    if marker in {"that", ":"} or sentence.is_quoted(start):
        comma = sentence.lower(group.behind) == ","
        return not (comma and sentence.is_quoted(start) and first_quoted)
    tail = sentence.lower(group.behind)
    return (
        tail not in _STOPS
        and tail not in lexicon.frames["prepositions"]
        and (tail not in lexicon.frames["times"] and tail not in {"when", "as", "while", "after"})
    )


def _continued(
    sentence: Sentence, group: _Group, following: Sequence[_Group], lexicon: Lexicon
) -> list[Range]:
    """Return the second half of "A, she said, B.", or nothing."""
    at = _tail_end(sentence, group, lexicon)
    if sentence.lower(at) not in {",", "—", "–", "--", ":", ";"}:
        return []
    start = at + 1
    if start >= len(sentence.units):
        return []
    if not sentence.is_quoted(start):
        word = sentence.lower(start)
        verb = lexicon.verbs.get(word)
        if sentence.is_quoted(group.first - 1):
            start = _resumed(sentence, start)
            return [(start, start + 1)] if start >= 0 else []
        leads_off = word in _NO_CONTINUATION or (verb is not None and "ing" in verb.forms)
        if leads_off or word == "according":
            return []
    end = _content_end(sentence, start, following, lexicon, opening=False)
    return [(start, end)] if end > start else []


def _resumed(sentence: Sentence, at: int) -> int:
    """Return the quotation that goes on behind "..., she said, naming the harbour,", or -1."""
    for place in range(at, len(sentence.units)):
        if sentence.is_quoted(place):
            before = sentence.lower(place - 1)
            ends = place + 2 >= len(sentence.units)
            return place if ends and before in {",", "but", "and", "—", "–"} else -1
    return -1


def _tail_end(sentence: Sentence, group: _Group, lexicon: Lexicon) -> int:
    """Return where "she said on Monday in a speech" ends: the next mark or quotation."""
    at = group.behind
    if group.source is not None and not group.source.before and sentence.lower(at) == ",":
        word = sentence.lower(at + 1)
        if word in {"a", "an", "the", "who"} or word in lexicon.names["roles"]:
            return _phrase_end(sentence, at + 1)  # "said Holm, a professor, ..."
    return _phrase_end(sentence, at)


def _content_start(sentence: Sentence, group: _Group, lexicon: Lexicon) -> int:
    """Return the unit where the words behind a cue begin, or -1 when there are none."""
    at = group.behind if group.source and not group.source.before else group.cue.end
    if "tell" in group.cue.frames:
        at = _over_listener(sentence, at, group, lexicon)
    at = _over_settings(sentence, at, lexicon)
    if at < len(sentence.units) and sentence.lower(at) in {":", ","}:
        quoted = sentence.is_quoted(at + 1)
        if sentence.lower(at) == ":" or quoted:
            return at + 1
        marker = _marker(sentence, at + 1)
        return marker if marker >= 0 and sentence.lower(marker - 1) == "," else -1
    if at >= len(sentence.units) or sentence.lower(at) in _STOPS:
        return -1
    if group.cue.lemma in _NEEDS_CONTENT and sentence.lower(at) in (
        lexicon.frames["prepositions"] | {"so"}
    ):
        return -1
    return at


def _over_settings(sentence: Sentence, at: int, lexicon: Lexicon) -> int:
    """Step over when, where and to whom it was said, up to "that", a colon or a quotation."""
    frames = lexicon.frames
    while at < len(sentence.units):
        word = sentence.lower(at)
        if word in frames["adverbs"] or (word in frames["times"] and _is_time(sentence, at)):
            at += 1
        elif word in {"on", "in", "during", "since"} and sentence.lower(at + 1) in frames["times"]:
            at += 2
        elif word in frames["prepositions"]:
            marker = _marker(sentence, at)
            return marker if marker >= 0 else at
        else:
            break
    return at


def _is_time(sentence: Sentence, at: int) -> bool:
    word = sentence.lower(at)
    if word in {"this", "last", "next", "early", "late", "may", "march"}:
        following = sentence.lower(at + 1)
        return following in {
            "week",
            "month",
            "year",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
        } or (
            following in {"friday", "saturday", "sunday", "morning", "night", "evening", "summer"}
        )
    return True


def _marker(sentence: Sentence, at: int) -> int:
    """Return the next "that", colon or quotation before the clause ends, or -1."""
    for place in range(at, min(at + _LOOKAHEAD, len(sentence.units))):
        if sentence.is_quoted(place):
            return place if place > at else -1
        word = sentence.lower(place)
        if word == "that":
            return place
        if word == ":":
            return place
        if word in {";", "."} or (word == "," and not sentence.is_quoted(place + 1)):
            return -1
    return -1


def _over_listener(sentence: Sentence, at: int, group: _Group, lexicon: Lexicon) -> int:
    word = sentence.lower(at)
    if word in lexicon.listeners:
        return at + 1
    if word in {"that", ":", ",", "if", "whether", "for", "about", "what", "why", "how"} or (
        sentence.is_quoted(at)
    ):
        return at
    marker = _marker(sentence, at)
    if marker >= 0:
        return marker
    if at < len(sentence.units) and sentence.units[at].is_capital:
        while at < len(sentence.units) and sentence.units[at].is_capital:
            at += 1
        return at
    if group.cue.lemma != "tell" and word not in lexicon.frames["determiners"]:
        return at
    end = at + 1
    while end < len(sentence.units) and end - at < _LOOKAHEAD:
        word = sentence.lower(end)
        if (
            word in lexicon.frames["pronouns"]
            or word in lexicon.frames["openers"]
            or word in lexicon.frames["determiners"]
            or word in {"to", "about", ",", "."}
            or sentence.units[end].is_capital
        ):
            return end
        end += 1
    return at


def _content_end(
    sentence: Sentence,
    start: int,
    following: Sequence[_Group],
    lexicon: Lexicon,
    *,
    opening: bool,
) -> int:
    """Return where content that begins at `start` ends: with the sentence, or at another cue.

    `opening`: it belongs to the participle that opens the sentence ("Calling it ..., she said").
    """
    end = len(sentence.units)
    for group in following:
        stop = _turn(sentence, group, start, lexicon)
        if opening and group.cue.manner == "finite":
            before = group.first - 1
            stop = before if sentence.lower(before) == "," else group.first
        if stop > start:
            end = stop
            break
    while (
        end > start
        and not sentence.is_quoted(end - 1)
        and (
            sentence.lower(end - 1) in _STOPS
            or sentence.lower(end - 1) in {"and", "but", "—", "–", "--"}
        )
    ):
        end -= 1
    return end


def _turn(sentence: Sentence, group: _Group, start: int, lexicon: Lexicon) -> int:
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
    if before in lexicon.frames["contrasts"] and (
        sentence.lower(first - 2) in {",", ";", "—", "–"} or sentence.is_quoted(first - 2)
    ):
        return first - 2 if not sentence.is_quoted(first - 2) else first - 1
    return first - 1 if before == ";" else -1


def _around_according(
    sentence: Sentence, group: _Group, following: Sequence[_Group], lexicon: Lexicon
) -> list[Range]:
    before = sentence.lower(group.first - 1)
    behind = group.behind
    comma = sentence.lower(behind) in {",", "—", "–"}
    leads = group.first == 0 or before in lexicon.frames["conjunctions"] or before in {";", ":"}
    if leads:
        if not comma:
            return []
        start = behind + 1
        end = _content_end(sentence, start, following, lexicon, opening=False)
        return [(start, end)] if end > start else []
    end = group.first
    while end > 0 and sentence.lower(end - 1) in {",", "—", "–", "--"}:
        end -= 1
    pieces = [(0, end)] if end else []
    start = behind + 1
    word = sentence.lower(start)
    verb = lexicon.verbs.get(word)
    if comma and word and word not in _NO_CONTINUATION and not (verb and "ing" in verb.forms):
        stop = _content_end(sentence, start, following, lexicon, opening=False)
        if stop > start:
            pieces.append((start, stop))
    return pieces
