"""The public acts, appended in the transaction that performs them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commentary.enums import RecordKind
from commentary.models.experts import Expert
from commentary.models.positions import Position, StanceChange
from commentary.models.statements import Statement
from commentary.models.topics import Proposition
from common.models import known_value


class Record(models.Model):
    """One public act. alerts numbers it into an Event; nobody else assigns numbers.

    `payload` is what the event says: {"before": record or null, "after": record or null} in the
    shapes of the API at the moment of the act. The foreign keys serve matching.
    """

    kind = models.CharField(_("kind"), max_length=40, choices=RecordKind.choices)
    at = models.DateTimeField(_("at"))
    expert = models.ForeignKey(
        Expert, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    proposition = models.ForeignKey(
        Proposition, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    statement = models.ForeignKey(
        Statement, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    position = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    change = models.ForeignKey(
        StanceChange, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    payload = models.JSONField()
    restricted_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text=_("Since when nothing is shown of it but its number, kind and time."),
    )
    erased_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text=_("When its payload was emptied.")
    )
    numbered_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text=_("Set for alerts, through its service.")
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("record")
        verbose_name_plural = _("records")
        constraints = [known_value("kind", RecordKind, name="record_kind_known")]
        indexes = [  # Serves the sweep that numbers records.
            models.Index(
                fields=["id"], name="record_unnumbered", condition=Q(numbered_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
