"""What a page that was read means for the rows: one article or a second address of another, its
facts, its text.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common import leases
from common.public_ids import public_id
from sources.deciding import LONGEST_URL, Name, address_name, text_name
from sources.deciding_times import believe
from sources.enums import AliasKind, ArticleState, TimeBasis
from sources.models import Article, ArticleText, Outlet
from sources.models.revisions import newest_text
from sources.parsing.documents import ParsedPage
from sources.services.aliases import known_articles, remember
from sources.services.merging import note_merge, were_parted
from sources.services.outlets import name_outlet
from sources.services.responses import Response, store_response, validators
from sources.services.revisions import note_change, note_failure, note_first_text
from sources.services.stories import one_at_a_time
from sources.services.texts import Draft, draft_text, store_text

logger = logging.getLogger(__name__)

_LONGEST_REASON = 500
_SAME = {
    AliasKind.CANONICAL: gettext_lazy("The page of one declares the address of the other."),
    AliasKind.TEXT: gettext_lazy("The outlet printed the very same text at both addresses."),
}
_STANDING = frozenset({ArticleState.OWED, ArticleState.STORED, ArticleState.WITHDRAWN})
# Below this two articles of one outlet may well have the same words: a notice, a correction.
_TELLING_LENGTH = 400
# How the address of an article begins that was given as a file.
URN = "urn:"


@dataclass(frozen=True, slots=True)
class ArticleReport:
    """What a visit came to. `article_id` is the article that stands: another one's when this
    address proved to be a second one of it.

    `text` is its newest text, if any; `put_back_until` is set when nothing was asked because the
    host was busy.
    """

    article_id: int
    state: str
    reason: str
    text: ArticleText | None
    is_new_text: bool = False
    put_back_until: datetime | None = None


def record_page(
    article: Article,
    token: UUID,
    page: ParsedPage,
    responses: Sequence[Response] = (),
    *,
    unread: str = "",
) -> ArticleReport | None:
    """Write the outcome of a visit in one transaction. None: the lease has passed to somebody
    else, nothing was written.

    `responses`: what the page was read from; kept where they led to a text or a first refusal.
    `unread`: why a part of the article is missing.
    """
    now = timezone.now()
    if not page.is_article:
        return _record_refusal(article, token, page, responses, now)
    draft = draft_text(
        title=page.title or article.title,
        text=page.text,
        marks=page.marks,
        extractor=page.extractor,
    )
    with transaction.atomic():
        one_at_a_time()
        ours = Article.objects.filter(pk=article.pk, lease_token=token)
        current = ours.select_related("outlet").first()
        if current is None:
            logger.info("visit outlived its lease", extra={"article": article.pk})
            return None
        # First: a text that came as a file is recognised under its outlet's own name. As it is
        # now: while the page was on its way another one may have named the outlet.
        article.outlet = name_outlet(
            current.outlet,
            url=article.url,
            name=page.site_name,
            language="" if page.language_is_detected else page.language,
        )
        same = _same_article(article, page, draft, now)
        if same is not None:
            return _record_duplicate(article, token, same, now)
        has_text = article.texts.exists()
        reason = unread[:_LONGEST_REASON]
        facts = {"state": ArticleState.STORED, "reason": reason, "due_at": None, "attempts": 0}
        facts |= {"obstacle": "", "due_reason": ""} | (
            validators(responses[0]) if responses else {}
        )
        facts |= page_facts(article, page, now, is_first=not has_text) | {"updated_at": now}
        leases.settle(Article, article.pk, token=token, **facts)
        article.refresh_from_db()
        remember(article, [address_name(article.url)])
        text, is_new = _store(article, draft, now, has_text=has_text)
        if is_new:
            _keep(article, responses, now)
    return ArticleReport(article.pk, ArticleState.STORED, reason, text, is_new)


def _store(
    article: Article, draft: Draft, now: datetime, *, has_text: bool
) -> tuple[ArticleText, bool]:
    if has_text:
        return note_change(article, draft, now)
    remember(article, [text_name(article.outlet_id, draft.sha256)])
    stored = store_text(article, draft, now=now)
    note_first_text(article, now)
    return stored


def _keep(article: Article, responses: Sequence[Response], now: datetime) -> None:
    for response in responses:
        store_response(article, response, now)


def page_facts(
    article: Article, page: ParsedPage, now: datetime, *, is_first: bool
) -> dict[str, Any]:
    """The fields of `article` that the page tells better than what we have; another headline
    counts when it was seen twice (services.revisions).
    """
    facts: dict[str, Any] = {
        "title": (page.title[:500] if is_first else "") or article.title,
        "author": page.author[:300] or article.author,
    }
    if not page.language_is_detected or not article.language:
        facts["language"] = page.language[:16] or article.language
        facts["language_is_detected"] = page.language_is_detected
    times = published(page, article.outlet, now)
    if article.published_at is None or (article.published_doubt and not times["published_doubt"]):
        facts |= times
    elif times["changed_at"]:
        facts["changed_at"] = times["changed_at"]
    canonical = page.canonical_url
    is_free = not Article.objects.filter(url=canonical).exclude(pk=article.pk).exists()
    if canonical and len(canonical) <= LONGEST_URL and is_free:
        facts["url"] = canonical
    return facts


def published(page: ParsedPage, outlet: Outlet, now: datetime) -> dict[str, Any]:
    """When the page says it was published and changed, as far as that can be believed; a bare day
    begins at midnight in the outlet's zone, and a time without a zone is on the outlet's clock.
    """
    stated, changed = page.published_at, page.updated_at
    if not page.has_zone:
        stated, changed = _on_clock(stated, outlet), _on_clock(changed, outlet)
    if stated is None and page.published_on is not None:
        stated = midnight(page.published_on, outlet)
    times = believe(stated, changed, now=now)
    return {
        "published_at": times.published_at,
        "published_basis": TimeBasis.PAGE if times.published_at else TimeBasis.UNKNOWN,
        "published_doubt": times.doubt,
        "changed_at": times.changed_at,
    }


def _on_clock(at: datetime | None, outlet: Outlet) -> datetime | None:
    """A time as the outlet's clock showed it, as an instant in UTC."""
    return at and at.replace(tzinfo=_zone(outlet)).astimezone(UTC)


def _zone(outlet: Outlet) -> ZoneInfo:
    try:
        return ZoneInfo(outlet.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def midnight(day: date, outlet: Outlet) -> datetime:
    """The beginning of a day where the outlet is, as an instant in UTC."""
    return datetime.combine(day, time(), tzinfo=_zone(outlet)).astimezone(UTC)


def telling_names(outlet_id: int, draft: Draft) -> list[Name]:
    """The name of a text by which alone its article is recognised; none for a short text."""
    is_long = len(draft.text) >= _TELLING_LENGTH
    return [text_name(outlet_id, draft.sha256)] if is_long else []


def _same_article(
    article: Article, page: ParsedPage, draft: Draft, now: datetime
) -> tuple[Article, AliasKind] | None:
    """Another article that this page is a second address of, and by what it was recognised.

    An article that has texts of its own stays itself: evidence may point into them.
    """
    if article.texts.exists():
        return None
    names = [address_name(page.canonical_url)] if page.canonical_url else []
    known = known_articles([*names, *telling_names(article.outlet_id, draft)])
    for name, other_id in known.items():
        if other_id == article.pk or were_parted(article.pk, other_id):
            continue
        kind = AliasKind.CANONICAL if name.kind is AliasKind.URL else name.kind
        other = Article.objects.get(pk=other_id)
        if other.state in _STANDING:
            return other, kind
        # It came to nothing at its address: what was recognised as it is this one now.
        note_merge(other, article, kind=kind, reason=str(_SAME[kind]), now=now)
    return None


def _record_duplicate(
    article: Article, token: UUID, same: tuple[Article, AliasKind], now: datetime
) -> ArticleReport:
    other, kind = same
    if other.url.startswith(URN):
        _change_addresses(article, other)
    reason = _("The same article as %(article)s, which stands at %(url)s.") % {
        "article": public_id("article", other.pk),
        "url": other.url,
    }
    reason = reason[:_LONGEST_REASON]
    leases.settle(
        Article,
        article.pk,
        token=token,
        state=ArticleState.NOT_AN_ARTICLE,
        reason=reason,
        due_at=None,
        updated_at=now,
    )
    note_merge(article, other, kind=kind, reason=str(_SAME[kind]), now=now)
    remember(other, [address_name(article.url), address_name(other.url)])
    return ArticleReport(other.pk, other.state, reason, newest_text(other))


def _change_addresses(article: Article, other: Article) -> None:
    """A text that came as a file is found at an address: that is where its article stands."""
    article.url, other.url = other.url, article.url
    # An address is unique at every moment, so one of them stands aside.
    Article.objects.filter(pk=article.pk).update(url=f"{article.url}:{article.pk}")
    found: dict[str, Any] = {"url": other.url, "feed": other.feed_id or article.feed_id}
    if other.published_at is None:
        found |= {
            "published_at": article.published_at,
            "published_basis": article.published_basis,
        }
    Article.objects.filter(pk=other.pk).update(**found)
    Article.objects.filter(pk=article.pk).update(url=article.url)


def _record_refusal(
    article: Article,
    token: UUID,
    page: ParsedPage,
    responses: Sequence[Response],
    now: datetime,
) -> ArticleReport | None:
    # What was stored stays stored when a later visit finds something else at the address.
    has_text = article.texts.exists()
    state = article.state if has_text else ArticleState.NOT_AN_ARTICLE
    reason = page.reason[:_LONGEST_REASON]
    outcome: dict[str, Any] = {
        "state": state,
        "reason": reason,
        "obstacle": page.obstacle,
        "due_at": None,
        "due_reason": "",
        "updated_at": now,
    }
    with transaction.atomic():
        if not leases.settle(Article, article.pk, token=token, **outcome):
            return None
        if has_text:
            note_failure(article, now)
        else:
            _keep(article, responses, now)
    return ArticleReport(article.pk, state, reason, newest_text(article))
