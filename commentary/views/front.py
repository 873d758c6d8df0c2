"""The first page."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commentary.models import Expert, StanceChange
from commentary.shaping import change_records
from commentary.views.parts import (
    NEWEST,
    people,
    with_outlets,
    with_positions,
)

_LATEST = 6
_FIRST_EXPERTS = 12


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What is done here, and how far it can be relied on, in plain words."""
    limits = {"words": settings.QUOTE_MAX_WORDS, "share": settings.QUOTE_MAX_SHARE}
    return render(request, "commentary/about.html", {"limits": limits})


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What changed lately, and who is tracked."""
    newest = NEWEST.order(StanceChange.objects.confirmed())[:_LATEST]
    tracked = with_positions(Expert.objects.tracked()).order_by("-count", "name", "id")
    return render(
        request,
        "commentary/home.html",
        {
            "changes": with_outlets(change_records(newest)),
            "experts": people(list(tracked[:_FIRST_EXPERTS])),
            "tracked": Expert.objects.tracked().count(),
        },
    )
