"""Which words of a sentence a cue says were said."""

from collections.abc import Sequence
from dataclasses import dataclass

from commentary.reading.attributions.clauses import begins_clause, is_finite, main_subject
from commentary.reading.attributions.ends import content_end
from commentary.reading.attributions.groups import MARKS_BEFORE, Group, group_of, phrase_end
from commentary.reading.attributions.manners import FoundCue
from commentary.reading.attributions.sources import Source, source_before
from commentary.reading.attributions.starts import STOPS, content_start
from commentary.reading.lexicon import Lexicon
from commentary.reading.text.units import Sentence

_LONGEST_DATELINE = 14
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


def attributions_in(
    sentence: Sentence, cues: Sequence[FoundCue], lexicon: Lexicon
) -> list[Attribution]:
    """Return what the sentence says was said, in the order of its cues."""
    groups: list[Group] = []
    for cue in cues:
        group = group_of(sentence, cue, groups, lexicon)
        if group is not None:
            groups.append(group)
    found: list[Attribution] = []
    for place, group in enumerate(groups):
        pieces, continues = _pieces(sentence, group, groups[:place], groups[place + 1 :], lexicon)
        if pieces or continues:
            found.append(Attribution(group.cue, group.source, tuple(pieces), continues))
    colon = _behind_colon(sentence, found, lexicon)
    return [*found, colon] if colon else found


def _behind_colon(
    sentence: Sentence, found: Sequence[Attribution], lexicon: Lexicon
) -> Attribution | None:
    """Return the quotation behind "She had a message for the pilots:", which no cue has taken."""
    for at in range(1, len(sentence.units)):
        if sentence.lower(at) != ":" or not _speaks_next(sentence, at):
            continue
        if any(first <= at + 1 < behind for one in found for first, behind in one.pieces):
            return None
        if any(one.continues for one in found):
            return None
        subject = main_subject(sentence, at, lexicon)
        if subject is None or sentence.lower(subject[0]) in lexicon.frames["things"]:
            return None
        cue = FoundCue(at, at, at + 1, ":", frozenset({"say"}), "finite")
        pieces = (
            ((at + 1, _quotations_end(sentence, at + 1)),) if at + 1 < len(sentence.units) else ()
        )
        return Attribution(cue, Source(*subject, before=True), pieces, continues=not pieces)
    return None


def _speaks_next(sentence: Sentence, at: int) -> bool:
    if at + 1 == len(sentence.units):
        return True
    return sentence.is_quoted(at + 1) and sentence.ends_clause(at + 1)


def _quotations_end(sentence: Sentence, at: int) -> int:
    """Return the unit behind the run of quotations that begins at `at`."""
    while sentence.is_quoted(at):
        at += 1
    return at


def _pieces(
    sentence: Sentence,
    group: Group,
    earlier: Sequence[Group],
    following: Sequence[Group],
    lexicon: Lexicon,
) -> tuple[list[Range], bool]:
    if group.cue.manner in {"according", "view"}:
        return _around_according(sentence, group, following, lexicon), False
    if group.cue.manner == "passive":
        return _around_passive(sentence, group, following, lexicon), False
    if sentence.lower(group.first - 1) == "as":
        parenthetic = _around_as(sentence, group, lexicon)
        if parenthetic:
            return parenthetic, False
    before = _content_before(sentence, group, earlier, lexicon)
    start = content_start(sentence, group, lexicon)
    if before is not None and not _says_more(sentence, group, before, start, lexicon):
        pieces = [before, *_continued(sentence, group, following, lexicon)]
        return pieces, False
    if start < 0 or start >= len(sentence.units):
        return [], sentence.lower(len(sentence.units) - 1) == ":" and "say" in group.cue.frames
    held = lexicon.marked | lexicon.frames["held"]
    if group.cue.lemma in held and not _is_marked(sentence, group, start, lexicon):
        return [], False
    if group.cue.lemma in lexicon.frames["works"] and sentence.names_work(start):
        return [], False
    end = content_end(
        sentence,
        start,
        group,
        following,
        lexicon,
        opening=group.cue.manner == "participle" and group.first == 0,
    )
    return ([(start, end)] if end > start else []), False


def _around_passive(
    sentence: Sentence, group: Group, following: Sequence[Group], lexicon: Lexicon
) -> list[Range]:
    """Return what was described, condemned or believed, and as what: "the plan", "a gamble"."""
    subject = source_before(sentence, group.cue, lexicon)
    if subject is None:
        return []
    start = group.behind
    word = sentence.lower(start)
    told = group.cue.frames & {"tell"} or sentence.lower(subject.first) in lexicon.frames["things"]
    pieces = [] if told else [(subject.first, subject.behind)]
    if word in {"as", "that", "for", "of", "to"} or sentence.is_quoted(start):
        start += word == "as"
        end = content_end(sentence, start, group, following, lexicon, opening=False)
        return [*pieces, (start, end)] if end > start else pieces
    return pieces


def _around_as(sentence: Sentence, group: Group, lexicon: Lexicon) -> list[Range]:
    """Return what "as she said" confirms: the clause in front of it, behind it, or around it."""
    at, tail = group.first - 1, phrase_end(sentence, group.behind)
    last = len(sentence.units) - (not sentence.is_quoted(len(sentence.units) - 1))
    in_front, ends = sentence.lower(at - 1) == ",", tail >= last
    if (
        not group.cue.frames & {"say", "tell", "show"}
        or content_start(sentence, group, lexicon) >= 0
    ):
        return []
    if ends:
        return [(0, at - 1)] if in_front else []
    if sentence.lower(tail) != ",":
        return []
    front = [(0, at - 1)] if in_front and at > 2 else []
    return [*front, (tail + 1, last)]


def _is_marked(sentence: Sentence, group: Group, start: int, lexicon: Lexicon) -> bool:
    """Tell whether it is a clause or a quotation that follows, or a survey that shows a thing."""
    if sentence.is_quoted(start) or sentence.lower(start - 1) == ":":
        return True
    if sentence.lower(start) in {"that", "if", "whether", "how", "why"}:
        return True
    if "show" in group.cue.frames and group.source is not None and group.source.before:
        words = {sentence.lower(at) for at in range(group.source.first, group.source.behind)}
        if words & lexicon.frames["documents"]:
            return True
    return begins_clause(sentence, start, lexicon)


def _content_before(
    sentence: Sentence, group: Group, earlier: Sequence[Group], lexicon: Lexicon
) -> Range | None:
    """Return what stands in front of "..., she said": all up to the mark before it."""
    at = group.first - 1
    frames = (
        {"say", "tell", "think", "show"} if sentence.is_quoted(at) else {"say", "tell", "think"}
    )
    if group.cue.manner != "finite" or not group.cue.frames & frames:
        return None
    if at < 0 or not (sentence.is_quoted(at) or sentence.lower(at) in MARKS_BEFORE):
        return None
    end = at + 1 if sentence.is_quoted(at) else at
    if sentence.is_quoted(at) and not sentence.ends_clause(at) and not group.cue.frames & {"say"}:
        return None
    if not end or _only_leads_in(sentence, group, end, lexicon):
        return None
    return _before_start(sentence, end, earlier), end


def _before_start(sentence: Sentence, end: int, earlier: Sequence[Group]) -> int:
    """Return where the words in front of "she said" begin: behind a colon or another's words."""
    if sentence.is_quoted(end - 1):
        colons = (at for at in range(end - 1, 0, -1) if sentence.lower(at - 1) == ":")
        start = next(colons, -1)
        if start >= 0:
            return start
        if any(one.cue.manner == "finite" and one.behind < end for one in earlier):
            return end - 1
    return _dateline_end(sentence)


def _dateline_end(sentence: Sentence) -> int:
    """Return the unit behind "NORHAVEN, Sept. 4 (AP) — ", or 0."""
    if not sentence.units[0].is_capital:
        return 0
    for at in range(1, min(_LONGEST_DATELINE, len(sentence.units) - 1)):
        if sentence.lower(at) in {"—", "–", "--", "-"}:
            token = sentence.paragraph.tokens[sentence.units[0].first]
            return at + 1 if token.text.isupper() and len(token.text) > 1 else 0
    return 0


def _only_leads_in(sentence: Sentence, group: Group, end: int, lexicon: Lexicon) -> bool:
    """Tell whether what stands in front is no statement: "As the storm came, they continued"."""
    if any(sentence.is_quoted(at) for at in range(end)):
        return False
    if group.cue.lemma in lexicon.marked:
        return True
    if sentence.lower(group.behind) == "," and begins_clause(sentence, group.behind + 1, lexicon):
        return False  # "As the storm came, she said, the quay sank."
    leads = sentence.lower(0) in lexicon.frames["prepositions"] | lexicon.frames["times"]
    if leads and not any(is_finite(sentence, at, lexicon) for at in range(end)):
        return True
    commas = sum(sentence.lower(at) == "," for at in range(end + 1))
    return commas == 1 and sentence.lower(0) in lexicon.frames["lead_ins"]


def _says_more(
    sentence: Sentence, group: Group, before: Range, start: int, lexicon: Lexicon
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
    if tail not in STOPS and begins_clause(sentence, start, lexicon):
        return True
    return (
        tail not in STOPS
        and tail not in lexicon.frames["prepositions"]
        and (tail not in lexicon.frames["times"] and tail not in {"when", "as", "while", "after"})
    )


def _continued(
    sentence: Sentence, group: Group, following: Sequence[Group], lexicon: Lexicon
) -> list[Range]:
    """Return the second half of "A, she said, B.", or nothing."""
    at = _tail_end(sentence, group, lexicon)
    if sentence.lower(at) not in {",", "—", "–", "--", ":", ";"}:
        return []
    start = at + 1
    if start >= len(sentence.units):
        return []
    before = group.source is not None and group.source.before
    clause = before and begins_clause(sentence, start, lexicon)
    if not sentence.is_quoted(start):
        word = sentence.lower(start)
        verb = lexicon.verbs.get(word)
        if sentence.is_quoted(group.first - 1):
            start = _resumed(sentence, start, following)
            return [(start, start + 1)] if start >= 0 else []
        leads_off = (word in _NO_CONTINUATION and not clause) or (
            verb is not None and "ing" in verb.forms
        )
        if leads_off or word == "according":
            return []
    end = content_end(sentence, start, group, following, lexicon, opening=False)
    return [(start, end)] if end > start else []


def _resumed(sentence: Sentence, at: int, following: Sequence[Group]) -> int:
    """Return the quotation that goes on behind "..., she said, naming the harbour,", or -1."""
    for place in range(at, len(sentence.units)):
        if sentence.is_quoted(place):
            if any(group.behind <= place for group in following):
                return -1  # "..., she said, adding that it was "soft": the words of another cue
            before = sentence.lower(place - 1)
            ends = place + 2 >= len(sentence.units)
            return place if ends and before in {",", "but", "and", "—", "–"} else -1
    return -1


def _tail_end(sentence: Sentence, group: Group, lexicon: Lexicon) -> int:
    """Return where "she said on Monday in a speech" ends: the next mark or quotation."""
    at = group.behind
    if group.source is not None and not group.source.before and sentence.lower(at) == ",":
        word = sentence.lower(at + 1)
        if word in {"a", "an", "the", "who"} or word in lexicon.names["roles"]:
            return phrase_end(sentence, at + 1)  # "said Holm, a professor, ..."
    return phrase_end(sentence, at)


def _behind_description(sentence: Sentence, at: int, lexicon: Lexicon) -> int:
    """Return the comma behind "According to Solvang, a pilot from Norhaven,", else `at`."""
    if begins_clause(sentence, at + 1, lexicon):
        return at
    commas = (k for k in range(at + 1, len(sentence.units)) if sentence.lower(k) == ",")
    closing = next(commas, -1)
    return closing if closing > 0 and begins_clause(sentence, closing + 1, lexicon) else at


def _around_according(
    sentence: Sentence, group: Group, following: Sequence[Group], lexicon: Lexicon
) -> list[Range]:
    before = sentence.lower(group.first - 1)
    behind = group.behind
    comma = sentence.lower(behind) in {",", "—", "–"}
    leads = group.first == 0 or before in lexicon.frames["conjunctions"] or before in {";", ":"}
    if leads:
        if sentence.lower(behind) == ":":
            comma = True
        elif comma:
            behind = _behind_description(sentence, behind, lexicon)
        elif not begins_clause(sentence, behind, lexicon):
            return []
        start = behind + 1 if comma else behind
        end = content_end(sentence, start, group, following, lexicon, opening=False)
        return [(start, end)] if end > start else []
    end = group.first
    while end > 0 and sentence.lower(end - 1) in {",", "—", "–", "--"}:
        end -= 1
    pieces = [(0, end)] if end else []
    start = behind + 1
    word = sentence.lower(start)
    verb = lexicon.verbs.get(word)
    if comma and word and word not in _NO_CONTINUATION and not (verb and "ing" in verb.forms):
        stop = content_end(sentence, start, group, following, lexicon, opening=False)
        if stop > start:
            pieces.append((start, stop))
    return pieces
