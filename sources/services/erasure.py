"""Blanking texts that nothing proves any more, for a lawful erasure."""

import json
import zlib
from collections.abc import Iterable
from html import unescape

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.text import slugify

from common.public_ids import public_id
from sources.enums import ArticleState
from sources.models import (
    Article,
    ArticleAlias,
    ArticleMerge,
    ArticleText,
    DeadlyDocument,
    RawResponse,
    Revision,
    TextBand,
)
from sources.parsing.encodings import decode
from sources.services.aliases import HIDDEN, hidden_key


def blank_words(text_ids: Iterable[int]) -> None:
    """Empty these texts and what was derived from them; headline, hash, length and times stay.

    Call it in a transaction.
    """
    numbers = list(text_ids)
    TextBand.objects.filter(article_text__in=numbers).delete()
    ArticleText.objects.filter(pk__in=numbers).update(text="", marks=[], signature=b"")


def blank_texts(text_ids: Iterable[int]) -> list[int]:
    """Empty these texts with their headlines and what was derived from them, and what we have of
    the pages and changes of their articles; hash, length and times stay.

    An article without any words left loses its headline, byline and address too, and is known
    again by hashes only, so that a feed that still names it brings nothing back. Returns the ids
    of those articles. Call it in a transaction.
    """
    texts = ArticleText.objects.filter(pk__in=list(text_ids))
    articles = list(texts.order_by().values_list("article_id", flat=True).distinct())
    numbers = list(texts.values_list("pk", flat=True))
    blank_words(numbers)
    texts.update(title="")
    Revision.objects.filter(article__in=articles).update(title_before="", title_after="", note="")
    blank_responses(numbers)
    emptied = Article.objects.filter(_without_words(), pk__in=articles).order_by("pk")
    for article in emptied:
        _forget(article)
    return [article.pk for article in emptied]


def blank_responses(text_ids: Iterable[int]) -> None:
    """Empty what servers answered when the articles of these texts were read: no word is proved
    by it.
    """
    articles = ArticleText.objects.filter(pk__in=list(text_ids)).values("article")
    RawResponse.objects.filter(article__in=articles).update(body=b"", url="")


def forget_names(names: Iterable[str]) -> None:
    """Empty whatever names one of these people in what is kept about articles and their pages:
    answers of servers, headlines and notes of changes, reasons, addresses; texts are not touched.

    Looks into every answer that is kept, which takes its time.
    """
    names = list(names)
    for name in names:
        for field in ("title_before", "title_after", "note"):
            Revision.objects.filter(**{f"{field}__contains": name}).update(**{field: ""})
        ArticleMerge.objects.filter(reason__contains=name).update(reason="")
        DeadlyDocument.objects.filter(
            Q(url__icontains=slugify(name) or name) | Q(url__contains=name)
        ).update(url="")
        for field in ("title", "author", "reason"):
            Article.objects.filter(**{f"{field}__contains": name}, texts__isnull=True).update(
                **{field: ""}
            )
    printed = [
        answer.pk
        for answer in RawResponse.objects.exclude(body=b"").iterator(chunk_size=50)
        if _prints(answer, names)
    ]
    RawResponse.objects.filter(pk__in=printed).update(body=b"", url="")


def _prints(answer: RawResponse, names: Iterable[str]) -> bool:
    body = zlib.decompress(answer.body)
    text = unescape(decode(body, answer.content_type))
    # In the data of a page letters may be written by their numbers.
    return any(name in text or json.dumps(name)[1:-1] in text for name in names)


def _forget(article: Article) -> None:
    addresses = {article.url, *article.aliases.values_list("key", flat=True)}
    DeadlyDocument.objects.filter(url__in=addresses).update(url="")
    second = Article.objects.filter(
        Q(reason__contains=article.url) | Q(merges__kept=article), _without_words()
    ).exclude(pk=article.pk)
    for merge in ArticleMerge.objects.filter(Q(kept=article) | Q(merged=article)):
        merge.reason = ""
        merge.aliases = [[kind, scope, hidden_key(key)] for kind, scope, key in merge.aliases]
        merge.save(update_fields=["reason", "aliases"])
    # Its row comes last: the others are known by its address.
    for other in second.distinct():
        _forget_row(other, ArticleState.NOT_AN_ARTICLE)
    _forget_row(article, ArticleState.STORED)


def _without_words() -> Q:
    return ~Q(Exists(ArticleText.objects.filter(article=OuterRef("pk")).exclude(text="")))


def _forget_row(article: Article, state: ArticleState) -> None:
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
        state=state,  # nobody is to visit it again
        due_at=None,
        lease_token=None,
        updated_at=timezone.now(),
    )
