"""What linking one document's persons costs, by how many names are tracked.

    make bench-linking

Prints milliseconds per document of 40 persons for 1,000, 10,000 and 100,000 tracked names. Works
in a database of its own, which goes afterwards.
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROSTERS = (1_000, 10_000, 100_000)
PERSONS = 40
ROUNDS = 200
#: A roster a hundred times as large may cost this much more and still count as the same.
NO_MORE_THAN = 3.0


def main() -> None:
    """Measure and print; exits with 1 where the largest roster costs more than it should."""
    with tempfile.TemporaryDirectory() as directory:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(directory) / 'linking.sqlite3'}"
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        import django  # noqa: PLC0415 - after its settings are known

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        costs = [_cost(number) for number in ROSTERS]
        for number, cost in zip(ROSTERS, costs, strict=True):
            sys.stdout.write(f"{number:>7} names tracked: {1000 * cost:.2f} ms per document\n")
        sys.exit(costs[-1] > NO_MORE_THAN * costs[0])


def _cost(number: int) -> float:
    """Seconds that linking takes with so many names tracked."""
    from commentary.models import ExpertName  # noqa: PLC0415 - after setup
    from commentary.services.linking import link_persons  # noqa: PLC0415

    _track(number)
    step = max(1, number // PERSONS)
    persons = [name_of(at) for at in range(0, number, step)][: PERSONS // 2]
    persons += [f"Nobody {'e' * at}kdahl" for at in range(PERSONS // 2)]
    assert ExpertName.objects.count() == number  # noqa: S101 - a bench checks what it measures
    assert len(link_persons(persons).experts) == PERSONS // 2  # noqa: S101 - the same
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        link_persons(persons)
        times.append(time.perf_counter() - begun)
    return median(times)


def name_of(number: int) -> str:
    """An invented name that nobody else of the roster bears."""
    letters = ""
    while number or not letters:
        number, rest = divmod(number, 20)
        letters += "abdefghijklmnoprstuv"[rest]
    return f"Marit S{letters}olvang"


def _track(number: int) -> None:
    from commentary.linking import name_key  # noqa: PLC0415 - after setup
    from commentary.models import Expert, ExpertName  # noqa: PLC0415

    there = Expert.objects.count()
    experts = Expert.objects.bulk_create(
        [
            Expert(slug=f"e{at}", name=name_of(at), public_basis="invented")
            for at in range(there, number)
        ],
        batch_size=1000,
    )
    ExpertName.objects.bulk_create(
        [ExpertName(expert=one, name=one.name, key=name_key(one.name)) for one in experts],
        batch_size=1000,
    )


if __name__ == "__main__":
    main()
