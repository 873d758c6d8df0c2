"""The other side of `make bench-poll`: the `reader` library, run by an environment of its own.

    python bench/reader_side.py DATABASE < ADDRESSES

Prints one line of JSON: for each of two polls [seconds, CPU seconds, feeds that worked].
"""

import json
import resource
import sys
import time

from reader import make_reader  # type: ignore[import-not-found]  # of the other environment

# Requests at a time; more made it slower.
WORKERS = 8


def main() -> None:
    """Register the feeds, then poll them twice."""
    reader = make_reader(sys.argv[1])
    for line in sys.stdin:
        reader.add_feed(line.strip())
    runs = []
    for _ in range(2):
        began, spent = time.monotonic(), _cpu()
        worked = sum(
            not isinstance(result.value, Exception)
            for result in reader.update_feeds_iter(workers=WORKERS, scheduled=False)
        )
        runs.append([time.monotonic() - began, _cpu() - spent, worked])
    entries = reader.get_entry_counts().total
    sys.stdout.write(json.dumps({"runs": runs, "items": entries}) + "\n")


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
