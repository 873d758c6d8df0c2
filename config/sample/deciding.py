"""The sample's decisions, made by the services that curators use.

What a curator decided meanwhile stays: a statement that was rejected, a position that was turned
down, corrected or retracted is not decided again.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from commentary.enums import ChangeState, PositionState, Proposer, StatementState
from commentary.models import Appearance, Position, Proposition, StanceChange, Statement
from commentary.services.changes import confirm_change
from commentary.services.positions import correct_position, propose_position, publish_position
from commentary.services.review import accept_statement, lock_expert
from config.sample.exceptions import SampleError
from config.sample.subjects import expert_of
from config.sample.tables import Decision, Stand, Terms


def decide(decision: Decision, *, reviewer: User) -> int:
    """Make what is missing of one decision; returns how many positions became public.

    Raises SampleError where the reader does not find the words.
    """
    statement = _statement(decision)
    if statement is None:
        raise SampleError(
            f"The reader finds no statement of {decision.expert} with the words "
            f"“{decision.words}” in {decision.page.url}."
        )
    return decide_on(statement, decision.stands, reviewer=reviewer)


@transaction.atomic
def decide_on(statement: Statement, stands: Iterable[Stand], *, reviewer: User) -> int:
    """Accept a statement as said and publish what is missing on it, unless a curator did
    otherwise; returns how many positions became public.
    """
    lock_expert(statement.expert_id)
    statement.refresh_from_db()
    if statement.state == StatementState.PROPOSED:
        accept_statement(statement_id=statement.pk, reviewer=reviewer)
    elif statement.state == StatementState.REJECTED or statement.ended_at is not None:
        return 0
    return sum(_stand_on(statement, stand, reviewer=reviewer) for stand in stands)


def _stand_on(statement: Statement, stand: Stand, *, reviewer: User) -> int:
    """Publish one position on an accepted statement unless there is one; 1 when it is new."""
    proposition = Proposition.objects.get(slug=stand.proposition)
    there = Position.objects.filter(statement=statement, proposition=proposition)
    if there.exclude(state=PositionState.PROPOSED).exists():
        return 0
    first = stand.before or stand.terms
    position = propose_position(
        statement_id=statement.pk,
        proposition_id=proposition.pk,
        proposed_by=Proposer.IMPORT,
        source=stand.source,
        **_arguments(first),
    )
    publish_position(position_id=position.pk, reviewer=reviewer)
    if stand.before is not None:
        position = correct_position(
            position_id=position.pk, reviewer=reviewer, **_arguments(stand.terms)
        )
    if stand.is_change_confirmed:
        for change in StanceChange.objects.filter(after=position, state=ChangeState.POSSIBLE):
            confirm_change(change_id=change.pk, reviewer=reviewer)
    return 1


def _arguments(terms: Terms) -> dict[str, Any]:
    return {
        "stance": terms.stance,
        "strength": terms.strength,
        "certainty": terms.certainty,
        "summary": terms.summary,
    }


def is_made(decision: Decision, *, reviewer: User) -> bool:
    """Whether `reviewer` has made this decision; nobody else's counts."""
    statement = _statement(decision)
    return statement is not None and statement.reviewed_by_id == reviewer.pk


def _statement(decision: Decision) -> Statement | None:
    expert = expert_of(decision.expert)
    appearances = Appearance.objects.filter(
        article_text__article__url=decision.page.url, statement__expert=expert
    )
    for one in appearances.select_related("statement", "article_text").order_by("pk"):
        if decision.words in one.article_text.text[one.start : one.end]:
            return one.statement
    return None
