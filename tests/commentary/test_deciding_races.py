"""Two people decide at once: one wins, the other is told; nothing happens twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from commentary.exceptions import AlreadyReviewedError
from commentary.models import Record, StanceChange
from commentary.quoting import count_words, shown_words
from commentary.services.positions import publish_position
from commentary.services.review import accept_statement
from commentary.services.showing import shown_spans
from tests.commentary.sayings import awaiting, propose
from tests.factories import (
    AppearanceFactory,
    ExpertFactory,
    PropositionFactory,
    StatementFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], object]) -> list[str]:
    """Run all calls at the same moment; what became of each, sorted."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], object]) -> str:
        barrier.wait(timeout=20)
        try:
            call()
        except AlreadyReviewedError:
            return "already reviewed"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(calls)) as pool:
        return sorted(pool.map(run, calls))


def test_statement_accepted_by_two_at_once_is_accepted_once() -> None:
    statement = awaiting(ExpertFactory.create())
    curators = [UserFactory.create() for _ in range(2)]

    outcome = at_once(
        *(
            lambda who=who: accept_statement(statement_id=statement.pk, reviewer=who)
            for who in curators
        )
    )

    assert outcome == ["already reviewed", "done"]
    assert Record.objects.count() == 1


def test_position_published_by_two_at_once_is_published_once() -> None:
    expert, pier, curator = (
        ExpertFactory.create(),
        PropositionFactory.create(),
        UserFactory.create(),
    )
    first = propose(expert, pier, "favor", date(2025, 1, 6), curator)
    publish_position(position_id=first.pk, reviewer=curator)
    position = propose(expert, pier, "against", date(2025, 5, 5), curator)

    outcome = at_once(*[lambda: publish_position(position_id=position.pk, reviewer=curator)] * 4)

    assert outcome == ["already reviewed"] * 3 + ["done"]
    assert Record.objects.filter(kind="position.published", position=position).count() == 1
    assert StanceChange.objects.count() == 1


def test_two_writers_of_one_timeline_leave_the_changes_of_both() -> None:
    expert, pier, curator = (
        ExpertFactory.create(),
        PropositionFactory.create(),
        UserFactory.create(),
    )
    positions = [
        propose(expert, pier, stance, date(2025, month, 6), curator)
        for month, stance in enumerate(("favor", "against", "favor", "against"), 1)
    ]

    outcome = at_once(
        *(
            lambda pk=one.pk: publish_position(position_id=pk, reviewer=curator)
            for one in positions
        )
    )

    assert outcome == ["done"] * 4
    live = StanceChange.objects.exclude(state="withdrawn").order_by("on")
    assert [(one.before, one.after) for one in live] == [
        (positions[0], positions[1]),
        (positions[1], positions[2]),
        (positions[2], positions[3]),
    ]


def test_two_people_of_one_text_cannot_exceed_its_share_together() -> None:
    text = " ".join(f"word{number}" for number in range(1, 301))
    half = len(text) // 2
    said = awaiting(ExpertFactory.create(), words=text[:half].rstrip(), text=text)
    stored = said.appearances.get().article_text
    other = StatementFactory.create()
    AppearanceFactory.create(statement=other, article_text=stored, start=half, end=len(text))
    curator = UserFactory.create()

    outcome = at_once(
        *(
            lambda pk=one.pk: accept_statement(statement_id=pk, reviewer=curator)
            for one in (said, other)
        )
    )

    assert outcome == ["done", "done"]
    # What is left of the share is kept for the positions of both.
    assert 0 < shown_words(text, shown_spans(stored.pk)) <= count_words(text) // 4 == 75
