"""States and kinds of telling people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SubscriberState(models.TextChoices):
    PENDING = "pending", _("address not confirmed")
    CONFIRMED = "confirmed", _("confirmed")


class Channel(models.TextChoices):
    EMAIL = "email", _("e-mail")
    WEBHOOK = "webhook", _("webhook")


class SubscriptionState(models.TextChoices):
    PENDING = "pending", _("waiting for confirmation")
    ACTIVE = "active", _("active")
    ENDED = "ended", _("ended")


class SubscriptionEnd(models.TextChoices):
    """Why a subscription ended."""

    UNSUBSCRIBED = "unsubscribed", _("unsubscribed")
    ENDPOINT_GONE = "endpoint_gone", _("the endpoint is gone")


class EndpointState(models.TextChoices):
    PENDING = "pending", _("waiting for confirmation")
    ACTIVE = "active", _("active")
    DISABLED = "disabled", _("disabled")


class EndpointSwitch(models.TextChoices):
    """The states that an owner can choose."""

    ACTIVE = EndpointState.ACTIVE.value, _("active")
    DISABLED = EndpointState.DISABLED.value, _("disabled")


class DeliveryPurpose(models.TextChoices):
    ALERT = "alert", _("alert")
    CONFIRMATION = "confirmation", _("confirmation of a subscription")
    TEST = "test", _("test of an endpoint")


class DeliveryState(models.TextChoices):
    OWED = "owed", _("owed")
    SENT = "sent", _("sent")
    FAILED = "failed", _("given up")
    CANCELLED = "cancelled", _("cancelled")


class AttemptOutcome(models.TextChoices):
    SENT = "sent", _("sent")
    RETRY = "retry", _("failed, tried again later")
    FAILED = "failed", _("failed for good")
