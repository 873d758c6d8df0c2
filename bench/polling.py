"""Feeds per second and CPU per feed, beside the `reader` library.

    make bench-poll

The same 500 feeds of 20 items on loopback for both, each feed a host of its own, SQLite both, all
cores allowed to both: first all are new, then all are answered by "not modified". Ours keeps its
whole book (turns at hosts, leases, schedule, gaps, log of polls); FETCH_HOST_GAP is 0. The library
goes into an environment of its own, made for the run and deleted after it.

Rounds alternate between the two. The figures of a busy machine measure the others.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
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
    if sys.argv[1:]:
        measure_ours()
        return
    with tempfile.TemporaryDirectory() as directory, serving() as urls:
        python = other_environment(Path(directory))
        rounds: dict[str, list[list[list[float]]]] = {"ours": [], "reader": []}
        for number in range(ROUNDS):
            place = Path(directory) / f"round-{number}"
            place.mkdir()
            # -P: beside the script stands a `reader` of our own.
            command = [python, "-P", HERE / "reader_side.py", place / "r.db"]
            rounds["reader"].append(run(command, urls))
            rounds["ours"].append(run([sys.executable, "-m", "bench.polling", place], urls))
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


def measure_ours() -> None:
    """Poll the feeds named on standard input twice, in a database of their own."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATA_DIR": sys.argv[1],
        "SECRET_KEY": "measures-loopback-feeds-and-signs-nothing-0123456789",
        "FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
        "FETCH_HOST_GAP": "0",
        "LOG_LEVEL": "ERROR",
    }
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    import django  # noqa: PLC0415 -- the environment comes first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from sources.enums import FetchOutcome  # noqa: PLC0415
    from sources.models import Feed  # noqa: PLC0415
    from sources.services.feeds import add_feed  # noqa: PLC0415
    from sources.services.polling.drain import poll_due_feeds  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    for line in sys.stdin:
        add_feed(url=line.strip())
    runs = []
    for _ in POLLS:
        Feed.objects.update(due_at=timezone.now())
        began, spent = time.monotonic(), cpu()
        reports = list(poll_due_feeds(seconds=600))
        seconds = time.monotonic() - began
        worked = sum(report.outcome != FetchOutcome.FAILED for report in reports)
        runs.append([seconds, cpu() - spent, worked])
    sys.stdout.write(json.dumps({"runs": runs}) + "\n")


def cpu() -> float:
    """CPU seconds of this process and its children, the living ones included (Linux)."""
    spent = 0.0
    for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        used = resource.getrusage(whose)
        spent += used.ru_utime + used.ru_stime
    ticks = os.sysconf("SC_CLK_TCK")
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended
        if int(fields[1]) == os.getpid():
            spent += (int(fields[11]) + int(fields[12])) / ticks
    return spent


if __name__ == "__main__":
    main()
