"""A Celery worker in a process of its own, killed with -9 before a named call.

    worker = LoneWorker(tmp_path)
    at = Point("sources.services.polling.drain.record", call=2)
    assert worker.run("sources.poll_due_feeds", dies=at) == -signal.SIGKILL

It works on the database of the test that starts it, and its broker is in its own memory: one
message waits there when it begins. The product knows nothing of this; the function is replaced in
that process only.
"""

import importlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[2]
SECONDS = 120.0  # on a machine that is busy with other tests


@dataclass(frozen=True, slots=True)
class Point:
    """Before the call number `call` of the function or method at a dotted name; 0: never."""

    name: str = ""
    call: int = 0


class LoneWorker:
    """One worker for one message; `directory` is for what it leaves behind."""

    def __init__(self, directory: Path, *, host_gap: float = 0.0) -> None:
        self._directory, self._host_gap = directory, host_gap
        self.process: subprocess.Popen[str] | None = None

    def kill(self) -> None:
        """From another thread, while it works."""
        assert self.process is not None
        self.process.kill()

    def run(self, task: str, *arguments: int, dies: Point | None = None) -> int:
        """Its exit status: minus SIGKILL where it came to the point, 0 where the task was done."""
        dies = dies or Point()
        work = {
            "task": task,
            "arguments": arguments,
            "name": dies.name,
            "call": dies.call,
            "host_gap": self._host_gap,
        }
        self.process = subprocess.Popen(
            (sys.executable, "-m", __name__, json.dumps(work)),
            cwd=CHECKOUT,
            env=os.environ
            | {"DATABASE_URL": _database_url(), "TMPDIR": str(self._directory)}
            | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            said, _ = self.process.communicate(timeout=SECONDS)
        finally:
            self.process.kill()
        print(said)  # noqa: T201 - pytest shows it when the test went wrong
        return self.process.returncode


def _database_url() -> str:
    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    from tests.migrated import address_of

    return address_of(name)


def _main(work: dict[str, Any]) -> None:
    """In the process of the worker."""
    import django

    django.setup()
    from celery.signals import task_postrun
    from django.conf import settings

    from config.celery import app

    settings.FETCH_ALLOWED_NETWORKS = (ip_network("127.0.0.0/8"),)
    settings.FETCH_HOST_GAP = work["host_gap"]
    if work["name"]:
        _die_before(work["name"], work["call"])
    task_postrun.connect(lambda **_: os._exit(0), weak=False)
    app.send_task(work["task"], work["arguments"], queue="lone")
    flags = ("--pool=threads", "--concurrency=2", "--queues=lone")
    alone = ("--without-gossip", "--without-mingle", "--without-heartbeat")
    app.worker_main(["--quiet", "worker", *flags, *alone])


def _die_before(name: str, call: int) -> None:
    owner, attribute = _owner(name)
    wrapped: Callable[..., object] = getattr(owner, attribute)
    calls, lock = 0, threading.Lock()

    def dying(*args: object, **kwargs: object) -> object:
        nonlocal calls
        with lock:
            calls += 1
            if calls == call:
                os.kill(os.getpid(), signal.SIGKILL)
        return wrapped(*args, **kwargs)

    setattr(owner, attribute, dying)


def _owner(name: str) -> tuple[Any, str]:
    """The module or class that has the last part of a dotted name, and that part."""
    path, _, attribute = name.rpartition(".")
    try:
        return importlib.import_module(path), attribute
    except ModuleNotFoundError:
        module, _, kind = path.rpartition(".")
        return getattr(importlib.import_module(module), kind), attribute


if __name__ == "__main__":
    _main(json.loads(sys.argv[1]))
