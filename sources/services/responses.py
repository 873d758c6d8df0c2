"""Answers as they came, compressed: what a text was read from, or a refusal."""

import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from sources.enums import ArticleState
from sources.models import Article, RawResponse

# Parts of an unfinished visit that are older belong to another version of the article.
_SAME_VISIT = timedelta(hours=6)
# What was read to its end, and refused, is asked for anew.
_IN_PROGRESS = frozenset({ArticleState.OWED, ArticleState.STORED, ArticleState.WITHDRAWN})
# Three times as fast as the usual level, and a tenth larger.
_LEVEL = 3
_LONGEST_URL, _LONGEST_TYPE = 2_000, 200


@dataclass(frozen=True, slots=True)
class Response:
    """One answer to a visit; `number` of the part where an article stands on several pages."""

    number: int
    url: str
    status: int
    content_type: str
    body: bytes
    sha256: str
    etag: str = ""
    last_modified: str = ""


def keep_response(article: Article, token: UUID, response: Response) -> bool:
    """Keep one part of an article while its visit goes on. False: the lease has passed on."""
    if not Article.objects.filter(pk=article.pk, lease_token=token).exists():
        return False
    store_response(article, response, timezone.now())
    return True


def store_response(article: Article, response: Response, now: datetime) -> None:
    """Every distinct body of a part once; of one that came again, when it came last."""
    row = RawResponse(
        article=article,
        page=response.number,
        url=response.url[:_LONGEST_URL],
        status=response.status,
        content_type=response.content_type[:_LONGEST_TYPE],
        sha256=response.sha256,
        length=len(response.body),
        body=zlib.compress(response.body, _LEVEL),
        fetched_at=now,
    )
    RawResponse.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["article", "page", "sha256"],
        update_fields=["url", "status", "content_type", "length", "body", "fetched_at"],
    )


def validators(response: Response) -> dict[str, str]:
    """By what the next look knows whether the page has changed, as fields of Article."""
    return {
        "etag": response.etag,
        "last_modified": response.last_modified,
        "body_sha256": response.sha256,
    }


def kept_responses(article: Article) -> dict[int, Response]:
    """The parts of a visit that was put back between two of them, by number."""
    if article.state not in _IN_PROGRESS:
        return {}
    since = timezone.now() - _SAME_VISIT
    if article.checked_at is not None:
        since = max(since, article.checked_at)
    rows = article.responses.filter(fetched_at__gt=since, length__gt=0).order_by("fetched_at")
    kept = {row.page: row for row in rows if row.body}
    return {page: _as_it_came(row) for page, row in kept.items()}


def _as_it_came(row: RawResponse) -> Response:
    return Response(
        number=row.page,
        url=row.url,
        status=row.status,
        content_type=row.content_type,
        body=zlib.decompress(bytes(row.body)),
        sha256=row.sha256,
    )
