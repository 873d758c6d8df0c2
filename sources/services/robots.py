"""What hosts ask of robots (RFC 9309), obeyed by every visit to a page.

    robots.txt answers       then
    ------------------       ----
    2xx                      its rules hold, for a day
    3xx that do not end, 4xx everything may be read, for a day (2.3.1.3)
    429, 5xx, nothing        nothing may be read: the pages wait, and it is asked again after
                             15 minutes, and then after as long as it has been silent, up to 6
                             hours (2.3.1.4); after 30 days of silence everything may be read

One row per host, shared by all workers; asking takes the host's turn like any other request. It
holds for feeds' links and for addresses that staff gave alike: we come unasked and come again,
and staff who have the page can give it as a file. It does not hold for feeds: staff registered
each of them, and a feed is published for programs to read.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from common.http.errors import (
    BadUrlError,
    FetchError,
    RefusedAddressError,
    TooManyRedirectsError,
)
from common.http.urls import parse_target
from common.isolation import IsolatedError, run_isolated
from sources.enums import Obstacle
from sources.fetching import LONGEST_REQUEST, fetch_robots
from sources.models import Article, RobotsFile
from sources.parsing.robots import Verdict, judge_address, read_body
from sources.scheduling import read_retry_after
from sources.services import hosts

logger = logging.getLogger(__name__)

KEPT = timedelta(days=1)
FIRST_SILENCE, LONGEST_SILENCE = timedelta(minutes=15), timedelta(hours=6)
SILENCE_ENDS = timedelta(days=30)
# A page a minute is slow enough for anybody; what asks for more would stop us altogether.
LONGEST_DELAY = timedelta(seconds=60)
_PARSE_SECONDS = 5
_PARSE_MEGABYTES = 300


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether an address may be read, for how long that holds, and the gap its host asks for."""

    is_given: bool
    until: datetime
    gap: timedelta = timedelta(0)


def may_read(url: str, *, is_registered: bool = False) -> bool | hosts.Busy:
    """Whether the robots.txt of its host lets us read `url`; Busy: that is not known yet.

    `is_registered` as on Article. May send one request to the host. Raises BadUrlError.
    """
    permission = permission_for(url, is_registered=is_registered)
    return permission.is_given if isinstance(permission, Permission) else permission


def permission_for(url: str, *, is_registered: bool = False) -> Permission | hosts.Busy:
    """`may_read` with what else the file says."""
    host = hosts.host_of(url)
    file = _fresh(host)
    if file is None:
        asked = _ask(url, is_registered=is_registered)
        if isinstance(asked, hosts.Busy):
            return asked
        file = asked
    if file.status is None and file.expires_at - file.fetched_at < SILENCE_ENDS:
        return hosts.Busy(file.expires_at, _("Its robots.txt was not to be had."))
    if not file.body or not 200 <= (file.status or 0) < 300:
        return Permission(is_given=True, until=file.expires_at)
    verdict = _judge(file, url)
    gap = min(timedelta(seconds=min(verdict.delay, 86_400)), LONGEST_DELAY)
    return Permission(verdict.may_read, file.expires_at, gap)


def forbidden_at(url: str) -> QuerySet[Article]:
    """The articles of the host of `url` that its robots.txt keeps us from."""
    target = parse_target(url)
    origin = f"{target.scheme}://{target.authority}/"
    return Article.objects.filter(obstacle=Obstacle.ROBOTS, url__startswith=origin)


def _fresh(host: str) -> RobotsFile | None:
    return RobotsFile.objects.filter(host=host, expires_at__gt=timezone.now()).first()


def _ask(url: str, *, is_registered: bool) -> RobotsFile | hosts.Busy:
    turn = hosts.take_turn(url, hold=LONGEST_REQUEST)
    if isinstance(turn, hosts.Busy):
        return turn
    try:
        file = _fresh(turn.host)  # somebody else may have asked while we waited
        return file or _heard(turn.host, url, is_registered=is_registered)
    except (BadUrlError, RefusedAddressError):
        # Nothing was asked, and the page itself will be refused as well. Not for the others to
        # know: for an address that staff gave the host may be open.
        now = timezone.now()
        return RobotsFile(host=turn.host, status=404, fetched_at=now, expires_at=now)
    finally:
        hosts.give_back(turn)


def _heard(host: str, url: str, *, is_registered: bool) -> RobotsFile:
    """Ask, and note the answer; articles that it lets go are owed their visit again."""
    status, body, wait = _answer(url, is_registered=is_registered)
    now = timezone.now()
    before = RobotsFile.objects.filter(host=host).first()
    if status is None:
        since = before.fetched_at if before is not None and before.status is None else now
        wait = max(wait, min(max(now - since, FIRST_SILENCE), LONGEST_SILENCE))
        facts = {"fetched_at": since, "expires_at": now + wait}
    else:
        facts = {"fetched_at": now, "expires_at": now + KEPT}
    file, _is_new = RobotsFile.objects.update_or_create(
        host=host, defaults={"status": status, "body": body, **facts}
    )
    if before is not None and (before.status, before.body) != (status, body):
        _release(url, now)
    return file


def _answer(url: str, *, is_registered: bool) -> tuple[int | None, str, timedelta]:
    """(status, None for no answer that counts; text; how long it wants to be left alone)"""
    target = parse_target(url)
    address = f"{target.scheme}://{target.authority}/robots.txt"
    try:
        answer = fetch_robots(address, is_registered=is_registered)
        hosts.leave_alone(answer)
    except (BadUrlError, RefusedAddressError):
        raise
    except TooManyRedirectsError:
        return 302, "", timedelta(0)
    except FetchError:
        return None, "", timedelta(0)
    if answer.status >= 500 or answer.status == 429:
        asked = read_retry_after(answer.retry_after, timezone.now())
        return None, "", asked or timedelta(0)
    body = read_body(answer.body) if 200 <= answer.status < 300 else ""
    return answer.status, body, timedelta(0)


def _release(url: str, now: datetime) -> None:
    """The file changed its mind, perhaps: the pages that it closed to us are asked about anew."""
    forbidden_at(url).filter(lease_token=None).update(due_at=now, attempts=0, updated_at=now)


def _judge(file: RobotsFile, url: str) -> Verdict:
    try:
        return run_isolated(
            judge_address, file.body, url, seconds=_PARSE_SECONDS, megabytes=_PARSE_MEGABYTES
        )
    except IsolatedError:
        # A file that cannot be read within its limits says nothing that lets us in.
        logger.warning("robots.txt not read", extra={"robots_file": file.pk})
        return Verdict(may_read=False, delay=0.0)
