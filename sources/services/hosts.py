"""Turns at a host: one request in flight at each, and a gap between two.

Feeds, pages, robots.txt and rechecks share them, and all processes do, through the database. Turns
are taken and given back by conditional UPDATEs, the same on SQLite and PostgreSQL, for one host or
for many; the rows of several hosts are locked in the order of their names, so that two workers
never wait for each other.
"""

import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from sources import addresses
from sources.fetching import Answer
from sources.models import HostTurn
from sources.scheduling import asked_to_wait

# The longest that a host's own words (Retry-After) keep us away.
LONGEST_CLOSED = timedelta(days=7)
# Of a host's budget (one request in each gap) rechecks take at most every fourth.
_RECHECK_GAPS = 4
# A request in flight mostly ends within this; waiting is cheaper than putting a row back.
_TRIES = 20
_TRY_SECONDS = 0.05
# When somebody's request is in flight we do not know its end, only its deadline.
_ASK_AGAIN = timedelta(seconds=2)
_LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Turn:
    """The right to send one request to `host` now; give it back when the answer is there."""

    host: str
    token: UUID
    is_recheck: bool = False


@dataclass(frozen=True, slots=True)
class Busy:
    """Not now: ask again at `until` (UTC). `reason`: why, where the host itself asked for it.

    `is_in_flight`: somebody's request is on its way, and its end is not known.
    """

    until: datetime
    reason: str = ""
    is_in_flight: bool = False


def take_turn(url: str, *, hold: timedelta, is_recheck: bool = False) -> Turn | Busy:
    """The turn at the host of `url`, held for at most `hold`, or when to ask again.

    `is_recheck`: it is for a page that we have, and those get a quarter of what the host gives.
    Waits for about a second, never longer. Raises BadUrlError for an address that has no host.
    """
    host = host_of(url)
    tries = _TRIES
    while True:
        taken = take_turns([host], hold=hold, is_recheck=is_recheck)[host]
        tries -= 1
        if isinstance(taken, Turn) or not tries or not _is_soon(taken):
            return taken
        time.sleep(_TRY_SECONDS)


def take_turns(
    hosts: Collection[str], *, hold: timedelta, is_recheck: bool = False
) -> dict[str, Turn | Busy]:
    """For each of these hosts (as `host_of` names them) its turn, or when to ask again.

    Waits for nobody. The number of statements does not grow with the number of hosts.
    """
    names, token = sorted(set(hosts)), uuid4()
    rows = _rows(names)
    missing = [name for name in names if name not in rows]
    if missing:
        HostTurn.objects.bulk_create(
            [HostTurn(host=name, free_at=timezone.now()) for name in missing],
            ignore_conflicts=True,
        )
    now = timezone.now()
    # Looking first costs a writer nothing where nobody's turn has come.
    free = [row.host for row in rows.values() if _free_at(row, is_recheck=is_recheck) <= now]
    taken = _take([*free, *missing], token, hold=hold, is_recheck=is_recheck)
    others = _rows([name for name in names if name not in taken])
    now = timezone.now()
    turns: dict[str, Turn | Busy] = {name: Turn(name, token, is_recheck) for name in taken}
    return turns | {name: _busy(row, now, is_recheck=is_recheck) for name, row in others.items()}


def give_back(turn: Turn, *, gap: timedelta = timedelta(0)) -> None:
    """The request is over: the next one may start after FETCH_HOST_GAP seconds, or after `gap`
    where the host asks for more (Crawl-delay).

    A turn that has run out and passed to somebody else is left to them.
    """
    now, gap = timezone.now(), max(gap, timedelta(seconds=settings.FETCH_HOST_GAP))
    also = {"recheck_free_at": now + _RECHECK_GAPS * gap} if turn.is_recheck else {}
    HostTurn.objects.filter(host=turn.host, token=turn.token).update(
        free_at=now + gap, token=None, **also
    )


def give_back_all(turns: Iterable[Turn]) -> None:
    """As `give_back` for several requests that are over, none of them rechecks."""
    held = list(turns)
    if not held:
        return
    with transaction.atomic():
        mine = _locked(
            HostTurn.objects.filter(
                host__in=[turn.host for turn in held], token__in={turn.token for turn in held}
            )
        )
        HostTurn.objects.filter(pk__in=[pk for pk, _host in mine]).update(
            free_at=timezone.now() + timedelta(seconds=settings.FETCH_HOST_GAP), token=None
        )


def close_host(url: str, *, until: datetime, reason: str) -> None:
    """Send the host of `url` nothing before `until` (7 days at most), as it asked itself.

    Of two such wishes the later end counts. Raises BadUrlError for an address that has no host.
    """
    host, now = host_of(url), timezone.now()
    until = min(until, now + LONGEST_CLOSED)
    if until <= now:
        return
    HostTurn.objects.bulk_create([HostTurn(host=host, free_at=now)], ignore_conflicts=True)
    HostTurn.objects.filter(_passed("closed_until", until), host=host).update(
        closed_until=until, closed_reason=reason[:_LONGEST_REASON]
    )


def leave_alone(answer: Answer) -> None:
    """Close the host that answered where it asks to wait (Retry-After of a 429 or 503), for feeds,
    pages and robots.txt alike.
    """
    now = timezone.now()
    wait = asked_to_wait(answer.status, answer.retry_after, now)
    if wait is not None:
        reason = _("It answered HTTP %(status)s and asked to be left alone.")
        close_host(answer.url, until=now + wait, reason=reason % {"status": answer.status})


def host_of(url: str) -> str:
    """Name and port, as `example.org:443`: what a turn is for. Raises BadUrlError."""
    return addresses.host_of(url)


def _take(names: list[str], token: UUID, *, hold: timedelta, is_recheck: bool) -> set[str]:
    if not names:
        return set()
    with transaction.atomic():
        now = timezone.now()
        free = HostTurn.objects.filter(
            _passed("closed_until", now), host__in=names, free_at__lte=now
        )
        if is_recheck:
            free = free.filter(_passed("recheck_free_at", now))
        mine = _locked(free)
        # On PostgreSQL the wait for a lock may have been long.
        HostTurn.objects.filter(pk__in=[pk for pk, _host in mine]).update(
            free_at=timezone.now() + hold, token=token
        )
    return {host for _pk, host in mine}


def _locked(turns: QuerySet[HostTurn]) -> list[tuple[int, str]]:
    """(row number, host) of these rows, locked in one order."""
    return list(turns.select_for_update().order_by("host").values_list("pk", "host"))


def _passed(column: str, now: datetime) -> Q:
    return Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__lte": now})


def _rows(names: Collection[str]) -> dict[str, HostTurn]:
    rows = HostTurn.objects.filter(host__in=names) if names else ()
    return {row.host: row for row in rows}


def _free_at(row: HostTurn, *, is_recheck: bool) -> datetime:
    """When the next request may start if everybody keeps to their deadlines."""
    ends = [row.free_at, row.closed_until, row.recheck_free_at if is_recheck else None]
    return max(end for end in ends if end is not None)


def _busy(row: HostTurn, now: datetime, *, is_recheck: bool) -> Busy:
    until = _free_at(row, is_recheck=is_recheck)
    if row.closed_until is not None and row.closed_until > now:
        return Busy(until, row.closed_reason)
    if row.token is not None and until == row.free_at:
        return Busy(min(until, now + _ASK_AGAIN), is_in_flight=True)
    return Busy(until)


def _is_soon(busy: Busy) -> bool:
    patience = timedelta(seconds=_TRIES * _TRY_SECONDS)
    return busy.is_in_flight or busy.until <= timezone.now() + patience
