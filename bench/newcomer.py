"""Seconds from a fresh clone to the first page that shows a timeline, and to the whole sample.

    make bench-newcomer

Clones this checkout (what is committed) into a temporary directory and runs `make run` there with
HOME and PATH alone, as somebody does who has just found the project; then stops it. pip's cache
is that of HOME: run it twice to measure with a warm one.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import requests

from config.sample import ferries
from tests.migrated import CHECKOUT
from tests.processes import free_port

# The last thing that the sample decides, and the page that then names who said it.
_LAST = ferries.DECISIONS[-1]
_LAST_PAGE = f"/propositions/{_LAST.stands[0].proposition}/"
PATIENCE = 600.0  # seconds
_STOP = 10.0


def main() -> None:
    """Clone, run, look, stop; prints the seconds of each."""
    with tempfile.TemporaryDirectory() as directory:
        clone = Path(directory) / "stanceline"
        # Without hard links, as over the network.
        subprocess.run(  # noqa: S603 - a command of our own
            ["git", "clone", "--quiet", "--no-local", CHECKOUT, clone],  # noqa: S607 - as people do
            check=True,
        )
        measure(clone)


def measure(clone: Path) -> None:
    port = free_port()
    began = time.monotonic()
    server = subprocess.Popen(  # noqa: S603 - a command of our own
        ["make", "run", f"PORT={port}"],  # noqa: S607 - as people do
        cwd=clone,
        env={name: os.environ[name] for name in ("HOME", "PATH")} | {"PORT": str(port)},
        start_new_session=True,
    )
    try:
        for what, there in (
            ("first page", lambda: bool(page(port, "/"))),
            ("first timeline", lambda: bool(timelines(port))),
            ("whole sample", lambda: _LAST.expert in page(port, _LAST_PAGE)),
        ):
            say(what, waited(there, server) - began)
    finally:
        stopping = time.monotonic()
        os.killpg(server.pid, signal.SIGINT)
        try:
            server.wait(timeout=_STOP)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
    say("stop", time.monotonic() - stopping)


def waited(there: Callable[[], bool], server: "subprocess.Popen[bytes]") -> float:
    deadline = time.monotonic() + PATIENCE
    while not there():
        if server.poll() is not None or time.monotonic() > deadline:
            raise SystemExit("It did not come up.")
        time.sleep(0.1)
    return time.monotonic()


def timelines(port: int) -> list[str]:
    """The people linked on the first page whose page shows a position."""
    people = re.findall(r'href="(/experts/[^"/]+/)"', page(port, "/experts/"))
    return [one for one in people[:1] if "/positions/" in page(port, one)]


def page(port: int, path: str) -> str:
    """The page's source; empty while there is none."""
    try:
        answer = requests.get(f"http://127.0.0.1:{port}{path}", timeout=5)
    except requests.RequestException:
        return ""
    return answer.text if answer.ok else ""


def say(what: str, seconds: float) -> None:
    sys.stdout.write(f"{what}: {seconds:.1f} s\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
