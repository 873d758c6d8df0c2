"""Statements of running text: attributions put together over sentences and paragraphs."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from commentary.reading.attributions.contents import Attribution, attributions_in
from commentary.reading.attributions.cues import cues_in
from commentary.reading.attributions.sources import Source
from commentary.reading.lexicon import Lexicon
from commentary.reading.page import Page, Paragraph
from commentary.reading.people.speakers import Speakers
from commentary.reading.text.units import Sentence, sentences_of
from commentary.reading.types import Cue, FoundStatement, Medium, Mention, Span, StatementType

_NEARLY_ALL = 0.9
_FLOATING_WORDS = 4
_SPEAK_OF = frozenset({"speak_of"})
_DASHES = frozenset({"—", "–", "―", "-", "--"})
_LONGEST_SIGNATURE = 8
_LEAVE_OUT = ",;:—–- "


@dataclass(slots=True)
class _Draft:
    """A statement that later sentences may still add pieces to."""

    pieces: list[Span]
    speaker: Mention | None
    cue: Cue | None
    lemma: str = ""
    frames: frozenset[str] = frozenset()
    negated: bool = False
    hypothetical: bool = False
    paragraph: int = -1
    quoted: bool = False


@dataclass(slots=True)
class _Progress:
    """What the reader carries from sentence to sentence."""

    drafts: list[_Draft] = field(default_factory=list)
    open_quotation: _Draft | None = None
    announced: _Draft | None = None
    quoting: _Draft | None = None
    waiting: list[Span] = field(default_factory=list)


def statements_in(
    page: Page, places: Iterable[int], *, only_speech: bool = False
) -> list[FoundStatement]:
    """Return the statements of the paragraphs numbered `places`, by the order of their text.

    `only_speech` leaves out what verbs like "discussed" and "praised" report: beside an
    interview they tell what it is about.
    """
    speakers = Speakers(page)
    progress = _Progress()
    for place in places:
        paragraph = page.paragraphs[place]
        for sentence in sentences_of(paragraph):
            _read_sentence(page, sentence, place, speakers, progress)
            speakers.pass_by(sentence, place)
        _end_paragraph(page, place, progress)
    mask = _QuotedLetters(page)
    found = [
        _finished(page, draft, mask)
        for draft in progress.drafts
        if draft.pieces and not (only_speech and draft.frames == _SPEAK_OF)
    ]
    return sorted(found, key=lambda statement: (statement.spans[0], statement.spans[-1].end))


def _read_sentence(
    page: Page, sentence: Sentence, place: int, speakers: Speakers, progress: _Progress
) -> None:
    if _floats(sentence):
        _float(page, sentence, place, progress)
        return
    signed = _signed(page, sentence, place, speakers)
    if signed is not None:
        progress.drafts.append(signed)
        progress.quoting = signed
        return
    found = attributions_in(sentence, cues_in(sentence, page.lexicon), page.lexicon)
    for attribution in found:
        draft = _draft(page, sentence, attribution, place, speakers)
        if draft is None:
            continue
        if progress.waiting and draft.quoted:
            draft.pieces[:0] = progress.waiting
            progress.waiting = []
        progress.drafts.append(draft)
        if draft.quoted or attribution.cue.manner == "finite":
            progress.quoting = draft
        if attribution.continues:
            progress.announced = draft


def _floats(sentence: Sentence) -> bool:
    """Tell whether a sentence is nothing but a quotation."""
    return (
        bool(sentence.units)
        and all(unit.quotation >= 0 or not unit.is_word for unit in sentence.units)
        and any(unit.quotation >= 0 for unit in sentence.units)
    )


def _signed(page: Page, sentence: Sentence, place: int, speakers: Speakers) -> _Draft | None:
    """Read a quotation with a name behind a dash, or in front of a colon, and nothing else."""
    units = sentence.units
    behind = len(units) - (sentence.lower(len(units) - 1) == ".")
    if behind < 3 or behind > _LONGEST_SIGNATURE:
        return None
    if sentence.is_quoted(0) and sentence.lower(1) in _DASHES:
        name, mark, quoted = (2, behind), 1, 0
    elif sentence.is_quoted(len(units) - 1) and sentence.lower(len(units) - 2) == ":":
        name, mark, quoted = (0, len(units) - 2), len(units) - 2, len(units) - 1
    else:
        return None
    if not all(unit.is_capital or unit.lower == "." for unit in units[name[0] : name[1]]):
        return None
    cue = sentence.span(mark, mark + 1)
    return _Draft(
        [_piece(page, sentence, quoted, quoted + 1)],
        speakers.mention(sentence, Source(*name, before=name[0] == 0), place),
        Cue(cue.of(page.text), cue.start, cue.end),
        paragraph=place,
        quoted=True,
    )


def _float(page: Page, sentence: Sentence, place: int, progress: _Progress) -> None:
    """Give a quotation without a cue to whom it belongs: the one who spoke just before."""
    pieces = [
        _piece(page, sentence, at, at + 1)
        for at in range(len(sentence.units))
        if sentence.is_quoted(at)
    ]
    carrier = progress.open_quotation or progress.announced
    last = progress.quoting
    if carrier is not None:
        carrier.pieces += pieces
        carrier.quoted = True
        progress.announced = None
    elif last is not None and last.paragraph == place and last.quoted:
        last.pieces += pieces
    elif last is not None and place - last.paragraph == 1 and last.quoted and last.speaker:
        progress.quoting = _Draft(pieces, last.speaker, None, paragraph=place, quoted=True)
        progress.drafts.append(progress.quoting)
    else:
        progress.waiting += pieces


def _end_paragraph(page: Page, place: int, progress: _Progress) -> None:
    """Carry an open quotation over to the next paragraph when that one opens with a mark."""
    paragraph = page.paragraphs[place]
    following = page.paragraphs[place + 1] if place + 1 < len(page.paragraphs) else None
    goes_on = (
        bool(paragraph.quotations)
        and not paragraph.quotations[-1].closed
        and following is not None
        and following.opens_with_mark
    )
    last = progress.quoting
    if goes_on and last is not None and last.quoted and last.paragraph in {place, place - 1}:
        last.paragraph = place
        progress.open_quotation = last
    else:
        progress.open_quotation = None
    if not goes_on:
        progress.waiting = []
    if progress.announced is not None and progress.announced.paragraph != place:
        progress.announced = None


def _draft(
    page: Page, sentence: Sentence, found: Attribution, place: int, speakers: Speakers
) -> _Draft | None:
    if found.source is None:
        return None
    pieces = [_piece(page, sentence, first, behind) for first, behind in found.pieces]
    pieces = [piece for piece in pieces if piece.start < piece.end]
    cue = sentence.span(found.cue.start, found.cue.end)
    return _Draft(
        pieces,
        speakers.mention(sentence, found.source, place),
        Cue(cue.of(page.text), cue.start, cue.end),
        found.cue.lemma,
        found.cue.frames,
        found.cue.negated,
        _is_hypothetical(sentence, found),
        place,
        any(sentence.is_quoted(at) for piece in found.pieces for at in range(*piece)),
    )


def _is_hypothetical(sentence: Sentence, found: Attribution) -> bool:
    first = found.source.first if found.source else found.cue.start
    return found.cue.hypothetical or sentence.lower(first - 1) in {"if", "unless", "whether"}


def _piece(page: Page, sentence: Sentence, first: int, behind: int) -> Span:
    """Return the place of units: inside its marks for a quotation that stands alone."""
    units = sentence.units
    while behind - 1 > first and not units[behind - 1].is_word and units[behind - 1].quotation < 0:
        behind -= 1
    while first < behind - 1 and not units[first].is_word and units[first].quotation < 0:
        first += 1
    span = sentence.span(first, behind)
    if behind - first == 1 and units[first].quotation >= 0:
        quotation = sentence.paragraph.quotations[units[first].quotation]
        tokens = sentence.paragraph.tokens
        span = Span(tokens[quotation.inner_first].start, tokens[quotation.inner_behind - 1].end)
    start, end = span.start, span.end
    while end > start and page.text[end - 1] in _LEAVE_OUT:
        end -= 1
    return Span(start, end)


class _QuotedLetters:
    """Counts the letters of words inside quotation marks, for any span, without reading it."""

    def __init__(self, page: Page) -> None:
        self._starts: list[int] = []
        self._all = [0]
        self._quoted = [0]
        for paragraph in page.paragraphs:
            self._add(paragraph)

    def _add(self, paragraph: Paragraph) -> None:
        inside = 0
        ends = {quotation.first: quotation.behind for quotation in paragraph.quotations}
        for at, token in enumerate(paragraph.tokens):
            inside = max(inside, ends.get(at, 0))
            letters = len(token.text) if token.is_word else 0
            self._starts.append(token.start)
            self._all.append(self._all[-1] + letters)
            self._quoted.append(self._quoted[-1] + (letters if at < inside else 0))

    def share(self, spans: Sequence[Span]) -> float:
        """Return which part of the spans' letters stands inside quotation marks."""
        letters = quoted = 0
        for span in spans:
            first = bisect_left(self._starts, span.start)
            behind = bisect_left(self._starts, span.end)
            letters += self._all[behind] - self._all[first]
            quoted += self._quoted[behind] - self._quoted[first]
        return quoted / letters if letters else 0.0


def _finished(page: Page, draft: _Draft, mask: _QuotedLetters) -> FoundStatement:
    pieces = sorted(draft.pieces)
    share = mask.share(pieces)
    kind: StatementType = (
        "direct" if share >= _NEARLY_ALL else "mixed" if share > 0 else "indirect"
    )
    return FoundStatement(
        type=kind,
        medium=_medium(draft.lemma, page.lexicon, kind),
        spans=tuple(pieces),
        text=" ".join(piece.of(page.text) for piece in pieces),
        speaker=draft.speaker,
        cue=draft.cue,
        negated=draft.negated,
        hypothetical=draft.hypothetical,
    )


def _medium(lemma: str, lexicon: Lexicon, kind: StatementType) -> Medium:
    if lemma in lexicon.mediums["writing"]:
        return "writing"
    if lemma in lexicon.mediums["thought"] and kind != "direct":
        return "thought"
    return "speech"
