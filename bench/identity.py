"""How many articles were taken for another, and how many were met again in another dress, over
invented histories of feeds.

    make bench-identity

Prints the figures for each habit of feeds (tests/sources/histories.py) and for all. Works in a
database of its own, which goes afterwards.
"""

import os
import random
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

HISTORIES = 1_000
FIRST = 10_000  # the tests take the numbers from 0


def main() -> None:
    """Measure and print; exits with 1 where two articles were taken for one or too few met."""
    with tempfile.TemporaryDirectory() as directory:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(directory) / 'identity.sqlite3'}"
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        import django  # noqa: PLC0415 - after its settings are known

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        sys.exit(_measure())


def _measure() -> int:
    from django.db import transaction  # noqa: PLC0415 - after setup

    from tests.factories import FeedFactory, OutletFactory  # noqa: PLC0415
    from tests.sources.histories import GUIDS, LINKS, TIMES  # noqa: PLC0415
    from tests.sources.measuring_identity import Score, measure  # noqa: PLC0415

    scores: dict[str, Score] = defaultdict(Score)
    for seed in range(FIRST, FIRST + HISTORIES):
        draw = random.Random(seed)  # noqa: S311 - the first draws of the history itself
        habits = [
            f"{what}: {draw.choice(choices)}"
            for what, choices in (("identifier", GUIDS), ("address", LINKS), ("time", TIMES))
        ]
        one = Score()
        with transaction.atomic():
            outlet = OutletFactory.create()
            measure(seed, [FeedFactory.create(outlet=outlet) for _ in range(2)], one)
            transaction.set_rollback(True)  # all are at one site: the next begins anew
        for habit in (*habits, "all"):
            scores[habit].add(one)
    for habit, score in sorted(scores.items()):
        sys.stdout.write(f"{habit:30} {score}\n")
    return int(scores["all"].wrong > 0 or scores["all"].share < 0.95)


if __name__ == "__main__":
    main()
