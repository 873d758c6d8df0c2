"""Statements of Japanese running text: cues, sources and contents put together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from commentary.reading.languages.japanese.clauses import FoundCue, accordings_in, cues_in
from commentary.reading.languages.japanese.contents import Contents
from commentary.reading.languages.japanese.persons import Persons
from commentary.reading.languages.japanese.sentences import Quotation, Sentence, sentences_of
from commentary.reading.languages.japanese.sources import Sources
from commentary.reading.languages.japanese.words import Words
from commentary.reading.types import Cue, FoundStatement, Medium, Mention, Span, StatementType

_NEARLY_ALL = 0.9
_LETTER = re.compile(r"\w")
_ONLY_MARKS = re.compile(r"[\s、。・…—―─\-]*\Z")
_SIGNED = re.compile(r"(?:と、?|[（(]|[\s　]*[—―─－-]+[\s　]*|[\s　]+)?\Z")
_HEADLINE = 60  # characters; a line that is longer is no headline


@dataclass(slots=True)
class _Draft:
    """A statement that later sentences may still add quotations to."""

    pieces: list[Span]
    speaker: Mention
    cue: Span | None
    found: FoundCue | None
    paragraph: int
    quoted: bool
    headline: bool = False


@dataclass(slots=True)
class _Progress:
    """What the reader carries from sentence to sentence."""

    drafts: list[_Draft] = field(default_factory=list)
    announced: _Draft | None = None
    quoting: _Draft | None = None
    waiting: list[Span] = field(default_factory=list)


class JapaneseStatements:
    """Reads the paragraphs of one document, in order."""

    def __init__(self, text: str, persons: Persons, words: Words) -> None:
        self._text = text
        self._persons = persons
        self._words = words
        self._sources = Sources(text, persons, words)
        self._contents = Contents(text, words)
        self._progress = _Progress()

    def read(self, paragraphs: Sequence[Span], places: Iterable[int]) -> list[FoundStatement]:
        """Return the statements of the paragraphs numbered `places`, by the order of the text."""
        for place in places:
            for sentence in sentences_of(self._text, paragraphs[place]):
                self._sentence(sentence, place)
                self._sources.pass_by(sentence, place)
            self._end_paragraph(place)
        found = [self._finished(draft) for draft in self._progress.drafts if draft.pieces]
        return sorted(found, key=lambda one: (one.spans[0], one.spans[-1].end))

    def _sentence(self, sentence: Sentence, place: int) -> None:
        if self._is_float(sentence):
            self._float(sentence, place)
            return
        cues = cues_in(self._text, sentence, self._words)
        least, last = sentence.start, None
        for cue, following in zip_longest(cues, cues[1:]):
            # 江田氏が辞めると話したと述べた: the first stands inside of what the second tells.
            inside = following is not None and following.particle == cue.span.end
            draft = self._draft(sentence, cue, least, last, place, inside=inside)
            if draft is not None:
                self._add(draft, cue)
            if not inside:
                last = draft.speaker if draft is not None else None
                least = cue.span.end
        told = self._told(sentence, cues, place)
        if not cues and not told:
            self._verbless(sentence, place)

    def _add(self, draft: _Draft, cue: FoundCue) -> None:
        progress = self._progress
        if cue.link == "that_way" or (cue.link == "this_way" and progress.waiting):
            draft.pieces[:0] = progress.waiting
            progress.waiting = []
        elif cue.link == "this_way":
            progress.announced = draft
        elif draft.quoted and progress.waiting:
            draft.pieces[:0] = progress.waiting
            progress.waiting = []
        progress.drafts.append(draft)
        progress.quoting = draft

    def _draft(
        self,
        sentence: Sentence,
        cue: FoundCue,
        least: int,
        last: Mention | None,
        place: int,
        *,
        inside: bool,
    ) -> _Draft | None:
        source, end = self._sources.source_of(sentence, cue, least, inside=inside)
        if source is None:
            source = last or self._sources.last_speaker(place)
        if source is None:
            return None
        pieces = self._pieces(sentence, cue, max(least, end))
        if not pieces and cue.link not in {"this_way", "that_way"}:
            return None
        if not inside:
            self._saw(source, place)
        quoted = cue.link != "clause" and cue.link != "request"
        return _Draft(pieces, source, cue.span, cue, place, quoted)

    def _saw(self, source: Mention, place: int) -> None:
        if source.person or self._persons.names(source):
            self._sources.saw(source, place)

    def _pieces(self, sentence: Sentence, cue: FoundCue, start: int) -> list[Span]:
        if cue.quotation is not None:
            return [one.inner for one in self._side_by_side(sentence, cue.quotation, start)]
        if cue.particle < 0:
            return []
        piece = self._contents.clause(sentence, Span(start, cue.particle))
        return [piece] if piece is not None else []

    def _side_by_side(self, sentence: Sentence, last: Quotation, start: int) -> list[Quotation]:
        """Return 「A」「B」 in front of one と."""
        found = [last]
        for quotation in reversed(sentence.quotations):
            if quotation.end > found[0].start or quotation.start < start:
                continue
            if self._text[quotation.end : found[0].start].strip("、 　"):
                break
            found.insert(0, quotation)
        return [one for one in found if one.inner.start < one.inner.end]

    def _told(self, sentence: Sentence, cues: Sequence[FoundCue], place: int) -> bool:
        """Read によると: all that stands behind it; and という that goes on with it."""
        found = list(accordings_in(self._text, sentence, self._words))
        for at, cue in enumerate(found):
            source = self._sources.according(sentence, cue)
            behind = found[at + 1].start if at + 1 < len(found) else sentence.end
            piece = self._contents.told(Span(cue.end, behind))
            if source is None or piece is None:
                continue
            inner = [q.inner for q in sentence.quotations if q.start == piece.start]
            whole = bool(inner) and sentence.quotations[-1].end >= piece.end
            self._progress.drafts.append(
                _Draft([inner[0] if whole else piece], source, cue, None, place, quoted=whole)
            )
            self._saw(source, place)
        if found or cues:
            return bool(found)
        hearsay = self._contents.hearsay(sentence)
        last = self._progress.drafts[-1] if self._progress.drafts else None
        speaker = self._sources.last_speaker(place)
        if hearsay is None or last is None or last.paragraph != place or speaker is None:
            return False
        if last.speaker.person != speaker.person:
            return False
        piece, cue = hearsay
        self._progress.drafts.append(_Draft([piece], speaker, cue, None, place, quoted=False))
        return True

    def _verbless(self, sentence: Sentence, place: int) -> None:
        """Read 北浜氏は「…」。, 「…」と北浜氏。, 「…」（北浜氏） and 北浜氏「…」."""
        if len(sentence.quotations) != 1:
            return
        quotation = sentence.quotations[0]
        text = self._text
        before, behind = Span(sentence.start, quotation.start), Span(quotation.end, sentence.end)
        signed = self._persons.within(behind)
        if before.start == before.end and len(signed) == 1:
            mark = _SIGNED.match(text, behind.start, signed[0].start)
            rest = text[signed[0].end : behind.end].strip("。）) 　")
            if mark is not None and not rest:
                said_to = Span(behind.start, behind.start + 1)
                cue = said_to if text[behind.start] == "と" else None
                self._sign(sentence, quotation, signed[0].start, cue, place)
            return
        named = self._persons.within(before)
        if not named or text[behind.start : behind.end].strip("。") or not quotation.closed:
            return
        between = text[named[-1].end : before.end].strip("、 　")
        if between in {"", "は", "：", ":", "が", "も"}:
            self._sign(sentence, quotation, named[-1].start, None, place)

    def _sign(
        self, sentence: Sentence, quotation: Quotation, name: int, cue: Span | None, place: int
    ) -> None:
        mention = next(
            one for one in self._persons.within(Span(name, sentence.end)) if one.start == name
        )
        source = self._sources.mention_of(mention)
        short = sentence.end - sentence.start <= _HEADLINE
        headline = place == 0 and short and self._text[sentence.end - 1] != "。"
        if quotation.inner.start == quotation.inner.end:
            return
        draft = _Draft([quotation.inner], source, cue, None, place, quoted=True, headline=headline)
        self._progress.drafts.append(draft)
        if not headline:
            self._progress.quoting = draft
            self._saw(source, place)

    def _is_float(self, sentence: Sentence) -> bool:
        """Tell whether a sentence is nothing but quotations."""
        return bool(sentence.quotations) and all(
            _ONLY_MARKS.match(self._text, gap.start, gap.end) for gap in sentence.gaps()
        )

    def _float(self, sentence: Sentence, place: int) -> None:
        """Keep a quotation without a cue for whom it belongs to."""
        pieces = [one.inner for one in sentence.quotations if one.inner.start < one.inner.end]
        progress = self._progress
        if progress.announced is not None and place - progress.announced.paragraph <= 1:
            progress.announced.pieces += pieces
            progress.announced = None
            return
        last = progress.quoting
        if last is not None and last.paragraph == place and not progress.waiting:
            last.pieces += pieces if last.quoted else []
            if last.quoted:
                return
        progress.waiting += pieces

    def _end_paragraph(self, place: int) -> None:
        """Give quotations that nobody claimed to who spoke in the paragraph before, quoted."""
        progress = self._progress
        last = progress.quoting
        if progress.waiting and last is not None and last.quoted and place - last.paragraph <= 1:
            draft = _Draft(progress.waiting, last.speaker, None, None, place, quoted=True)
            progress.drafts.append(draft)
            progress.quoting = draft
        progress.waiting = []
        if progress.announced is not None and progress.announced.paragraph != place:
            progress.announced = None

    def _finished(self, draft: _Draft) -> FoundStatement:
        text, pieces, found = self._text, sorted(draft.pieces), draft.found
        cue = draft.cue
        return FoundStatement(
            type=self._type(draft, pieces),
            medium=self._medium(draft),
            spans=tuple(pieces),
            text=" ".join(piece.of(text) for piece in pieces),
            speaker=draft.speaker,
            cue=Cue(cue.of(text), cue.start, cue.end) if cue is not None else None,
            negated=found is not None and found.negated,
            hypothetical=found is not None and found.hypothetical,
            asked="ask" in _frames(found),
            in_headline=draft.headline,
        )

    def _type(self, draft: _Draft, pieces: Sequence[Span]) -> StatementType:
        if draft.quoted:
            return "direct"
        letters = quoted = 0
        for piece in pieces:
            words = piece.of(self._text)
            letters += len(_LETTER.findall(words))
            inside = sum(
                len(_LETTER.findall(one.inner.of(self._text)))
                for sentence in sentences_of(self._text, piece)
                for one in sentence.quotations
            )
            quoted += inside
        if not quoted:
            return "indirect"
        return "direct" if quoted >= letters * _NEARLY_ALL else "mixed"

    def _medium(self, draft: _Draft) -> Medium:
        frames = _frames(draft.found)
        if "write" in frames:
            return "writing"
        if frames & {"think"} and not frames & {"say"} and not draft.quoted:
            return "thought"
        return "speech"


def _frames(found: FoundCue | None) -> frozenset[str]:
    if found is None or found.verb is None:
        return frozenset()
    return frozenset(found.verb.form.frames)
