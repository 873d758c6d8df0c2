"""Readings at the same moment as each other and as a curator: nothing twice, nothing forgotten."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from threading import Barrier
from time import sleep
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from commentary.enums import PassageState, Proposer, StatementState
from commentary.models import (
    Appearance,
    Evidence,
    Exchange,
    Interview,
    Occasion,
    Passage,
    Position,
    Reading,
    Statement,
)
from commentary.reading import Document, read
from commentary.services.placing import Placement, place
from commentary.services.positions import propose_position
from commentary.services.readings import owe_readings, read_text
from commentary.services.review import accept_statement
from sources.models import ArticleText
from tests.commentary.printings import EXCHANGES, MORNING, copy, marit, original, printing
from tests.commentary.sayings import awaiting
from tests.factories import (
    AppearanceFactory,
    ExpertFactory,
    OccasionFactory,
    PassageFactory,
    PropositionFactory,
    StatementFactory,
    StoryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)

# Long enough for the other side to have come to an end if nothing made it wait.
LONG_ENOUGH = 0.7


def read_and_place(text: ArticleText) -> Placement:
    with transaction.atomic():
        return place(read(Document(text=text.text, title=text.title)), text)


def in_thread(pool: ThreadPoolExecutor, call: Callable[[], Any]) -> "Future[Any]":
    def run() -> Any:
        try:
            return call()
        finally:
            connection.close()

    return pool.submit(run)


def run_beside(one: Callable[[], Any], other: Callable[[], Any]) -> None:
    """`other` begins when all of `one` is done but its commit, and has to wait for that."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            one()
            second = in_thread(pool, other)
            with pytest.raises(TimeoutError):
                second.result(timeout=LONG_ENOUGH)
        second.result(timeout=30)


def owed(*texts: ArticleText) -> list[int]:
    owe_readings(timezone.now())
    return [Reading.objects.get(article_text=text).pk for text in texts]


@pytest.mark.parametrize("copy_first", [False, True])
def test_two_copies_read_at_once_are_one_interview(copy_first: bool) -> None:
    marit()
    story = StoryFactory.create()
    texts = [original(story), copy(story)]
    ids = owed(*(reversed(texts) if copy_first else texts))
    barrier = Barrier(2)

    def read_one(pk: int) -> Any:
        barrier.wait(timeout=20)
        return read_text(pk)

    with ThreadPoolExecutor(2) as pool:
        reports = [in_thread(pool, partial(read_one, pk)) for pk in ids]
        done = [report.result(timeout=60) for report in reports]

    assert [one.state for one in done] == ["done", "done"]
    models = (Occasion, Interview, Exchange, Passage, Statement, Appearance)
    assert [model.objects.count() for model in models] == [1, 1, 3, 3, 3, 6]
    assert {one.article_text for one in Passage.objects.all()} == {texts[0]}
    assert sorted(one.number for one in Passage.objects.all()) == [1, 2, 3]


def test_the_same_words_in_two_stories_read_at_once_are_one_statement() -> None:
    marit()
    said = EXCHANGES[0][1][0]
    texts = [
        printing(
            [f"{title} of the harbour.", f'"{said}" said Marit Solvang in spring.'],
            story=None,
            published_at=MORNING,
        )
        for title in ("The first story", "Quite another story")
    ]

    run_beside(lambda: read_and_place(texts[0]), lambda: read_and_place(texts[1]))

    assert (Statement.objects.count(), Appearance.objects.count()) == (1, 2)


def test_a_find_beside_the_last_decision_leaves_the_passage_awaiting() -> None:
    """Another version of the reader finds more in a passage whose statement is being accepted."""
    expert, curator = marit(), UserFactory.create()
    stored = printing(
        ["The ferries were discussed.", f'"{EXCHANGES[1][1][0]}" said Marit Solvang.'],
        story=None,
        published_at=MORNING,
    )
    occasion = OccasionFactory.create(
        expert=expert, story=stored.article.story, stated_on=MORNING.date()
    )
    passage = PassageFactory.create(
        occasion=occasion, article_text=stored, start=0, end=len(stored.text)
    )
    first = StatementFactory.create(passage=passage, occasion=occasion)
    AppearanceFactory.create(statement=first, article_text=stored, start=0, end=11)

    run_beside(
        lambda: read_and_place(stored),
        lambda: accept_statement(statement_id=first.pk, reviewer=curator),
    )

    states = Statement.objects.order_by("pk").values_list("state", flat=True)
    assert [*states] == [StatementState.ACCEPTED, StatementState.PROPOSED]
    assert Passage.objects.get().state == PassageState.AWAITING


@pytest.mark.parametrize("reading_first", [False, True])
def test_a_copy_read_beside_the_decision_shows_only_words_that_were_there_to_decide_on(
    reading_first: bool,
) -> None:
    marit()
    story = StoryFactory.create()
    read_and_place(original(story))
    first, again = Statement.objects.earliest("pk"), copy(story)
    curator = UserFactory.create()

    def accept() -> object:
        return accept_statement(statement_id=first.pk, reviewer=curator)

    def read_copy() -> object:
        return read_and_place(again)

    run_beside(*((read_copy, accept) if reading_first else (accept, read_copy)))

    shown = [one.shown_start is not None for one in first.appearances.order_by("pk")]
    assert shown == [True, reading_first]


def test_one_suggestion_made_by_two_at_once_is_one_row() -> None:
    statement, pier = awaiting(ExpertFactory.create()), PropositionFactory.create()

    def suggest() -> Position:
        return propose_position(
            statement_id=statement.pk,
            proposition_id=pier.pk,
            stance="favor",
            proposed_by=Proposer.CURATOR,
        )

    run_beside(suggest, suggest)

    assert (Position.objects.count(), Evidence.objects.count()) == (1, 1)


def test_a_reading_that_outlived_its_lease_is_dropped_whole() -> None:
    marit()
    # So long that the first worker still reads when the second one has begun.
    others = [f'"The crane was moved again," said Peter Quay{"y" * n}.' for n in range(500)]
    said = f'"{EXCHANGES[0][1][0]}" said Marit Solvang.'
    [pk] = owed(printing([said, *others], story=None, published_at=MORNING))
    with ThreadPoolExecutor(1) as pool:
        late = in_thread(pool, lambda: read_text(pk))
        while Reading.objects.get(pk=pk).lease_token is None:
            sleep(0.01)
        Reading.objects.filter(pk=pk).update(due_at=timezone.now())

        report = read_text(pk)

        assert late.result(timeout=60) is None
    assert report is not None
    assert (report.statements_new, report.appearances_new) == (1, 1)
    assert (Statement.objects.count(), Appearance.objects.count()) == (1, 1)
    done = Reading.objects.get(pk=pk)
    assert (done.state, done.due_at, done.attempts) == ("done", None, 2)
