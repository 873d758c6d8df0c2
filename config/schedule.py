"""What runs when: the beat schedule, the queue of each task, and which tasks a wake-up starts.

A sweep finds its own work in the database, so a lost message costs one period and never a fact.
Its message expires after its own period: a worker that was away for an hour does not find a heap
of identical sweeps. The canaries beside the sweeps carry no work (config.canaries).
"""

from typing import Any

SWEEP_SECONDS = 60
ALERT_SECONDS = 5
# What is let go of by the day goes a little every hour: no long lock, nothing to catch up.
PRUNE_SECONDS = 3600
CANARY_SECONDS = 60
# Longer than its period: a queue that is only busy for a while has not lost its workers.
_CANARY_EXPIRES = 180

QUEUES = ("poll", "read", "deliver")


def _every(seconds: int, task: str) -> dict[str, Any]:
    return {"task": task, "schedule": seconds, "options": {"expires": seconds}}


def _canary(queue: str) -> dict[str, Any]:
    return {
        "task": "config.note_alive",
        "schedule": CANARY_SECONDS,
        "args": [queue],
        "options": {"queue": queue, "expires": _CANARY_EXPIRES},
    }


SWEEPS: dict[str, dict[str, Any]] = {
    entry["task"]: entry
    for entry in (
        _every(SWEEP_SECONDS, "sources.poll_due_feeds"),
        _every(SWEEP_SECONDS, "sources.fetch_due_articles"),
        _every(SWEEP_SECONDS, "commentary.read_due_texts"),
        _every(ALERT_SECONDS, "alerts.number_events"),
        _every(ALERT_SECONDS, "alerts.deliver_due"),
        _every(PRUNE_SECONDS, "config.prune"),
    )
}
CANARIES: dict[str, dict[str, Any]] = {
    f"config.note_alive:{queue}": _canary(queue) for queue in QUEUES
}
BEAT_SCHEDULE: dict[str, dict[str, Any]] = {**SWEEPS, **CANARIES}

# The first pattern that matches wins.
TASK_ROUTES: list[tuple[str, dict[str, str]]] = [
    ("sources.poll*", {"queue": "poll"}),
    ("sources.*", {"queue": "read"}),
    ("commentary.*", {"queue": "read"}),
    ("config.prune", {"queue": "read"}),
    ("alerts.*", {"queue": "deliver"}),
]

# Subject of common.wake.wake() -> the tasks that find the new rows.
WAKES: dict[str, list[str]] = {
    "feeds": ["sources.poll_due_feeds"],
    "articles": ["sources.fetch_due_articles"],
    "texts": ["commentary.read_due_texts"],
    "changes": ["alerts.number_events"],
    "deliveries": ["alerts.deliver_due"],
}
