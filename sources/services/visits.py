"""What happens at a visit outside any transaction: robots.txt, turns, requests, reading."""

import hashlib
import time
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from common.http.errors import (
    BadResponseError,
    FetchError,
    TimedOutError,
    UnreachableError,
)
from common.isolation import IsolatedError
from sources.enums import Obstacle
from sources.exceptions import QuarantinedError
from sources.fetching import LONGEST_REQUEST, Answer, check_hops, fetch_page
from sources.models import Article
from sources.parsing.documents import ParsedPage
from sources.parsing.pages import parse_page
from sources.parsing.pagination import MOST_PAGES
from sources.parsing.parts import join_parts
from sources.services import hosts, robots
from sources.services.quarantine import read_safely
from sources.services.responses import Response, keep_response, kept_responses

PARSE_SECONDS = 5
PARSE_MEGABYTES = 300
# Of one visit with the gaps between redirects at one host; past it, it is put back.
_PATIENCE = 60.0
_LEAST_PAUSE = 0.05
_TEMPORARY = (UnreachableError, TimedOutError, BadResponseError)
_TEMPORARY_STATUS = frozenset({408, 425, 429})
_ABSENT_STATUS = frozenset({404, 410})
_LOGIN_STATUS = frozenset({401, 402, 403, 407, 451})


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a visit came to nothing. `ask_again_at`: when to look whether it is still so, though no
    further try is owed; `is_absence`: the page is not there (404, 410).
    """

    reason: str
    is_temporary: bool
    retry_after: str = ""
    obstacle: str = ""
    ask_again_at: datetime | None = None
    is_absence: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page says; of an article on several pages, all of them as one.

    `responses`: as they came, part by part. `unread`: why a part is missing, "" if none is.
    """

    page: ParsedPage
    responses: tuple[Response, ...]
    unread: str = ""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The page is as it was at the last look: the server says so, or its bytes do."""

    response: Response | None = None


Visit = Seen | Unchanged | Failure | hosts.Busy


def visit(article: Article, token: UUID, *, is_recheck: bool, is_last_try: bool) -> Visit:
    """Ask for the page, unless its host or its robots.txt say no, and read it.

    `is_recheck`: its text is stored. A part of an article that could not be read ends the visit,
    to be gone on with where it stopped; with `is_last_try` the parts before it are what was seen.
    """
    kept = kept_responses(article)
    first = _first_response(article, kept, is_recheck=is_recheck)
    if not isinstance(first, Response):
        return first
    page = _read(first, first_url=first.url, number=1)
    if not isinstance(page, ParsedPage):
        return page
    if not page.is_article or not page.next_url:
        return Seen(page, (first,))
    return _with_other_parts(article, token, first, page, kept, is_last_try=is_last_try)


def _first_response(
    article: Article, kept: dict[int, Response], *, is_recheck: bool
) -> Response | Unchanged | Failure | hosts.Busy:
    if 1 in kept:
        return kept[1]  # of a visit that was put back between two parts
    may_skip = is_recheck and not article.pending_sha256 and not _has_parts(article)
    answer = _ask(
        article.url,
        article,
        is_recheck=is_recheck,
        etag=article.etag if may_skip else "",
        last_modified=article.last_modified if may_skip else "",
    )
    if not isinstance(answer, Answer):
        return answer
    if answer.status == 304 and may_skip:
        return Unchanged()
    if answer.status != 200:
        return _refused(answer)
    response = _response(answer, 1)
    if may_skip and response.sha256 == article.body_sha256:
        return Unchanged(response)
    return response


def _with_other_parts(
    article: Article,
    token: UUID,
    first: Response,
    page: ParsedPage,
    kept: dict[int, Response],
    *,
    is_last_try: bool,
) -> Visit:
    responses, parts = [first], [page]
    keep_response(article, token, first)
    while parts[-1].next_url and len(parts) < MOST_PAGES:
        number = len(parts) + 1
        found = kept.get(number) or _part(article, token, parts[-1].next_url, number)
        if not isinstance(found, Response):
            part: ParsedPage | Failure | hosts.Busy = found
        else:
            responses.append(found)
            part = _read(found, first_url=first.url, number=number)
        if isinstance(part, ParsedPage) and part.is_article:
            parts.append(part)
            continue
        if isinstance(part, hosts.Busy):
            return part
        if isinstance(part, Failure) and part.is_temporary and not is_last_try:
            return part
        return Seen(join_parts(parts), tuple(responses), _unread(number, part.reason))
    return Seen(join_parts(parts), tuple(responses))


def _part(article: Article, token: UUID, url: str, number: int) -> Response | Failure | hosts.Busy:
    answer = _ask(url, article, is_recheck=False)
    if not isinstance(answer, Answer):
        return answer
    if answer.status != 200:
        return _refused(answer)
    response = _response(answer, number)
    keep_response(article, token, response)
    return response


def _ask(
    url: str, article: Article, *, is_recheck: bool, etag: str = "", last_modified: str = ""
) -> Answer | Failure | hosts.Busy:
    """One polite request, and one for each redirect: its robots.txt is asked and its host's turn
    taken like any other's, so that a redirect leads around neither.
    """
    request = partial(
        _request, article=article, is_recheck=is_recheck, etag=etag, last_modified=last_modified
    )
    asked, spent = [url], 0.0
    is_registered, patience = article.is_registered, _PATIENCE
    try:
        while True:
            began = time.monotonic()
            answer = request(asked[-1], is_registered=is_registered, spent=spent)
            spent += time.monotonic() - began
            if isinstance(answer, Answer) and answer.location:
                check_hops(asked, answer.location)
                asked.append(answer.location)
                is_registered = answer.is_exempt
            elif len(asked) > 1 and 0 < (pause := _pause(answer)) <= patience:
                # For the turn at the next host, or at the same one after its gap.
                patience -= pause
                time.sleep(pause)
            else:
                return answer
    except FetchError as error:
        return Failure(str(error), is_temporary=isinstance(error, _TEMPORARY))


def _pause(answer: object) -> float:
    """Seconds until a busy host may be asked again; 0 for every other answer."""
    if not isinstance(answer, hosts.Busy):
        return 0.0
    return max(_LEAST_PAUSE, (answer.until - timezone.now()).total_seconds())


def _request(
    url: str,
    *,
    article: Article,
    is_registered: bool,
    is_recheck: bool,
    etag: str,
    last_modified: str,
    spent: float,
) -> Answer | Failure | hosts.Busy:
    permission = robots.permission_for(url, is_registered=is_registered)
    if isinstance(permission, hosts.Busy):
        return permission
    if not permission.is_given:
        return _forbidden(article, permission)
    turn = hosts.take_turn(url, hold=LONGEST_REQUEST, is_recheck=is_recheck)
    if isinstance(turn, hosts.Busy):
        return turn
    try:
        answer = fetch_page(
            url,
            is_registered=is_registered,
            etag=etag,
            last_modified=last_modified,
            redirects=0,
            spent=spent,
        )
        hosts.leave_alone(answer)
    finally:
        hosts.give_back(turn, gap=permission.gap)
    return answer


def _forbidden(article: Article, permission: robots.Permission) -> Failure:
    """One article of the host goes on asking each day; its robots.txt lets go of the others."""
    asks = robots.forbidden_at(article.url).exclude(pk=article.pk).filter(due_at__isnull=False)
    return Failure(
        _("Its robots.txt asks us not to read this page."),
        is_temporary=False,
        obstacle=Obstacle.ROBOTS,
        ask_again_at=None if asks.exists() else permission.until,
    )


def _read(response: Response, *, first_url: str, number: int) -> ParsedPage | Failure:
    try:
        return read_safely(
            partial(
                parse_page,
                url=response.url,
                content_type=response.content_type,
                first_url=first_url,
                number=number,
            ),
            response.body,
            url=response.url,
            seconds=PARSE_SECONDS,
            megabytes=PARSE_MEGABYTES,
        )
    except QuarantinedError as error:
        return Failure(str(error), is_temporary=False, obstacle=Obstacle.QUARANTINED)
    except IsolatedError as error:
        return Failure(
            _("The page could not be read: %(why)s") % {"why": error}, is_temporary=True
        )


def _refused(answer: Answer) -> Failure:
    status = answer.status
    is_absence = status in _ABSENT_STATUS
    if is_absence:
        sentence = _("The page is not there (HTTP %(status)s).")
    elif status in _LOGIN_STATUS:
        sentence = _(
            "The page is not open to us: a login, a payment or a block (HTTP %(status)s)."
        )
    else:
        sentence = _("The server answered HTTP %(status)s instead of the page.")
    is_temporary = status >= 500 or status in _TEMPORARY_STATUS
    reason = sentence % {"status": status}
    return Failure(reason, is_temporary, answer.retry_after, is_absence=is_absence)


def _unread(number: int, reason: str) -> str:
    return _("Its part %(number)d could not be read: %(why)s") % {"number": number, "why": reason}


def _has_parts(article: Article) -> bool:
    return article.responses.filter(page__gt=1).exists()


def _response(answer: Answer, number: int) -> Response:
    return Response(
        number=number,
        url=answer.url,
        status=answer.status,
        content_type=answer.content_type,
        body=answer.body,
        sha256=hashlib.sha256(answer.body).hexdigest(),
        etag=answer.etag,
        last_modified=answer.last_modified,
    )
