"""Articles given by staff: one address, or one text from a file."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.http.errors import BadUrlError
from common.isolation import IsolatedError
from sources.addresses import normalise_url
from sources.deciding import LONGEST_URL, address_name, text_name
from sources.enums import ArticleState, Extractor, TimeBasis
from sources.exceptions import ArticleRefusedError, QuarantinedError
from sources.models import Article, Outlet
from sources.parsing.documents import ParsedPage
from sources.parsing.pages import parse_page
from sources.parsing.text_files import parse_text_file
from sources.services.aliases import known_articles, remember
from sources.services.outlets import name_outlet, outlet_named, outlet_of_page
from sources.services.quarantine import read_safely
from sources.services.recording import (
    URN,
    ArticleReport,
    midnight,
    published,
    telling_names,
)
from sources.services.revisions import store_given
from sources.services.stories import one_at_a_time
from sources.services.texts import Draft, draft_text
from sources.services.visits import PARSE_MEGABYTES, PARSE_SECONDS

_NAMELESS_OUTLET = "Texts without an outlet"
HTML, PLAIN = "text/html", "text/plain"
# Where a page without an address is taken to be, so that its relative links mean nothing.
_NOWHERE = "https://file.invalid/"
LARGEST_FILE = 6_000_000  # bytes


@dataclass(frozen=True, slots=True)
class _Given:
    """What staff said about an article."""

    outlet_name: str
    published_on: date | None
    now: datetime


@transaction.atomic
def add_page(*, url: str, outlet_name: str = "", published_on: date | None = None) -> int:
    """Owe the page at `url` a visit now; returns the article's row number.

    Fetches nothing. An address that is known is visited again, and what staff says fills only
    what is not known. Raises BadUrlError or BadOutletError; then nothing is stored.
    """
    given = _Given(outlet_name, published_on, timezone.now())
    address = _address(url)
    article = _known(address)
    if article is None:
        article = _make(address, _outlet(address, given.outlet_name, None), given.now)
    _fill(article, given)
    Article.objects.filter(pk=article.pk, lease_token=None).exclude(url__startswith=URN).update(
        is_registered=True, due_at=given.now, attempts=0, updated_at=given.now
    )
    return article.pk


def add_text(
    data: bytes,
    *,
    content_type: str,
    url: str = "",
    outlet_name: str = "",
    published_on: date | None = None,
    title: str = "",
) -> ArticleReport:
    """Store an article from a file; `content_type` is HTML or PLAIN.

    Without an address the article's name is its own hash (urn:sha256:…). The same text again is
    the same article; another text at the same address is a revision. Raises ArticleRefusedError,
    BadUrlError or BadOutletError; then nothing is stored.
    """
    given = _Given(outlet_name, published_on, timezone.now())
    address = _address(url) if url else ""
    page = _read(data, content_type, address)
    draft = draft_text(
        title=title or page.title,
        text=page.text,
        marks=page.marks,
        extractor=page.extractor or Extractor.GIVEN,
    )
    with transaction.atomic():
        one_at_a_time()
        address = address or f"{URN}sha256:{draft.sha256}"
        article = _known(address)
        if article is None:
            outlet = _outlet(address, given.outlet_name, page)
            article = _same_text(outlet, draft, address) or _make(address, outlet, given.now)
        _fill(article, given)
        _complete(article, page, draft, given.now)
        text, is_new = store_given(article, draft, given.now)
    return ArticleReport(article.pk, ArticleState.STORED, "", text, is_new)


def _read(data: bytes, content_type: str, address: str) -> ParsedPage:
    if len(data) > LARGEST_FILE:
        raise ArticleRefusedError(
            _("The file is larger than %(most)d bytes.") % {"most": LARGEST_FILE}
        )
    parse = (
        partial(parse_text_file, content_type=content_type)
        if content_type == PLAIN
        else partial(parse_page, url=address or _NOWHERE, content_type=content_type)
    )
    try:
        page = read_safely(
            parse, data, url=address, seconds=PARSE_SECONDS, megabytes=PARSE_MEGABYTES
        )
    except (IsolatedError, QuarantinedError) as error:
        raise ArticleRefusedError(_("The text could not be read: %s") % error) from error
    if not page.is_article:
        raise ArticleRefusedError(page.reason)
    return page


def _address(url: str) -> str:
    address = normalise_url(url)
    if len(address) > LONGEST_URL:
        raise BadUrlError(
            _("The address is longer than %(most)d characters.") % {"most": LONGEST_URL}
        )
    return address


def _known(address: str) -> Article | None:
    for article_id in known_articles([address_name(address)]).values():
        return Article.objects.select_related("outlet").get(pk=article_id)
    return Article.objects.select_related("outlet").filter(url=address).first()


def _same_text(outlet: Outlet, draft: Draft, address: str) -> Article | None:
    """The outlet's article that has this very text; it learns the address if it had none."""
    for article_id in known_articles(telling_names(outlet.pk, draft)).values():
        article = Article.objects.select_related("outlet").get(pk=article_id)
        if article.url.startswith(URN) and not address.startswith(URN):
            article.url = address
            article.save(update_fields=["url", "updated_at"])
        remember(article, [address_name(address)])
        return article
    return None


def _make(address: str, outlet: Outlet, now: datetime) -> Article:
    article, _is_new = Article.objects.get_or_create(
        url=address,
        defaults={
            "outlet": outlet,
            "is_registered": True,
            "first_seen_at": now,
            "due_at": now,
        },
    )
    remember(article, [address_name(address)])
    return article


def _outlet(address: str, name: str, page: ParsedPage | None) -> Outlet:
    if name.strip():
        return outlet_named(name)
    if address.startswith(URN):
        return outlet_named((page.site_name if page else "") or _NAMELESS_OUTLET)
    outlet = outlet_of_page(address)
    return name_outlet(outlet, url=address, name=page.site_name) if page else outlet


def _fill(article: Article, given: _Given) -> None:
    if article.published_at is None and given.published_on is not None:
        article.published_at = midnight(given.published_on, article.outlet)
        article.published_basis = TimeBasis.GIVEN
        article.save(update_fields=["published_at", "published_basis", "updated_at"])


def _complete(article: Article, page: ParsedPage, draft: Draft, now: datetime) -> None:
    """The facts that the text itself gives; a visit that is under way finds its lease gone."""
    facts: dict[str, Any] = {
        "title": article.title or draft.title[:500],
        "author": article.author or page.author[:300],
    }
    if not article.language:
        facts["language"] = page.language[:16]
        facts["language_is_detected"] = page.language_is_detected
    if article.published_at is None:
        facts |= published(page, article.outlet, now)
    Article.objects.filter(pk=article.pk).update(
        **facts,
        state=ArticleState.STORED,
        reason="",
        due_at=None,
        lease_token=None,
        attempts=0,
        updated_at=now,
    )
    article.refresh_from_db()
    remember(article, [text_name(article.outlet_id, draft.sha256)])
