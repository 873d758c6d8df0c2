"""Experts and their timelines."""

from typing import Any

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from commentary.api.filters import AS_OF, KNOWN_AT, PROPOSITION, SINCE, TOPIC, UNTIL
from commentary.api.lookups import (
    expert_called,
    redirect_to_survivor,
    timeline_filters,
)
from commentary.api.serializers import ExpertSerializer, ExpertTimelineSerializer
from commentary.models import Expert
from commentary.shapes import EXPERT_FIELDS
from commentary.shaping import expert_records
from commentary.timelines import expert_timeline
from common.api.paging import Key, Keyset
from common.api.views import ApiView, ListView


class ExpertListView(ListView):
    """Tracked people by name. A merged person is not listed: its address leads to the survivor."""

    summary = _("List experts")
    answer = ExpertSerializer
    fields = EXPERT_FIELDS
    keyset = Keyset((Key("name"), Key("id")))
    columns = (
        "slug",
        "name",
        "affiliations.0.role",
        "affiliations.0.organisation",
        "public_basis",
        "tracked_since",
    )

    def rows(self, values: dict[str, Any]) -> QuerySet[Any, Any]:  # noqa: ARG002 - no filters yet
        return Expert.objects.tracked()

    def shape(self, rows: list[Any]) -> list[dict[str, Any]]:
        return expert_records(rows)


class ExpertView(ApiView):
    """One expert with all names, dated roles and identifiers."""

    summary = _("Read an expert")
    answer = ExpertSerializer
    redirects_merged = True

    def get(self, request: Request, slug: str) -> HttpResponseBase:
        self.read(request)
        expert = expert_called(slug)
        if expert.merged_into_id is not None:
            return redirect_to_survivor(request, expert)
        rows = Expert.objects.filter(pk=expert.pk).values(*EXPERT_FIELDS)
        return Response(expert_records(list(rows))[0])


class ExpertTimelineView(ApiView):
    """The stance timeline: for each proposition where the expert stood, oldest first, with the
    words that show it, and the changes between.
    """

    summary = _("Read an expert's stance timeline")
    answer = ExpertTimelineSerializer
    redirects_merged = True
    parameters = (TOPIC, PROPOSITION, SINCE, UNTIL, AS_OF, KNOWN_AT)

    def get(self, request: Request, slug: str) -> HttpResponseBase:
        values = self.read(request)
        expert = expert_called(slug)
        if expert.merged_into_id is not None:
            return redirect_to_survivor(request, expert)
        timeline_filters(values)  # a slug that names nothing is an error, not an empty timeline
        return Response(expert_timeline(expert, **values))
