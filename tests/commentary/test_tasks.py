"""The tasks, called as plain functions; the broker of the tests is a queue in memory."""

import pytest
from celery import current_app

from commentary import tasks
from commentary.enums import ReadingState
from commentary.models import Reading, Statement
from tests.commentary.printings import marit, original
from tests.queues import queued

pytestmark = pytest.mark.django_db


def test_tasks_have_the_names_that_the_schedule_uses() -> None:
    names = {name for name in current_app.tasks if name.startswith("commentary.")}

    assert names == {"commentary.read_due_texts", "commentary.read_text"}


def test_the_sweep_owes_each_text_a_reading_and_sends_one_task_for_it() -> None:
    queued("read")
    marit()
    text = original()

    tasks.read_due_texts()

    reading = Reading.objects.get()
    assert (reading.article_text_id, reading.state) == (text.pk, ReadingState.OWED)
    assert queued("read") == [("commentary.read_text", [reading.pk])]


def test_the_task_reads_and_a_second_one_finds_nothing_to_do() -> None:
    marit()
    original()
    tasks.read_due_texts()
    reading = Reading.objects.get()

    tasks.read_text(reading.pk)
    found = Statement.objects.count()
    tasks.read_text(reading.pk)

    reading.refresh_from_db()
    assert reading.state == ReadingState.DONE
    assert Statement.objects.count() == found == 3
    queued("read")
