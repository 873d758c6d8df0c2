"""Who said it: the topic in front of the words, the name behind the verb, or the last speaker."""

import re
from collections.abc import Iterator

from commentary.reading.languages.japanese.clauses import FoundCue
from commentary.reading.languages.japanese.names import KANJI, KATAKANA
from commentary.reading.languages.japanese.persons import Mentioned, Persons
from commentary.reading.languages.japanese.sentences import Sentence
from commentary.reading.languages.japanese.words import Words, alternatives
from commentary.reading.types import Mention, Span

_NEAR = 1  # paragraphs over which a speaker who is not named again is still meant
_BREAK = re.compile(r"(?<=[るたいだすんし])(?:が|けれども?|けど|ものの|のに対し|一方で?)、")
_PLURAL = ("ら", "たち")
_NOTE = re.compile(r"[（(][^（）()]{0,20}[）)]")
_NOUN = re.compile(rf"[{KANJI}{KATAKANA}A-Za-zＡ-Ｚ0-9０-９・＝〇]")
_LONGEST_NOUN = 40
_TOPICS = frozenset({"は", "では", "からは"})


class Sources:
    """Follows a document from its beginning and says who each source is."""

    def __init__(self, text: str, persons: Persons, words: Words) -> None:
        self._text = text
        self._persons = persons
        self._words = words
        self._topic: tuple[int, Mention] | None = None
        marks = alternatives(words.lists["topics"])
        self._marked = re.compile(marks)

    def source_of(
        self, sentence: Sentence, cue: FoundCue, least: int, *, inside: bool
    ) -> tuple[Mention | None, int]:
        """Return who said it, and where the source with its particle ends; -1: not in front.

        `least` is where the cue before it in the sentence ends; `inside` tells that the cue
        stands in a clause of what somebody else says, whose subject が marks.
        """
        behind = self._behind(sentence, cue)
        if behind is not None:
            return behind, -1
        if cue.particle >= 0:
            between = self._topic_within(
                sentence, Span(cue.particle + 1, cue.span.start), last=True
            )
            if between is not None:
                return between[0], -1
        limit = cue.quotation.start if cue.quotation is not None else cue.particle
        if limit < 0:
            limit = cue.span.start
        region = Span(least, limit)
        quoted = cue.link != "clause"
        for part in self._parts(region):
            found = self._topic_within(sentence, part, last=quoted, inside=inside)
            if found is not None:
                return found
        return None, -1

    def last_speaker(self, place: int) -> Mention | None:
        """Return who is meant in paragraph `place` when nobody is named."""
        if self._topic is None or place - self._topic[0] > _NEAR:
            return None
        return self._topic[1]

    def saw(self, mention: Mention, place: int) -> None:
        """Note who spoke."""
        self._topic = (place, mention)

    def pass_by(self, sentence: Sentence, place: int) -> None:
        """Note whom a sentence is about: the last person in it whom は marks."""
        for gap in sentence.gaps():
            for mention in self._persons.within(gap):
                end = self._over_note(mention.end)
                if self._text[end : end + 1] == "は":
                    self.saw(self.mention_of(mention), place)

    def mention_of(self, found: Mentioned) -> Mention:
        """Return the words of a mention with their person."""
        text = self._text[found.start : found.end]
        return Mention(text, found.start, found.end, found.person)

    def _parts(self, region: Span) -> Iterator[Span]:
        """Yield the last clause of a region, then the whole of it."""
        breaks = [found.end() for found in _BREAK.finditer(self._text, region.start, region.end)]
        if breaks:
            yield Span(breaks[-1], region.end)
        yield region

    def _behind(self, sentence: Sentence, cue: FoundCue) -> Mention | None:
        """Return 北浜氏 of と話す北浜氏は and of と話すのは、北浜氏だ."""
        at = cue.span.end
        cleft = self._text.startswith("のは", at)
        if cleft:
            at += 2
            at += self._text.startswith("、", at)
        for mention in self._persons.within(Span(at, min(sentence.end, at + _LONGEST_NOUN))):
            if mention.start == at or (cleft and self._leads_to(at, mention.start)):
                return self.mention_of(mention)
            break
        if not cleft:
            return None
        end = at
        while end < sentence.end and self._text[end] not in "だ。、「":
            end += 1
        words = Span(at, end)
        return self._agent(words) if at < end else None

    def _leads_to(self, start: int, end: int) -> bool:
        """Tell whether only who it is stands in front of a name: のは架空大学の北浜氏."""
        return not any(mark in self._text[start:end] for mark in "。「」はがを")

    def _topic_within(
        self, sentence: Sentence, region: Span, *, last: bool, inside: bool = False
    ) -> tuple[Mention, int] | None:
        """Return the topic of a region and where its particle ends: a person before others.

        `last`: the nearest to what was said; else the first. は is asked for before が.
        """
        if region.start >= region.end:
            return None
        people: dict[str, list[tuple[Mention, int]]] = {}
        others: dict[str, list[tuple[Mention, int]]] = {}
        for gap in _gaps_within(sentence, region):
            for mention in self._persons.within(gap):
                marked = self._mark_behind(mention.end, gap.end)
                if marked is not None:
                    mark, end = marked
                    people.setdefault(mark, []).append((self.mention_of(mention), end))
            for place, mark, end in self._marked_nouns(gap):
                agent = self._agent(place)
                if agent is not None:
                    (people if agent.person else others).setdefault(mark, []).append((agent, end))
        kinds = (_TOPICS, {"も"}, {"が"})
        for marks in reversed(kinds) if inside else kinds:
            for found in (people, others):
                fitting = sorted(
                    (one for mark in marks for one in found.get(mark, ())),
                    key=lambda one: one[1],
                )
                if fitting:
                    # が marks whoever is nearest: the subject of the clause itself.
                    return fitting[-1] if last or "が" in marks else fitting[0]
        return None

    def _mark_behind(self, end: int, limit: int) -> tuple[str, int] | None:
        """Return the particle that marks a topic behind a name, over （54） and ら."""
        at = self._over_note(end)
        for plural in _PLURAL:
            at += len(plural) if self._text.startswith(plural, at) else 0
        if self._text.startswith(("自身", "本人"), at):
            at += 2
        for mark in self._words.lists["topics"]:
            if self._text.startswith(mark, at) and at + len(mark) <= limit + 1:
                return mark, at + len(mark)
        return None

    def _over_note(self, at: int) -> int:
        note = _NOTE.match(self._text, at)
        return note.end() if note is not None else at

    def _marked_nouns(self, gap: Span) -> Iterator[tuple[Span, str, int]]:
        """Yield the noun phrases that a particle marks as topic: their place, mark and end."""
        for found in self._marked.finditer(self._text, gap.start, gap.end):
            start = self._noun_start(found.start(), gap.start)
            if start < found.start():
                yield Span(start, found.start()), found.group(), found.end()

    def _noun_start(self, end: int, least: int) -> int:
        """Return where the noun phrase that ends at `end` begins: 架空市の港湾委員会."""
        at = end
        for plural in _PLURAL:
            at -= len(plural) if self._text.startswith(plural, at - len(plural)) else 0
        floor = max(least, end - _LONGEST_NOUN)
        while at > floor:
            before = self._text[at - 1]
            joins = before == "の" and at < end and at - 1 > floor
            if not _NOUN.match(before) and not (joins and _NOUN.match(self._text[at - 2])):
                break
            at -= 1
        return at

    def _agent(self, place: Span) -> Mention | None:
        """Return a noun phrase that can speak: 同氏, 首相, 政府, 港の職員ら."""
        words = place.of(self._text)
        lists = self._words.lists
        bare = words
        for plural in _PLURAL:
            bare = bare.removesuffix(plural)
        person = self._meant(bare)
        able = person or bare.endswith((*lists["ends"], *lists["roles"]))
        if not able:
            return None
        return Mention(words, place.start, place.end, person)

    def _meant(self, words: str) -> str:
        """Return whom 同氏, 同教授, 彼女, 首相 or a bare label means, or ""."""
        lists = self._words.lists
        topic = self._topic[1].person if self._topic is not None else ""
        if words in lists["pronouns"]:
            return topic
        same = words[:1] in lists["same"]
        title = words[1:] if same else words
        if same and title in lists["honorifics"]:
            return topic
        if title in lists["roles"]:
            return self._persons.person_with_role(title)
        return ""

    def according(self, sentence: Sentence, cue: Span) -> Mention | None:
        """Return the source in front of によると."""
        for mention in reversed(self._persons.within(Span(sentence.start, cue.start))):
            end = self._over_note(mention.end)
            end += 1 if self._text.startswith("ら", end) else 0
            if end == cue.start:
                return self.mention_of(mention)
        start = self._noun_start(cue.start, sentence.start)
        if start == cue.start:
            return None
        words = self._text[start : cue.start]
        return Mention(words, start, cue.start, self._meant(words))


def _gaps_within(sentence: Sentence, region: Span) -> Iterator[Span]:
    for gap in sentence.gaps():
        start, end = max(gap.start, region.start), min(gap.end, region.end)
        if start < end:
            yield Span(start, end)
