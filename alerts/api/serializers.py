"""The shapes of alerts in the schema (alerts.shapes writes them), and the bodies that are read."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from alerts.enums import (
    Channel,
    DeliveryState,
    EndpointState,
    EndpointSwitch,
    SubscriptionState,
)
from alerts.matching import SELECTABLE_KINDS
from commentary.enums import PropositionKind, RecordKind

_KINDS = [(kind, RecordKind(kind).label) for kind in SELECTABLE_KINDS]


class EventExpertSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()


class EventPropositionSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField()
    wording = serializers.CharField()
    kind = serializers.ChoiceField(choices=PropositionKind.choices)


class EventTombstoneSerializer(serializers.Serializer[Any]):
    state = serializers.ChoiceField(choices=["restricted", "erased"])
    at = serializers.DateTimeField()


class EventSerializer(serializers.Serializer[Any]):
    """A numbered thing that happened. It never changes, but may be restricted or erased."""

    id = serializers.CharField(help_text=_("Its number as text, the same in every channel."))
    sequence = serializers.IntegerField(help_text=_("Its number; the stream has no gaps."))
    type = serializers.ChoiceField(choices=RecordKind.choices)
    at = serializers.DateTimeField(help_text=_("When it happened, UTC."))
    expert = EventExpertSerializer(allow_null=True)
    proposition = EventPropositionSerializer(allow_null=True)
    before = serializers.DictField(
        allow_null=True, help_text=_("The record as it was just before, or null.")
    )
    after = serializers.DictField(
        allow_null=True, help_text=_("The record as it was just after, or null.")
    )
    url = serializers.URLField(help_text=_("The page to read on."))
    tombstone = EventTombstoneSerializer(
        allow_null=True,
        help_text=_("What it was about is restricted or erased: the rest is null. Delete a copy."),
    )


class EventTopicSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()


class SubscriptionSerializer(serializers.Serializer[Any]):
    """What its owner is told about, and where."""

    id = serializers.CharField()
    state = serializers.ChoiceField(choices=SubscriptionState.choices)
    channel = serializers.ChoiceField(choices=Channel.choices)
    endpoint = serializers.CharField(
        allow_null=True, help_text=_("Id of the webhook endpoint; null: by mail.")
    )
    everything = serializers.BooleanField()
    expert = EventExpertSerializer(allow_null=True)
    topic = EventTopicSerializer(
        allow_null=True, help_text=_("With all topics that are part of it.")
    )
    proposition = EventPropositionSerializer(allow_null=True)
    kinds = serializers.ListField(
        child=serializers.ChoiceField(choices=_KINDS), help_text=_("The types of events it tells.")
    )
    created_at = serializers.DateTimeField()
    confirmed_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    ended_reason = serializers.CharField(help_text=_("Empty while it lasts."))


class NewSubscriptionSerializer(serializers.Serializer[Any]):
    """Either everything, or any of expert, topic and proposition, which then all must hold."""

    email = serializers.CharField(
        max_length=254,
        required=False,
        help_text=_("Whom to tell; wanted without a token, and only then."),
    )
    webhook_url = serializers.CharField(
        max_length=2000,
        required=False,
        help_text=_(
            "Tell this https address instead; only without a token. The mail that asks to confirm"
            " it leads to its signing secret."
        ),
    )
    endpoint = serializers.CharField(
        max_length=40,
        required=False,
        allow_null=True,
        help_text=_("Tell this endpoint of yours instead; only with a token."),
    )
    everything = serializers.BooleanField(required=False, default=False)
    expert = serializers.CharField(
        max_length=120, required=False, allow_null=True, help_text=_("Slug of a person.")
    )
    topic = serializers.CharField(
        max_length=120, required=False, allow_null=True, help_text=_("Slug of a topic.")
    )
    proposition = serializers.CharField(
        max_length=120, required=False, allow_null=True, help_text=_("Slug of a proposition.")
    )
    kinds = serializers.ListField(
        child=serializers.ChoiceField(choices=_KINDS),
        required=False,
        max_length=len(_KINDS),
        help_text=_(
            "The types of events to tell; without them confirmed and withdrawn changes of stance,"
            " and retracted positions."
        ),
    )


class SubscriptionChangeSerializer(serializers.Serializer[Any]):
    """What of a subscription can be changed."""

    kinds = serializers.ListField(
        child=serializers.ChoiceField(choices=_KINDS),
        max_length=len(_KINDS),
        help_text=_("The types of events to tell from now on; an empty list: the usual ones."),
    )


class AskedSerializer(serializers.Serializer[Any]):
    """The same answer whoever asks: the rest is in the mail."""

    detail = serializers.CharField()


class EndpointSerializer(serializers.Serializer[Any]):
    """An address that receives signed POSTs."""

    id = serializers.CharField()
    url = serializers.CharField()
    host = serializers.CharField()
    state = serializers.ChoiceField(choices=EndpointState.choices)
    state_reason = serializers.CharField(help_text=_("Why this state; may be empty."))
    failures_in_a_row = serializers.IntegerField()
    last_success_at = serializers.DateTimeField(allow_null=True)
    previous_secret_until = serializers.DateTimeField(
        allow_null=True,
        help_text=_(
            "Until when the secret before the last rotation signs along; null: it does not."
        ),
    )
    created_at = serializers.DateTimeField()


class EndpointWithSecretSerializer(EndpointSerializer):
    """With its signing secret (Standard Webhooks): shown in this answer and never again."""

    secret = serializers.CharField()


class NewEndpointSerializer(serializers.Serializer[Any]):
    url = serializers.CharField(
        max_length=2000, help_text=_("https, without port, user name or password.")
    )
    with_mail = serializers.BooleanField(
        required=False,
        default=False,
        help_text=_("Whether it gets everything that comes by mail at present."),
    )


class EndpointChangeSerializer(serializers.Serializer[Any]):
    url = serializers.CharField(max_length=2000, help_text=_("Its new address."))
    state = serializers.ChoiceField(
        choices=EndpointSwitch.choices,
        help_text=_("disabled: nothing is sent until it is active again."),
    )


class RotationSerializer(serializers.Serializer[Any]):
    at_once = serializers.BooleanField(
        required=False,
        default=False,
        help_text=_(
            "Whether the secret before ends now, because somebody else may know it. Otherwise it"
            " signs along for 24 hours."
        ),
    )


class ResendSerializer(serializers.Serializer[Any]):
    delivery = serializers.CharField(
        max_length=60,
        required=False,
        help_text=_("Id of one message, whatever became of it; without: all that was given up."),
    )


class ResentSerializer(serializers.Serializer[Any]):
    resent = serializers.IntegerField(help_text=_("How many messages are owed again."))


class DeliverySerializer(serializers.Serializer[Any]):
    """One message to an endpoint, and what became of it."""

    id = serializers.CharField(help_text=_("The webhook-id of every try."))
    type = serializers.ChoiceField(choices=RecordKind.choices)
    event = serializers.CharField(
        allow_null=True, help_text=_("Id of the event it tells; null for a test.")
    )
    state = serializers.ChoiceField(choices=DeliveryState.choices)
    state_reason = serializers.CharField()
    attempts = serializers.IntegerField(help_text=_("Tries since it was owed (again)."))
    last_status = serializers.IntegerField(
        allow_null=True, help_text=_("HTTP status of the last try; null when there was none.")
    )
    last_error = serializers.CharField()
    last_tried_at = serializers.DateTimeField(allow_null=True)
    due_at = serializers.DateTimeField(
        allow_null=True, help_text=_("When it is tried next; null when nothing is owed.")
    )
    settled_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
