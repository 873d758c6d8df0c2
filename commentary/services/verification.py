"""Proving that what is stored is what the texts say: nothing here is repaired or written.

The database holds most of it by constraints and triggers; this looks at every row again, also at
what was written past them (an import, a restored file, a hand in the database).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.conf import settings

from commentary.enums import EvidenceState, PositionState, Stance, StatementState
from commentary.models import Appearance, Evidence, Position, StanceChange
from commentary.quoting import AROUND, FREE_WORDS, Words, shown_words
from commentary.services.showing import shown_spans
from common.public_ids import public_id
from common.text import fingerprint, letters_and_digits
from sources.models import ArticleText

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that does not hold: the id of the record, and what is wrong with it."""

    id: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """All records of one kind: how many were looked at, and what does not hold."""

    what: str
    checked: int
    failures: Sequence[Failure]


def verify_all() -> Iterator[Outcome]:
    """Look at everything, one kind after the other."""
    yield _verify_appearances()
    yield _verify_evidence()
    yield _verify_positions()
    yield _verify_changes()
    yield _verify_shares()


def _verify_appearances() -> Outcome:
    checked, failures = 0, []
    for one in Appearance.objects.select_related("article_text").iterator(chunk_size=_CHUNK):
        checked += 1
        failures += [
            Failure(public_id("statement", one.statement_id), sentence)
            for sentence in _faults_of_appearance(one)
        ]
    return Outcome("appearances", checked, failures)


def _faults_of_appearance(one: Appearance) -> Iterator[str]:
    spans, length = one.spans, len(one.article_text.text)
    if not spans or any(not 0 <= start < end <= length for start, end in spans):
        yield "its spans are not inside the text."
        return
    if any(first[1] > second[0] for first, second in pairwise(spans)):
        yield "its spans are not in order."
    if (one.start, one.end) != (spans[0][0], spans[-1][1]):
        yield "its bounds are not those of its spans."
    if one.shown_start is not None and one.shown_end is not None:
        words = Words(one.article_text.text).count(one.shown_start, one.shown_end)
        if not one.start <= one.shown_start < one.shown_end <= one.end:
            yield "the words shown are not its own."
        if words > settings.QUOTE_MAX_WORDS:
            yield f"{words} words are shown, {settings.QUOTE_MAX_WORDS} may be."


def _verify_evidence() -> Outcome:
    checked, failures = 0, []
    rows = Evidence.objects.select_related("article_text")
    for one in rows.iterator(chunk_size=_CHUNK):
        checked += 1
        faults = _faults_of_anchored if one.state == EvidenceState.ANCHORED else _faults_of_far
        failures += [Failure(_name(one), sentence) for sentence in faults(one)]
    return Outcome("evidence", checked, failures)


def _faults_of_far(one: Evidence) -> Iterator[str]:
    if not one.url or one.exact:
        yield "it is withheld, and must name its source and no words."


def _faults_of_anchored(one: Evidence) -> Iterator[str]:
    stored, start, end = one.article_text, one.start, one.end
    if stored is None or start is None or end is None or stored.text[start:end] != one.exact:
        yield "its words are not those of the text."
        return
    if fingerprint(one.exact) != one.letters_sha256:
        yield "its fingerprint is not that of its words."
    if len(letters_and_digits(one.exact)) != one.length:
        yield "its length is not that of its words."
    if one.shown_start is not None and one.shown_end is not None:
        if not start <= one.shown_start < one.shown_end <= end:
            yield "the words shown are not its own."
        yield from _faults_of_shown(stored.text, one, one.shown_start, one.shown_end)
        start, end = one.shown_start, one.shown_end
    if not stored.text[:start].endswith(one.prefix) or not stored.text[end:].startswith(
        one.suffix
    ):
        yield "the words around it are not those of the text."


def _faults_of_shown(text: str, one: Evidence, start: int, end: int) -> Iterator[str]:
    words = Words(text)
    if words.count(start, end) > settings.QUOTE_MAX_WORDS:
        yield f"more than {settings.QUOTE_MAX_WORDS} words are shown."
    before, after = start - len(one.prefix), end + len(one.suffix)
    if max(words.count(before, start), words.count(end, after)) > AROUND:
        yield f"more than {AROUND} words are shown before or after it."


def _verify_positions() -> Outcome:
    checked, failures = 0, []
    rows = Position.objects.exclude(state=PositionState.PROPOSED).select_related(
        "statement", "lead_evidence", "wording"
    )
    for one in rows.iterator(chunk_size=_CHUNK):
        checked += 1
        failures += [
            Failure(public_id("position", one.pk), sentence)
            for sentence in _faults_of_position(one)
        ]
    return Outcome("positions", checked, failures)


def _faults_of_position(one: Position) -> Iterator[str]:
    lead, said = one.lead_evidence, one.statement
    if lead is None or lead.statement_id != one.statement_id:
        yield "no words of its statement show it."
    if one.state == PositionState.PUBLISHED and said.state != StatementState.ACCEPTED:
        yield "its statement is not accepted as said."
    if one.expert_id != said.expert_id:
        yield "it is another person's than its statement."
    if one.state == PositionState.PUBLISHED and one.stated_on != said.stated_on:
        yield "it is dated otherwise than its statement."
    if one.wording.proposition_id != one.proposition_id:
        yield "it was judged on the wording of another proposition."
    if one.reviewed_by_id is None:
        yield "nobody signed it."


def _verify_changes() -> Outcome:
    checked, failures = 0, []
    rows = StanceChange.objects.select_related("before", "after")
    for one in rows.iterator(chunk_size=_CHUNK):
        checked += 1
        failures += [
            Failure(public_id("change", one.pk), sentence) for sentence in _faults_of_change(one)
        ]
    return Outcome("changes", checked, failures)


def _faults_of_change(one: StanceChange) -> Iterator[str]:
    ends = (one.before, one.after)
    if any((p.expert_id, p.proposition_id) != (one.expert_id, one.proposition_id) for p in ends):
        yield "its positions are not of its timeline."
    if any(p.stance in {Stance.UNCLEAR, Stance.DECLINED} for p in ends):
        yield "one of its positions takes no stand."
    if one.ended_at is None and one.recorded_at and any(p.ended_at is not None for p in ends):
        yield "it is public and one of its positions is not."


def _verify_shares() -> Outcome:
    """Over all that is shown of one text: QUOTE_MAX_SHARE, or FREE_WORDS where that is more."""
    checked, failures = 0, []
    texts = ArticleText.objects.filter(appearances__isnull=False).distinct().order_by("pk")
    for text in texts.iterator(chunk_size=_CHUNK):
        checked += 1
        shown = shown_words(text.text, shown_spans(text.pk))
        allowed = max(Words(text.text).total * settings.QUOTE_MAX_SHARE // 100, FREE_WORDS)
        if shown > allowed:
            sentence = f"{shown} of its words are shown, {allowed} may be."
            failures.append(Failure(public_id("article_text", text.pk), sentence))
    return Outcome("texts", checked, failures)


def _name(one: Evidence) -> str:
    """Evidence has no id outside: it is named by its statement and place."""
    return f"{public_id('statement', one.statement_id)}[{one.start}:{one.end}]"
