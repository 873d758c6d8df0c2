"""Turns at a host: one request in flight at each, and a gap between two.

All processes share them through the database. A turn is taken and given back with one conditional
UPDATE each, the same on SQLite and PostgreSQL.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.utils import timezone

from common.http.urls import parse_target
from sources.models import HostTurn

# A request in flight mostly ends within this; waiting is cheaper than putting a row back.
_TRIES = 20
_TRY_SECONDS = 0.05
# When somebody's request is in flight we do not know its end, only its deadline.
_ASK_AGAIN = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Turn:
    """The right to send one request to `host` now; give it back when the answer is there."""

    host: str
    token: UUID


@dataclass(frozen=True, slots=True)
class Busy:
    """Not now: ask again at `until` (UTC)."""

    until: datetime


def take_turn(url: str, *, hold: timedelta) -> Turn | Busy:
    """The turn at the host of `url`, held for at most `hold`, or when to ask again.

    Waits for about a second, never longer. Raises BadUrlError for an address that has no host.
    """
    host = host_of(url)
    HostTurn.objects.bulk_create(
        [HostTurn(host=host, free_at=timezone.now())], ignore_conflicts=True
    )
    for _ in range(_TRIES):
        now = timezone.now()
        token = uuid4()
        if HostTurn.objects.filter(host=host, free_at__lte=now).update(
            free_at=now + hold, token=token
        ):
            return Turn(host, token)
        row = HostTurn.objects.get(host=host)
        if row.token is None and row.free_at > now + timedelta(seconds=_TRIES * _TRY_SECONDS):
            return Busy(row.free_at)
        time.sleep(_TRY_SECONDS)
    return _busy(host)


def give_back(turn: Turn) -> None:
    """The request is over: the next one may start after FETCH_HOST_GAP seconds.

    A turn that has run out and passed to somebody else is left to them.
    """
    HostTurn.objects.filter(host=turn.host, token=turn.token).update(
        free_at=timezone.now() + timedelta(seconds=settings.FETCH_HOST_GAP), token=None
    )


def host_of(url: str) -> str:
    """Name and port, as `example.org:443`: what a turn is for."""
    target = parse_target(url)
    return f"{target.host}:{target.port}"


def _busy(host: str) -> Busy:
    row = HostTurn.objects.get(host=host)
    now = timezone.now()
    return Busy(row.free_at if row.token is None else min(row.free_at, now + _ASK_AGAIN))
