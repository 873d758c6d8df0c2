"""How copies of a report, and copies in other words, are told from reports of one's own.

    make bench-stories

On generated reports (tests/sources/reports.py), the same ones every time. "Found" asks for both
steps: a shared key under which candidates are looked up, and the comparison in full.
"""

import os
import random
import time
from collections.abc import Callable
from statistics import median

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from sources import rewording, similarity
from tests.sources.reports import Report, copies, event, report, spun

EVENTS = 1_000
_SEED = 20261122


def is_copy(one: str, other: str) -> bool:
    keys = [set(similarity.bands(similarity.signature(text))) for text in (one, other)]
    return bool(keys[0] & keys[1]) and similarity.is_same_story(one, other)


def is_rewording(one: str, other: str) -> bool:
    keys = [set(rewording.fact_bands(text)) for text in (one, other)]
    found = rewording.likeness(rewording.outline(one), rewording.outline(other))
    return bool(keys[0] & keys[1]) and found.is_reworded


def pairs() -> dict[str, list[tuple[str, str]]]:
    """Pairs of texts by what the second is to the first."""
    chance = random.Random(_SEED)  # noqa: S311 - repeatable reports, not secrets
    found: dict[str, list[tuple[str, str]]] = {}

    def add(kind: str, one: str, other: str) -> None:
        found.setdefault(kind, []).append((one, other))

    def another(of: Report, *, is_in_order: bool = False) -> str:
        return report(of.event, chance, is_in_order=is_in_order).text

    def whole(of: Report) -> str:
        return report(of.event, chance, facts=14, own=0).text

    for _ in range(EVENTS):
        one = report(event(chance), chance)
        for kind, copy in copies(one, chance).items():
            add(f"copy: {kind}", one.text, copy)
        add("in other words", one.text, spun(one, chance))
        add("own report, own order", one.text, another(one))
        in_order = another(one, is_in_order=True)
        add("own report, usual order", in_order, another(one, is_in_order=True))
        add("own report of all that was handed out", whole(one), whole(one))
        add("another event", one.text, report(event(chance), chance).text)
    return found


def main() -> None:
    generated = pairs()
    for kind, some in generated.items():
        same = sum(is_copy(*pair) for pair in some) / len(some)
        reworded = sum(is_rewording(*pair) for pair in some) / len(some)
        print(f"{kind:40} one story {same:7.2%}   re-worded {reworded:7.2%}   of {len(some)}")  # noqa: T201
    text = generated["in other words"][0][0]
    print(f"signature {_milliseconds(lambda: similarity.signature(text)):.2f} ms")  # noqa: T201
    print(f"keys of facts {_milliseconds(lambda: rewording.fact_bands(text)):.2f} ms")  # noqa: T201


def _milliseconds(work: Callable[[], object]) -> float:
    took = []
    for _ in range(50):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return median(took) * 1_000


if __name__ == "__main__":
    main()
