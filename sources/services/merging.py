"""Two articles that prove to be one: what went over, why, and how it is undone."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from common.public_ids import public_id
from common.wake import wake
from sources.enums import AliasKind, ArticleState
from sources.exceptions import UnknownMergeError
from sources.models import Article, ArticleAlias, ArticleMerge

_LONGEST_REASON = 500


@transaction.atomic
def merge_articles(
    one_id: int, other_id: int, *, kind: AliasKind, reason: str, now: datetime
) -> ArticleMerge | None:
    """Make one article of two, recognised by a name of `kind`; `reason` says it in a sentence.

    The one that has a text stays, else the one that was seen first. Its names are those of both
    from now on; the other one is not visited again. None, and nothing is written: both have
    texts, which evidence may point into, or one of them stands for the other already, or somebody
    said that they are two (`undo_merge`).
    """
    pair = Article.objects.select_for_update().filter(pk__in={one_id, other_id})
    articles = sorted(pair.order_by("pk"), key=_staying_first)
    if len(articles) != 2 or were_parted(one_id, other_id):
        return None
    kept, merged = articles
    stands_for_another = ArticleMerge.objects.filter(
        merged__in=[kept, merged], undone_at=None
    ).exists()
    if merged.texts.exists() or stands_for_another:
        return None
    merge = note_merge(merged, kept, kind=kind, reason=reason, now=now)
    Article.objects.filter(pk=merged.pk).update(
        state=ArticleState.NOT_AN_ARTICLE,
        reason=_("The same article as %(article)s: %(why)s")[:_LONGEST_REASON]
        % {"article": public_id("article", kept.pk), "why": reason},
        due_at=None,
        lease_token=None,
        updated_at=now,
    )
    return merge


def note_merge(
    merged: Article, kept: Article, *, kind: AliasKind, reason: str, now: datetime
) -> ArticleMerge:
    """Everything that is recognised as `merged` is `kept` from now on; what went over is written
    down, where it is merged already beside what went then. Call it in a transaction; the states
    of both are the caller's.
    """
    aliases = ArticleAlias.objects.filter(article=merged).order_by("kind", "scope", "key")
    names = [list(row) for row in aliases.values_list("kind", "scope", "key")]
    aliases.order_by().update(article=kept)
    merge, is_new = ArticleMerge.objects.get_or_create(
        merged=merged,
        undone_at=None,
        defaults={
            "kept": kept,
            "kind": kind,
            "reason": reason[:_LONGEST_REASON],
            "aliases": names,
            "merged_at": now,
        },
    )
    if not is_new and names:
        merge.aliases += names
        merge.save(update_fields=["aliases"])
    return merge


def were_parted(one_id: int, other_id: int) -> bool:
    """Whether somebody said of these two that they are not one."""
    return (
        ArticleMerge.objects.filter(
            Q(kept=one_id, merged=other_id) | Q(kept=other_id, merged=one_id)
        )
        .exclude(undone_at=None)
        .exists()
    )


@transaction.atomic
def undo_merge(*, merge_id: int) -> Article:
    """The two are two again: the names that went over come back, and the page is owed a visit.

    They are never taken for one again by themselves. An address that was erased since stays with
    whom it is. Raises UnknownMergeError for a merge that is undone already, or none.
    """
    now = timezone.now()
    merge = ArticleMerge.objects.select_for_update().filter(pk=merge_id, undone_at=None).first()
    if merge is None:
        raise UnknownMergeError(_("There is no such merge, or it is undone already."))
    went = Q()
    for kind, scope, key in merge.aliases:
        went |= Q(kind=kind, scope=scope, key=key)
    if went:
        ArticleAlias.objects.filter(went, article_id=_stands_for(merge.kept_id)).update(
            article=merge.merged_id
        )
    ArticleMerge.objects.filter(pk=merge.pk).update(undone_at=now)
    owed = Article.objects.filter(pk=merge.merged_id).exclude(url__startswith="urn:")
    owed.filter(texts=None).update(
        state=ArticleState.OWED, reason="", due_at=now, attempts=0, updated_at=now
    )
    wake("articles")
    return Article.objects.get(pk=merge.merged_id)


def _stands_for(article_id: int) -> int:
    """The article that this one was merged into since, or itself."""
    further = ArticleMerge.objects.filter(merged=article_id, undone_at=None).first()
    return article_id if further is None else _stands_for(further.kept_id)


def _staying_first(article: Article) -> tuple[bool, datetime, int]:
    return not article.texts.exists(), article.first_seen_at, article.pk
