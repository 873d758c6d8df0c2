"""Keeping the stored changes of stance equal to what the rules find on a timeline.

Recomputed over the whole timeline whenever it changes, because articles arrive out of order. A
change that is not found any more is withdrawn and kept; a new one is `possible` until a person
confirms it (`CONFIRM_CHANGES` may let later occasions confirm a softening or hardening).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from commentary.changes import FoundChange, Stated, find_changes
from commentary.enums import (
    ChangeKind,
    ChangeState,
    EndedReason,
    PropositionState,
    RecordKind,
)
from commentary.exceptions import AlreadyReviewedError, UnknownExpertError
from commentary.models import Expert, Position, Proposition, StanceChange
from commentary.services.records import append_record
from commentary.services.review import lock_expert, refuse_restricted
from commentary.shaping import change_record
from commentary.timelines import stated_timeline

Key = tuple[str, int, int]


@dataclass(slots=True)
class Refreshed:
    """What bringing one timeline up to date has changed; ids of StanceChange."""

    created: list[int] = field(default_factory=list)
    confirmed: list[int] = field(default_factory=list)
    withdrawn: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """Totals of rebuild_changes."""

    timelines: int
    created: int
    confirmed: int
    withdrawn: int


@transaction.atomic
def refresh_changes(
    *,
    expert: Expert,
    proposition: Proposition,
    reviewer: User | None,
    now: datetime,
    published: Position | None = None,
) -> Refreshed:
    """Make the stored changes of one timeline those that the rules find.

    `published` is the position that `reviewer` has just published, with the changes it makes in
    view: those are confirmed at once, unless the rules call them possible at most. A closed
    proposition makes no more changes. Run again it does nothing.
    """
    lock_expert(expert.pk)
    timeline = stated_timeline(expert, proposition)
    found = {_key(one): one for one in find_changes(timeline)}
    stored = {
        (change.kind, change.before_id, change.after_id): change
        for change in StanceChange.objects.filter(expert=expert, proposition=proposition).exclude(
            state=ChangeState.WITHDRAWN
        )
    }
    done = Refreshed()
    for key, change in stored.items():
        if key not in found:
            _withdraw(change, now=now)
            done.withdrawn.append(change.pk)
    made = _made_by(published, timeline, found)
    for key, one in found.items():
        change = stored.get(key)
        if change is None:
            if proposition.state == PropositionState.CLOSED:
                continue
            change = _create(one, expert=expert, proposition=proposition)
            done.created.append(change.pk)
        elif change.state == ChangeState.POSSIBLE and change.why_possible != one.why_possible:
            change.why_possible = one.why_possible
            change.save(update_fields=["why_possible", "updated_at"])
        if change.state == ChangeState.POSSIBLE and not one.why_possible:
            signed = reviewer if key in made else None
            if signed is not None or _dates_confirm(one):
                _confirm(change, reviewer=signed, now=now)
                done.confirmed.append(change.pk)
    return done


@transaction.atomic
def confirm_change(*, change_id: int, reviewer: User) -> StanceChange:
    """Sign a possible change: from now on it is public.

    Raises AlreadyReviewedError if it is confirmed or withdrawn already.
    """
    expert_id = StanceChange.objects.values_list("expert_id", flat=True).get(pk=change_id)
    lock_expert(expert_id)
    change: StanceChange = StanceChange.objects.select_for_update().get(pk=change_id)
    if change.state != ChangeState.POSSIBLE:
        raise AlreadyReviewedError(
            f"This change is already {change.state}; reload it to see by whom."
        )
    refuse_restricted(change)
    _confirm(change, reviewer=reviewer, now=timezone.now())
    return change


def rebuild_changes(
    *, slug: str = "", progress: Callable[[int, int], None] | None = None
) -> Rebuilt:
    """Recompute every timeline, or those of one expert; each in a transaction of its own.

    `progress` is told after each the number done and the total. Raises UnknownExpertError.
    """
    experts = Expert.objects.order_by("pk")
    if slug:
        experts = experts.filter(slug=slug)
        if not experts.exists():
            raise UnknownExpertError(
                f"Nobody is tracked as “{slug}”; the address of an expert's page ends in the slug."
            )
    timelines = list(
        Position.objects.published()
        .filter(expert__in=experts)
        .order_by("expert_id", "proposition_id")
        .values_list("expert_id", "proposition_id")
        .distinct()
    )
    done = []
    for number, (expert_id, proposition_id) in enumerate(timelines, 1):
        done.append(_rebuild(expert_id, proposition_id))
        if progress is not None:
            progress(number, len(timelines))
    return Rebuilt(
        timelines=len(done),
        created=sum(len(one.created) for one in done),
        confirmed=sum(len(one.confirmed) for one in done),
        withdrawn=sum(len(one.withdrawn) for one in done),
    )


def _rebuild(expert_id: int, proposition_id: int) -> Refreshed:
    return refresh_changes(
        expert=Expert.objects.get(pk=expert_id),
        proposition=Proposition.objects.get(pk=proposition_id),
        reviewer=None,
        now=timezone.now(),
    )


def _key(one: FoundChange) -> Key:
    return one.kind, one.before, one.after


def _made_by(
    published: Position | None, timeline: list[Stated], found: dict[Key, FoundChange]
) -> set[Key]:
    """The changes that are there because of `published`: what the form showed."""
    if published is None:
        return set()
    without = [one for one in timeline if one.position != published.pk]
    return set(found) - {_key(one) for one in find_changes(without)}


def _create(one: FoundChange, *, expert: Expert, proposition: Proposition) -> StanceChange:
    hidden = Position.objects.filter(pk__in=[one.before, one.after], restricted_at__isnull=False)
    return StanceChange.objects.create(
        restricted_at=hidden.values_list("restricted_at", flat=True).first(),
        expert=expert,
        proposition=proposition,
        kind=one.kind,
        before_id=one.before,
        after_id=one.after,
        on=one.on,
        state=ChangeState.POSSIBLE,
        why_possible=one.why_possible,
    )


def _confirm(change: StanceChange, *, reviewer: User | None, now: datetime) -> None:
    change.state, change.recorded_at, change.confirmed_by = ChangeState.CONFIRMED, now, reviewer
    change.save(update_fields=["state", "recorded_at", "confirmed_by", "updated_at"])
    append_record(
        kind=RecordKind.CHANGE_CONFIRMED,
        at=now,
        before=None,
        after=change_record(change.pk),
        expert=change.expert,
        proposition=change.proposition,
        change=change,
        is_late=_is_late(change),
    )


def _withdraw(change: StanceChange, *, now: datetime) -> None:
    was_public = change.recorded_at is not None
    before = change_record(change.pk) if was_public else None
    change.state = ChangeState.WITHDRAWN
    if was_public:
        change.ended_at, change.ended_reason = now, EndedReason.RECOMPUTED
    change.save(update_fields=["state", "ended_at", "ended_reason", "updated_at"])
    if was_public:
        append_record(
            kind=RecordKind.CHANGE_WITHDRAWN,
            at=now,
            before=before,
            after=change_record(change.pk),
            expert=change.expert,
            proposition=change.proposition,
            change=change,
        )


def _is_late(change: StanceChange) -> bool:
    """Whether announcing it would announce an old change as new.

    Either end was found after something later on the timeline was public already, or the same
    step was public before, between positions that these two correct.
    """
    before, after = change.before, change.after
    if before.recorded_at is None or after.recorded_at is None:
        return False
    if before.recorded_at > after.recorded_at:
        return True
    known_later = Position.objects.on_timeline_of(change.expert, change.proposition).filter(
        stated_on__gt=after.stated_on, recorded_at__lt=after.recorded_at
    )
    if known_later.exists():
        return True
    return (
        StanceChange.objects.filter(
            kind=change.kind,
            before_id__in=_with_corrected(before),
            after_id__in=_with_corrected(after),
            recorded_at__isnull=False,
        )
        .exclude(pk=change.pk)
        .exists()
    )


def _with_corrected(position: Position) -> list[int]:
    """The position and those that it corrects, one after the other."""
    numbers = [position.pk]
    while position.replaces is not None:
        position = position.replaces
        numbers.append(position.pk)
    return numbers


def _dates_confirm(one: FoundChange) -> bool:
    """Whether so many later occasions hold it as CONFIRM_CHANGES asks (`dates:2`)."""
    rule, _, number = settings.CONFIRM_CHANGES.partition(":")
    return rule == "dates" and one.kind != ChangeKind.REVERSAL and one.held >= int(number)
