"""Telling workers, after commit, that rows wait for them.

A wake-up is a courtesy: what is owed stands in the database and a periodic sweep finds it anyway,
so a broker that is away costs one sweep and never a fact.
"""

import logging
import threading
import time
from dataclasses import dataclass

from celery import current_app
from celery.exceptions import OperationalError
from django.conf import settings
from django.db import transaction

logger = logging.getLogger(__name__)

EXPIRES_SECONDS = 60
# How long the other wake-ups of this process are dropped after one found the broker away.
PAUSE_SECONDS = 5.0
_QUICKLY = {
    "max_retries": 0,
    "socket_connect_timeout": 0.25,
    "socket_timeout": 0.25,
    "retry_on_timeout": False,
}


class _Pause:
    """Until when the broker is taken to be away; shared by the threads of a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until = 0.0

    def is_on(self) -> bool:
        with self._lock:
            return time.monotonic() < self._until

    def start(self) -> None:
        with self._lock:
            self._until = time.monotonic() + PAUSE_SECONDS

    def end(self) -> None:
        with self._lock:
            self._until = 0.0


_pause = _Pause()


@dataclass(frozen=True)
class _Send:
    """What runs after commit; equal for equal subjects, so that it can be found again."""

    subject: str

    def __call__(self) -> None:
        if _pause.is_on():
            return
        try:
            _send(settings.WAKES[self.subject])
        except (OperationalError, OSError) as error:
            _pause.start()
            # A command run while nothing is served knows of no broker: nobody is missing it.
            logger.log(
                logging.WARNING if settings.REDIS_URL else logging.DEBUG,
                "wake-up dropped, the next sweep finds the work",
                extra={"subject": self.subject, "error": type(error).__name__},
            )


def wake(subject: str) -> None:
    """Send, after commit, the tasks that `settings.WAKES` lists for `subject`.

    Several calls for one subject in one transaction send once; a transaction that is rolled back
    sends nothing; outside a transaction it is sent at once. Raises KeyError for a subject that
    is not listed, immediately. Never raises because of the broker.
    """
    if subject not in settings.WAKES:
        raise KeyError(f"{subject!r} is not a subject of settings.WAKES.")
    send = _Send(subject)
    if not _is_waiting(send):
        # robust: the commit has happened, so nothing here may look like its failure.
        transaction.on_commit(send, robust=True)


def _is_waiting(send: _Send) -> bool:
    """Whether an equal call waits for this commit already and cannot be rolled back before ours.

    An entry is dropped with any of the savepoints it was made in; one made in savepoints that
    all enclose the present place lives at least as long as a new one would.
    """
    connection = transaction.get_connection()
    enclosing = set(connection.savepoint_ids)
    return any(
        function == send and set(savepoints) <= enclosing
        for savepoints, function, _robust in connection.run_on_commit
    )


def _send(names: list[str]) -> None:
    with current_app.connection_for_write(transport_options=_QUICKLY) as connection:
        for name in names:
            current_app.send_task(
                name,
                connection=connection,
                retry=False,
                ignore_result=True,
                expires=EXPIRES_SECONDS,
            )
