"""What a search and a comparison answer, as the schema declares it."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from commentary import enums
from commentary.api.serializers import (
    CurrentSerializer,
    ExpertReferenceSerializer,
    PropositionReferenceSerializer,
    Shape,
    SpansField,
    TimelinePositionSerializer,
    TimelineSerializer,
)


class SnippetSerializer(Shape):
    """A piece of what was found; plain text, never HTML."""

    of = serializers.ChoiceField(
        choices=["role", "name", "guide", "topic", "summary", "words"],
        help_text=_("What it is a piece of: `summary` is ours, `words` were printed."),
    )
    text = serializers.CharField()
    matches = SpansField(help_text=_("[start, end] in the text, in code points."))
    is_cut_before = serializers.BooleanField()
    is_cut_after = serializers.BooleanField()
    rendering = serializers.ChoiceField(choices=enums.Rendering.choices, allow_null=True)
    quotable = serializers.BooleanField(
        allow_null=True, help_text=_("Whether it may stand in quotation marks.")
    )
    language = serializers.CharField(allow_null=True)


class SearchResultSerializer(Shape):
    """A public record that was found."""

    kind = serializers.ChoiceField(choices=enums.SearchKind.choices)
    id = serializers.CharField(help_text=_("Slug of a person or proposition, else an id."))
    title = serializers.CharField()
    title_matches = SpansField(help_text=_("[start, end] in the title, in code points."))
    snippet = SnippetSerializer(allow_null=True)
    expert = ExpertReferenceSerializer(allow_null=True)
    proposition = PropositionReferenceSerializer(allow_null=True)
    stance = serializers.ChoiceField(choices=enums.Stance.choices, allow_null=True)
    stance_text = serializers.ChoiceField(choices=enums.StanceWord.choices, allow_null=True)
    stated_on = serializers.DateField(allow_null=True)
    found_by = serializers.ChoiceField(choices=enums.FoundBy.choices)
    api_url = serializers.URLField()
    page_url = serializers.URLField()


class StandingSerializer(Shape):
    """Where one of them stood."""

    expert = ExpertReferenceSerializer()
    tracked_since = serializers.DateField()
    current = CurrentSerializer(
        allow_null=True, help_text=_("Null: no view was known at both clocks.")
    )
    position = TimelinePositionSerializer(
        allow_null=True, help_text=_("The position behind it, with its evidence.")
    )


class ComparisonSerializer(TimelineSerializer):
    """Where several people stood on one proposition on one day, in the order asked for."""

    proposition = PropositionReferenceSerializer()
    experts = StandingSerializer(many=True)
