"""What became of an article after we first read it."""

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from common.models import known_value
from sources.enums import RevisionKind
from sources.models.articles import Article, ArticleText


class Revision(models.Model):
    """One change of an article, seen twice before it counts.

    A change of the text leads from one stored text to another; of the headline alone, from a text
    to itself; taken off and there again, likewise. `note` is the sentence of a correction note as
    printed.
    """

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="revisions", verbose_name=_("article")
    )
    number = models.PositiveIntegerField(_("number"), help_text=_("1 is the first change."))
    kind = models.CharField(_("kind"), max_length=20, choices=RevisionKind.choices)
    before = models.ForeignKey(
        ArticleText, on_delete=models.PROTECT, related_name="+", verbose_name=_("text before")
    )
    after = models.ForeignKey(
        ArticleText, on_delete=models.PROTECT, related_name="+", verbose_name=_("text after")
    )
    title_before = models.CharField(_("headline before"), max_length=500, blank=True)
    title_after = models.CharField(_("headline after"), max_length=500, blank=True)
    note = models.CharField(_("note of correction"), max_length=1_000, blank=True)
    seen_at = models.DateTimeField(_("first seen"))
    confirmed_at = models.DateTimeField(_("seen again"))

    class Meta:
        ordering = ["article_id", "number"]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            known_value("kind", RevisionKind, name="revision_kind_known"),
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once"),
            models.CheckConstraint(
                name="revision_confirmed_after_it_was_seen",
                condition=Q(confirmed_at__gte=models.F("seen_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} change {self.number}: {self.kind}"


def newest_texts() -> models.QuerySet[ArticleText]:
    """For each article with a text the one that stands: to which its last change led, or the last
    that was stored.

    Not simply the highest revision: an outlet that takes a change back prints an older text again.
    """
    led_to = Revision.objects.filter(article=OuterRef("article")).order_by("-number")
    last = ArticleText.objects.filter(article=OuterRef("article")).order_by("-revision")
    return ArticleText.objects.filter(
        pk=Coalesce(Subquery(led_to.values("after")[:1]), Subquery(last.values("pk")[:1]))
    )


def newest_text(article: Article) -> ArticleText | None:
    """The text of the article that stands, as in newest_texts; None before it was read."""
    return newest_texts().filter(article=article).first()
