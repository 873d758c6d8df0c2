"""What stances are about."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from commentary.models import Proposition
from commentary.shapes import PROPOSITION_FIELDS, proposition_shape
from commentary.shaping import proposition_record
from commentary.timelines import proposition_timeline
from commentary.views.parts import (
    BY_WORDING,
    PUBLIC_POSITIONS,
    clocks_of,
    page_of,
    told,
    with_outlets,
)


@require_safe
def propositions(request: HttpRequest) -> HttpResponse:
    """Everything that stances are recorded on, by wording."""
    rows = Proposition.objects.annotate(count=PUBLIC_POSITIONS).values(
        *PROPOSITION_FIELDS, "count"
    )
    page = page_of(request, BY_WORDING, rows)
    return render(
        request,
        "commentary/propositions.html",
        {
            "section": "propositions",
            "propositions": [
                {**proposition_shape(row), "count": row["count"]} for row in page["rows"]
            ],
            "next": page["next"],
        },
    )


@require_safe
def proposition(request: HttpRequest, slug: str) -> HttpResponse:
    """One proposition: everybody who took a stance on it; at two clocks, where given."""
    found = get_object_or_404(Proposition, slug=slug)
    clocks = clocks_of(request)
    timeline = with_outlets(proposition_timeline(found, **clocks))
    return render(
        request,
        "commentary/proposition.html",
        {
            "section": "propositions",
            "proposition": {**proposition_record(found.pk), **timeline["proposition"]},
            "clocks": clocks,
            "tracked": timeline["tracked"],
            "timelines": [told(part, timeline["proposition"]) for part in timeline["experts"]],
        },
    )
