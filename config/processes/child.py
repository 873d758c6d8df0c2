"""One program under supervision: started, watched, restarted with a back-off, stopped."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from config.processes import launch

# A child that lived this long (seconds) died of something new: it is started again at once.
_LONG_ENOUGH = 10.0
# Waits (seconds) before the first, second ... start of one that keeps dying.
_BACK_OFF = (0.0, 0.5, 1.0, 2.0)


@dataclass(frozen=True)
class Program:
    """What to run: `name` heads its output lines, `given` is written to its standard input.

    One with `is_task` comes to an end by itself and is not started again.
    """

    name: str
    command: list[str]
    given: str = field(default="", repr=False)
    is_task: bool = False


class Child:
    """A running program in a session of its own, so that a Ctrl-C reaches only the supervisor.

    It dies with the thread that calls `start`, so that thread must be the main one.
    """

    def __init__(
        self,
        program: Program,
        *,
        environment: dict[str, str],
        directory: Path,
        say: Callable[[str, str], None],
    ) -> None:
        self.program = program
        self._environment = environment
        self._directory = directory
        self._say = say
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._deaths = 0
        self._is_done = False
        self._start_again_at = 0.0

    @property
    def pid(self) -> int:
        """The process id, or 0 before the first start."""
        return self._process.pid if self._process else 0

    def start(self) -> None:
        launcher = [sys.executable, "-I", "-S", launch.__file__, str(os.getpid())]
        process = subprocess.Popen(  # noqa: S603 - the commands are those of `up`
            [*launcher, *self.program.command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self._directory,
            env=self._environment,
            start_new_session=True,
        )
        self._process, self._started_at = process, time.monotonic()
        self._feed(process)
        threading.Thread(target=self._relay, args=(process,), daemon=True).start()

    def keep_alive(self) -> None:
        """Start the program again when it died, after its back-off."""
        now = time.monotonic()
        if self._process is not None and self._process.poll() is not None:
            self._note_death(self._process, now)
        if self._process is None and now >= self._start_again_at and not self._is_done:
            self.start()

    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def send(self, number: signal.Signals) -> None:
        """Signal the program itself; what it started is its own to stop."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(number)

    def kill(self) -> None:
        """Kill the program and whatever it left behind in its session, and wait for it."""
        if self._process is None:
            return
        _kill_group(self._process.pid)
        self._process.wait()

    def _note_death(self, process: subprocess.Popen[bytes], now: float) -> None:
        _kill_group(process.pid)
        if self.program.is_task:
            self._process, self._is_done = None, True
            if process.returncode:
                reason = _reason(process.returncode)
                self._say(self.program.name, f"broken off ({reason}); the next start goes on")
            return
        self._deaths = 0 if now - self._started_at > _LONG_ENOUGH else self._deaths + 1
        wait = _BACK_OFF[min(max(self._deaths - 1, 0), len(_BACK_OFF) - 1)]
        self._start_again_at = now + wait
        self._process = None
        self._say(self.program.name, f"ended ({_reason(process.returncode)}), starting again")

    def _feed(self, process: subprocess.Popen[bytes]) -> None:
        if process.stdin is None:
            return
        try:
            with process.stdin as pipe:
                pipe.write(self.program.given.encode())
        except BrokenPipeError:
            return  # it died at once; keep_alive sees that

    def _relay(self, process: subprocess.Popen[bytes]) -> None:
        if process.stdout is None:
            return
        with process.stdout as lines:
            for line in lines:
                text = line.decode("utf-8", "replace").rstrip()
                if text:
                    self._say(self.program.name, text)


def _kill_group(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return  # nobody is left; macOS answers "not permitted" for a group of zombies


def _reason(code: int) -> str:
    return f"status {code}" if code >= 0 else signal.Signals(-code).name
