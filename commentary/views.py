"""The public pages: what is public, in words, without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commentary.models import Expert, Position, Proposition, StanceChange
from commentary.shapes import EXPERT_FIELDS, PROPOSITION_FIELDS, Shape, proposition_shape
from commentary.shaping import (
    change_records,
    expert_records,
    position_record,
    proposition_record,
    statement_record,
)
from commentary.timelines import expert_timeline, proposition_timeline
from common.api.paging import Key, Keyset
from common.api.problems import ParameterProblem
from common.public_ids import row_number
from sources.models import Outlet

Shaped = TypeVar("Shaped", Shape, list[Shape])

_PAGE = 50
_LATEST = 6
_FIRST_EXPERTS = 12

_BY_NAME = Keyset((Key("name"), Key("id")))
_BY_WORDING = Keyset((Key("wording"), Key("id")))
_NEWEST = Keyset((Key("on", is_descending=True), Key("id", is_descending=True)))

_public_positions = Count(
    "positions",
    filter=Q(positions__recorded_at__isnull=False, positions__ended_at__isnull=True),
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What changed lately, and who is tracked."""
    newest = _NEWEST.order(StanceChange.objects.confirmed())[:_LATEST]
    people = _with_positions(Expert.objects.tracked()).order_by("-count", "name", "id")
    return render(
        request,
        "commentary/home.html",
        {
            "changes": _with_outlets(change_records(newest)),
            "experts": _people(list(people[:_FIRST_EXPERTS])),
            "tracked": Expert.objects.tracked().count(),
        },
    )


@require_safe
def experts(request: HttpRequest) -> HttpResponse:
    """Everybody who is tracked, by name."""
    page = _page(request, _BY_NAME, _with_positions(Expert.objects.tracked()))
    return render(
        request,
        "commentary/experts.html",
        {"section": "experts", "experts": _people(page["rows"]), "next": page["next"]},
    )


@require_safe
def expert(request: HttpRequest, slug: str) -> HttpResponse:
    """One person: roles, and a timeline for each proposition."""
    found = get_object_or_404(Expert, slug=slug)
    if found.merged_into_id is not None:
        return redirect(found.survivor(), permanent=True)
    row = Expert.objects.filter(pk=found.pk).values(*EXPERT_FIELDS)
    timeline = _with_outlets(expert_timeline(found))
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
            "timelines": sorted(
                (_told(part, part["proposition"]) for part in timeline["propositions"]),
                key=lambda told: str(told["steps"][-1]["position"]["stated_on"]),
                reverse=True,
            ),
        },
    )


@require_safe
def propositions(request: HttpRequest) -> HttpResponse:
    """Everything that stances are recorded on, by wording."""
    rows = Proposition.objects.annotate(count=_public_positions).values(
        *PROPOSITION_FIELDS, "count"
    )
    page = _page(request, _BY_WORDING, rows)
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
    """One proposition: everybody who took a stance on it."""
    found = get_object_or_404(Proposition, slug=slug)
    timeline = _with_outlets(proposition_timeline(found))
    return render(
        request,
        "commentary/proposition.html",
        {
            "section": "propositions",
            "proposition": proposition_record(found.pk),
            "tracked": timeline["tracked"],
            "timelines": [_told(part, timeline["proposition"]) for part in timeline["experts"]],
        },
    )


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Every confirmed change of stance, newest first."""
    page = _page(request, _NEWEST, StanceChange.objects.confirmed().values("id", "on"))
    found = StanceChange.objects.filter(pk__in=[row["id"] for row in page["rows"]])
    return render(
        request,
        "commentary/changes.html",
        {
            "section": "changes",
            "changes": _with_outlets(change_records(_NEWEST.order(found))),
            "next": page["next"],
        },
    )


@require_safe
def position(request: HttpRequest, public: str) -> HttpResponse:
    """One position with its evidence. One that has ended stays and says why."""
    row = Position.objects.published().filter(pk=row_number("position", public)).first()
    if row is None:
        raise Http404(_("There is no public position at this address."))
    return render(
        request,
        "commentary/position.html",
        _with_outlets(
            {
                "position": position_record(row.pk),
                "statement": statement_record(row.statement_id),
                "recorded_on": row.recorded_at,
            }
        ),
    )


def _with_positions(people: QuerySet[Expert]) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = people.annotate(count=_public_positions).values(
        *EXPERT_FIELDS, "count"
    )
    return rows


def _people(rows: list[dict[str, Any]]) -> list[Shape]:
    return [
        {**shape, "count": row["count"]}
        for row, shape in zip(rows, expert_records(rows), strict=True)
    ]


def _page(request: HttpRequest, keyset: Keyset, rows: QuerySet[Any, Any]) -> dict[str, Any]:
    """One page of rows and the query of the next one; an unreadable cursor is a 404."""
    try:
        page = keyset.page(
            rows, cursor=request.GET.get("cursor", ""), limit=_PAGE, binding=request.path
        )
    except ParameterProblem:
        raise Http404(_("This list has no such page.")) from None
    return {"rows": page.rows, "next": page.next_cursor}


def _with_outlets(shape: Shaped) -> Shaped:
    """Add to everything printed the name of who printed it; one query.

    Words that we may not keep have no outlet here: they are named by the host of their address.
    """
    printed = list(_printed(shape))
    slugs = {words["outlet"] for words in printed if words["outlet"]}
    names = dict(Outlet.objects.filter(slug__in=slugs).values_list("slug", "name"))
    for words in printed:
        words["outlet_name"] = names.get(words["outlet"]) or urlsplit(words["url"]).hostname
    return shape


def _printed(shape: Any) -> Iterator[Shape]:
    """Every evidence and appearance in a shape, however deep."""
    if isinstance(shape, list):
        for inner in shape:
            yield from _printed(inner)
    elif isinstance(shape, dict):
        if "read_at_source" in shape:
            yield shape
        for inner in shape.values():
            yield from _printed(inner)


def _told(part: Shape, proposition: Shape) -> Shape:
    """A timeline as one list to read: positions oldest first, each change before the position
    that made it.
    """
    by_id = {position["id"]: position for position in part["positions"]}
    steps: list[Shape] = []
    for position in part["positions"]:
        steps += [
            {"change": change, "before": by_id.get(change["before"]), "after": position}
            for change in part["changes"]
            if change["after"] == position["id"]
        ]
        steps.append({"position": position})
    current = part["current"]
    return {
        **part,
        "proposition": proposition,
        "steps": steps,
        "standing": by_id.get(current["position"]) if current else None,
    }
