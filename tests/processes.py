"""Real processes for tests: `manage.py up` on a directory, a port and a database of its own.

    stack = Stack(tmp_path)
    stack.start()                       # returns when the site answers
    requests.get(f"{stack.url}/healthz")
    stack.manage("add_feed", "http://127.0.0.1:9/feed")
    os.kill(stack.children()["worker"], signal.SIGKILL)
    stack.close()                       # always; kills what is left and drops the database

With DATABASE_URL of a PostgreSQL server and REDIS_URL in the environment of the tests the stack
gets a new database on that server and a Redis database number of its own (emptied at `start`).
Linux only: processes are found in /proc by the DATA_DIR in their environment.
"""

import contextlib
import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import redis

from tests.migrated import CHECKOUT, Migrated, address_of, is_postgresql, run_sql

START_SECONDS = 40.0
STOP_SECONDS = 5.0
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(holds: Callable[[], bool], seconds: float, what: str) -> None:
    """Look until `holds`; AssertionError naming `what` when it does not within `seconds`."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.05)


class Stack:
    """One `manage.py up` and everything it starts.

    It begins with a copy of `migrated`, or with nothing where that is None. `environment` adds
    variables or changes those set here; `arguments` are those of `up`.
    """

    def __init__(
        self,
        directory: Path,
        migrated: Migrated | None = None,
        *,
        environment: Mapping[str, str] | None = None,
        arguments: tuple[str, ...] = ("--no-sample",),
    ) -> None:
        self.data_dir = directory / "data"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = directory / "up.log"
        self.arguments = arguments
        self._database = ""
        self.environment = self._own_environment(migrated) | dict(environment or {})
        if migrated is not None:
            migrated.copy_file(self.data_dir)
        self.process: subprocess.Popen[bytes] | None = None
        self._beside: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Run `up` and wait for /healthz; AssertionError with its output when that fails."""
        self._empty_redis()
        self.launch()
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            assert self.is_running(), f"up ended early:\n{self.output()}"
            assert time.monotonic() < deadline, f"up does not answer:\n{self.output()}"
            time.sleep(0.05)

    def launch(self, *command: str) -> None:
        """Start `up` (or `command`) without waiting for anything; its output goes to `log`."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command or (*self._manage("up"), "--port", str(self.port), *self.arguments),
                cwd=CHECKOUT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def launch_beside(self, *command: str) -> None:
        """Start one more process in the stack's environment; `close` ends it too."""
        with self.log.open("ab") as log:
            self._beside.append(
                subprocess.Popen(
                    command,
                    cwd=CHECKOUT,
                    env=self.environment,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                )
            )

    def stop(self, number: signal.Signals = signal.SIGTERM) -> float:
        """Ask `up` to stop and wait for it; returns the seconds that took."""
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(timeout=STOP_SECONDS * 3)
        return time.monotonic() - began

    def close(self) -> None:
        """Kill what is left and drop the database; can be called in any state."""
        if self.process is not None and self.process.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.stop()
        for pid in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for process in (self.process, *self._beside):
            if process is not None:
                process.wait(timeout=STOP_SECONDS)
        if self._database:
            run_sql("DROP DATABASE IF EXISTS {} WITH (FORCE)", self._database)

    def manage(self, *arguments: str, seconds: float = 60) -> subprocess.CompletedProcess[str]:
        """Run a management command in the same environment to its end."""
        return subprocess.run(
            self._manage(*arguments),
            cwd=CHECKOUT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def answers(self) -> bool:
        """Whether the site answers at /healthz now."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        with contextlib.closing(connection):
            try:
                connection.request("GET", "/healthz")
                return connection.getresponse().status == http.client.OK
            except (OSError, http.client.HTTPException):
                return False

    def output(self) -> str:
        return self.log.read_text("utf-8", "replace") if self.log.exists() else ""

    def children(self) -> dict[str, int]:
        """Process ids by name of what `up` itself started: web, worker, beat, broker."""
        up = self.process.pid if self.process else 0
        return {
            name: pid
            for pid in self.processes()
            if _parent(pid) == up and (name := _name(_command(pid)))
        }

    def named(self, name: str) -> list[int]:
        """Process ids of every living `name` of this stack, whoever started it."""
        return [pid for pid in self.processes() if _name(_command(pid)) == name]

    def processes(self) -> list[int]:
        """Every living process of this stack, `up` among them.

        Known by DATA_DIR in its environment, or by working there: the broker writes its title
        over its environment.
        """
        mark = f"DATA_DIR={self.data_dir}".encode()
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and int(entry.name) != os.getpid():
                with contextlib.suppress(OSError):
                    marked = mark in (entry / "environ").read_bytes().split(b"\0")
                    if marked or (entry / "cwd").readlink().is_relative_to(self.data_dir):
                        found.append(int(entry.name))
        return [pid for pid in sorted(found) if _is_alive(pid)]

    def broker(self) -> "redis.Redis":
        """A client of the broker this stack uses."""
        kept = self.data_dir / "broker_url"
        return redis.Redis.from_url(
            self.environment.get("REDIS_URL") or kept.read_text().strip(), socket_timeout=5
        )

    def _manage(self, *arguments: str) -> tuple[str, ...]:
        return (sys.executable, "manage.py", *arguments)

    def _own_environment(self, migrated: Migrated | None) -> dict[str, str]:
        own = {name: os.environ[name] for name in _KEPT if name in os.environ}
        own["DATA_DIR"] = str(self.data_dir)
        if is_postgresql():
            self._database = f"stanceline_stack_{secrets.token_hex(6)}"
            template = migrated.name if migrated else "template1"
            run_sql("CREATE DATABASE {} TEMPLATE {}", self._database, template)
            own["DATABASE_URL"] = address_of(self._database)
        if os.environ.get("REDIS_URL"):
            worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
            own["REDIS_URL"] = (
                urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{1 + int(worker)}").geturl()
            )
        return own

    def _empty_redis(self) -> None:
        if "REDIS_URL" in self.environment:
            with self.broker() as client:
                client.flushdb()


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def _name(command: str) -> str:
    for mark, name in (
        ("launch.py", ""),  # not the program yet
        ("gunicorn", "web"),
        (" worker ", "worker"),
        (" beat ", "beat"),
        ("valkey-server", "broker"),
        ("redis-server", "broker"),
    ):
        if mark in command:
            return name
    return ""


def _status(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the command name: state, parent ..."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _parent(pid: int) -> int:
    fields = _status(pid)
    return int(fields[1]) if fields else 0


def _is_alive(pid: int) -> bool:
    fields = _status(pid)
    return bool(fields) and fields[0] not in {"Z", "X"}
