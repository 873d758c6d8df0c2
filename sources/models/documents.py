"""Documents as they came: kept for a while, or never to be read again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.models import ordered
from sources.models.articles import Article


class RawResponse(models.Model):
    """The body of an answer that a text was read from, compressed (zlib); its hash and size stay
    when the body goes (retention).
    """

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="responses", verbose_name=_("article")
    )
    page = models.PositiveSmallIntegerField(
        _("page"), default=1, help_text=_("Of an article on several pages.")
    )
    url = models.CharField(_("address"), max_length=2000)
    status = models.PositiveSmallIntegerField(_("HTTP status"))
    content_type = models.CharField(_("content type"), max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    length = models.PositiveIntegerField(_("bytes"))
    body = models.BinaryField(default=bytes, editable=False)
    fetched_at = models.DateTimeField(_("fetched"))

    class Meta:
        ordering = ["-fetched_at", "-id"]
        verbose_name = _("raw response")
        verbose_name_plural = _("raw responses")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "page", "sha256"], name="rawresponse_distinct"
            )
        ]
        indexes = [models.Index(fields=["fetched_at"], name="rawresponse_by_time")]

    def __str__(self) -> str:
        return f"{self.url} {self.fetched_at:%Y-%m-%d %H:%M:%S}"


class DeadlyDocument(models.Model):
    """A document that ended the process reading it. Twice, and it is not read again."""

    sha256 = models.CharField(max_length=64, unique=True)
    url = models.CharField(_("address"), max_length=2000)
    kills = models.PositiveIntegerField(_("processes ended"), default=1)
    reason = models.CharField(_("how"), max_length=300)
    first_at = models.DateTimeField(_("first"))
    last_at = models.DateTimeField(_("last"))

    class Meta:
        ordering = ["-last_at", "-id"]
        verbose_name = _("deadly document")
        verbose_name_plural = _("deadly documents")
        constraints = [
            ordered("first_at", "last_at", name="deadlydocument_last_after_first"),
        ]

    def __str__(self) -> str:
        return self.url
