"""Finding records by words, and comparing people."""

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from commentary.api.filters import AS_OF, EXPERT, KNOWN_AT, PROPOSITION
from commentary.api.found_shapes import ComparisonSerializer, SearchResultSerializer
from commentary.api.lookups import experts_called, timeline_filters
from commentary.comparison import compare
from commentary.enums import SearchKind
from commentary.searching import FIELDS, KEYSET, LONGEST, Found, UnsearchableError, find
from common.api.parameters import Choice, Opaque, Several, no_such_value
from common.api.views import ApiView, ListView

FEWEST, MOST = 2, 6


class SearchView(ListView):
    """People, propositions, positions and statements with all the words of `q`.

    The last word is also taken as the beginning of one, and "words in quotation marks" stand in
    that order; nothing else has a meaning. What is called exactly so comes first. Where nothing is
    found, people are whose names are written nearly so, and `did_you_mean` is the nearest name.
    """

    summary = _("Search")
    answer = SearchResultSerializer
    fields = FIELDS
    keyset = KEYSET
    parameters = (
        Opaque(
            "q",
            _("What to look for: up to %(number)d characters.") % {"number": LONGEST},
            is_required=True,
        ),
        Choice("kind", _("Only records of this kind."), choices=tuple(SearchKind.values)),
    )
    columns = (
        "kind",
        "id",
        "title",
        "stated_on",
        "expert.slug",
        "proposition.slug",
        "stance",
        "stance_text",
        "snippet.of",
        "snippet.text",
        "snippet.rendering",
        "snippet.quotable",
        "found_by",
        "api_url",
        "page_url",
    )
    beside = {
        "did_you_mean": serializers.CharField(
            allow_null=True, help_text=_("The nearest name, where nothing was found.")
        )
    }

    _found: Found

    def rows(self, values: dict[str, Any]) -> QuerySet[Any, Any]:
        try:
            self._found = find(values["q"], kind=values.get("kind", ""))
        except UnsearchableError as error:
            raise no_such_value("q", str(error)) from None
        return self._found.rows

    def shape(self, rows: list[Any]) -> list[dict[str, Any]]:
        return self._found.shapes(rows)

    def said_of_list(self) -> dict[str, Any]:
        return {"did_you_mean": self._found.did_you_mean}


class CompareView(ApiView):
    """Where 2 to 6 people stood on one proposition on one day: `expert` is given for each."""

    summary = _("Compare experts")
    answer = ComparisonSerializer
    parameters = (
        replace(PROPOSITION, is_required=True),
        Several(
            "expert",
            _("Slug of an expert, given once for each; a merged one finds the survivor."),
            of=EXPERT,
            minimum=FEWEST,
            maximum=MOST,
            is_required=True,
        ),
        AS_OF,
        KNOWN_AT,
    )

    def get(self, request: Request) -> Response:
        values = self.read(request)
        proposition = timeline_filters({"proposition": values.pop("proposition")})["proposition"]
        experts = experts_called(values.pop("expert"), at_least=FEWEST)
        return Response(compare(proposition, experts, **values))
