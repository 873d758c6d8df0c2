"""The day of each statement: what its sentence says, what its event was, when it was published."""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from commentary.reading.days.calendar import told_by
from commentary.reading.days.frames import (
    Saying,
    Scene,
    anchor_of,
    refers_back,
    saying_of,
    sayings_in,
    scene_of,
)
from commentary.reading.days.heads import Heads, heads_in
from commentary.reading.days.words import DayWords, day_words_for
from commentary.reading.page import Page
from commentary.reading.types import FoundDay, FoundStatement, Span

# An event is still the news of an article this long after it; older words are used again.
_NEWS = timedelta(days=62)

_Place = tuple[int, int]
"""A sentence: the number of its paragraph, and its own in it."""


@dataclass(slots=True)
class _Speaker:
    """When one person spoke, as told so far: at the event of the article, and last of all."""

    event: FoundDay | None = None
    last: FoundDay | None = None
    paragraph: int = -1


def with_days(
    page: Page,
    statements: Sequence[FoundStatement],
    *,
    entries: Sequence[Span] = (),
    questions: Sequence[Span] = (),
) -> tuple[FoundStatement, ...]:
    """Return the statements, in their order, each with the day on which it was said.

    The day is `stated` where the sentence says it, where an earlier sentence told of the event at
    which this person is still speaking, or where the entry or dateline does that it stands under;
    `published` where nothing says so. An old quotation keeps its own day and does not pass it on.
    Words that name a day after publication cannot be right: the day of publication, which then
    remains, is `inferred`. `entries` are the heads of a digest's entries, `questions` those of an
    interview: what they say of a day is not the reporter's.
    """
    dater = _Dater(page, day_words_for(page.document.language), entries)
    return dater.dated(statements, questions)


class _Dater:
    def __init__(self, page: Page, words: DayWords, entries: Sequence[Span]) -> None:
        self._page = page
        self._words = words
        self._heads = heads_in(page, words, entries) if words.patterns else Heads()
        self._speakers: dict[str, _Speaker] = {}
        self._before: FoundStatement | None = None
        self._paragraph_starts = [paragraph.span.start for paragraph in page.paragraphs]
        published = page.document.published_on
        of_page = self._heads.of_page
        self._latest = published or (of_page.on if of_page else None)

    def dated(
        self, statements: Sequence[FoundStatement], questions: Sequence[Span]
    ) -> tuple[FoundStatement, ...]:
        """Go through the text once: sentences that report, and those that tell of an event."""
        reported: dict[_Place, list[int]] = {}
        for index, statement in enumerate(statements):
            reported.setdefault(self._place_of(statement), []).append(index)
        events = self._events(reported, [*questions, *_answers(statements)])
        days: dict[int, FoundDay | None] = {}
        for place in sorted(reported.keys() | events.keys()):
            if place in events:
                self._tell_of_event(place, events[place])
            indexes = reported.get(place, [])
            scene = self._scene(place, [statements[index] for index in indexes])
            for index in indexes:
                days[index] = self._day(scene, place[0], statements[index])
        return tuple(
            replace(statement, day=days[index]) for index, statement in enumerate(statements)
        )

    def _place_of(self, statement: FoundStatement) -> _Place:
        start = anchor_of(statement).start
        at = max(0, bisect_right(self._paragraph_starts, start) - 1)
        paragraph = self._page.paragraphs[at]
        token = bisect_right(paragraph.tokens, start, key=lambda one: one.start) - 1
        sentence = bisect_right(paragraph.sentences, max(0, token), key=lambda one: one[0]) - 1
        return at, sentence

    def _scene(self, place: _Place, statements: Sequence[FoundStatement] = ()) -> Scene:
        paragraph = self._page.paragraphs[place[0]]
        first, behind = paragraph.sentences[place[1]]
        return scene_of(self._page, paragraph, first, behind, statements, self._words)

    # Events

    def _events(
        self, reported: Container[_Place], left_out: Sequence[Span]
    ) -> dict[_Place, Saying]:
        """Return the sentences that tell that somebody spoke on a day, and report no words."""
        talks = self._words.frames.get("talks", frozenset())
        covered = sorted(left_out)
        starts = [span.start for span in covered]
        found: dict[_Place, Saying] = {}
        for at, paragraph in enumerate(self._page.paragraphs):
            if talks.isdisjoint(token.lower for token in paragraph.tokens):
                continue
            inside = bisect_right(starts, paragraph.span.start) - 1
            if inside >= 0 and paragraph.span.start < covered[inside].end:
                continue
            for number, (first, behind) in enumerate(paragraph.sentences):
                tokens = paragraph.tokens[first:behind]
                if (at, number) in reported or talks.isdisjoint(t.lower for t in tokens):
                    continue
                sayings = sayings_in(self._scene((at, number)))
                if sayings:
                    found[at, number] = sayings[0]
        return found

    def _tell_of_event(self, place: _Place, saying: Saying) -> None:
        """Note when those spoke whom the sentence names, or the one before; "" is anybody."""
        day, _ = self._told(saying, place[0])
        if day is None or not self._is_news(day):
            return
        names = self._page.paragraphs[place[0]].names
        first, behind = self._page.paragraphs[place[0]].sentences[place[1]]
        at = bisect_left(names, first, key=lambda name: name.first)
        until = bisect_left(names, behind, key=lambda name: name.first)
        near = names[at:until] or names[max(0, at - 1) : at]
        persons = {self._page.persons.person_of(name) for name in near}
        for person in persons | {""}:
            speaker = self._speakers.setdefault(person, _Speaker())
            speaker.event = speaker.last = day
            speaker.paragraph = place[0]

    # Statements

    def _day(self, scene: Scene, paragraph: int, statement: FoundStatement) -> FoundDay | None:
        person = statement.speaker.person if statement.speaker else ""
        speaker = self._speakers.setdefault(person, _Speaker()) if person else _Speaker()
        saying = saying_of(scene, statement) if self._words.patterns else None
        stated, is_refused = (None, False) if saying is None else self._told(saying, paragraph)
        within = _stands_within_another(scene, statement)
        if stated is not None:
            self._remember(speaker, stated, paragraph, is_event=not self._is_past(statement))
            day: FoundDay | None = stated
        elif saying is not None or within or statement.reported_by:
            day = self._otherwise(statement, is_sure=not (is_refused or within))
        elif refers_back(scene, statement):
            day = self._same_as_before(paragraph, statement) or self._otherwise(
                statement, is_sure=False
            )
        else:
            day = self._carried(speaker, paragraph, statement) or self._otherwise(statement)
        if not within:
            self._before = replace(statement, day=day)
        return day

    def _told(self, saying: Saying, paragraph: int) -> tuple[FoundDay | None, bool]:
        """Return the day that words tell, and whether they name one that cannot be."""
        words = saying.words
        entry = self._heads.at(self._page.paragraphs[paragraph].span.start)
        head = entry or self._heads.of_page
        reference = head.on if head else self._latest
        told = told_by(words, reference=reference, latest=self._latest or reference)
        if told.day is None:
            return None, reference is not None
        basis = "inferred" if saying.loosely else told.day.basis
        span = Span(words.start, words.end)
        return FoundDay(told.day.on, told.day.precision, basis, span), False

    def _remember(
        self, speaker: _Speaker, day: FoundDay, paragraph: int, *, is_event: bool
    ) -> None:
        """Note a day. What is older than the event of the article is used again here."""
        if is_event and self._is_news(day):
            speaker.last, speaker.paragraph = day, paragraph
            if speaker.event is None or day.on >= speaker.event.on:
                speaker.event = day

    def _is_news(self, day: FoundDay) -> bool:
        if day.precision == "year":
            return False
        return self._latest is None or self._latest - day.on <= _NEWS

    def _is_past(self, statement: FoundStatement) -> bool:
        """Tell whether the cue looks back from the event: "had said"."""
        if statement.cue is None:
            return False
        first = statement.cue.text.split(maxsplit=1)[0].lower()
        return first in self._words.frames["pluperfect"]

    def _carried(
        self, speaker: _Speaker, paragraph: int, statement: FoundStatement
    ) -> FoundDay | None:
        """Return the day of the event at which this person is still speaking."""
        if statement.cue is None or self._goes_on(statement):
            same = self._same_as_before(paragraph, statement)
            if same is not None:
                return same
        if self._is_past(statement):
            return None
        if speaker.paragraph == paragraph and speaker.last is not None:
            return speaker.last
        anybody = self._speakers.get("")
        if speaker.event is None and statement.exchange is not None and anybody is not None:
            return anybody.event
        entry = self._heads.at(anchor_of(statement).start)
        return speaker.event if entry is None else None

    def _same_as_before(self, paragraph: int, statement: FoundStatement) -> FoundDay | None:
        """Return the day that the text tells of what the same person said just before."""
        before, person = self._before, statement.speaker.person if statement.speaker else ""
        if before is None or before.day is None or before.day.words is None or not person:
            return None
        is_same = before.speaker is not None and before.speaker.person == person
        is_near = paragraph - self._place_of(before)[0] <= 1
        return before.day if is_same and is_near else None

    def _goes_on(self, statement: FoundStatement) -> bool:
        verbs, goes_on = self._page.lexicon.verbs, self._words.frames.get("goes_on", frozenset())
        words = statement.cue.text.lower().split() if statement.cue else []
        return any(word in verbs and verbs[word].lemma in goes_on for word in words)

    def _otherwise(self, statement: FoundStatement, *, is_sure: bool = True) -> FoundDay | None:
        """Return the day of the entry, of the page or of publication."""
        head = self._heads.at(anchor_of(statement).start) or self._heads.of_page
        published = self._page.document.published_on
        if head is not None and is_sure:
            return head
        if published is None:
            return None
        return FoundDay(published, "day", "published" if is_sure else "inferred")


def _answers(statements: Sequence[FoundStatement]) -> list[Span]:
    return [span for one in statements if one.exchange is not None for span in one.spans]


def _stands_within_another(scene: Scene, statement: FoundStatement) -> bool:
    """Tell whether it is told in the words of another statement: it was said before that."""
    anchor = anchor_of(statement)
    return statement.cue is not None and any(
        other is not statement and piece.start <= anchor.start and anchor.end <= piece.end
        for other, piece in scene.pieces
    )
