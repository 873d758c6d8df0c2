"""Statements of running text in a language with blanks, put together over its sentences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from commentary.reading.languages.spaced.clauses import (
    Group,
    Range,
    between_commas,
    groups_in,
    pieces_of,
    quoted_by_name,
)
from commentary.reading.languages.spaced.phrases import Phrase
from commentary.reading.languages.spaced.speakers import Speakers
from commentary.reading.languages.spaced.words import Words, words_of
from commentary.reading.page import Page
from commentary.reading.text.pieces import floats, place_of
from commentary.reading.text.units import Sentence, Unit, sentences_of
from commentary.reading.types import Cue, FoundStatement, Medium, Mention, Span, StatementType

_NEARLY_ALL = 0.9
_DASHES = frozenset({"—", "–", "―", "-", "--"})


@dataclass(slots=True)
class _Draft:
    """A statement that later sentences may still add quotations to."""

    pieces: list[Span]
    speaker: Mention
    cue: Span | None
    paragraph: int
    lemma: str = ""
    negated: bool = False
    quoted: bool = False
    letters: tuple[int, int] = (0, 0)  # inside of marks, and all


@dataclass(slots=True)
class _Progress:
    drafts: list[_Draft] = field(default_factory=list)
    announced: _Draft | None = None
    last: _Draft | None = None


def spaced_statements_in(
    page: Page, places: Iterable[int], *, only_speech: bool = False
) -> list[FoundStatement]:
    """Return the statements of the paragraphs numbered `places`, by the order of their text.

    `only_speech` leaves out what is thought.
    """
    reader = _Reader(page, words_of(page.document.language))
    found = reader.read(places)
    return [one for one in found if not (only_speech and one.medium == "thought")]


class _Reader:
    def __init__(self, page: Page, words: Words) -> None:
        self._page = page
        self._words = words
        self._speakers = Speakers(page, words)
        self._progress = _Progress()

    def read(self, places: Iterable[int]) -> list[FoundStatement]:
        for place in places:
            for sentence in sentences_of(self._page.paragraphs[place]):
                if floats(sentence):
                    if not self._inside(sentence, place):
                        self._float(sentence, place)
                else:
                    self._sentence(sentence, place)
                    self._speakers.pass_by(sentence, place)
        found = [self._finished(draft) for draft in self._progress.drafts if draft.pieces]
        return sorted(found, key=lambda one: (one.spans[0], one.spans[-1].end))

    def _sentence(self, sentence: Sentence, place: int) -> None:
        groups = groups_in(sentence, self._words)
        told = False
        for at, group in enumerate(groups):
            pieces, announces = pieces_of(sentence, groups, at, self._words)
            if pieces or announces:
                told = True
                self._add(sentence, group, pieces, place, announces=announces)
        if told:
            return
        for piece, cue, phrase in quoted_by_name(sentence):
            person = self._speakers.person_of(sentence, phrase, "", place)
            if person:
                told = True
                self._keep(
                    _Draft(
                        [place_of(self._page.text, sentence, *piece)],
                        self._mention(sentence, phrase, "", person),
                        sentence.span(*cue),
                        place,
                        quoted=True,
                        letters=_letters(sentence, [piece]),
                    )
                )
        if not told and not groups:
            told = self._inside(sentence, place)
        if not told and not groups:
            self._go_on(sentence, place)

    def _inside(self, sentence: Sentence, place: int) -> bool:
        """Read « Le quai, explique Solvang, va couler »: the cue stands inside of the marks."""
        told = False
        for unit in sentence.units if self._words.cue_in_marks else ():
            if unit.quotation < 0:
                continue
            inner = _inner(sentence, unit.quotation)
            groups = groups_in(inner, self._words)
            pieces = between_commas(inner, groups[0]) if len(groups) == 1 else []
            if pieces:
                told = True
                self._add(inner, groups[0], pieces, place, in_marks=True)
        return told

    def _add(
        self,
        sentence: Sentence,
        group: Group,
        pieces: Sequence[Range],
        place: int,
        *,
        announces: bool = False,
        in_marks: bool = False,
    ) -> None:
        person = self._speakers.person_of(sentence, group.source, group.pronoun, place)
        quoted = any(sentence.is_quoted(at) for piece in pieces for at in range(*piece))
        spoken = [place_of(self._page.text, sentence, *piece) for piece in pieces]
        inside, every = _letters(sentence, pieces)
        if in_marks or (sentence.lower(0) in _DASHES and sentence.units[0].first == 0):
            quoted, inside = True, every  # — Der Kai sinkt, sagte sie.
        draft = _Draft(
            [piece for piece in spoken if piece.start < piece.end],
            self._mention(sentence, group.source, group.pronoun, person),
            sentence.span(*group.cue),
            place,
            group.lemma,
            group.negated,
            quoted,
            (inside, every),
        )
        self._keep(draft)
        if announces:
            self._progress.announced = draft

    def _keep(self, draft: _Draft) -> None:
        self._progress.drafts.append(draft)
        self._progress.last = draft
        self._progress.announced = None

    def _mention(self, sentence: Sentence, phrase: Phrase, pronoun: str, person: str) -> Mention:
        span = sentence.span(phrase.first, phrase.behind)
        start = span.end - len(pronoun) if pronoun else span.start
        return Mention(self._page.text[start : span.end], start, span.end, person)

    def _float(self, sentence: Sentence, place: int) -> None:
        """Give a quotation without a cue to whom it belongs: the one who spoke just before."""
        ranges = [(at, at + 1) for at in range(len(sentence.units)) if sentence.is_quoted(at)]
        pieces = [place_of(self._page.text, sentence, *one) for one in ranges]
        inside, every = _letters(sentence, ranges)
        progress = self._progress
        last = progress.announced or progress.last
        if last is None or place - last.paragraph > 1:
            return
        if progress.announced is not None or (last.paragraph == place and last.quoted):
            last.pieces += pieces
            last.quoted = True
            last.letters = (last.letters[0] + inside, last.letters[1] + every)
            progress.announced = None
            last.paragraph = place
        elif last.quoted:
            self._keep(
                _Draft(pieces, last.speaker, None, place, quoted=True, letters=(inside, every))
            )

    def _go_on(self, sentence: Sentence, place: int) -> None:
        """Read a sentence in reported speech (Der Kai sei alt.): it goes on with the last one."""
        last = self._progress.last
        if last is None or last.paragraph != place:
            return
        reported = any(
            unit.lower in self._words.reported and not unit.is_capital for unit in sentence.units
        )
        if not reported:
            return
        whole = (0, len(sentence.units))
        self._progress.drafts.append(
            _Draft(
                [place_of(self._page.text, sentence, *whole)],
                last.speaker,
                None,
                place,
                letters=_letters(sentence, [whole]),
            )
        )

    def _finished(self, draft: _Draft) -> FoundStatement:
        text = self._page.text
        pieces = sorted(draft.pieces)
        inside, every = draft.letters
        share = inside / every if every else 0.0
        kind: StatementType = (
            "direct" if share >= _NEARLY_ALL else "mixed" if share > 0 else "indirect"
        )
        cue = draft.cue
        return FoundStatement(
            type=kind,
            medium=self._medium(draft.lemma, kind),
            spans=tuple(pieces),
            text=" ".join(piece.of(text) for piece in pieces),
            speaker=draft.speaker,
            cue=None if cue is None else Cue(cue.of(text), cue.start, cue.end),
            negated=draft.negated,
            asked=draft.lemma in self._words.mediums["asking"],
        )

    def _medium(self, lemma: str, kind: StatementType) -> Medium:
        if lemma in self._words.mediums["writing"]:
            return "writing"
        if lemma in self._words.mediums["thought"] and kind != "direct":
            return "thought"
        return "speech"


def _inner(sentence: Sentence, place: int) -> Sentence:
    """Return the words inside of a quotation as a sentence of its own."""
    quotation, tokens = sentence.paragraph.quotations[place], sentence.paragraph.tokens
    return Sentence(
        sentence.paragraph,
        [
            Unit(tokens[at].lower, at, at + 1, -1, tokens[at].is_word, tokens[at].is_capital)
            for at in range(quotation.inner_first, quotation.inner_behind)
        ],
    )


def _letters(sentence: Sentence, pieces: Sequence[Range]) -> tuple[int, int]:
    """Count the letters inside of marks, and all, of words in `pieces`."""
    inside = every = 0
    for first, behind in pieces:
        for unit in sentence.units[first:behind]:
            tokens = sentence.paragraph.tokens[unit.first : unit.behind]
            letters = sum(len(token.text) for token in tokens if token.is_word)
            every += letters
            inside += letters if unit.quotation >= 0 else 0
    return inside, every
