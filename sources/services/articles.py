"""Visiting the pages of articles: fetch, read, recognise, store."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from common import leases
from common.http.errors import (
    BadResponseError,
    FetchError,
    TimedOutError,
    UnreachableError,
)
from common.isolation import IsolatedError
from common.wake import wake
from sources.enums import ArticleState, Obstacle
from sources.exceptions import QuarantinedError
from sources.fetching import LONGEST_REQUEST, Answer, fetch_page
from sources.models import Article
from sources.models.revisions import newest_text
from sources.parsing.documents import ParsedPage
from sources.parsing.pages import parse_page
from sources.scheduling import read_retry_after
from sources.services import hosts, robots
from sources.services.quarantine import read_safely
from sources.services.recording import URN, ArticleReport, record_page
from sources.services.revisions import note_absence, note_failure, watch

logger = logging.getLogger(__name__)

PARSE_SECONDS = 5
PARSE_MEGABYTES = 300
# Longer than the wait for a turn, the request, starting a parser, parsing and storing together.
LEASE = timedelta(minutes=5)
# Tries of one visit; after the last one the row says why and staff may ask again.
MAX_TRIES = 5
_PAUSES = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))
SWEEP_SIZE = 200
_LONGEST_REASON = 500
_LONGEST_DUE_REASON = 300
_TEMPORARY = (UnreachableError, TimedOutError, BadResponseError)
_TEMPORARY_STATUS = frozenset({408, 425, 429})
_ABSENT_STATUS = frozenset({404, 410})
_LOGIN_STATUS = frozenset({401, 402, 403, 407, 451})


@dataclass(frozen=True, slots=True)
class _Failure:
    reason: str
    is_temporary: bool
    retry_after: str = ""
    obstacle: str = ""
    # When to look whether it is still so, though no further try is owed.
    ask_again_at: datetime | None = None
    is_absence: bool = False  # 404 or 410


def fetch_article(article_id: int) -> ArticleReport | None:
    """Visit the page of one due article and store what it says.

    None: somebody else has it, or it is not due. A host that is busy puts the row back without
    counting a try (`ArticleReport.put_back_until`). Run twice, or again after a kill at any line,
    it stores nothing twice.
    """
    now = timezone.now()
    token = leases.claim(Article, article_id, now=now, lease=LEASE)
    if token is None:
        return None
    article = Article.objects.select_related("outlet").get(pk=article_id)
    if article.attempts > 2 * MAX_TRIES:
        # The visit kills its worker before it can say why.
        reason = _("The visit was broken off too often.")
        return _record_failure(article, token, _Failure(reason, is_temporary=False))
    try:
        visited = _visit(article)
        if isinstance(visited, hosts.Busy):
            return _put_back(article, token, visited)
        if isinstance(visited, _Failure):
            return _record_failure(article, token, visited)
        return record_page(article, token, visited)
    except Exception as error:
        # Recorded and tried again: one page that nobody foresaw must not be visited for ever.
        logger.exception("visit failed", extra={"article": article_id})
        article.refresh_from_db()  # it has what was rolled back
        reason = _("What the page says could not be stored: %(why)s.")
        return _record_failure(
            article, token, _Failure(reason % {"why": type(error).__name__}, is_temporary=True)
        )


def due_article_ids(now: datetime) -> list[tuple[int, str]]:
    """(row number, address) of the articles that somebody should visit now, most wanted first."""
    return list(Article.objects.due(now).values_list("pk", "url")[:SWEEP_SIZE])


def visit_again(*, article_id: int) -> bool:
    """Owe the article another visit, now. False: one is under way, or it has no page."""
    now = timezone.now()
    asked = (
        Article.objects.filter(pk=article_id, lease_token=None)
        .exclude(url__startswith=URN)
        .update(due_at=now, attempts=0, updated_at=now)
    )
    if asked:
        wake("articles")
    return bool(asked)


def set_watch_priority(article_ids: Iterable[int], priority: int) -> None:
    """Visit these before others, and look at them more often from now on: what commentary knows
    about who speaks in them. A priority is never lowered.
    """
    watch(article_ids, priority, timezone.now())


def _visit(article: Article) -> ParsedPage | _Failure | hosts.Busy:
    """Everything that happens outside a transaction."""
    try:
        permission = robots.permission_for(article.url, is_registered=article.is_registered)
        if isinstance(permission, hosts.Busy):
            return permission
        if not permission.is_given:
            return _forbidden(article, permission)
        turn = hosts.take_turn(
            article.url, hold=LONGEST_REQUEST, is_recheck=article.texts.exists()
        )
        if isinstance(turn, hosts.Busy):
            return turn
        try:
            answer = fetch_page(article.url, is_registered=article.is_registered)
            hosts.leave_alone(answer)
        finally:
            hosts.give_back(turn, gap=permission.gap)
    except FetchError as error:
        return _Failure(str(error), is_temporary=isinstance(error, _TEMPORARY))
    if answer.status != 200:
        return _refused(answer)
    return _parse(answer)


def _forbidden(article: Article, permission: robots.Permission) -> _Failure:
    """One article of the host goes on asking each day; its robots.txt lets go of the others."""
    asks = robots.forbidden_at(article.url).exclude(pk=article.pk).filter(due_at__isnull=False)
    return _Failure(
        _("Its robots.txt asks us not to read this page."),
        is_temporary=False,
        obstacle=Obstacle.ROBOTS,
        ask_again_at=None if asks.exists() else permission.until,
    )


def _parse(answer: Answer) -> ParsedPage | _Failure:
    try:
        return read_safely(
            partial(parse_page, url=answer.url, content_type=answer.content_type),
            answer.body,
            url=answer.url,
            seconds=PARSE_SECONDS,
            megabytes=PARSE_MEGABYTES,
        )
    except QuarantinedError as error:
        return _Failure(str(error), is_temporary=False)
    except IsolatedError as error:
        return _Failure(
            _("The page could not be read: %(why)s") % {"why": error}, is_temporary=True
        )


def _refused(answer: Answer) -> _Failure:
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
    return _Failure(reason, is_temporary, answer.retry_after, is_absence=is_absence)


def _put_back(article: Article, token: UUID, busy: hosts.Busy) -> ArticleReport | None:
    reason = busy.reason or _("Its host is busy.")
    kept = leases.settle(
        Article,
        article.pk,
        token=token,
        due_at=busy.until,
        due_reason=reason[:_LONGEST_DUE_REASON],
        attempts=F("attempts") - 1,
    )
    if not kept:
        return None
    return ArticleReport(article.pk, article.state, reason, None, put_back_until=busy.until)


def _record_failure(article: Article, token: UUID, failure: _Failure) -> ArticleReport | None:
    now = timezone.now()
    again = (
        now + _pause(article.attempts, failure, now)
        if failure.is_temporary and article.attempts < MAX_TRIES
        else None
    )
    reason = failure.reason[:_LONGEST_REASON]
    outcome: dict[str, Any] = {
        "due_at": again,
        "due_reason": reason[:_LONGEST_DUE_REASON] if again else "",
    }
    if failure.ask_again_at is not None:
        outcome = {
            "due_at": failure.ask_again_at,
            "due_reason": reason[:_LONGEST_DUE_REASON],
            "attempts": 0,
        }
    outcome |= {"reason": reason, "obstacle": failure.obstacle}
    state = ArticleState.OWED if again else ArticleState.FAILED
    if newest_text(article) is not None:
        return _record_failed_look(article, token, failure, outcome)
    kept = leases.settle(Article, article.pk, token=token, state=state, updated_at=now, **outcome)
    if not kept:
        logger.info("visit outlived its lease", extra={"article": article.pk})
        return None
    return ArticleReport(article.pk, state, reason, None)


def _record_failed_look(
    article: Article, token: UUID, failure: _Failure, outcome: dict[str, Any]
) -> ArticleReport | None:
    """What was stored stays stored when a later look at the page fails."""
    now, state, reason = timezone.now(), article.state, outcome["reason"]
    if failure.is_absence:
        found = note_absence(article, token, reason, now)
        kept, state = found is not None, found or state
    else:
        with transaction.atomic():
            kept = leases.settle(Article, article.pk, token=token, updated_at=now, **outcome)
            if kept and outcome["due_at"] is None:
                note_failure(article, now)
    if not kept:
        logger.info("visit outlived its lease", extra={"article": article.pk})
        return None
    return ArticleReport(article.pk, state, reason, newest_text(article))


def _pause(tries: int, failure: _Failure, now: datetime) -> timedelta:
    """How long after the first, second, … try; longer where the server asks for it."""
    pause = _PAUSES[min(tries, len(_PAUSES)) - 1]
    return max(pause, read_retry_after(failure.retry_after, now) or pause)
