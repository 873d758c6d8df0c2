"""Retention across the apps: what is let go of when, a few rows at a time."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime

from django.conf import settings

from alerts.services.pruning import delete_old_attempts
from commentary.services.keeping import needed_texts
from sources.services import pruning

# Of each kind, in one run of the sweep: what is left is done an hour later.
MOST_STEPS = 25


def prune(now: datetime, *, most_steps: int | None = MOST_STEPS) -> Counter[str]:
    """Let go of what has been kept for long enough; returns how many rows of what.

    `most_steps` of each kind; None: until nothing is left to do.
    """
    done: Counter[str] = Counter()
    for name, step in _steps(now):
        taken = 0
        while (most_steps is None or taken < most_steps) and (rows := step()):
            done[name] += rows
            taken += 1
    return done


def _steps(now: datetime) -> Iterator[tuple[str, Callable[[], int]]]:
    yield from pruning.steps(now, days=settings.TEXT_RETENTION_DAYS, needed=needed_texts())
    yield "tries to send", lambda: delete_old_attempts(now)
