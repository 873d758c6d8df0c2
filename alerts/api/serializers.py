"""The shape of an event in the schema; alerts.shapes writes it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from commentary.enums import PropositionKind, RecordKind


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
