"""Feeds per second and CPU per feed, beside the `reader` library.

    make bench-poll

The same 500 feeds of 20 items on loopback for both, each feed a host of its own, SQLite both, all
cores allowed to both: first all are new, then all are answered by "not modified". Ours keeps its
whole book (turns at hosts, leases, schedule, gaps, log of polls); FETCH_HOST_GAP is 0. The library
goes into an environment of its own, made for the run and deleted after it.

Rounds alternate between the two. The figures of a busy machine measure the others.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.feed_server import FEEDS, address

ROUNDS = 3
READER = ["reader==3.26", "sgmllib3k==1.0.0"]
HERE = Path(__file__).resolve().parent
POLLS = ("new", "not modified")


def main() -> None:
    """Measure both in turn and print each round, the medians and what they are to each other."""
    with tempfile.TemporaryDirectory() as directory, serving() as urls:
        python = other_environment(Path(directory))
        rounds: dict[str, list[list[list[float]]]] = {"ours": [], "reader": []}
        for number in range(ROUNDS):
            place = Path(directory) / f"round-{number}"
            place.mkdir()
            # -P: beside the script stands a `reader` of our own.
            command = [python, "-P", HERE / "reader_side.py", place / "r.db"]
            rounds["reader"].append(run(command, urls))
            rounds["ours"].append(run([sys.executable, "-m", "bench.our_side", place], urls))
            for side, runs in rounds.items():
                say(f"round {number + 1}, {side}", runs[-1])
    middle = {side: medians(runs) for side, runs in rounds.items()}
    for side, figures in middle.items():
        say(f"median, {side}", figures)
    for poll, ours, theirs in zip(POLLS, middle["ours"], middle["reader"], strict=True):
        sys.stdout.write(
            f"{poll}: {theirs[0] / ours[0]:.2f} times as many feeds/s as reader, "
            f"{theirs[1] / ours[1]:.2f} times as many for a second of CPU\n"
        )


@contextmanager
def serving() -> Iterator[list[str]]:
    """The addresses of the feeds, served by a process of its own."""
    with subprocess.Popen(
        [sys.executable, "-m", "bench.feed_server"], stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None  # noqa: S101 -- a pipe was asked for
        port = int(server.stdout.readline())
        try:
            yield [address(number, port) for number in range(FEEDS)]
        finally:
            server.kill()


def other_environment(directory: Path) -> Path:
    """Python with the library installed."""
    venv.create(directory / "reader", with_pip=True)
    python = directory / "reader" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", *READER], check=True)  # noqa: S603
    return python


def run(command: list[Any], urls: list[str]) -> list[list[float]]:
    """[seconds, CPU seconds] of each poll; all feeds must have worked."""
    told = subprocess.run(  # noqa: S603 -- our own programs
        list(map(str, command)),
        input="\n".join(urls),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    figures = json.loads(told.stdout.splitlines()[-1])
    if [worked for _, _, worked in figures["runs"]] != [FEEDS, FEEDS]:
        raise SystemExit(f"Not all feeds were polled: {figures}")
    return [[seconds, spent] for seconds, spent, _ in figures["runs"]]


def medians(runs: list[list[list[float]]]) -> list[list[float]]:
    return [
        [statistics.median(one[poll][figure] for one in runs) for figure in range(2)]
        for poll in range(len(POLLS))
    ]


def say(name: str, runs: list[list[float]]) -> None:
    told = ", ".join(
        f"{poll} {FEEDS / seconds:.0f} feeds/s, {1000 * spent / FEEDS:.1f} ms CPU per feed"
        for poll, (seconds, spent) in zip(POLLS, runs, strict=True)
    )
    sys.stdout.write(f"{name}: {told}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
