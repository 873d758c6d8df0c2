"""Statements as a reading leaves them: printed, on a passage, awaiting review."""

from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth.models import User

from commentary.enums import Proposer, Rendering, StatementType
from commentary.models import Expert, Position, Proposition, Statement
from commentary.services.positions import propose_position, publish_position
from commentary.services.review import accept_statement
from tests.factories import (
    AppearanceFactory,
    ArticleTextFactory,
    OccasionFactory,
    PassageFactory,
    StatementFactory,
)

OPENING = "Marit Solvang spoke in Havneby. "
WORDS = "The second pier should be built before the ferries return."


def awaiting(
    expert: Expert,
    on: date = date(2025, 3, 3),
    *,
    words: str = WORDS,
    text: str = "",
    type_: StatementType = StatementType.DIRECT,
    rendering: Rendering = Rendering.ORIGINAL,
) -> Statement:
    """A proposed statement with its only appearance, in an article of that day."""
    occasion = OccasionFactory.create(expert=expert, stated_on=on)
    stored = ArticleTextFactory.create(
        text=text or f"{OPENING}“{words}” Printed on {on}.\n",
        article__story=occasion.story,
        article__published_at=datetime(on.year, on.month, on.day, 9, tzinfo=UTC),
    )
    start = stored.text.index(words)
    end = start + len(words)
    passage = PassageFactory.create(occasion=occasion, article_text=stored, start=start, end=end)
    statement = StatementFactory.create(passage=passage, occasion=occasion, type=type_)
    AppearanceFactory.create(
        statement=statement, article_text=stored, start=start, end=end, rendering=rendering
    )
    return statement


def propose(
    expert: Expert, proposition: Proposition, stance: str, on: date, reviewer: User, **terms: Any
) -> Position:
    """A complete suggestion on a statement of its own, which is accepted."""
    statement = awaiting(expert, on)
    accept_statement(statement_id=statement.pk, reviewer=reviewer)
    return propose_position(
        statement_id=statement.pk,
        proposition_id=proposition.pk,
        stance=stance,
        proposed_by=Proposer.CURATOR,
        **terms,
    )


def publish(
    expert: Expert, proposition: Proposition, stance: str, on: date, reviewer: User, **terms: Any
) -> Position:
    position = propose(expert, proposition, stance, on, reviewer, **terms)
    return publish_position(position_id=position.pk, reviewer=reviewer)
