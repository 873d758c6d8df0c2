"""The second decision: where a statement that was said puts its speaker on a proposition.

Published positions are never edited. A correction ends one and publishes the next; a retraction
ends one and says why. Every writer locks the expert's row first, so each timeline has one writer
at a time and its changes are recomputed in the same transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from commentary.enums import (
    Certainty,
    EndedReason,
    PositionState,
    Proposer,
    PropositionState,
    RecordKind,
    Rendering,
    Stance,
    StatementState,
    StatementType,
    Strength,
)
from commentary.exceptions import (
    AlreadyPublishedError,
    AlreadyReviewedError,
    DecisionError,
    EvidenceError,
    NotPublicError,
    PropositionClosedError,
    StatementNotAcceptedError,
)
from commentary.models import Evidence, Position, Proposition, PropositionWording, Statement
from commentary.quoting import Span
from commentary.services.changes import refresh_changes
from commentary.services.proofs import evidence_for, withheld_evidence
from commentary.services.records import append_record
from commentary.services.review import lock_expert, refuse_restricted, stated_reason
from commentary.services.search_index import index_records
from commentary.services.showing import show_evidence
from commentary.shaping import position_record
from commentary.withheld import Source

# Only the side is known of words that are not the speaker's own.
_SIDE_ONLY = frozenset({Rendering.PARAPHRASE, Rendering.TRANSLATION})
REASONS_TO_RETRACT = frozenset(
    {EndedReason.RETRACTED, EndedReason.MISATTRIBUTED, EndedReason.OUR_ERROR}
)


_SUMMARY_LENGTH = 500


@transaction.atomic
def propose_position(
    *,
    statement_id: int,
    proposition_id: int,
    stance: str,
    strength: str = "",
    certainty: str = Certainty.PLAIN,
    summary: str = "",
    spans: Sequence[Span] | None = None,
    proposed_by: str,
    source: Source | None = None,
    stated_on: date | None = None,
    held_on: date | None = None,
) -> Position:
    """Suggest where a statement puts its speaker, with the words that show it.

    `spans` are code points of the text in which the statement was first published, the lead
    first; None: the whole statement. `source` names words that we may not keep, in place of spans.
    The strength is dropped where it cannot be known: without a
    side, and on a paraphrase or translation. `stated_on` is the statement's; given, it must agree.
    `held_on` is for a view told in retrospect. The same suggestion made twice is one row.

    Raises AlreadyReviewedError for a rejected statement, PropositionClosedError, EvidenceError,
    DecisionError.
    """
    lock_expert(Statement.objects.values_list("expert_id", flat=True).get(pk=statement_id))
    statement = Statement.objects.select_related("passage").get(pk=statement_id)
    proposition = Proposition.objects.get(pk=proposition_id)
    if statement.state == StatementState.REJECTED:
        raise AlreadyReviewedError("This statement was rejected; no position can rest on it.")
    _refuse_closed(proposition)
    _check_terms(stance=stance, strength=strength, certainty=certainty, proposed_by=proposed_by)
    if stated_on is not None and stated_on != statement.stated_on:
        raise DecisionError(
            f"The statement is dated {statement.stated_on}; a position has the date of its "
            "statement. For a view told in retrospect give held_on."
        )
    if source is None:
        evidence = evidence_for(statement, spans)
    else:
        evidence = [withheld_evidence(statement, source)]
    terms = {
        "stance": stance,
        "strength": _knowable(strength, stance=stance, statement=statement, lead=evidence[0]),
        "certainty": certainty,
        "summary": _line(summary),
        "held_on": held_on,
    }
    same = _proposed_before(statement, proposition, evidence, terms=terms)
    return same or _propose(statement, proposition, evidence, proposed_by=proposed_by, terms=terms)


@transaction.atomic
def publish_position(*, position_id: int, reviewer: User) -> Position:
    """Publish a proposed position and bring the changes of its timeline up to date.

    The changes it makes are confirmed by `reviewer`, who had them in view (preview_changes),
    unless the rules call them possible at most. Raises AlreadyReviewedError if somebody else
    decided first, StatementNotAcceptedError, PropositionClosedError, AlreadyPublishedError,
    EvidenceError.
    """
    position = _lock(position_id)
    _refuse_decided(position)
    if position.statement.state != StatementState.ACCEPTED:
        raise StatementNotAcceptedError(
            "Accept the statement as said first; a position rests on words that were said."
        )
    _refuse_closed(position.proposition)
    refuse_restricted(position.expert, position.statement)
    if position.lead_evidence is None:
        raise EvidenceError("Choose the words that show this position first.")
    _refuse_second(position)
    now = timezone.now()
    _make_public(position, reviewer=reviewer, now=now)
    index_records(positions=[position.pk])
    append_record(
        kind=RecordKind.POSITION_PUBLISHED,
        at=now,
        before=None,
        after=position_record(position.pk),
        **_about(position),
    )
    _refresh(position, reviewer=reviewer, now=now, published=position)
    return position


@transaction.atomic
def reject_position(*, position_id: int, reviewer: User, reason: str) -> Position:
    """Turn a proposed position down; it never becomes public.

    Raises AlreadyReviewedError if it was decided before, DecisionError without a reason.
    """
    reason = stated_reason(reason)
    position = _lock(position_id)
    _refuse_decided(position)
    if position.lead_evidence is None:
        raise EvidenceError("Choose the words that this position was judged on first.")
    position.state, position.state_reason = PositionState.REJECTED, reason
    position.reviewed_by, position.reviewed_at = reviewer, timezone.now()
    position.save(
        update_fields=["state", "state_reason", "reviewed_by", "reviewed_at", "updated_at"]
    )
    return position


@transaction.atomic
def retract_position(*, position_id: int, reviewer: User, reason: str) -> Position:
    """End a public position: retracted by the expert, misattributed, or our error.

    It stays in what was known then. Changes that rested on it are withdrawn. Raises
    AlreadyReviewedError if it has ended already, NotPublicError, DecisionError for another reason.
    """
    if reason not in REASONS_TO_RETRACT:
        raise DecisionError(
            f"“{reason}” is no reason to retract; give one of: "
            f"{', '.join(sorted(one.value for one in REASONS_TO_RETRACT))}."
        )
    position = _lock(position_id)
    _refuse_not_public(position)
    now = timezone.now()
    before = position_record(position.pk)
    _end(position, reason=reason, now=now)
    index_records(positions=[position.pk])
    append_record(
        kind=RecordKind.POSITION_RETRACTED,
        at=now,
        before=before,
        after=position_record(position.pk),
        **_about(position),
    )
    _refresh(position, reviewer=reviewer, now=now, published=None)
    return position


@transaction.atomic
def correct_position(
    *,
    position_id: int,
    reviewer: User,
    stance: str | None = None,
    strength: str | None = None,
    certainty: str | None = None,
    summary: str | None = None,
    spans: Sequence[Span] | None = None,
    held_on: date | None = None,
) -> Position:
    """End a public position as corrected and publish the next one in its place.

    What is not given stays. The new one has the same statement and proposition, in the current
    wording, and `replaces` the old one. A correction that makes a change of stance confirms it,
    like a publication. Raises AlreadyReviewedError if it has ended already, NotPublicError,
    PropositionClosedError, EvidenceError, DecisionError when nothing would be different.
    """
    old = _lock(position_id)
    _refuse_not_public(old)
    _refuse_closed(old.proposition)
    refuse_restricted(old.expert, old.statement, old)
    given = {"stance": stance, "strength": strength, "certainty": certainty, "held_on": held_on}
    terms: dict[str, Any] = {
        name: getattr(old, name) if value is None else value for name, value in given.items()
    }
    terms["summary"] = old.summary if summary is None else _line(summary)
    _check_terms(
        stance=terms["stance"],
        strength=terms["strength"],
        certainty=terms["certainty"],
        proposed_by=Proposer.CURATOR,
    )
    evidence = _evidence_of(old) if spans is None else evidence_for(old.statement, spans)
    terms["strength"] = _knowable(
        terms["strength"], stance=terms["stance"], statement=old.statement, lead=evidence[0]
    )
    if evidence == _evidence_of(old) and all(getattr(old, k) == v for k, v in terms.items()):
        raise DecisionError("Nothing would be different; say what is to be corrected.")
    now = timezone.now()
    before = position_record(old.pk)
    _end(old, reason=EndedReason.CORRECTED, now=now)
    new = _propose(
        old.statement, old.proposition, evidence, proposed_by=Proposer.CURATOR, terms=terms
    )
    new.replaces = old
    _make_public(new, reviewer=reviewer, now=now)
    index_records(positions=[old.pk, new.pk])
    append_record(
        kind=RecordKind.POSITION_SUPERSEDED,
        at=now,
        before=before,
        after=position_record(new.pk),
        **_about(new),
    )
    _refresh(new, reviewer=reviewer, now=now, published=new)
    return new


def _lock(position_id: int) -> Position:
    """The position as it is once this transaction alone may change its timeline."""
    expert_id = Position.objects.values_list("expert_id", flat=True).get(pk=position_id)
    expert = lock_expert(expert_id)
    position: Position = (
        Position.objects.select_for_update(of=("self", "proposition"))
        .select_related("statement__passage", "proposition", "lead_evidence")
        .get(pk=position_id)
    )
    position.expert = expert
    return position


def _refuse_decided(position: Position) -> None:
    if position.state != PositionState.PROPOSED:
        raise AlreadyReviewedError(
            f"This position is already {position.state}; reload it to see by whom."
        )


def _refuse_not_public(position: Position) -> None:
    if position.state != PositionState.PUBLISHED:
        raise NotPublicError("Only a published position can be corrected or retracted.")
    if position.ended_at is not None:
        raise AlreadyReviewedError(
            f"This position has ended already ({position.ended_reason}); reload it."
        )


def _refuse_closed(proposition: Proposition) -> None:
    if proposition.state == PropositionState.CLOSED:
        raise PropositionClosedError(
            f"“{proposition.wording}” was closed on {proposition.closed_on}; choose an open one."
        )


def _refuse_second(position: Position) -> None:
    there = (
        Position.objects.published()
        .standing()
        .filter(statement=position.statement, proposition=position.proposition)
    )
    if there.exists():
        raise AlreadyPublishedError(
            "This statement has a public position on this proposition; correct that one."
        )


def _check_terms(*, stance: str, strength: str, certainty: str, proposed_by: str) -> None:
    for value, choices, name in (
        (stance, Stance.values, "stance"),
        (strength, ["", *Strength.values], "strength"),
        (certainty, Certainty.values, "certainty"),
        (proposed_by, Proposer.values, "proposer"),
    ):
        if value not in choices:
            known = ", ".join(choice for choice in choices if choice)
            raise DecisionError(f"“{value}” is no {name}; use one of: {known}.")


def _line(summary: str) -> str:
    line = " ".join(summary.split())
    if len(line) > _SUMMARY_LENGTH:
        raise DecisionError(
            f"The summary is longer than {_SUMMARY_LENGTH} characters; shorten it."
        )
    return line


def _knowable(strength: str, *, stance: str, statement: Statement, lead: Evidence) -> str:
    """The strength where these words can show one, else empty."""
    if stance not in {Stance.FAVOR, Stance.AGAINST}:
        return ""
    if lead.rendering in _SIDE_ONLY or statement.type == StatementType.INDIRECT:
        return ""
    return strength


def _propose(
    statement: Statement,
    proposition: Proposition,
    evidence: Sequence[Evidence],
    *,
    proposed_by: str,
    terms: dict[str, Any],
) -> Position:
    position: Position = Position.objects.create(
        statement=statement,
        expert_id=statement.expert_id,
        proposition=proposition,
        wording=PropositionWording.objects.get(proposition=proposition, ended_at__isnull=True),
        stated_on=statement.stated_on,
        precision=statement.precision,
        basis=statement.basis,
        rendering=evidence[0].rendering,
        lead_evidence=evidence[0],
        proposed_by=proposed_by,
        **terms,
    )
    position.more_evidence.set(evidence[1:])
    return position


def _proposed_before(
    statement: Statement,
    proposition: Proposition,
    evidence: Sequence[Evidence],
    *,
    terms: dict[str, Any],
) -> Position | None:
    """The very same suggestion, if it awaits a decision already."""
    candidates: list[Position] = list(
        Position.objects.filter(
            statement=statement,
            proposition=proposition,
            state=PositionState.PROPOSED,
            lead_evidence=evidence[0],
            **terms,
        ).order_by("pk")
    )
    return next((one for one in candidates if _evidence_of(one) == list(evidence)), None)


def _evidence_of(position: Position) -> list[Evidence]:
    lead = position.lead_evidence
    more = list(position.more_evidence.order_by("pk"))
    return more if lead is None else [lead, *(one for one in more if one.pk != lead.pk)]


def _make_public(position: Position, *, reviewer: User, now: datetime) -> None:
    show_evidence(_evidence_of(position))
    position.state, position.recorded_at = PositionState.PUBLISHED, now
    position.reviewed_by, position.reviewed_at = reviewer, now
    # The statement's day may have been corrected between the proposal and now.
    position.stated_on = position.statement.stated_on
    position.precision, position.basis = position.statement.precision, position.statement.basis
    position.save()


def _end(position: Position, *, reason: str, now: datetime) -> None:
    position.ended_at, position.ended_reason = now, reason
    position.save(update_fields=["ended_at", "ended_reason", "updated_at"])


def _about(position: Position) -> dict[str, Any]:
    return {
        "expert": position.expert,
        "proposition": position.proposition,
        "statement": position.statement,
        "position": position,
    }


def _refresh(
    position: Position, *, reviewer: User, now: datetime, published: Position | None
) -> None:
    refresh_changes(
        expert=position.expert,
        proposition=position.proposition,
        reviewer=reviewer,
        now=now,
        published=published,
    )
