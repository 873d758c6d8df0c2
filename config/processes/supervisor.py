"""Keeps the children of `manage.py up` running until somebody asks it to stop."""

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from config.processes.child import Child, Program

_TICK = 0.1  # seconds between two looks at the children
# Seconds after the request to stop; everything is gone before the fifth,
# also on a machine that is busy with something else.
_QUIT_AFTER = 1.2
_KILL_AFTER = 2.0
_LAST_KILL_AFTER = 2.5
_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Supervisor:
    """Starts programs, restarts what dies, stops them all.

    Its methods belong to the main thread: a child dies with the thread that started it.
    """

    def __init__(
        self, *, environment: dict[str, str], directory: Path, parent: int | None
    ) -> None:
        self._environment = environment
        self._directory = directory
        self._parent = parent
        self._children: list[Child] = []
        self._stopped_last: list[Child] = []
        self._requests = 0
        self._asked_at: float | None = None
        self._is_watching = False
        self._output = threading.Lock()

    def start(self, program: Program, *, stop_last: bool = False) -> None:
        """Run the program; `stop_last` is for one that the others need until they have ended."""
        child = Child(
            program, environment=self._environment, directory=self._directory, say=self.say
        )
        (self._stopped_last if stop_last else self._children).append(child)
        child.start()

    def say(self, name: str, line: str) -> None:
        """One line of output under the name of the child it comes from."""
        with self._output, contextlib.suppress(BrokenPipeError, ValueError):
            sys.stdout.write(f"{name:<6} | {line}\n")
            sys.stdout.flush()

    def tick(self) -> bool:
        """Look after the children once; False when it is time to stop."""
        self._is_watching = True
        time.sleep(_TICK)
        if self._requests or (self._parent is not None and os.getppid() != self._parent):
            return False
        for child in (*self._stopped_last, *self._children):
            child.keep_alive()
        return True

    @contextlib.contextmanager
    def stopping_children(self) -> Iterator[None]:
        """Take stop signals as requests inside, and leave no child behind afterwards.

        Before the first `tick` a request ends the block wherever it is: a long preparation is
        not waited for.
        """
        before = {number: signal.signal(number, self._request) for number in _STOP_SIGNALS}
        try:
            yield
        except KeyboardInterrupt:
            self.say("up", "stopped before it was ready")
        finally:
            self._is_watching = True
            self._stop()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _request(self, _number: int, _frame: FrameType | None) -> None:
        self._requests += 1
        self._asked_at = self._asked_at or time.monotonic()
        if not self._is_watching:
            raise KeyboardInterrupt

    def _stop(self) -> None:
        """TERM, then QUIT, then KILL; a second request skips the waiting."""
        asked_at, patience = self._asked_at or time.monotonic(), max(self._requests, 1)
        for number, until in ((signal.SIGTERM, _QUIT_AFTER), (signal.SIGQUIT, _KILL_AFTER)):
            for child in self._children:
                child.send(number)
            self._wait(self._children, asked_at + until, patience)
        for child in self._children:
            child.kill()
        for child in self._stopped_last:
            child.send(signal.SIGTERM)
        self._wait(self._stopped_last, asked_at + _LAST_KILL_AFTER, patience)
        for child in self._stopped_last:
            child.kill()

    def _wait(self, children: list[Child], deadline: float, patience: int) -> None:
        while time.monotonic() < deadline and self._requests <= patience:
            if not any(child.is_running() for child in children):
                return
            time.sleep(0.02)
