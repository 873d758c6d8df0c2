"""Time that passes only when somebody lets it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import time_machine


class VirtualClock:
    """The clock of everything in this process while `running`; waiting moves it at once."""

    def __init__(self, begin: datetime) -> None:
        self._begin = begin
        self._lock = threading.Lock()
        self._traveller: time_machine.Traveller | None = None

    @contextmanager
    def running(self) -> Iterator[None]:
        travel = time_machine.travel(self._begin, tick=False)
        with travel as self._traveller, patch.object(time, "sleep", self.sleep):
            yield

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        self.pass_by(timedelta(seconds=seconds))

    def pass_by(self, span: timedelta) -> None:
        assert self._traveller is not None
        with self._lock:
            self._traveller.shift(span)

    def move_to(self, at: datetime) -> None:
        """Forward to `at`; time does not run backwards."""
        self.pass_by(max(at - self.now, timedelta(0)))
