"""The first decision of a curator: was it said, by this person, in these words, on this day?"""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from commentary.enums import (
    EndedReason,
    PassageState,
    PositionState,
    RecordKind,
    StatementState,
)
from commentary.exceptions import (
    AlreadyReviewedError,
    DecisionError,
    NotPublicError,
    RestrictedError,
)
from commentary.models import Expert, Passage, Position, StanceChange, Statement
from commentary.services.records import append_record
from commentary.services.search_index import index_records
from commentary.services.showing import show_statement
from commentary.shaping import statement_record
from common.public_ids import public_id

REASONS_TO_WITHDRAW = frozenset({EndedReason.MISATTRIBUTED, EndedReason.OUR_ERROR})


@transaction.atomic
def accept_statement(*, statement_id: int, reviewer: User) -> Statement:
    """Accept a statement as said: from now on it is public, with or without a position.

    The words that may be shown of it are allotted now. Raises AlreadyReviewedError if it was
    decided before.
    """
    statement = _lock_undecided(statement_id)
    refuse_restricted(statement.expert)
    now = timezone.now()
    statement.state = StatementState.ACCEPTED
    statement.reviewed_by, statement.reviewed_at = reviewer, now
    statement.recorded_at = now
    statement.save(
        update_fields=["state", "reviewed_by", "reviewed_at", "recorded_at", "updated_at"]
    )
    show_statement(statement)
    index_records(statements=[statement.pk])
    settle_passage(statement)
    append_record(
        kind=RecordKind.STATEMENT_PUBLISHED,
        at=now,
        before=None,
        after=statement_record(statement.pk),
        expert=statement.expert,
        statement=statement,
    )
    return statement


@transaction.atomic
def reject_statement(*, statement_id: int, reviewer: User, reason: str) -> Statement:
    """Say that a proposed statement was not said like that; it never becomes public.

    Positions that were proposed on it are rejected with it. Raises AlreadyReviewedError if it was
    decided before, DecisionError without a reason.
    """
    reason = stated_reason(reason)
    statement = _lock_undecided(statement_id)
    now = timezone.now()
    statement.state, statement.state_reason = StatementState.REJECTED, reason
    statement.reviewed_by, statement.reviewed_at = reviewer, now
    statement.save(
        update_fields=["state", "state_reason", "reviewed_by", "reviewed_at", "updated_at"]
    )
    Position.objects.filter(
        statement=statement, state=PositionState.PROPOSED, lead_evidence__isnull=False
    ).update(
        state=PositionState.REJECTED,
        state_reason="The statement was rejected.",
        reviewed_by=reviewer,
        reviewed_at=now,
        updated_at=now,
    )
    settle_passage(statement)
    return statement


@transaction.atomic
def note_seen(*, passage_id: int) -> None:
    """A curator has seen what later texts did to words of this passage, and lets the decisions on
    it stand. Raises DecisionError while a statement of it awaits a decision.
    """
    passage = Passage.objects.select_for_update().get(pk=passage_id)
    if passage.statements.filter(state=StatementState.PROPOSED).exists():
        raise DecisionError("Decide first on what awaits a decision here.")
    passage.state = PassageState.DECIDED
    passage.save(update_fields=["state", "updated_at"])


@transaction.atomic
def withdraw_statement(*, statement_id: int, reviewer: User, reason: str) -> Statement:
    """End a public statement: misattributed, or our error. It stays in what was known then.

    Its positions must have ended first, each with a reason of its own. It is told as
    `position.retracted` with the statement in the place of a position. Raises NotPublicError,
    AlreadyReviewedError if it has ended already, DecisionError for another reason or while a
    position rests on it.
    """
    if reason not in REASONS_TO_WITHDRAW:
        known = ", ".join(sorted(one.value for one in REASONS_TO_WITHDRAW))
        raise DecisionError(f"“{reason}” is no reason to withdraw; give one of: {known}.")
    lock_expert(Statement.objects.values_list("expert_id", flat=True).get(pk=statement_id))
    statement: Statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement_id)
    if statement.state != StatementState.ACCEPTED:
        raise NotPublicError("Only an accepted statement can be withdrawn.")
    if statement.ended_at is not None:
        raise AlreadyReviewedError(
            f"This statement has ended already ({statement.ended_reason}); reload it."
        )
    resting = Position.objects.filter(
        statement=statement, state=PositionState.PUBLISHED, ended_at__isnull=True
    ).order_by("pk")
    if ids := [public_id("position", pk) for pk in resting.values_list("pk", flat=True)]:
        raise DecisionError(f"Retract what rests on it first: {', '.join(ids)}.")
    now = timezone.now()
    before = statement_record(statement.pk)
    Position.objects.filter(
        statement=statement, state=PositionState.PROPOSED, lead_evidence__isnull=False
    ).update(
        state=PositionState.REJECTED,
        state_reason="The statement was withdrawn.",
        reviewed_by=reviewer,
        reviewed_at=now,
        updated_at=now,
    )
    statement.ended_at, statement.ended_reason = now, reason
    statement.save(update_fields=["ended_at", "ended_reason", "updated_at"])
    index_records(statements=[statement.pk])
    append_record(
        kind=RecordKind.POSITION_RETRACTED,
        at=now,
        before=before,
        after=statement_record(statement.pk),
        expert=statement.expert,
        statement=statement,
    )
    return statement


def stated_reason(reason: str) -> str:
    """A reason in one line; raises DecisionError when there is none."""
    reason = " ".join(reason.split())
    if not reason:
        raise DecisionError("Give a reason: others will read it beside the decision.")
    return reason[:500]


def refuse_restricted(*records: Expert | Statement | Position | StanceChange) -> None:
    """Raises RestrictedError when one of these is kept and not shown."""
    if any(record.restricted_at is not None for record in records):
        raise RestrictedError(
            "This is restricted: nothing on it becomes public until an Editor lifts that."
        )


def lock_expert(expert_id: int) -> Expert:
    """Lock the expert's row: one writer at a time per person, and so per timeline."""
    return Expert.objects.select_for_update().get(pk=expert_id)


def _lock_undecided(statement_id: int) -> Statement:
    expert_id = Statement.objects.values_list("expert_id", flat=True).get(pk=statement_id)
    expert = lock_expert(expert_id)
    statement: Statement = Statement.objects.select_for_update().get(pk=statement_id)
    if statement.state != StatementState.PROPOSED:
        raise AlreadyReviewedError(
            f"This statement is already {statement.state}; reload it to see by whom."
        )
    statement.expert = expert
    return statement


def settle_passage(statement: Statement) -> None:
    """A passage is decided when all its statements are."""
    if statement.passage_id is None:
        return
    awaiting = Statement.objects.filter(
        passage_id=statement.passage_id, state=StatementState.PROPOSED
    )
    if not awaiting.exists():
        Passage.objects.filter(pk=statement.passage_id).update(
            state=PassageState.DECIDED, updated_at=timezone.now()
        )
