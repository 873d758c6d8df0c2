"""Placing what a reading found: one occasion, its passages and statements, one more appearance for
a copy.

Everything here runs inside the transaction of one reading, under the lock of the text's story, so
that two copies read at once meet one after the other, and then under those of the people who
speak in it: the same words may stand in another story, and a curator may be deciding on them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from commentary.dating import StatedDay, day_apart, day_at, day_of, event_day
from commentary.enums import PassageState, Rendering, StatementState
from commentary.models import Appearance, Occasion, Passage, Statement
from commentary.models.experts import NAME_LENGTH
from commentary.reading import FoundDay, FoundStatement
from commentary.reading import Reading as Found
from commentary.services.affiliations import propose_affiliations
from commentary.services.anchoring import anchor_in, is_first_publication
from commentary.services.linking import link_persons, speakers_of, spellings_of
from commentary.services.occasions import (
    interview_of,
    occasion_apart,
    occasion_for,
    tracked_guests,
)
from commentary.services.recognising import Recogniser
from commentary.services.review import lock_expert, settle_passage
from commentary.services.revisions import people_on_record
from commentary.services.withholding import Withheld, anchor_withheld, withheld_in
from commentary.stretches import Placed, group
from sources.models import ArticleText, Story

#: Why nothing of a text is placed, on its reading.
REWORDED = "a re-worded copy of another report: its words prove nothing"


@dataclass(frozen=True, slots=True)
class Placement:
    """What came of placing: row counts, the first occasion's number, and who was not linked and
    why.
    """

    occasion: int | None
    passages_new: int
    statements_new: int
    statements_seen: int
    appearances_new: int
    refused: tuple[str, ...]


@dataclass(slots=True)
class _Tally:
    passages_new: int = 0
    statements_new: int = 0
    statements_seen: int = 0
    appearances_new: int = 0
    withheld: dict[int, list[Statement]] = field(default_factory=dict)
    left: set[int] = field(default_factory=set)


def place(found: Found, text: ArticleText) -> Placement:
    """Write the statements of tracked experts in `found`; people who are not tracked get no rows.

    Idempotent: a statement that is there already gets this text as one more appearance, or
    nothing. A re-worded copy of another report gets no rows: what it prints was not said to it,
    and its words are not the speaker's.
    """
    story = Story.objects.select_for_update().get(pk=text.story_id)
    if story.reworded_from_id is not None:
        return Placement(None, 0, 0, 0, 0, (REWORDED,))
    linked = link_persons(_persons(found), spellings_of(found))
    propose_affiliations(linked.experts, found, text)
    refused = tuple(f"not linked: {reason}" for reason in linked.refused.values())
    days = _days(found, text, linked.experts)
    placed = [
        Placed(
            index=index,
            start=min(span.start for span in statement.spans),
            end=max(span.end for span in statement.spans),
            expert=linked.experts.get(person),
            exchange=statement.exchange,
            apart=days.apart(linked.experts.get(person), statement.day),
        )
        for index, statement in enumerate(found.statements)
        for person in speakers_of(statement)
    ]
    # In one order everywhere, so that two readings never wait for each other.
    speakers = {one.expert for one in placed if one.expert is not None}
    for person in sorted(speakers | people_on_record(text.article_id)):
        lock_expert(person)
    tally = _Tally()
    occasions: dict[tuple[int, StatedDay | None], Occasion] = {}
    withheld: dict[int, Withheld] = {}
    for stretch in group(placed):
        expert_id = stretch[0].expert
        if expert_id is None:
            continue
        apart = stretch[0].apart
        if expert_id not in withheld:
            withheld[expert_id] = withheld_in(text, expert_id)
        if (expert_id, apart) not in occasions:
            occasions[expert_id, apart] = (
                occasion_apart(expert_id, text=text, day=apart)
                if apart is not None
                else occasion_for(
                    expert_id,
                    found=found,
                    text=text,
                    experts=linked.experts,
                    day=days.events[expert_id],
                    withheld=withheld[expert_id].occasion,
                )
            )
        occasion = occasions[expert_id, apart]
        _place_stretch(stretch, withheld[expert_id], found, occasion, days, tally)
    for expert_id, some in withheld.items():
        anchor_withheld(some, tally.withheld.get(expert_id, []))
    if days.are_of_first_publication:
        for (expert_id, _), occasion in occasions.items():
            anchor_in(occasion, text, found, day=days.events[expert_id])
        used = {occasion.pk for occasion in occasions.values()}
        Occasion.objects.filter(
            pk__in=tally.left - used, statements=None, passages=None, interview=None
        ).delete()
    return Placement(
        occasion=next((occasion.pk for occasion in occasions.values()), None),
        passages_new=tally.passages_new,
        statements_new=tally.statements_new,
        statements_seen=tally.statements_seen,
        appearances_new=tally.appearances_new,
        refused=refused,
    )


def _persons(found: Found) -> set[str]:
    speakers = {person for statement in found.statements for person in speakers_of(statement)}
    guests = set(found.interview.guests) if found.interview else set()
    return (speakers | guests) - {""}


@dataclass(frozen=True, slots=True)
class _Days:
    """When a text was published and, by expert, the day of the event that it reports.

    The text of a story's first publication says when its statements were said, whichever copy
    was read before.
    """

    publication: StatedDay
    events: Mapping[int, StatedDay]
    are_of_first_publication: bool

    def apart(self, expert_id: int | None, told: FoundDay | None) -> StatedDay | None:
        """The day of a statement that was not said at the event of its speaker."""
        if expert_id is None:
            return None
        return day_apart(told, event=self.events[expert_id], publication=self.publication)

    def of(self, placed: Placed, told: FoundDay | None) -> StatedDay:
        """The day of a statement."""
        assert placed.expert is not None  # noqa: S101 - whose it is was looked at before
        return placed.apart or day_at(told, self.events[placed.expert])


def _days(found: Found, text: ArticleText, experts: Mapping[str, int]) -> _Days:
    article = text.article
    publication = day_of(
        published_at=article.published_at,
        first_seen_at=article.first_seen_at,
        time_zone=article.outlet.time_zone,
    )
    guests = tracked_guests(found, experts)
    told: dict[int, list[FoundDay | None]] = {expert_id: [] for expert_id in experts.values()}
    for statement in found.statements:
        speakers = {experts[name] for name in speakers_of(statement) if name in experts}
        # The guests of one interview spoke on one day.
        for expert_id in speakers | guests if speakers & guests else speakers:
            told[expert_id].append(statement.day)
    events = {expert_id: event_day(days, publication) for expert_id, days in told.items()}
    return _Days(publication, events, is_first_publication(text))


def _place_stretch(
    stretch: Sequence[Placed],
    withheld: Withheld,
    found: Found,
    occasion: Occasion,
    days: _Days,
    tally: _Tally,
) -> None:
    """One passage's statements: those seen before appear once more, the others await review.

    Those that were withheld at their source appear for the first time, and are decided.
    """
    text, expert_id = withheld.text, stretch[0].expert
    if expert_id is None:
        return
    recogniser = Recogniser(expert_id, text, withheld)
    new: list[Placed] = []
    for placed in stretch:
        statement = found.statements[placed.index]
        known = recogniser.recognise(statement)
        if known is None:
            new.append(placed)
            continue
        tally.statements_seen += 1
        tally.appearances_new += _appear(known, statement, text)
        if days.are_of_first_publication:
            tally.left.add(known.occasion_id)
            _date_again(known, placed, days.of(placed, statement.day), text, occasion)
        if known.passage_id is None and withheld.prints(known):
            tally.withheld.setdefault(expert_id, []).append(known)
            known.passage, is_new = _passage_for([placed], expert_id, text, occasion)
            known.occasion = occasion
            known.save(update_fields=["passage", "occasion", "updated_at"])
            settle_passage(known)
            tally.passages_new += is_new
    if not new:
        return
    passage, is_new = _passage_for(new, expert_id, text, occasion)
    tally.passages_new += is_new
    for placed in new:
        statement = found.statements[placed.index]
        day = days.of(placed, statement.day)
        row = Statement.objects.create(
            expert_id=expert_id,
            occasion=occasion,
            passage=passage,
            type=statement.type,
            medium=statement.medium,
            negated=statement.negated,
            hypothetical=statement.hypothetical,
            reported_by=statement.reported_by[:NAME_LENGTH],
            non_answer=statement.non_answer,
            state=StatementState.PROPOSED,
            stated_on=day.on,
            precision=day.precision,
            basis=day.basis,
        )
        tally.statements_new += 1
        tally.appearances_new += _appear(row, statement, text)


def _date_again(
    known: Statement, placed: Placed, day: StatedDay, text: ArticleText, occasion: Occasion
) -> None:
    """Give a statement that awaits review the day that the story's first publication tells.

    It may be another occasion's then. What is decided, and what belongs to the occasion of
    another story, stays as it is.
    """
    if known.state != StatementState.PROPOSED or known.occasion.story_id != text.story_id:
        return
    known.stated_on, known.precision, known.basis = day.on, day.precision, day.basis
    known.save(update_fields=["stated_on", "precision", "basis", "updated_at"])
    if known.occasion_id == occasion.pk or known.passage is None:
        return
    passage = known.passage
    known.passage, _ = _passage_for([placed], known.expert_id, text, occasion)
    known.occasion = occasion
    known.save(update_fields=["passage", "occasion", "updated_at"])
    if not passage.statements.exists():
        passage.delete()


def _passage_for(
    new: Sequence[Placed], expert_id: int, text: ArticleText, occasion: Occasion
) -> tuple[Passage, bool]:
    """The passage for statements nobody has seen: one that covers their place already, or a new
    one.

    A decided passage in which a better reader finds another statement awaits review again.
    """
    start, end = min(p.start for p in new), max(p.end for p in new)
    there = Passage.objects.filter(
        occasion=occasion, expert_id=expert_id, article_text=text, start__lt=end, end__gt=start
    ).first()
    if there is not None:
        there.start, there.end = min(there.start, start), max(there.end, end)
        there.state = PassageState.AWAITING
        there.save(update_fields=["start", "end", "state", "updated_at"])
        return there, False
    numbers = Passage.objects.filter(occasion=occasion, expert_id=expert_id)
    last = numbers.order_by("-number").values_list("number", flat=True).first() or 0
    exchange = None
    if new[0].exchange is not None and (interview := interview_of(occasion)) is not None:
        exchange = interview.exchanges.filter(number=new[0].exchange + 1).first()
        if interview.article_text_id != text.pk:
            exchange = None  # its exchanges are those of another text; anchoring joins them
    return (
        Passage.objects.create(
            occasion=occasion,
            expert_id=expert_id,
            exchange=exchange,
            article_text=text,
            number=last + 1,
            start=start,
            end=end,
        ),
        True,
    )


def _appear(row: Statement, statement: FoundStatement, text: ArticleText) -> int:
    """Note that this text prints the statement; 1 when it is news."""
    speaker, cue = statement.speaker, statement.cue
    if speaker is not None and not speaker.text:
        speaker = None  # who signs by a byline that is no part of the text
    _, created = Appearance.objects.get_or_create(
        statement=row,
        article_text=text,
        defaults={
            "spans": [[span.start, span.end] for span in statement.spans],
            "start": min(span.start for span in statement.spans),
            "end": max(span.end for span in statement.spans),
            "speaker_start": speaker.start if speaker else None,
            "speaker_end": speaker.end if speaker else None,
            "cue_start": cue.start if cue else None,
            "cue_end": cue.end if cue else None,
            "rendering": Rendering(statement.rendering),
            "language": text.article.language,
            "spoken_language": statement.spoken_language,
        },
    )
    return int(created)
