"""Blanking texts that nothing proves any more, for a lawful erasure."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from django.utils import timezone

from common.public_ids import public_id
from sources.enums import ArticleState
from sources.models import Article, ArticleAlias, ArticleText, Revision, TextBand
from sources.services.aliases import HIDDEN, hidden_key


def blank_texts(text_ids: Iterable[int]) -> list[int]:
    """Empty these texts and what was derived from them; hash, length and times stay.

    An article without any words left loses its headline, byline and address too, and is known
    again by hashes only, so that a feed that still names it brings nothing back. Returns the ids
    of those articles. Call it in a transaction.
    """
    texts = ArticleText.objects.filter(pk__in=list(text_ids))
    articles = list(texts.order_by().values_list("article_id", flat=True).distinct())
    numbers = list(texts.values_list("pk", flat=True))
    TextBand.objects.filter(article_text__in=numbers).delete()
    texts.update(text="", title="", marks=[], signature=b"")
    Revision.objects.filter(article__in=articles).update(title_before="", title_after="", note="")
    worded = ArticleText.objects.filter(article=OuterRef("pk")).exclude(text="")
    emptied = Article.objects.filter(~Exists(worded), pk__in=articles).order_by("pk")
    for article in emptied:
        _forget(article)
    return [article.pk for article in emptied]


def _forget(article: Article) -> None:
    for alias in ArticleAlias.objects.filter(article=article).exclude(key__startswith=HIDDEN):
        key = hidden_key(alias.key)
        is_there = ArticleAlias.objects.filter(kind=alias.kind, scope=alias.scope, key=key)
        if is_there.exists():
            alias.delete()
        else:
            ArticleAlias.objects.filter(pk=alias.pk).update(key=key)
    Article.objects.filter(pk=article.pk).update(
        title="",
        author="",
        reason="",
        due_reason="",
        etag="",
        last_modified="",
        body_sha256="",
        pending_sha256="",
        pending_since=None,
        url=f"urn:erased:{public_id('article', article.pk)}",
        state=ArticleState.STORED,  # nobody is to visit it again
        due_at=None,
        lease_token=None,
        updated_at=timezone.now(),
    )
