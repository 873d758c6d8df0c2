"""Digests, live blogs and round-ups: entries, each with its own time, day or speaker."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from commentary.reading.days.heads import day_at_head
from commentary.reading.days.words import day_words_for
from commentary.reading.forms.signers import signature_of
from commentary.reading.forms.voiced import VoicedText, own_words
from commentary.reading.interview.roles import is_aside
from commentary.reading.page import Page
from commentary.reading.people.shapes import may_name_person
from commentary.reading.text.tokens import trimmed
from commentary.reading.types import Entry, FoundStatement, Mention, Span

_FEWEST = 3
_LONGEST_HEAD = 25  # tokens in front of the colon of "Marit Solvang, a pilot of Norhaven: ..."
_TIME = re.compile(
    r"[\[(]?(?:[01]?\d|2[0-3])(?:[:h][0-5]\d(?!\d)|\.[0-5]\d(?=\s?(?:[ap]\.?m|[A-Z]{2,4}\b|[-–—:|]|$)))"
    r"(?:\s?[ap]\.?m\.?(?!\w))?(?:\s[A-Z]{2,4}(?!\w))?[\])]?",
    re.MULTILINE,
)
_BEHIND_HEAD = " \t-–—:|,.•·"
_DAY_WITHIN = 5  # tokens in which a day of a month has its number
_STOPS = frozenset(".!?…")
_BULLETS = frozenset({"•", "·", "▪", "‣", "*", "-", "–", "—", "►"})


@dataclass(frozen=True, slots=True)
class _Head:
    """Where an entry begins: its paragraph, its head, its first words, and who speaks in it."""

    place: int
    head: Span
    words: Span
    speaker: Mention | None


def digest_in(page: Page) -> VoicedText | None:
    """Read a page as entries of their own time, day or speaker; None when it is not made of them.

    An entry that a name leads is that person's words as a whole: original in quotation marks, a
    digest of them without. In the others people speak as in a report.
    """
    for reason, heads in (
        ("entries by the time of day", _timed(page)),
        ("entries by day", _dated(page)),
        ("entries by speaker", _named(page)),
    ):
        if len(heads) >= _FEWEST:
            return _entries(page, heads, reason)
    return None


def _timed(page: Page) -> list[_Head]:
    found = []
    for at, paragraph in enumerate(page.paragraphs):
        time = _TIME.match(page.text, paragraph.span.start, paragraph.span.end)
        if time is not None:
            found.append(_head(page, at, Span(time.start(), time.end())))
    return found


def _dated(page: Page) -> list[_Head]:
    words = day_words_for(page.document.language)
    if not words.patterns:
        return []
    found = []
    for at, paragraph in enumerate(page.paragraphs):
        if not any(token.text[0].isdigit() for token in paragraph.tokens[:_DAY_WITHIN]):
            continue
        day = day_at_head(page, at, words)
        if day is not None:
            found.append(_head(page, at, Span(paragraph.span.start, day.end)))
    return found


def _head(page: Page, at: int, head: Span) -> _Head:
    """Return an entry with a time or day at its head; a name may lead the words behind it."""
    span = page.paragraphs[at].span
    start = head.end
    while start < span.end and page.text[start] in _BEHIND_HEAD:
        start += 1
    led = _led_by_name(page, at, start)
    if led is not None:
        return _Head(at, Span(span.start, head.end), led.words, led.speaker)
    return _Head(at, Span(span.start, head.end), Span(start, span.end), None)


def _named(page: Page) -> list[_Head]:
    """Return the entries that a name leads, on a line of its own or in front of a colon."""
    found: list[_Head] = []
    last = len(page.paragraphs) - 1
    for at, paragraph in enumerate(page.paragraphs):
        led = _led_by_name(page, at, paragraph.span.start)
        if led is not None:
            found.append(led)
            continue
        mention = signature_of(page, at) if at < last else None
        if mention is not None and _speaks(page, at + 1):
            nothing = Span(paragraph.span.end, paragraph.span.end)
            found.append(_Head(at, paragraph.span, nothing, mention))
    if any(signature_of(page, at) is not None for at in range(max(0, last - 2), last + 1)):
        # The names stand under the words, as in letters to the editor.
        found = [one for one in found if one.words.start < one.words.end]
    found = [
        one
        for one, behind in zip_longest(found, found[1:])
        if not _is_about(page, one, behind.place if behind else last + 1)
    ]
    persons = {one.speaker.person for one in found if one.speaker}
    return found if len(persons) >= _FEWEST else []


def _is_about(page: Page, one: _Head, end: int) -> bool:
    """Tell whether an entry speaks of the person who leads it: it is not that person's words."""
    if one.speaker is None:
        return False
    family = one.speaker.person.split()[-1].lower()
    return any(
        name.family == family and name.start >= max(one.head.end, one.words.start)
        for at in range(one.place, end)
        for name in page.paragraphs[at].names
    )


def _speaks(page: Page, at: int) -> bool:
    """Tell whether a paragraph under a name is that person's words: quoted, or with an "I"."""
    own = {*page.lexicon.forms.get("in_person", ()), *page.lexicon.forms.get("together", ())}
    paragraph = page.paragraphs[at]
    return paragraph.opens_with_mark or any(token.lower in own for token in paragraph.tokens)


def _led_by_name(page: Page, at: int, start: int) -> _Head | None:
    """Return the entry "Marit Solvang, a pilot: ..." that begins at `start`, or None."""
    paragraph = page.paragraphs[at]
    tokens = paragraph.tokens
    first = next((i for i, token in enumerate(tokens) if token.start >= start), len(tokens))
    while first < len(tokens) and tokens[first].text in _BULLETS:
        first += 1
    name = next((one for one in paragraph.names if one.first >= first), None)
    if name is None or name.first - len(name.title) > first or len(name.words) < 2:
        return None
    head = tokens[name.last + 1 : first + _LONGEST_HEAD]
    colon = next((token for token in head if token.text == ":"), None)
    if colon is None or colon.end >= paragraph.span.end:
        return None
    between = [token.lower for token in head if token.start < colon.start]
    verbs = page.lexicon.verbs.keys() | page.lexicon.frames["auxiliaries"]
    if between and (between[0] not in {",", "("} or verbs & set(between)):
        return None
    if not may_name_person(name, page.lexicon):
        return None
    mention = Mention(
        page.text[name.start : name.end],
        name.start,
        name.end,
        page.persons.person_of(name) or name.text,
    )
    words = trimmed(page.text, colon.end, paragraph.span.end)
    if page.text[words.start : words.end].rstrip("”\"'’»)]")[-1:] not in _STOPS:
        return None  # the title of a talk, not what somebody said
    return _Head(at, Span(paragraph.span.start, colon.start), words, mention)


def _entries(page: Page, heads: Sequence[_Head], reason: str) -> VoicedText:
    entries: list[Entry] = []
    own: list[FoundStatement] = []
    speakers: dict[int, str] = {}
    silent: set[int] = set()
    starts: dict[int, int] = {}
    anew: set[int] = set()
    behind = [*(one.place for one in heads[1:]), len(page.paragraphs)]
    for one, end in zip(heads, behind, strict=True):
        places = [
            at for at in range(one.place + 1, end) if not is_aside(page, page.paragraphs[at])
        ]
        last = page.paragraphs[places[-1] if places else one.place]
        entries.append(Entry(Span(one.head.start, last.span.end), one.head))
        starts[one.place] = one.words.start
        # The first paragraph of it that is read as a report.
        anew |= set([one.place, *places][one.words.start >= one.words.end :][:1])
        if one.words.start >= one.words.end:
            silent.add(one.place)
        if one.speaker is None:
            continue
        pieces = [(one.place, one.words)] if one.words.start < one.words.end else []
        pieces += [(at, page.paragraphs[at].span) for at in places]
        if not pieces:
            continue
        silent.add(one.place)
        speakers |= dict.fromkeys(places, one.speaker.person)
        quoted = _quoted_whole(page, pieces)
        own.append(
            own_words(
                page,
                quoted or [span for _, span in pieces],
                [one.speaker],
                medium="speech",
                rendering="original" if quoted else "digest",
            )
        )
    return VoicedText(
        form="digest",
        reason=reason,
        own=tuple(own),
        speakers=speakers,
        silent=frozenset(silent),
        entries=tuple(entries),
        starts=starts,
        anew=frozenset(anew),
    )


def _quoted_whole(page: Page, pieces: Sequence[tuple[int, Span]]) -> list[Span]:
    """Return the words inside the marks where every paragraph is one quotation, or nothing."""
    inner: list[Span] = []
    for at, span in pieces:
        paragraph = page.paragraphs[at]
        tokens = paragraph.tokens
        inside = [
            one
            for one in paragraph.quotations
            if tokens[one.first].start == span.start and tokens[one.behind - 1].end >= span.end - 1
        ]
        if not inside:
            return []
        quotation = inside[0]
        inner.append(
            Span(tokens[quotation.inner_first].start, tokens[quotation.inner_behind - 1].end)
        )
    return inner
