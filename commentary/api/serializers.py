"""The shapes of the API as the schema declares them; commentary.shapes writes them.

A test holds both equal, key by key.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from commentary import enums
from sources.enums import TimeBasis

Shape = serializers.Serializer[Any]


class SpansField(serializers.ListField):
    """Places in a text: pairs of start and end."""

    child = serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2)


class CitationSerializer(Shape):
    """How to cite this; the address in it answers the same later on."""

    text = serializers.CharField()
    bibtex = serializers.CharField()
    csl_json = serializers.DictField(help_text=_("One item of CSL-JSON 1.0."))
    url = serializers.URLField()


class ExpertReferenceSerializer(Shape):
    slug = serializers.CharField()
    name = serializers.CharField()


class PropositionReferenceSerializer(Shape):
    slug = serializers.CharField()
    wording = serializers.CharField()
    kind = serializers.ChoiceField(choices=enums.PropositionKind.choices)


class TopicReferenceSerializer(Shape):
    slug = serializers.CharField()
    name = serializers.CharField()


class OutletReferenceSerializer(Shape):
    slug = serializers.CharField()
    name = serializers.CharField()


class NameSerializer(Shape):
    name = serializers.CharField()
    language = serializers.CharField(help_text=_("BCP 47; empty when not known."))
    script = serializers.CharField(help_text=_("ISO 15924; empty when not known."))


class AffiliationSerializer(Shape):
    role = serializers.CharField()
    organisation = serializers.CharField()
    since = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True)


class IdentifierSerializer(Shape):
    scheme = serializers.ChoiceField(choices=enums.IdentifierScheme.choices)
    value = serializers.CharField()


class ExpertSerializer(Shape):
    """A tracked person."""

    slug = serializers.CharField()
    name = serializers.CharField()
    public_basis = serializers.CharField(help_text=_("Why this person is followed."))
    tracked_since = serializers.DateField()
    merged_into = serializers.CharField(allow_null=True, help_text=_("Slug of the survivor."))
    names = NameSerializer(many=True)
    affiliations = AffiliationSerializer(many=True)
    identifiers = IdentifierSerializer(many=True)


class TopicSerializer(Shape):
    """A subject; `parent` is the slug of what it is part of."""

    slug = serializers.CharField()
    name = serializers.CharField()
    parent = serializers.CharField(allow_null=True)  # type: ignore[assignment] # the framework collects declared fields, its own attribute stays


class PropositionSerializer(PropositionReferenceSerializer):
    """One claim that a serious person could hold or deny."""

    guide = serializers.CharField(help_text=_("What counts as favor, as against, and not."))
    topic = TopicReferenceSerializer()
    due_on = serializers.DateField(allow_null=True, help_text=_("The date of a forecast."))
    state = serializers.ChoiceField(choices=enums.PropositionState.choices)
    closed_on = serializers.DateField(allow_null=True)
    closed_reason = serializers.CharField()


class OutletSerializer(Shape):
    """Who publishes."""

    slug = serializers.CharField()
    name = serializers.CharField()
    home = serializers.CharField(help_text=_("Address, or empty."))
    time_zone = serializers.CharField(help_text=_("IANA name; days are days in this zone."))
    language = serializers.CharField(help_text=_("BCP 47; empty when not known."))


class ArticleSerializer(Shape):
    """What is known about an article; its text is at `url`, never here."""

    id = serializers.CharField()
    url = serializers.CharField()
    title = serializers.CharField()
    author = serializers.CharField()
    language = serializers.CharField()
    published_at = serializers.DateTimeField(allow_null=True)
    published_basis = serializers.ChoiceField(choices=TimeBasis.choices)
    first_seen_at = serializers.DateTimeField()
    outlet = OutletReferenceSerializer()


class WordsSerializer(Shape):
    """Printed words: exact is text[start:end], in code points."""

    exact = serializers.CharField(help_text=_("The words that are shown; may be empty."))
    prefix = serializers.CharField()
    suffix = serializers.CharField()
    start = serializers.IntegerField(allow_null=True)
    end = serializers.IntegerField(allow_null=True)
    state = serializers.ChoiceField(choices=enums.EvidenceState.choices)
    live = serializers.ChoiceField(choices=enums.EvidenceLive.choices)
    rendering = serializers.ChoiceField(choices=enums.Rendering.choices)
    article = serializers.CharField(allow_null=True, help_text=_("Id of the article."))
    outlet = serializers.CharField(allow_null=True, help_text=_("Slug of the outlet."))
    language = serializers.CharField()
    url = serializers.CharField(help_text=_("Where to read it."))
    cut = serializers.BooleanField(help_text=_("Whether only a part is shown."))
    evidence_start = serializers.IntegerField(allow_null=True)
    evidence_end = serializers.IntegerField(allow_null=True)
    quotable = serializers.BooleanField(help_text=_("Whether it may stand in quotation marks."))
    read_at_source = serializers.BooleanField(help_text=_("Nothing is shown here: follow `url`."))


class EvidenceSerializer(WordsSerializer):
    """The words that show a position."""


class AppearanceSerializer(WordsSerializer):
    """One publication of a statement."""

    spoken_language = serializers.CharField()


class ClockedSerializer(Shape):
    """When it was public here, UTC."""

    recorded_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    ended_reason = serializers.ChoiceField(choices=enums.EndedReason.choices, allow_null=True)


class ReplySerializer(Shape):
    """What the person quoted says about the record, in their own words."""

    text = serializers.CharField()
    at = serializers.DateTimeField()


class AnsweredSerializer(ClockedSerializer):
    """With what the person quoted says about it, verified by an Editor."""

    disputed_at = serializers.DateTimeField(
        allow_null=True, help_text=_("Since when the person says: not my words, or not me.")
    )
    reply = ReplySerializer(allow_null=True)


class SaidSerializer(AnsweredSerializer):
    """What one person said on one occasion."""

    id = serializers.CharField()
    expert = ExpertReferenceSerializer()
    occasion = serializers.CharField(help_text=_("Statements of one occasion share it."))
    occasion_kind = serializers.ChoiceField(choices=enums.OccasionKind.choices)
    interview = serializers.CharField(allow_null=True)
    stated_on = serializers.DateField()
    precision = serializers.ChoiceField(choices=enums.DatePrecision.choices)
    basis = serializers.ChoiceField(choices=enums.DateBasis.choices)
    type = serializers.ChoiceField(choices=enums.StatementType.choices)
    medium = serializers.ChoiceField(choices=enums.Medium.choices)
    negated = serializers.BooleanField()
    hypothetical = serializers.BooleanField()
    reported_by = serializers.CharField()
    appearances = AppearanceSerializer(many=True)


class StatementSerializer(SaidSerializer):
    """What one person said on one occasion."""

    citation = CitationSerializer()


class TimelinePositionSerializer(AnsweredSerializer):
    """Where the expert stood on one occasion."""

    id = serializers.CharField()
    stance = serializers.ChoiceField(choices=enums.Stance.choices)
    stance_text = serializers.ChoiceField(
        choices=enums.StanceWord.choices, help_text=_("In the words of the proposition's kind.")
    )
    score = serializers.IntegerField(
        min_value=-2, max_value=2, allow_null=True, help_text=_("Null without a side.")
    )
    strength = serializers.ChoiceField(choices=enums.Strength.choices, allow_null=True)
    certainty = serializers.ChoiceField(choices=enums.Certainty.choices)
    stated_on = serializers.DateField(help_text=_("Calendar day at the outlet."))
    precision = serializers.ChoiceField(choices=enums.DatePrecision.choices)
    basis = serializers.ChoiceField(choices=enums.DateBasis.choices)
    held_on = serializers.DateField(allow_null=True, help_text=_("For a view told in retrospect."))
    occasion = serializers.CharField()
    statement = serializers.CharField()
    summary = serializers.CharField(help_text=_("In our words, never the expert's."))
    rendering = serializers.ChoiceField(choices=enums.Rendering.choices)
    wording_version = serializers.IntegerField()
    replaces = serializers.CharField(allow_null=True)
    evidence = EvidenceSerializer(many=True, help_text=_("The lead first."))


class StoodSerializer(TimelinePositionSerializer):
    """Where one expert stood on one proposition on one occasion."""

    expert = ExpertReferenceSerializer()
    proposition = PropositionReferenceSerializer()


class PositionSerializer(StoodSerializer):
    """Where one expert stood on one proposition on one occasion."""

    citation = CitationSerializer()


class ChangeSerializer(ClockedSerializer):
    """From one position to a later one of the same expert on the same proposition."""

    citation = CitationSerializer()
    id = serializers.CharField()
    kind = serializers.ChoiceField(choices=enums.ChangeKind.choices)
    state = serializers.ChoiceField(choices=enums.ChangeState.choices)
    expert = ExpertReferenceSerializer()
    proposition = PropositionReferenceSerializer()
    on = serializers.DateField()
    before = StoodSerializer()
    after = StoodSerializer()


class TimelineChangeSerializer(Shape):
    """A change beside the positions it is between."""

    id = serializers.CharField()
    kind = serializers.ChoiceField(choices=enums.ChangeKind.choices)
    state = serializers.ChoiceField(choices=enums.ChangeState.choices)
    before = serializers.CharField()
    after = serializers.CharField()
    before_stance = serializers.ChoiceField(choices=enums.Stance.choices)
    after_stance = serializers.ChoiceField(choices=enums.Stance.choices)
    on = serializers.DateField()


class CurrentSerializer(Shape):
    """Where somebody stands at both clocks."""

    position = serializers.CharField()
    stance = serializers.ChoiceField(choices=enums.Stance.choices)
    score = serializers.IntegerField(min_value=-2, max_value=2, allow_null=True)
    stated_on = serializers.DateField()
    stale = serializers.BooleanField(help_text=_("Older than STALE_MONTHS."))


class GapSerializer(Shape):
    """Days, both inclusive, on which something may have passed unseen in an outlet's feeds."""

    outlet = serializers.CharField(help_text=_("Its slug."))
    since = serializers.DateField()
    until = serializers.DateField()


class CoverageSerializer(Shape):
    """What was watched: without it nobody can tell silence from not looking."""

    since = serializers.DateField(allow_null=True)
    outlets = serializers.ListField(child=serializers.CharField())
    languages = serializers.ListField(child=serializers.CharField())
    gaps = GapSerializer(many=True)


class TimelinePartSerializer(Shape):
    current = CurrentSerializer(allow_null=True)
    positions = TimelinePositionSerializer(many=True, help_text=_("Oldest first."))
    changes = TimelineChangeSerializer(many=True)


class PropositionPartSerializer(TimelinePartSerializer):
    """One expert on one proposition."""

    proposition = PropositionReferenceSerializer()


class ExpertPartSerializer(TimelinePartSerializer):
    """One expert on one proposition."""

    expert = ExpertReferenceSerializer()


class TimelineSerializer(Shape):
    citation = CitationSerializer()
    as_of = serializers.DateField(allow_null=True, help_text=_("As asked for."))
    known_at = serializers.DateTimeField(allow_null=True, help_text=_("As asked for."))
    coverage = CoverageSerializer()


class ExpertTimelineSerializer(TimelineSerializer):
    """Where one expert stood, proposition by proposition."""

    expert = ExpertReferenceSerializer()
    propositions = PropositionPartSerializer(many=True)


class CountsSerializer(Shape):
    favor = serializers.IntegerField()
    against = serializers.IntegerField()
    mixed = serializers.IntegerField()


class ShareSerializer(Shape):
    """How many people held each stance at the end of a month."""

    month = serializers.CharField(help_text=_("YYYY-MM"))
    counts = CountsSerializer()
    n = serializers.IntegerField()


class PropositionTimelineSerializer(TimelineSerializer):
    """Where all experts stood on one proposition."""

    proposition = PropositionReferenceSerializer()
    tracked = serializers.IntegerField(help_text=_("How many people are tracked: n of m."))
    shares = ShareSerializer(many=True)
    experts = ExpertPartSerializer(many=True)


class ExchangeSerializer(Shape):
    """One question with its answer: places in the interview's text, in code points."""

    number = serializers.IntegerField()
    question = serializers.ListField(
        child=serializers.IntegerField(), min_length=2, max_length=2, help_text=_("[start, end]")
    )
    answer = serializers.ListField(
        child=serializers.IntegerField(), min_length=2, max_length=2, help_text=_("[start, end]")
    )
    statements = SaidSerializer(many=True)


class InterviewSerializer(Shape):
    """An interview: the exchanges whose answers are public."""

    citation = CitationSerializer()
    id = serializers.CharField()
    occasion = serializers.CharField()
    title = serializers.CharField()
    stated_on = serializers.DateField()
    precision = serializers.ChoiceField(choices=enums.DatePrecision.choices)
    basis = serializers.ChoiceField(choices=enums.DateBasis.choices)
    article = serializers.CharField()
    outlet = serializers.CharField()
    url = serializers.CharField()
    guests = serializers.ListField(child=serializers.CharField())
    exchanges = ExchangeSerializer(many=True)
