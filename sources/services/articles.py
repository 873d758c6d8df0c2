"""Visiting the pages of articles: fetch, read, recognise, store."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from common import leases
from common.wake import wake
from sources.enums import ArticleState
from sources.models import Article
from sources.models.revisions import newest_text
from sources.scheduling import read_retry_after
from sources.services import hosts
from sources.services.recording import URN, ArticleReport, record_page
from sources.services.responses import validators
from sources.services.revisions import note_absence, note_failure, note_unchanged, watch
from sources.services.visits import Failure, Unchanged, visit

logger = logging.getLogger(__name__)

# Longer than the wait for a turn, the request, starting a parser, parsing and storing together.
LEASE = timedelta(minutes=5)
# Tries of one visit; after the last one the row says why and staff may ask again.
MAX_TRIES = 5
_PAUSES = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))
SWEEP_SIZE = 200
_LONGEST_REASON = 500
_LONGEST_DUE_REASON = 300


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
        return _record_failure(article, token, Failure(reason, is_temporary=False))
    try:
        visited = visit(
            article,
            token,
            is_recheck=article.texts.exists(),
            is_last_try=article.attempts >= MAX_TRIES,
        )
        if isinstance(visited, hosts.Busy):
            return _put_back(article, token, visited)
        if isinstance(visited, Failure):
            return _record_failure(article, token, visited)
        if isinstance(visited, Unchanged):
            return _record_unchanged(article, token, visited)
        return record_page(article, token, visited.page, visited.responses, unread=visited.unread)
    except Exception as error:
        # Recorded and tried again: one page that nobody foresaw must not be visited for ever.
        logger.exception("visit failed", extra={"article": article_id})
        article.refresh_from_db()  # it has what was rolled back
        reason = _("What the page says could not be stored: %(why)s.")
        return _record_failure(
            article, token, Failure(reason % {"why": type(error).__name__}, is_temporary=True)
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


def _record_unchanged(article: Article, token: UUID, seen: Unchanged) -> ArticleReport | None:
    """A look at a stored article that found what there was: nothing was read."""
    now = timezone.now()
    with transaction.atomic():
        if not note_unchanged(article, token, now):
            return None
        if seen.response is not None:
            Article.objects.filter(pk=article.pk).update(**validators(seen.response))
    return ArticleReport(article.pk, ArticleState.STORED, "", newest_text(article))


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


def _record_failure(article: Article, token: UUID, failure: Failure) -> ArticleReport | None:
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
    article: Article, token: UUID, failure: Failure, outcome: dict[str, Any]
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


def _pause(tries: int, failure: Failure, now: datetime) -> timedelta:
    """How long after the first, second, … try; longer where the server asks for it."""
    pause = _PAUSES[min(tries, len(_PAUSES)) - 1]
    return max(pause, read_retry_after(failure.retry_after, now) or pause)
