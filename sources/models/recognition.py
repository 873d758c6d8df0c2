"""By what articles are recognised when they come again, and what was taken for one article."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.models import known_value
from sources.enums import AliasKind
from sources.models.articles import Article


class ArticleAlias(models.Model):
    """A name by which an article is recognised when it comes again.

    `scope` is what the name is unique within: `feed:7` for an identifier, `outlet:3` for a text,
    empty for an address.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="aliases")
    kind = models.CharField(max_length=20, choices=AliasKind.choices)
    scope = models.CharField(max_length=40, blank=True)
    key = models.CharField(max_length=2000)
    added_at = models.DateTimeField(_("known since"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "scope", "key"], name="articlealias_names_one_article"
            ),
            known_value("kind", AliasKind, name="articlealias_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class ArticleMerge(models.Model):
    """Two rows that proved to be one article: why, and what undoing it gives back.

    `aliases` are the names that went over, as [kind, scope, key].
    """

    kept = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="merged_into_it", verbose_name=_("kept")
    )
    merged = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="merges", verbose_name=_("merged")
    )
    kind = models.CharField(_("recognised by"), max_length=20, choices=AliasKind.choices)
    reason = models.CharField(_("why"), max_length=500)
    aliases = models.JSONField(default=list, blank=True)
    merged_at = models.DateTimeField(_("merged"))
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        ordering = ["-merged_at", "-id"]
        verbose_name = _("merge of articles")
        verbose_name_plural = _("merges of articles")
        constraints = [
            known_value("kind", AliasKind, name="articlemerge_kind_known"),
            models.CheckConstraint(
                name="articlemerge_of_two", condition=~models.Q(kept=models.F("merged"))
            ),
            models.UniqueConstraint(
                fields=["merged"],
                condition=models.Q(undone_at__isnull=True),
                name="articlemerge_into_one",
            ),
        ]

    def __str__(self) -> str:
        return self.reason
