"""Signs of life: beat sends a canary into each queue, a worker of that queue notes that it came.

One canary shows the whole way at once (beat, broker, a worker that takes from this queue). The
note is a cache key that expires, not a row: nothing is owed, losing it costs a minute, and the
broker's own clock decides when it is stale. Each queue has its own, because workers are started
by queue and polling that has stopped must not hide behind deliveries that go on.
"""

import time

from django.core.cache import cache

from config import schedule

STALE_SECONDS = 180


def note(queue: str) -> None:
    """A worker of `queue` is alive, and so is beat. Raises what the cache raises."""
    cache.set(_key(queue), time.time(), timeout=STALE_SECONDS)


def silent_queues() -> list[str]:
    """The queues without a sign within STALE_SECONDS, as `schedule.QUEUES` orders them.

    Raises what the cache raises.
    """
    came = last_signs()
    return [queue for queue in schedule.QUEUES if queue not in came]


def last_signs() -> dict[str, float]:
    """When the last canary of each queue came (seconds since 1970, by the worker's clock), of the
    queues that have one. Raises what the cache raises.
    """
    found = cache.get_many([_key(queue) for queue in schedule.QUEUES])
    return {queue: found[_key(queue)] for queue in schedule.QUEUES if _key(queue) in found}


def _key(queue: str) -> str:
    return f"canary:{queue}"
