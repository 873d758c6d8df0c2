"""Seconds from `manage.py up` on an empty directory to the first page, sample loaded, and to a
stop.

    make bench-start

Prints each run and the medians. Nothing else should be running: on a busy machine this measures
the others.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

import requests

from tests.processes import Stack

RUNS = 3


def run_once(directory: Path) -> tuple[float, float, float]:
    """Seconds to the first page on a new directory, on the same again, and to stop."""
    stack = Stack(directory, arguments=())
    try:
        first = started(stack)
        stack.stop()
        again = started(stack)
        stopping = stack.stop()
    finally:
        stack.close()
    return first, again, stopping


def started(stack: Stack) -> float:
    began = time.monotonic()
    stack.start()
    requests.get(f"{stack.url}/", timeout=10).raise_for_status()
    return time.monotonic() - began


def main() -> None:
    runs = []
    for number in range(1, RUNS + 1):
        with tempfile.TemporaryDirectory() as directory:
            runs.append(run_once(Path(directory)))
        say(f"run {number}", runs[-1])
    say("median", tuple(statistics.median(column) for column in zip(*runs, strict=True)))


def say(name: str, figures: tuple[float, ...]) -> None:
    words = ("first start", "next start", "stop")
    told = ", ".join(f"{word} {figure:.1f} s" for word, figure in zip(words, figures, strict=True))
    sys.stdout.write(f"{name}: {told}\n")


if __name__ == "__main__":
    main()
