"""What the review is answered and may send, as the schema declares it."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from commentary import enums
from commentary.api.serializers import (
    ExpertReferenceSerializer,
    PropositionReferenceSerializer,
    Shape,
)


class ProposedPositionSerializer(Shape):
    """A suggestion where the statement puts its speaker."""

    id = serializers.CharField()
    proposition = PropositionReferenceSerializer()
    stance = serializers.ChoiceField(choices=enums.Stance.choices)
    strength = serializers.ChoiceField(choices=enums.Strength.choices, allow_null=True)
    certainty = serializers.ChoiceField(choices=enums.Certainty.choices)
    summary = serializers.CharField()
    proposed_by = serializers.ChoiceField(choices=enums.Proposer.choices)


class ProposedStatementSerializer(Shape):
    """Words that may have been said; `text` is what the article prints."""

    id = serializers.CharField()
    expert = ExpertReferenceSerializer()
    stated_on = serializers.DateField()
    type = serializers.ChoiceField(choices=enums.StatementType.choices)
    medium = serializers.ChoiceField(choices=enums.Medium.choices)
    negated = serializers.BooleanField()
    hypothetical = serializers.BooleanField()
    reported_by = serializers.CharField()
    text = serializers.CharField()
    start = serializers.IntegerField(allow_null=True)
    end = serializers.IntegerField(allow_null=True)
    positions = ProposedPositionSerializer(many=True)


class UnreviewedSerializer(Shape):
    """A passage that awaits review."""

    id = serializers.CharField()
    status = serializers.ChoiceField(choices=["unreviewed"])
    expert = ExpertReferenceSerializer()
    occasion = serializers.CharField()
    stated_on = serializers.DateField()
    article = serializers.CharField()
    title = serializers.CharField()
    outlet = serializers.CharField()
    url = serializers.CharField()
    created_at = serializers.DateTimeField()
    statements = ProposedStatementSerializer(many=True)


class RejectSerializer(Shape):
    reason = serializers.CharField(
        max_length=500, help_text=_("Others read it beside the decision.")
    )


class RejectedSerializer(Shape):
    id = serializers.CharField()
    state = serializers.ChoiceField(choices=enums.StatementState.choices)
    reason = serializers.CharField()


class PlaceSerializer(Shape):
    """A position on an accepted statement."""

    proposition = serializers.CharField(max_length=120, help_text=_("Its slug."))
    stance = serializers.ChoiceField(choices=enums.Stance.choices)
    strength = serializers.ChoiceField(choices=enums.Strength.choices, required=False)
    certainty = serializers.ChoiceField(choices=enums.Certainty.choices, required=False)
    summary = serializers.CharField(max_length=500, required=False, help_text=_("In our words."))
    spans = serializers.ListField(
        child=serializers.ListField(
            child=serializers.IntegerField(min_value=0, max_value=2**31 - 1),
            min_length=2,
            max_length=2,
        ),
        min_length=1,
        max_length=20,
        required=False,
        help_text=_("The words that show it, [start, end], the lead first; else all of them."),
    )
    held_on = serializers.DateField(
        required=False, help_text=_("Only for a view told in retrospect.")
    )
    seen = serializers.CharField(
        max_length=2000,
        required=False,
        help_text=_("The changes it makes, as the refusal without it names them."),
    )
