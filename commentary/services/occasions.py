"""Which occasion a statement belongs to: by default one per expert and story, and one more for
each other day that the story tells of.
"""

from collections.abc import Mapping
from typing import Any

from commentary.dating import StatedDay
from commentary.enums import OccasionKind
from commentary.models import Exchange, Interview, Occasion
from commentary.reading import FoundInterview
from commentary.reading import Reading as Found
from sources.models import ArticleText


def occasion_for(
    expert_id: int,
    *,
    found: Found,
    text: ArticleText,
    experts: Mapping[str, int],
    day: StatedDay,
    withheld: Occasion | None = None,
) -> Occasion:
    """The occasion at which `expert_id` spoke in this text; the caller holds the story's lock.

    `withheld` is that of statements which were known before any text of theirs: their words are
    here, so it becomes the story's, unless the story has one. An interview with several tracked
    guests is one occasion, which then names none of them.
    """
    guests = tracked_guests(found, experts)
    if withheld is not None and not _tell_story(withheld, text):
        # The words belong to the occasion of another story, of which this one is a part.
        if expert_id in guests and interview_of(withheld) is None and found.interview is not None:
            _anchor_new_interview(withheld, text, found.interview)
        return withheld
    if expert_id not in guests:
        return _plain_occasion(expert_id, text=text, day=day)
    there = Interview.objects.filter(occasion__story_id=text.story_id).first()
    if there is None:
        occasion = _plain_occasion(
            expert_id if len(guests) == 1 else None,
            text=text,
            day=day,
            kind=OccasionKind.INTERVIEW,
        )
        assert found.interview is not None  # noqa: S101 - it has guests
        _anchor_new_interview(occasion, text, found.interview)
        return occasion
    occasion = there.occasion
    if occasion.expert_id not in {None, *guests} or len(guests) > 1:
        occasion.expert = None  # tracked since: a second guest of the same interview
        occasion.save(update_fields=["expert", "updated_at"])
    return occasion


def occasion_apart(expert_id: int, *, text: ArticleText, day: StatedDay) -> Occasion:
    """The occasion of another day that this text tells of; the caller holds the story's lock."""
    occasion, _ = Occasion.objects.get_or_create(
        expert_id=expert_id,
        story_id=text.story_id,
        apart=True,
        stated_on=day.on,
        precision=day.precision,
        defaults={
            "kind": OccasionKind.COMMENT,
            "title": text.title or text.article.title,
            "basis": day.basis,
        },
    )
    return occasion


def _tell_story(occasion: Occasion, text: ArticleText) -> bool:
    """Let the story of this text be the occasion's if it has none. False: another story is."""
    of_story = Occasion.objects.filter(story_id=text.story_id, expert=occasion.expert, apart=False)
    if occasion.story_id is None and not of_story.exists():
        occasion.story_id = text.story_id
        occasion.save(update_fields=["story", "updated_at"])
    return occasion.story_id in {None, text.story_id}


def interview_of(occasion: Occasion) -> Interview | None:
    return Interview.objects.filter(occasion=occasion).first()


def write_exchanges(interview: Interview, found: FoundInterview) -> list[Exchange]:
    """The exchanges as they stand in the interview's own text, numbered from 1."""
    return Exchange.objects.bulk_create(
        [
            Exchange(
                interview=interview,
                number=number,
                question_start=exchange.question.start,
                question_end=exchange.question.end,
                answer_start=exchange.answers[0].span.start,
                answer_end=exchange.answers[-1].span.end,
            )
            for number, exchange in enumerate(found.exchanges, start=1)
            if exchange.answers
        ]
    )


def tracked_guests(found: Found, experts: Mapping[str, int]) -> set[int]:
    """The tracked people who were interviewed; nobody where `found` is no interview."""
    if found.interview is None:
        return set()
    return {experts[name] for name in found.interview.guests if name in experts}


def _plain_occasion(
    expert_id: int | None,
    *,
    text: ArticleText,
    day: StatedDay,
    kind: OccasionKind = OccasionKind.COMMENT,
) -> Occasion:
    whose: dict[str, Any] = {"expert_id": expert_id, "story_id": text.story_id, "apart": False}
    occasion, created = Occasion.objects.get_or_create(
        **whose,
        defaults={
            "kind": kind,
            "title": text.title or text.article.title,
            "stated_on": day.on,
            "precision": day.precision,
            "basis": day.basis,
        },
    )
    if not created and kind != occasion.kind == OccasionKind.COMMENT:
        occasion.kind = kind
        occasion.save(update_fields=["kind", "updated_at"])
    return occasion


def _anchor_new_interview(
    occasion: Occasion, text: ArticleText, found: FoundInterview
) -> Interview:
    interview = Interview.objects.create(
        occasion=occasion, article_text=text, guests=list(found.guests)
    )
    write_exchanges(interview, found)
    return interview
