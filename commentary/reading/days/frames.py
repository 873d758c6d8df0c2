"""Which day words of a sentence say when something was said, and not when it happens.

A sentence is taken apart at its commas, dashes and quoted or reported words. Day words count that
stand beside the cue, or in a part that says where and when somebody spoke ("In an interview on
Tuesday, ..."); those in the reported words, in asides about the speaker, in other clauses and
behind "until", "ahead of" or "will" do not.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from commentary.reading.days.expressions import Expression, expressions_in
from commentary.reading.days.words import DayWords
from commentary.reading.page import Page, Paragraph
from commentary.reading.text.tokens import Token
from commentary.reading.types import FoundStatement, Span

_PARTS = frozenset({",", ";", "(", ")", "—", "–", "--", "―", ":"})
_REACH = 9
_CLITICS = frozenset({"'s", "’s", "'", "’"})


@dataclass(frozen=True, slots=True)
class Saying:
    """Day words that say when; `loosely` where they name the day of what went before."""

    words: Expression
    loosely: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """Tokens `first` up to `behind` between two marks or stretches of reported words."""

    first: int
    behind: int


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence: tokens `first` up to `behind` of a paragraph, and what is said in it.

    `pieces` are those of its statements that stand in it; `quotations` are its quotations.
    """

    page: Page
    paragraph: Paragraph
    first: int
    behind: int
    pieces: tuple[tuple[FoundStatement, Span], ...]
    cues: tuple[Span, ...]
    quotations: tuple[Span, ...]
    words: DayWords

    @property
    def tokens(self) -> list[Token]:
        return self.paragraph.tokens


def scene_of(
    page: Page,
    paragraph: Paragraph,
    first: int,
    behind: int,
    statements: Sequence[FoundStatement],
    words: DayWords,
) -> Scene:
    """Return a sentence with what of `statements`, which hang in it, stands in it."""
    tokens, quotations = paragraph.tokens, paragraph.quotations
    start, end = tokens[first].start, tokens[behind - 1].end
    pieces = tuple(
        (one, piece)
        for one in statements
        for piece in one.spans
        if piece.start < end and start < piece.end
    )
    at = bisect_left(quotations, first, key=lambda quotation: quotation.first)
    until = bisect_left(quotations, behind, key=lambda quotation: quotation.first)
    quoted = tuple(
        Span(tokens[quotation.first].start, tokens[quotation.behind - 1].end)
        for quotation in quotations[at:until]
    )
    cues = tuple(Span(one.cue.start, one.cue.end) for one in statements if one.cue is not None)
    return Scene(page, paragraph, first, behind, pieces, cues, quoted, words)


def saying_of(scene: Scene, statement: FoundStatement) -> Saying | None:
    """Return the day words that say when `statement` was said, or None."""
    anchor = anchor_of(statement)
    first, behind = _region(scene, statement, anchor)
    blocked = _blocked(scene, statement, anchor)
    parts = list(_parts(scene.tokens, first, behind, blocked))
    cue = bisect_right(scene.tokens, anchor.start, key=lambda token: token.start) - 1
    core = next((at for at, part in enumerate(parts) if part.first <= cue < part.behind), None)
    if core is None:
        return None
    beside = _beside(scene, statement, parts[core], cue)
    return (
        beside
        or _at_the_head_of_content(scene, statement, parts[core].behind, behind)
        or _around(scene, statement, parts[core + 1 :], ahead=False)
        or _around(scene, statement, parts[:core][::-1], ahead=True)
        or _at_the_end_of_content(scene, statement)
    )


def anchor_of(statement: FoundStatement) -> Span:
    """Return the words by which a statement hangs in its sentence: its cue, or what it begins."""
    if statement.cue is not None:
        return Span(statement.cue.start, statement.cue.end)
    return statement.spans[0]


def refers_back(scene: Scene, statement: FoundStatement) -> bool:
    """Tell whether it was said on the day that was just told of: "said then", "at the time"."""
    if statement.cue is None:
        return False
    at = _token_at(scene.tokens, statement.cue.end)
    following = [token.lower for token in scene.tokens[at : min(at + 3, scene.behind)]]
    phrases = {"-".join(following[:count]) for count in (1, 2, 3)}
    return not phrases.isdisjoint(scene.words.frames["refers_back"])


def sayings_in(scene: Scene) -> list[Saying]:
    """Return all day words of a sentence in which nothing is reported."""
    found = expressions_in(scene.page.text, scene.tokens, scene.first, scene.behind, scene.words)
    return [
        saying
        for expression in found
        if (saying := _judged(scene, expression, scene.first)) is not None
    ]


def _region(scene: Scene, statement: FoundStatement, anchor: Span) -> tuple[int, int]:
    """Return the tokens in which to look: the sentence, or the words it is told within."""
    first, behind = scene.first, scene.behind
    for other, piece in scene.pieces:
        if other is not statement and _holds(piece, anchor):
            first = max(first, _token_at(scene.tokens, piece.start))
            behind = min(behind, _token_at(scene.tokens, piece.end))
    return first, behind


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _token_at(tokens: Sequence[Token], place: int) -> int:
    """Return the first token that begins at `place` or later."""
    return bisect_left(tokens, place, key=lambda token: token.start)


def _blocked(scene: Scene, statement: FoundStatement, anchor: Span) -> list[tuple[int, int]]:
    """Return the quoted and reported words in which the cue does not stand: token ranges."""
    spans = [*scene.quotations, *(piece for _, piece in scene.pieces)]
    return sorted(
        (_token_at(scene.tokens, span.start), _token_at(scene.tokens, span.end))
        for span in spans
        if statement.cue is None or not _holds(span, anchor)
    )


def _parts(
    tokens: Sequence[Token], first: int, behind: int, blocked: Sequence[tuple[int, int]]
) -> Iterator[_Part]:
    """Return the stretches between marks and blocked words; those are stepped over at once."""
    start = at = first
    waiting = iter([*blocked, (behind, behind)])
    block = next(waiting)
    while at < behind:
        while block[1] <= at < behind and block[0] < behind:
            block = next(waiting, (behind, behind))
        ends = block[0] <= at or tokens[at].text in _PARTS
        if ends and start < at:
            yield _Part(start, at)
        at = block[1] if block[0] <= at else at + 1
        if ends:
            start = at
    if start < behind:
        yield _Part(start, behind)


def _beside(scene: Scene, statement: FoundStatement, part: _Part, cue: int) -> Saying | None:
    """Look in the cue's own part: behind it first, then between the speaker and it."""
    tokens, frames = scene.tokens, scene.words.frames
    behind_cue = cue
    while (
        statement.cue is not None
        and behind_cue < part.behind
        and tokens[behind_cue].start < statement.cue.end
    ):
        behind_cue += 1
    for saying in _in_part(scene, _Part(behind_cue, part.behind), behind_cue):
        between = tokens[behind_cue : saying.words.first]
        if not any(token.lower in frames["asides"] for token in between) or _speaks(
            scene, between
        ):
            return saying
    speaker = statement.speaker
    start = part.first
    if speaker is not None and speaker.start < tokens[cue].start:
        start = max(start, _token_at(tokens, speaker.start))
    opens = tokens[part.first].lower in frames["opens"] or part.first == start
    # The cue itself may tell it: "recently told".
    for saying in reversed(_in_part(scene, _Part(part.first, behind_cue), part.first)):
        words = saying.words
        if words.first >= start:
            if frames["asides"].isdisjoint(token.lower for token in tokens[part.first : cue]):
                return saying
        elif (opens or words.first == part.first) and frames["joins"].isdisjoint(
            token.lower for token in tokens[words.behind : behind_cue]
        ):
            return saying
    return None


def _speaks(scene: Scene, tokens: Sequence[Token]) -> bool:
    return any(token.lower in scene.words.frames["also_speaking"] for token in tokens)


def _at_the_head_of_content(
    scene: Scene, statement: FoundStatement, at: int, behind: int
) -> Saying | None:
    """Read "said Tuesday the quay ...", where the day stands in front of the clause.

    Not where the day is what the clause is about: "said Tuesday was ...".
    """
    cue = statement.cue
    if cue is None or at >= behind or statement.type == "direct":
        return None
    tokens = scene.tokens
    if any(token.is_word for token in tokens[_token_at(tokens, cue.end) : at]):
        return None
    found = expressions_in(scene.page.text, tokens, at, min(behind, at + _REACH), scene.words)
    if not found or found[0].first - at > 1 or found[0].behind >= behind:
        return None
    following = tokens[found[0].behind].lower
    if following in scene.page.lexicon.frames["auxiliaries"] or following in _CLITICS:
        return None
    if any(
        token.lower not in scene.words.frames["opens"] for token in tokens[at : found[0].first]
    ):
        return None
    return Saying(found[0])


def _at_the_end_of_content(scene: Scene, statement: FoundStatement) -> Saying | None:
    """Read "said the quay was safe in an interview on Tuesday", where the end tells of the saying.

    Only the words between the cue and the end of the sentence, and in the indefinite: "the
    interview" is one that was spoken about.
    """
    last = statement.spans[-1]
    if statement.cue is None or statement.type != "indirect" or last.start < statement.cue.end:
        return None
    tokens, frames = scene.tokens, scene.words.frames
    behind = _token_at(tokens, last.end)
    first = max(_token_at(tokens, last.start) + 2, behind - 2 * _REACH)
    for at in range(behind - 1, first, -1):
        if tokens[at].lower not in frames["told_in"]:
            continue
        opening = [token.lower for token in tokens[max(first, at - 4) : at]]
        if not any(
            one in frames["at_event"] and two in frames["indefinite"]
            for one, two in pairwise(opening)
        ):
            return None
        found = expressions_in(scene.page.text, tokens, at + 1, behind, scene.words)
        return _judged(scene, found[0], at) if found else None
    return None


def _around(
    scene: Scene, statement: FoundStatement, parts: Sequence[_Part], *, ahead: bool
) -> Saying | None:
    """Look in the parts further away, nearest first, until another clause begins."""
    tokens, frames = scene.tokens, scene.words.frames
    for part in parts:
        inside = tokens[part.first : part.behind]
        if _has_another_cue(scene, statement, inside):
            return None
        opening = inside[0].lower
        joined = opening in frames["joins"]
        if joined and not ahead:
            return None
        at = part.first + joined
        found = _in_part(scene, _Part(at, part.behind), at)
        for saying in found:
            opens = at < part.behind and tokens[at].lower in frames["opens"]
            if (
                opens
                or saying.words.first == at
                or (opening in frames["asides"] and _speaks(scene, inside))
            ):
                return saying
        if joined:
            return None
    return None


def _has_another_cue(scene: Scene, statement: FoundStatement, tokens: Sequence[Token]) -> bool:
    start, end = tokens[0].start, tokens[-1].end
    own = anchor_of(statement).start
    return any(start <= cue.start < end and cue.start != own for cue in scene.cues)


def _in_part(scene: Scene, part: _Part, reach: int) -> list[Saying]:
    """Return what tells a day in a part, as far as it tells when something was said."""
    if part.first >= part.behind:
        return []
    # A date goes on behind a comma: "Friday, 23 May", "June 4, 2024".
    behind = min(scene.behind, part.behind + 3)
    found = expressions_in(scene.page.text, scene.tokens, part.first, behind, scene.words)
    return [
        saying
        for expression in found
        if expression.first < part.behind
        and (saying := _judged(scene, expression, reach)) is not None
    ]


def _judged(scene: Scene, expression: Expression, reach: int) -> Saying | None:
    """Weigh the words in front of a day: is it when this was said?"""
    tokens, frames = scene.tokens, scene.words.frames
    at = expression.first
    before = [token.lower for token in tokens[max(reach, at - _REACH) : at]]
    nearest = before[-1] if before else ""
    hindered = frames["not_in_reach"].intersection(before)
    if frames["also_speaking"].intersection(before):
        hindered -= frames["asides"]  # "who spoke at the fair on Sunday"
    if nearest in frames["not_before"] or hindered:
        return None
    after = tokens[expression.behind].lower if expression.behind < len(tokens) else ""
    if after in _CLITICS and not (before and nearest in frames["at_event"]):
        return None
    grammar = scene.page.lexicon.frames
    if after in grammar["auxiliaries"] and nearest not in grammar["prepositions"]:
        return None  # "said Tuesday was ...": what the words are about
    return Saying(expression, loosely=bool(frames["afterwards"].intersection(before)))
