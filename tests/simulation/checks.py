"""Was everybody asked as politely as they may expect? Judged by the hosts' own logs.

Each function names what was wrong, one sentence for each case; nothing wrong is an empty list.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise

from sources.scheduling import read_retry_after
from tests.simulation.internet import Exchange
from tests.simulation.sites import Source

DAY = timedelta(days=1)
_REDIRECTS = {301, 302, 307, 308}
_PAIRS = (("if-none-match", "ETag"), ("if-modified-since", "Last-Modified"))


def closer_than(log: Iterable[Exchange], gap: timedelta) -> list[str]:
    """Requests to one host that began before the one before had ended, or sooner after than the
    gap.
    """
    return [
        f"{after.request.began:%d %H:%M:%S} {after.request.host}{after.request.path}"
        for line in _by_host(log).values()
        for before, after in pairwise(line)
        if after.request.began - before.ended < gap
    ]


def while_asked_to_wait(log: Iterable[Exchange]) -> list[str]:
    """Requests to a host that had asked to be left alone, whatever was asked for."""
    found = []
    for line in _by_host(log).values():
        closed_until: datetime | None = None
        for one in line:
            if closed_until is not None and one.request.began < closed_until:
                found.append(
                    f"{one.request.began:%d %H:%M:%S} {one.request.host}{one.request.path}"
                )
            if one.reply.status in {429, 503}:
                wait = read_retry_after(one.reply.headers.get("Retry-After", ""), one.ended)
                closed_until = one.ended + (wait or timedelta(0))
    return found


def sooner_than_agreed(log: Iterable[Exchange], sources: Mapping[str, Source]) -> list[str]:
    """Polls of a feed within five minutes of each other, or sooner after an answer than its
    publisher asks for (max-age, ttl), on 200 and on 304. `sources` by path.
    """
    found = []
    for path, line in _by_feed(log, sources).items():
        for before, after in pairwise(line):
            is_answer = before.reply.status in {200, 304}
            floor = sources[path].floor if is_answer else timedelta(minutes=5)
            if after.request.began - before.request.began < floor:
                found.append(f"{after.request.began:%d %H:%M:%S} {path}")
    return found


def not_byte_for_byte(
    log: Iterable[Exchange], sources: Mapping[str, Source], *, liars: Collection[str]
) -> list[str]:
    """Polls that sent other validators than those of the last answer in full.

    Sending none is an audit, of which a day has one at most; a liar may be asked without always.
    """
    found = []
    for path, line in _by_feed(log, sources).items():
        theirs: Mapping[str, str] = {}
        audited_at: datetime | None = None
        for one in line:
            sent = {ours: one.request.headers.get(ours) for ours, _ in _PAIRS}
            expected = {ours: theirs.get(name) for ours, name in _PAIRS}
            began = one.request.began
            if sent != expected:
                is_audit = not any(sent.values()) and (
                    audited_at is None or began - audited_at >= DAY or path in liars
                )
                audited_at = began
                if not is_audit:
                    found.append(f"{began:%d %H:%M:%S} {path}: {sent} instead of {expected}")
            if one.reply.status == 200:
                theirs = one.reply.headers
    return found


def against_robots(log: Iterable[Exchange]) -> list[str]:
    """Pages asked for without a look at robots.txt within the last day (and a bit, for a request
    that was under way), closed ones, and more looks than one a day.
    """
    found = []
    for host, line in _by_host(log).items():
        asked_at: datetime | None = None
        for one in line:
            path, began = one.request.path, one.request.began
            if path == "/robots.txt":
                if asked_at is not None and began - asked_at < DAY and one.reply.status == 200:
                    found.append(f"{began:%d %H:%M:%S} {host}: robots.txt again")
                asked_at = began if one.reply.status == 200 else asked_at
            elif path.startswith("/private/"):
                found.append(f"{began:%d %H:%M:%S} {host}{path}: closed")
            elif path.startswith("/news/") and (asked_at is None or began - asked_at > 1.05 * DAY):
                found.append(f"{began:%d %H:%M:%S} {host}{path}: robots.txt unread")
    return found


def nameless(log: Iterable[Exchange], site_url: str) -> list[str]:
    """Requests that do not say who asks."""
    return [
        one.request.path
        for one in log
        if site_url not in one.request.headers.get("user-agent", "")
    ]


def missing(
    log: Iterable[Exchange],
    sources: Mapping[str, Source],
    stored: Collection[str],
    *,
    ends: Mapping[str, datetime],
) -> list[str]:
    """Headlines that no row has, of what each feed showed from its first answer until `ends`."""
    first = {path: line[0].request.began for path, line in _by_feed(log, sources).items()}
    return [
        title
        for path, source in sources.items()
        for number in range(source.shown(first[path]).start, source.shown(ends[path]).stop)
        if (title := source.title(number)) not in stored
    ]


def _by_host(log: Iterable[Exchange]) -> dict[str, list[Exchange]]:
    lines: dict[str, list[Exchange]] = defaultdict(list)
    for one in log:
        lines[one.request.host].append(one)
    return lines


def _by_feed(log: Iterable[Exchange], sources: Mapping[str, Source]) -> dict[str, list[Exchange]]:
    """What was asked of each feed, without the redirects on the way."""
    lines: dict[str, list[Exchange]] = defaultdict(list)
    for one in log:
        if one.request.path in sources and one.reply.status not in _REDIRECTS:
            lines[one.request.path].append(one)
    return lines
