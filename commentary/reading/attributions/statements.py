"""Statements of running text: attributions put together over sentences and paragraphs."""

from bisect import bisect_left
from collections.abc import Container, Iterable, Sequence

from commentary.reading.attributions.contents import Attribution, attributions_in
from commentary.reading.attributions.cues import cues_in
from commentary.reading.attributions.drafts import Draft, Progress, cue_at
from commentary.reading.attributions.flags import (
    is_asked,
    is_hypothetical,
    is_negated,
    mark_reported,
)
from commentary.reading.attributions.headlines import has_headline, named_in_headline
from commentary.reading.attributions.quoted import give_floating, give_opening, signed
from commentary.reading.attributions.turns import Turns
from commentary.reading.lexicon import Lexicon
from commentary.reading.page import Page, Paragraph
from commentary.reading.people.speakers import Speakers
from commentary.reading.text.pieces import floats, place_of
from commentary.reading.text.units import Sentence, sentences_of
from commentary.reading.types import FoundStatement, Medium, Span, StatementType

_NEARLY_ALL = 0.9
_SPEAK_OF = frozenset({"speak_of"})
_SAID = frozenset({"say", "tell"})


def statements_in(
    page: Page,
    places: Iterable[int],
    *,
    only_speech: bool = False,
    anew: Container[int] = (),
) -> list[FoundStatement]:
    """Return the statements of the paragraphs numbered `places`, by the order of their text.

    `only_speech` leaves out what verbs like "discussed" and "praised" report: beside an
    interview they tell what it is about. At the paragraphs `anew` a text begins of its own: no
    pronoun and no quotation looks back beyond it.
    """
    speakers = Speakers(page)
    progress = Progress(headline=has_headline(page))
    turns = None if only_speech else Turns(page)
    for place in places:
        if place in anew:
            speakers.forget()
            progress.forget()
        if turns is not None and turns.open_at(place, progress):
            continue
        paragraph = page.paragraphs[place]
        for sentence in sentences_of(paragraph):
            _read_sentence(page, sentence, place, speakers, progress)
            speakers.pass_by(sentence, place)
        _end_paragraph(page, place, progress)
    mask = _QuotedLetters(page)
    found = [
        _finished(page, draft, mask, in_headline=progress.headline and draft.paragraph == 0)
        for draft in progress.drafts
        if draft.pieces and not (only_speech and draft.frames == _SPEAK_OF)
    ]
    return sorted(found, key=lambda statement: (statement.spans[0], statement.spans[-1].end))


def _read_sentence(
    page: Page, sentence: Sentence, place: int, speakers: Speakers, progress: Progress
) -> None:
    if floats(sentence):
        give_floating(page, sentence, place, progress)
        return
    named = signed(page, sentence, place, speakers)
    if named is None and progress.headline and place == 0:
        named = named_in_headline(page, sentence, place, speakers)
    if named is not None:
        progress.drafts.append(named)
        progress.quoting = progress.heard = named
        return
    drafts = _attributed(page, sentence, place, speakers, progress)
    mark_reported(drafts)
    give_opening(page, sentence, place, progress, [p for draft in drafts for p in draft.pieces])
    progress.silent = not drafts
    for draft in drafts:
        if draft.quoted:
            progress.quoting = progress.heard = draft
            progress.open_quotation = None
        elif draft.frames & _SAID:
            progress.heard = draft
    progress.drafts += drafts


def _attributed(
    page: Page, sentence: Sentence, place: int, speakers: Speakers, progress: Progress
) -> list[Draft]:
    """Return what the cues of the sentence say was said, unclaimed quotations taken along."""
    drafts: list[Draft] = []
    for attribution in attributions_in(sentence, cues_in(sentence, page.lexicon), page.lexicon):
        draft = _draft(page, sentence, attribution, place, speakers)
        if draft is None:
            continue
        if progress.waiting and draft.quoted:
            draft.pieces[:0] = progress.waiting
            progress.waiting = []
        drafts.append(draft)
        if attribution.continues:
            progress.announced = draft
    return drafts


def _end_paragraph(page: Page, place: int, progress: Progress) -> None:
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
    if not goes_on and not (
        progress.waiting_since == place and following is not None and following.opens_with_mark
    ):
        progress.waiting = []
    if progress.announced is not None and progress.announced.paragraph != place:
        progress.announced = None


def _draft(
    page: Page, sentence: Sentence, found: Attribution, place: int, speakers: Speakers
) -> Draft | None:
    if found.source is None and found.cue.manner != "passive":
        return None
    pieces = [place_of(page.text, sentence, first, behind) for first, behind in found.pieces]
    pieces = [piece for piece in pieces if piece.start < piece.end]
    return Draft(
        pieces,
        speakers.mention(sentence, found.source, place) if found.source else None,
        cue_at(page, sentence, found.cue.start, found.cue.end),
        found.cue.lemma,
        found.cue.frames,
        is_negated(sentence, found, page.lexicon),
        is_hypothetical(sentence, found),
        is_asked(sentence, found, page.lexicon),
        paragraph=place,
        quoted=any(sentence.is_quoted(at) for piece in found.pieces for at in range(*piece)),
    )


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
            if at in ends:
                inside = max(inside, ends[at])
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


def _finished(
    page: Page, draft: Draft, mask: _QuotedLetters, *, in_headline: bool
) -> FoundStatement:
    pieces = sorted(draft.pieces)
    share = mask.share(pieces)
    kind: StatementType = (
        "direct"
        if draft.verbatim or share >= _NEARLY_ALL
        else "mixed"
        if share > 0
        else "indirect"
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
        asked=draft.asked,
        reported_by=draft.reported_by,
        in_headline=in_headline,
    )


def _medium(lemma: str, lexicon: Lexicon, kind: StatementType) -> Medium:
    if lemma in lexicon.mediums["writing"]:
        return "writing"
    if lemma in lexicon.mediums["thought"] and kind != "direct":
        return "thought"
    return "speech"
