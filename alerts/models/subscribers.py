"""People who want to be told, where, and about what."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alerts.enums import (
    Channel,
    EndpointState,
    SubscriberState,
    SubscriptionEnd,
    SubscriptionState,
)
from alerts.matching import SELECTABLE_KINDS, USUAL_KINDS, Subject
from commentary.enums import RecordKind
from commentary.models import Expert, Proposition, Topic
from common.encryption import EncryptedTextField
from common.models import TimeStampedModel, all_null, known_value
from common.public_ids import public_id


class Subscriber(TimeStampedModel):
    """One e-mail address that asked to be told. The address is encrypted; `address_hash` finds it
    again.
    """

    address = EncryptedTextField(_("e-mail address"))
    address_hash = models.CharField(max_length=64, unique=True, editable=False)
    language = models.CharField(_("language"), max_length=16, default="en")
    state = models.CharField(
        _("state"), max_length=10, choices=SubscriberState.choices, default=SubscriberState.PENDING
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        constraints = [
            known_value("state", SubscriberState, name="subscriber_state_known"),
            models.CheckConstraint(
                name="subscriber_confirmed_has_a_time",
                condition=Q(state=SubscriberState.PENDING, confirmed_at__isnull=True)
                | Q(state=SubscriberState.CONFIRMED, confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"subscriber {self.pk}"


class WebhookEndpoint(TimeStampedModel):
    """An address that receives signed POSTs (Standard Webhooks); encrypted, as is its secret."""

    subscriber = models.ForeignKey(
        Subscriber,
        on_delete=models.CASCADE,
        related_name="endpoints",
        verbose_name=_("subscriber"),
    )
    url = EncryptedTextField(_("address"))
    url_hash = models.CharField(max_length=64, editable=False)
    host = models.CharField(
        _("host"),
        max_length=300,
        help_text=_("Shown in lists: the address itself may hold a secret."),
    )
    secret = EncryptedTextField(
        _("signing secret"), help_text=_("whsec_ and base64, as Standard Webhooks says.")
    )
    previous_secret = EncryptedTextField(
        _("secret before"),
        blank=True,
        default="",
        help_text=_("Signs along for a while after a rotation, so that no message is refused."),
    )
    previous_secret_until = models.DateTimeField(
        _("secret before signs until"), null=True, blank=True
    )
    state = models.CharField(
        _("state"), max_length=10, choices=EndpointState.choices, default=EndpointState.PENDING
    )
    state_reason = models.CharField(_("why this state"), max_length=300, blank=True)
    failures_in_a_row = models.PositiveIntegerField(default=0, editable=False)
    last_success_at = models.DateTimeField(
        _("last success"), null=True, blank=True, editable=False
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("webhook endpoint")
        verbose_name_plural = _("webhook endpoints")
        constraints = [
            known_value("state", EndpointState, name="webhookendpoint_state_known"),
            models.UniqueConstraint(
                fields=["subscriber", "url_hash"], name="webhookendpoint_once_per_subscriber"
            ),
            models.CheckConstraint(
                name="webhookendpoint_previous_secret_ends",
                condition=Q(previous_secret="", previous_secret_until__isnull=True)
                | (~Q(previous_secret="") & Q(previous_secret_until__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.host} ({self.pk})"

    @property
    def public_id(self) -> str:
        return public_id("endpoint", self.pk)

    def signing_secrets(self, now: datetime) -> tuple[str, ...]:
        """The secrets that sign a message at `now`, the newest first."""
        if self.previous_secret_until is not None and now < self.previous_secret_until:
            return (self.secret, self.previous_secret)
        return (self.secret,)


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def active(self) -> SubscriptionQuerySet:
        return self.filter(state=SubscriptionState.ACTIVE)

    def live(self) -> SubscriptionQuerySet:
        """Waiting for confirmation or active; there is one at most per target."""
        return self.exclude(state=SubscriptionState.ENDED)

    def concerned_by(self, subject: Subject) -> SubscriptionQuerySet:
        """Active ones that are told about `subject`: alerts.matching.concerns in SQL."""
        targets = Q(everything=True) | (
            Q(everything=False)
            & (Q(expert__isnull=True) | Q(expert=subject.expert))
            & (Q(proposition__isnull=True) | Q(proposition=subject.proposition))
            & (Q(topic__isnull=True) | Q(topic__in=subject.topics))
        )
        # A list of known words: as text it reads the same on both databases.
        kinds = Q(kinds_text__contains=f'"{subject.kind}"')
        if subject.kind in USUAL_KINDS:
            kinds |= Q(kinds_text="[]")
        return (
            self.active()
            .alias(kinds_text=Cast("kinds", models.TextField()))
            .filter(targets, kinds)
            .exclude(endpoint__state__in=[EndpointState.PENDING, EndpointState.DISABLED])
        )

    def same_as(self, subscription: Subscription) -> SubscriptionQuerySet:
        """Those of the same subscriber with the same target and place."""
        return self.filter(
            subscriber=subscription.subscriber_id,
            channel=subscription.channel,
            everything=subscription.everything,
            **{
                f"{name}__isnull" if value is None else name: True if value is None else value
                for name in ("endpoint", "expert", "topic", "proposition")
                for value in [getattr(subscription, f"{name}_id")]
            },
        )

    def for_display(self) -> SubscriptionQuerySet:
        return self.select_related("expert", "proposition", "topic", "endpoint")


class Subscription(TimeStampedModel):
    """What one subscriber wants to be told about, and where.

    The target is everything, or any of expert, topic and proposition; expert and proposition
    together mean that expert on that proposition. `kinds` are event types; empty means the usual
    ones (alerts.matching).
    """

    subscriber = models.ForeignKey(
        Subscriber,
        on_delete=models.CASCADE,
        related_name="subscriptions",
        verbose_name=_("subscriber"),
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    endpoint = models.ForeignKey(
        WebhookEndpoint,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="subscriptions",
        verbose_name=_("endpoint"),
    )
    everything = models.BooleanField(_("everything"), default=False)
    expert = models.ForeignKey(
        Expert,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="subscriptions",
        verbose_name=_("expert"),
    )
    topic = models.ForeignKey(
        Topic,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="subscriptions",
        verbose_name=_("topic"),
    )
    proposition = models.ForeignKey(
        Proposition,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="subscriptions",
        verbose_name=_("proposition"),
    )
    kinds = models.JSONField(_("kinds"), default=list, blank=True)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=SubscriptionState.choices,
        default=SubscriptionState.PENDING,
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_reason = models.CharField(
        _("why it ended"), max_length=20, choices=SubscriptionEnd.choices, blank=True
    )

    objects = models.Manager.from_queryset(SubscriptionQuerySet)()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            known_value("channel", Channel, name="subscription_channel_known"),
            known_value("state", SubscriptionState, name="subscription_state_known"),
            models.CheckConstraint(
                name="subscription_webhook_has_an_endpoint",
                condition=Q(channel=Channel.EMAIL, endpoint__isnull=True)
                | Q(channel=Channel.WEBHOOK, endpoint__isnull=False),
            ),
            models.CheckConstraint(
                name="subscription_has_a_target",
                condition=(Q(everything=True) & all_null("expert", "topic", "proposition"))
                | (Q(everything=False) & ~all_null("expert", "topic", "proposition")),
            ),
            models.CheckConstraint(
                name="subscription_end_has_a_reason",
                condition=(
                    ~Q(state=SubscriptionState.ENDED) & Q(ended_at__isnull=True, ended_reason="")
                )
                | (Q(state=SubscriptionState.ENDED, ended_at__isnull=False) & ~Q(ended_reason="")),
            ),
            # Nulls are distinct in a unique index, and SQLite cannot be told otherwise: 0 is no
            # row.
            models.UniqueConstraint(
                "subscriber",
                "channel",
                "everything",
                *(
                    Coalesce(name, Value(0), output_field=models.BigIntegerField())
                    for name in ("endpoint", "expert", "topic", "proposition")
                ),
                condition=~Q(state=SubscriptionState.ENDED),
                name="subscription_once_while_it_lasts",
            ),
        ]
        indexes = [  # Serve matching.
            models.Index(
                fields=["expert"], name="subscription_expert", condition=Q(state="active")
            ),
            models.Index(
                fields=["proposition"],
                name="subscription_proposition",
                condition=Q(state="active"),
            ),
            models.Index(fields=["topic"], name="subscription_topic", condition=Q(state="active")),
            models.Index(
                fields=["everything"],
                name="subscription_everything",
                condition=Q(state="active", everything=True),
            ),
        ]

    def __str__(self) -> str:
        return f"subscription {self.pk}"

    @property
    def public_id(self) -> str:
        return public_id("subscription", self.pk)

    @property
    def about(self) -> str:
        """What it is about, in words for its owner."""
        if self.everything:
            return gettext("everything")
        parts = []
        if self.expert is not None:
            parts.append(self.expert.name)
        if self.proposition is not None:
            parts.append(
                gettext("the proposition: %(wording)s") % {"wording": self.proposition.wording}
            )
        if self.topic is not None:
            parts.append(gettext("the topic %(topic)s") % {"topic": self.topic.name})
        return ", ".join(parts)

    @property
    def told(self) -> list[str]:
        """The kinds it is told of, in words."""
        kinds = [kind for kind in SELECTABLE_KINDS if kind in (self.kinds or USUAL_KINDS)]
        return [str(RecordKind(kind).label) for kind in kinds]
