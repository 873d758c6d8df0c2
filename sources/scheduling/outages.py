"""Telling our own outage from theirs. Pure.

When more than 60 % of at least ten hosts fail within ten minutes, it is our network and no feed is
blamed: failures are not counted, and what failed is asked again ten minutes later.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sources.enums import ErrorKind

WITHIN = timedelta(minutes=10)
FEWEST_HOSTS = 10
SHARE = 0.6
# An answer that only the server itself can give shows that the network works.
_REACHED = frozenset({"", ErrorKind.CLIENT, ErrorKind.GONE, ErrorKind.UNREADABLE})


@dataclass(frozen=True, slots=True)
class HostTry:
    """One request to a host (name and port) that ended at `at`; `error_kind` is "" if it worked.

    `was_failing`: it had failed before that as well, so that another failure tells nothing new.
    """

    host: str
    at: datetime
    error_kind: str = ""
    was_failing: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """Hosts tried and failed within the last ten minutes, each by its latest try.

    `is_ours`: it is our own outage. `since`: the first failure of these ten minutes, from which on
    nobody is blamed; None where there was none.
    """

    hosts_tried: int
    hosts_failed: int
    is_ours: bool
    since: datetime | None


def look_around(
    now: datetime, tries: Iterable[HostTry], *, is_going_on: bool = False
) -> Situation:
    """Is it us? `is_going_on`: an outage has been noted and not ended.

    It begins with ten hosts and ends as soon as most hosts answer, however few were tried; while
    nothing was tried it goes on.
    """
    latest: dict[str, HostTry] = {}
    for one in sorted(tries, key=lambda one: one.at):
        if now - WITHIN <= one.at <= now and not (one.was_failing and _has_failed(one)):
            latest[one.host] = one
    failed = [one for one in latest.values() if _has_failed(one)]
    is_most = len(failed) > SHARE * len(latest)
    is_ours = is_most and len(latest) >= FEWEST_HOSTS
    if is_going_on:
        is_ours = is_most or not latest
    since = min((one.at for one in failed), default=None)
    return Situation(len(latest), len(failed), is_ours, since)


def _has_failed(one: HostTry) -> bool:
    return one.error_kind not in _REACHED
