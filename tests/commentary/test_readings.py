"""Readings that are killed, that cannot be stored, and whose texts are hostile."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connection
from django.utils import timezone

from commentary.enums import ReadingState
from commentary.models import (
    Appearance,
    Exchange,
    Interview,
    Occasion,
    Passage,
    Reading,
    Statement,
)
from commentary.services.readings import LEASE, due_reading_ids, owe_readings, read_text
from tests.commentary.printings import EXCHANGES, MORNING, copy, marit, original, printing
from tests.factories import ArticleTextFactory, ExpertFactory, ExpertNameFactory, StoryFactory
from tests.kills import killed_everywhere

pytestmark = pytest.mark.django_db

ROWS = (Occasion, Interview, Exchange, Passage, Statement, Appearance)
LONG_NAME = f"A{'b' * 300} Quay"


def sweep() -> None:
    now = timezone.now()
    owe_readings(now)
    for pk in due_reading_ids(now):
        read_text(pk)


# PostgreSQL's client complains of the cursors that died open.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("copy_is_there", [False, True])
def test_reading_killed_at_any_statement_is_finished_by_the_next_sweep(
    copy_is_there: bool,
) -> None:
    marit()
    story = StoryFactory.create()
    if copy_is_there:
        copy(story)
        sweep()
    original(story)
    texts = 1 + copy_is_there

    def then(_at: int) -> None:
        with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=1)):
            sweep()
        assert [model.objects.count() for model in ROWS] == [1, 1, 3, 3, 3, 3 * texts]
        assert [*Reading.objects.values_list("state", "due_at")] == [("done", None)] * texts

    assert killed_everywhere(sweep, then) > 30


def test_worker_that_dies_of_a_text_each_time_does_not_do_so_for_ever() -> None:
    marit()
    original()
    owe_readings(timezone.now())
    Reading.objects.update(attempts=6)

    sweep()

    reading = Reading.objects.get()
    assert (reading.state, reading.due_at) == (ReadingState.FAILED, None)
    assert reading.reason == "The worker stopped in the middle too often."


def test_what_cannot_be_stored_is_said_on_the_row_and_given_up_in_the_end() -> None:
    marit()
    original()
    now, said = timezone.now(), []

    with connection.execute_wrapper(full_disk):
        for hour in range(4):
            with time_machine.travel(now + timedelta(hours=hour)):
                sweep()
            said.append(Reading.objects.values_list("state", "reason", "attempts").get())

    reason = "Not stored: OperationalError."
    assert said == [
        ("owed", reason, 1),
        ("owed", reason, 2),
        ("failed", reason, 3),
        ("failed", reason, 3),
    ]
    assert not Occasion.objects.exists()


def full_disk(execute: Callable[..., Any], sql: str, *args: Any) -> Any:
    if sql.startswith('INSERT INTO "commentary_statement"'):
        raise OperationalError("could not extend file: No space left on device")
    return execute(sql, *args)


def test_reporter_with_an_endless_name_is_stored_shortened() -> None:
    marit()
    printing(
        [
            f"In an interview with the Courier, {LONG_NAME} spoke of the harbour.",
            "Q: How bad is it?",
            f'A: Very. Marit Solvang said: "{EXCHANGES[0][1][0]}"',
            "Q: What comes next?",
            "A: We wait for the spring.",
        ],
        story=None,
        published_at=MORNING,
    )

    sweep()

    reading, statement = Reading.objects.get(), Statement.objects.get()
    assert (reading.state, reading.reason) == ("done", "")
    assert statement.reported_by == LONG_NAME[:200]


def test_many_homonyms_are_said_in_the_room_there_is() -> None:
    for number in range(20):
        name = f"Marit{'t' * number} Solvang"
        for twin in range(2):
            ExpertNameFactory.create(expert=ExpertFactory.create(name=f"{name} {twin}"), name=name)
    ArticleTextFactory.create(
        text="\n\n".join(
            f'"The wall number {n} has to be built anew," said Marit{"t" * n} Solvang.'
            for n in range(20)
        )
    )

    sweep()

    reading = Reading.objects.get()
    assert reading.state == ReadingState.DONE
    assert len(reading.reason) == 500
