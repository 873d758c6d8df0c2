"""Messages owed, and every try to send one."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alerts.enums import AttemptOutcome, Channel, DeliveryPurpose, DeliveryState
from alerts.models.events import Event
from alerts.models.subscribers import Subscriber, Subscription, WebhookEndpoint
from commentary.models import Record
from common.models import LeasedModel, TimeStampedModel, known_value


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self, now: datetime) -> DeliveryQuerySet:
        return self.filter(due_at__lte=now).order_by("due_at", "pk")

    def telling_of(self, record: Record) -> DeliveryQuerySet:
        """Alerts that told, or are about to tell, of what `record` is about."""
        if record.change_id is not None:
            about = Q(event__record__change=record.change_id)
        elif record.position_id is not None:
            about = (
                Q(event__record__position=record.position_id)
                | Q(event__record__change__before=record.position_id)
                | Q(event__record__change__after=record.position_id)
            )
        elif record.statement_id is not None:
            about = Q(event__record__statement=record.statement_id)
        else:
            return self.none()
        return self.filter(about, state__in=[DeliveryState.OWED, DeliveryState.SENT])

    def to(self, endpoint: int) -> DeliveryQuerySet:
        """What one endpoint got or is owed, alerts and tests; the row number of the endpoint."""
        return self.filter(endpoint=endpoint)

    def for_sending(self) -> DeliveryQuerySet:
        return self.select_related("subscriber", "endpoint")


class Delivery(TimeStampedModel, LeasedModel):
    """One message owed to one endpoint or address. `message_id` never changes, whatever the number
    of tries.
    """

    purpose = models.CharField(
        _("purpose"), max_length=20, choices=DeliveryPurpose.choices, default=DeliveryPurpose.ALERT
    )
    event = models.ForeignKey(
        Event,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="deliveries",
        verbose_name=_("event"),
    )
    subscriber = models.ForeignKey(
        Subscriber,
        on_delete=models.CASCADE,
        related_name="deliveries",
        verbose_name=_("subscriber"),
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    endpoint = models.ForeignKey(
        WebhookEndpoint,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="deliveries",
        verbose_name=_("endpoint"),
    )
    subscriptions = models.ManyToManyField(
        Subscription,
        related_name="deliveries",
        verbose_name=_("because of"),
        help_text=_("What made this message."),
    )
    message_id = models.CharField(
        _("message id"),
        max_length=60,
        unique=True,
        editable=False,
        help_text=_("webhook-id and Message-ID are made of it."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=DeliveryState.choices, default=DeliveryState.OWED
    )
    state_reason = models.CharField(_("why this state"), max_length=500, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    objects = models.Manager.from_queryset(DeliveryQuerySet)()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            known_value("state", DeliveryState, name="delivery_state_known"),
            known_value("channel", Channel, name="delivery_channel_known"),
            known_value("purpose", DeliveryPurpose, name="delivery_purpose_known"),
            models.CheckConstraint(
                name="delivery_alert_tells_an_event",
                condition=Q(purpose=DeliveryPurpose.ALERT, event__isnull=False)
                | (~Q(purpose=DeliveryPurpose.ALERT) & Q(event__isnull=True)),
            ),
            models.CheckConstraint(
                name="delivery_test_goes_to_an_endpoint",
                condition=~Q(purpose=DeliveryPurpose.TEST) | Q(channel=Channel.WEBHOOK),
            ),
            models.CheckConstraint(
                name="delivery_webhook_has_an_endpoint",
                condition=Q(channel=Channel.EMAIL, endpoint__isnull=True)
                | Q(channel=Channel.WEBHOOK, endpoint__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["event", "subscriber"],
                condition=Q(channel=Channel.EMAIL),
                name="delivery_mail_once_per_event",
            ),
            models.UniqueConstraint(
                fields=["event", "endpoint"],
                condition=Q(channel=Channel.WEBHOOK),
                name="delivery_webhook_once_per_event",
            ),
            models.CheckConstraint(
                name="delivery_owed_is_due",
                condition=Q(
                    state=DeliveryState.OWED, due_at__isnull=False, settled_at__isnull=True
                )
                | (
                    ~Q(state=DeliveryState.OWED) & Q(due_at__isnull=True, settled_at__isnull=False)
                ),
            ),
        ]
        indexes = [  # Serves due().
            models.Index(
                fields=["due_at"], name="delivery_due", condition=Q(due_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.message_id


class Attempt(models.Model):
    """One try to send a delivery, with what came back."""

    delivery = models.ForeignKey(
        Delivery, on_delete=models.CASCADE, related_name="tries", verbose_name=_("delivery")
    )
    number = models.PositiveIntegerField(_("number"))
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=AttemptOutcome.choices)
    status = models.PositiveSmallIntegerField(_("HTTP status or SMTP code"), null=True, blank=True)
    error = models.CharField(_("error"), max_length=500, blank=True)
    answer = models.TextField(_("answer"), blank=True, help_text=_("The first 4 kB."))

    class Meta:
        ordering = ["delivery", "number"]
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = [known_value("outcome", AttemptOutcome, name="attempt_outcome_known")]

    def __str__(self) -> str:
        return f"{self.delivery_id}.{self.number}"
