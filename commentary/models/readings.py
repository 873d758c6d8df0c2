"""The log of reading: one pass of one reader over one text."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commentary.enums import ReadingState
from common.models import LeasedModel, TimeStampedModel, known_value
from sources.models import ArticleText


class ReadingQuerySet(models.QuerySet["Reading"]):
    def due(self, now: datetime) -> ReadingQuerySet:
        return self.filter(due_at__lte=now).order_by("due_at", "pk")


class Reading(TimeStampedModel, LeasedModel):
    """One pass over one text by one version of the reader, linked with one roster of tracked
    names.
    """

    article_text = models.ForeignKey(
        ArticleText, on_delete=models.CASCADE, related_name="readings"
    )
    reader_version = models.CharField(max_length=20)
    roster = models.PositiveBigIntegerField(
        help_text=_("Number of the last change of tracked names, 0 before any.")
    )
    state = models.CharField(
        max_length=10, choices=ReadingState.choices, default=ReadingState.OWED
    )
    reason = models.CharField(max_length=500, blank=True)
    form = models.CharField(max_length=20, blank=True)
    found = models.JSONField(
        default=dict, blank=True, help_text=_("Counts: exchanges, passages, statements_new, …")
    )
    read_at = models.DateTimeField(null=True, blank=True)
    change_seen = models.PositiveIntegerField(
        default=0,
        editable=False,
        help_text=_("Number of the article's last change when this was placed, 0 before any."),
    )

    objects = models.Manager.from_queryset(ReadingQuerySet)()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        constraints = [
            models.UniqueConstraint(
                fields=["article_text", "reader_version", "roster"], name="reading_once"
            ),
            known_value("state", ReadingState, name="reading_state_known"),
            models.CheckConstraint(
                name="reading_owed_is_due",
                condition=~Q(state=ReadingState.OWED) | Q(due_at__isnull=False),
            ),
        ]
        indexes = [  # Serves due().
            models.Index(fields=["due_at"], name="reading_due", condition=Q(due_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.article_text_id} by {self.reader_version}"
