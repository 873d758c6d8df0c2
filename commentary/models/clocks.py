"""The two clocks: when it was said, and when it was public here."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commentary.enums import DateBasis, DatePrecision, EndedReason


class RecordedQuerySet(models.QuerySet[Any]):
    def known_at(self, instant: datetime) -> Self:
        """Rows that were public at `instant` (UTC): recorded_at <= instant < ended_at."""
        return self.filter(
            Q(ended_at__isnull=True) | Q(ended_at__gt=instant), recorded_at__lte=instant
        )

    def current(self) -> Self:
        """Rows that are public now."""
        return self.filter(recorded_at__isnull=False, ended_at__isnull=True)


class RestrictableQuerySet(RecordedQuerySet):
    """Rows that an Editor may have hidden. What readers are shown goes through one of these; only
    services, which compute over everything that is kept, ask for `standing()`.
    """

    def public(self) -> Self:
        """Rows that may be shown, whatever else is asked of them."""
        return self.filter(restricted_at__isnull=True)

    def known_at(self, instant: datetime) -> Self:
        return super().known_at(instant).public()

    def current(self) -> Self:
        return self.standing().public()

    def standing(self) -> Self:
        """Rows that were made public and have not ended, shown or not."""
        return super().current()


class RestrictableModel(models.Model):
    """`restricted_at`: hidden since, by a restriction of itself or of what it rests on."""

    restricted_at = models.DateTimeField(
        _("restricted"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Kept and not shown since then; written by the service of restrictions."),
    )

    class Meta:
        abstract = True


class RecordedModel(models.Model):
    """When a row was public here. Both are null on what was never public."""

    recorded_at = models.DateTimeField(_("public since"), null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("public until"), null=True, blank=True, editable=False)
    ended_reason = models.CharField(
        _("why it ended"), max_length=40, choices=EndedReason.choices, blank=True, editable=False
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_ends_after_it_was_public",
                condition=Q(ended_at__isnull=True)
                | Q(recorded_at__isnull=False, ended_at__gte=F("recorded_at")),
            ),
            models.CheckConstraint(
                name="%(class)s_end_has_a_reason",
                condition=Q(ended_at__isnull=True, ended_reason="")
                | (Q(ended_at__isnull=False) & Q(ended_reason__in=EndedReason.values)),
            ),
        ]


class StatedModel(models.Model):
    """The calendar day at the outlet on which it was said, how precise, and how we know."""

    stated_on = models.DateField(_("said on"))
    precision = models.CharField(
        _("precision"), max_length=10, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    basis = models.CharField(
        _("basis"), max_length=20, choices=DateBasis.choices, default=DateBasis.PUBLISHED
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_date_is_explained",
                condition=Q(precision__in=DatePrecision.values, basis__in=DateBasis.values),
            ),
        ]
