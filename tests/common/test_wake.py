"""Wake-ups go out after commit, once, and never cost more than a moment."""

import contextlib
import socket
import time
from collections.abc import Iterator

import pytest
from celery import current_app
from django.db import transaction
from pytest_django import Settings

from common import wake as wake_module
from common.wake import wake


@contextlib.contextmanager
def rolled_back() -> Iterator[None]:
    """A transaction, or a savepoint in one, that ends in a rollback."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _broker() -> Iterator[None]:
    """An empty queue, and no memory of a broker that was away."""
    wake_module._pause.end()
    sent()
    yield
    wake_module._pause.end()


def sent(queue: str = "poll") -> list[str]:
    """Take the names of the tasks that wait in a queue of the tests' broker."""
    names = []
    with current_app.connection_for_read() as connection:
        waiting = connection.SimpleQueue(queue)
        with contextlib.suppress(waiting.Empty):
            while True:
                message = waiting.get_nowait()
                names.append(message.headers["task"])
                message.ack()
    return names


@pytest.mark.django_db(transaction=True)
def test_wake_is_sent_after_commit_and_once() -> None:
    with transaction.atomic():
        wake("feeds")
        with transaction.atomic():
            wake("feeds")
        before = sent()

    assert (before, sent()) == ([], ["sources.poll_due_feeds"])


@pytest.mark.django_db(transaction=True)
def test_wake_outside_a_transaction_is_sent_at_once() -> None:
    wake("feeds")

    assert sent() == ["sources.poll_due_feeds"]


@pytest.mark.django_db(transaction=True)
def test_wake_of_a_rolled_back_savepoint_does_not_swallow_a_later_one() -> None:
    with transaction.atomic():
        with rolled_back():
            wake("feeds")
        wake("feeds")

    assert sent() == ["sources.poll_due_feeds"]


@pytest.mark.django_db(transaction=True)
def test_wake_of_a_rolled_back_transaction_is_not_sent() -> None:
    with rolled_back():
        wake("feeds")

    assert sent() == []


@pytest.mark.django_db
def test_wake_refuses_an_unknown_subject_at_once() -> None:
    with pytest.raises(KeyError, match="'feed' is not a subject"):
        wake("feed")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("known", [True, False], ids=["known", "none_known"])
def test_broker_that_does_not_answer_costs_a_moment_once(
    known: bool,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    settings: Settings,
) -> None:
    """A command run beside no broker at all says nothing of it: none is missing."""
    settings.REDIS_URL = "redis://127.0.0.1:6379/0" if known else ""
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as silent:
        url = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        monkeypatch.setattr(current_app.conf, "broker_write_url", url)
        began = time.monotonic()
        for _ in range(20):
            wake("feeds")
        took = time.monotonic() - began

    assert took < 1.0
    assert [record.getMessage() for record in caplog.records] == [
        "wake-up dropped, the next sweep finds the work"
    ] * known
