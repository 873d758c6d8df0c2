"""Tracked people."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from commentary.models import Expert
from commentary.shapes import EXPERT_FIELDS
from commentary.shaping import expert_records
from commentary.timelines import expert_timeline
from commentary.views.parts import (
    BY_NAME,
    clocks_of,
    gone,
    page_of,
    people,
    told,
    with_outlets,
    with_positions,
)


@require_safe
def experts(request: HttpRequest) -> HttpResponse:
    """Everybody who is tracked, by name."""
    page = page_of(request, BY_NAME, with_positions(Expert.objects.tracked()))
    return render(
        request,
        "commentary/experts.html",
        {"section": "experts", "experts": people(page["rows"]), "next": page["next"]},
    )


@require_safe
def expert(request: HttpRequest, slug: str) -> HttpResponse:
    """One person: roles, and a timeline for each proposition; at two clocks, where given."""
    found = Expert.objects.filter(slug=slug).first()
    if found is None or found.restricted_at is not None:
        return gone(request, "expert", slug)
    if found.merged_into_id is not None:
        return redirect(found.survivor(), permanent=True)
    row = Expert.objects.filter(pk=found.pk).values(*EXPERT_FIELDS)
    clocks = clocks_of(request)
    timeline = with_outlets(expert_timeline(found, **clocks))
    person = expert_records(list(row))[0]
    return render(
        request,
        "commentary/expert.html",
        {
            "section": "experts",
            "expert": person,
            "stale_months": settings.STALE_MONTHS,
            "other_names": [
                one["name"] for one in person["names"] if one["name"] != person["name"]
            ],
            "coverage": timeline["coverage"],
            "clocks": clocks,
            "timelines": sorted(
                (told(part, part["proposition"]) for part in timeline["propositions"]),
                key=lambda told: str(told["steps"][-1]["position"]["stated_on"]),
                reverse=True,
            ),
        },
    )
