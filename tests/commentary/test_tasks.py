"""The tasks, called as plain functions; the broker of the tests is a queue in memory."""

from typing import Any

import pytest
from celery import current_app

from commentary import tasks
from commentary.enums import ReadingState
from commentary.models import Reading, Statement
from tests.commentary.printings import marit, original

pytestmark = pytest.mark.django_db


def queued() -> list[tuple[str, list[Any]]]:
    """What waits in the queue of the readers: task name and arguments, taken out."""
    found = []
    with current_app.connection_for_read() as connection:
        queue = connection.SimpleQueue("read")
        while queue.qsize():
            message = queue.get(block=False)
            message.ack()
            found.append((message.headers["task"], message.payload[0]))
        queue.close()
    return found


def test_tasks_have_the_names_that_the_schedule_uses() -> None:
    names = {name for name in current_app.tasks if name.startswith("commentary.")}

    assert names == {"commentary.read_due_texts", "commentary.read_text"}


def test_the_sweep_owes_each_text_a_reading_and_sends_one_task_for_it() -> None:
    queued()
    marit()
    text = original()

    tasks.read_due_texts()

    reading = Reading.objects.get()
    assert (reading.article_text_id, reading.state) == (text.pk, ReadingState.OWED)
    assert queued() == [("commentary.read_text", [reading.pk])]


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
    queued()
