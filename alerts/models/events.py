"""The numbered stream that every alert is made from."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from commentary.models import Record


class EventStream(models.Model):
    """One row: the last number given. Whoever numbers records holds its lock, so the stream has no
    gaps.
    """

    last_sequence = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(name="eventstream_is_one_row", condition=models.Q(pk=1))
        ]

    def __str__(self) -> str:
        return str(self.last_sequence)


class Event(models.Model):
    """A numbered, immutable thing that happened. Its public id is its number, the same in every
    channel.
    """

    sequence = models.PositiveBigIntegerField(_("number"), primary_key=True)
    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="event")
    numbered_at = models.DateTimeField(_("numbered"))
    matched_at = models.DateTimeField(_("matched"), null=True, blank=True)

    class Meta:
        ordering = ["sequence"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [  # Serves the sweep that matches events.
            models.Index(
                fields=["sequence"],
                name="event_unmatched",
                condition=models.Q(matched_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.record.kind}"

    @property
    def type(self) -> str:
        return self.record.kind

    @property
    def payload(self) -> dict[str, Any]:
        payload: dict[str, Any] = self.record.payload
        return payload
