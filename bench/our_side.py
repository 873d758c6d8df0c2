"""Our side of `make bench-poll`.

    python -m bench.our_side DIRECTORY < ADDRESSES

Prints one line of JSON: for each of two polls [seconds, CPU seconds, feeds that worked]. Imports
little: each parser that is spawned imports the main module again.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path


def main() -> None:
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
    for _ in range(2):
        Feed.objects.update(due_at=timezone.now())
        began, spent = time.monotonic(), _cpu()
        reports = list(poll_due_feeds(seconds=600))
        seconds = time.monotonic() - began
        worked = sum(report.outcome != FetchOutcome.FAILED for report in reports)
        runs.append([seconds, _cpu() - spent, worked])
    sys.stdout.write(json.dumps({"runs": runs}) + "\n")


def _cpu() -> float:
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
