"""Topics: the tree, and what is held within one of its branches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commentary.models import Expert, Proposition, Topic
from commentary.shapes import EXPERT_FIELDS, PROPOSITION_FIELDS, Shape, proposition_shape
from commentary.views.parts import BY_WORDING, PUBLIC_POSITIONS, page_of, people

_MOST_PEOPLE = 50


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """The whole tree, with how many propositions each topic has itself."""
    context = {"section": "topics", "topics": _tree(_rows())}
    return render(request, "commentary/topics.html", context)


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic with all below it: its propositions, and who stands where on most of them."""
    rows = {row["id"]: row for row in _rows()}
    found = next((row for row in rows.values() if row["slug"] == slug), None)
    if found is None:
        raise Http404(_("There is no topic at this address."))
    parts = _tree(rows.values(), top=found["id"])
    inside = {found["id"], *_numbers(parts)}
    propositions = (
        Proposition.objects.filter(topic__in=inside)
        .annotate(count=PUBLIC_POSITIONS)
        .values(*PROPOSITION_FIELDS, "count")
    )
    page = page_of(request, BY_WORDING, propositions)
    return render(
        request,
        "commentary/topic.html",
        {
            "section": "topics",
            "topic": found,
            "above": _above(found, rows),
            "topics": parts,
            "propositions": [
                {**proposition_shape(row), "count": row["count"]} for row in page["rows"]
            ],
            "next": page["next"],
            "experts": _standing(inside),
        },
    )


def _rows() -> list[dict[str, Any]]:
    rows: QuerySet[Any, Any] = Topic.objects.annotate(count=Count("propositions")).values(
        "id", "slug", "name", "parent_id", "count"
    )
    return list(rows.order_by("name", "id"))


def _tree(rows: Iterable[dict[str, Any]], top: int | None = None) -> list[Shape]:
    """What is below `top` (None: all), each with its `parts`; each topic stands there once, also
    where staff have made two topics parts of each other: then from the first by name.
    """
    rows = list(rows)
    below: dict[int | None, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        below[row["parent_id"]].append(row)
    seen = {top}

    def grown(row: dict[str, Any]) -> list[Shape]:
        if row["id"] in seen:
            return []
        seen.add(row["id"])
        return [{**row, "parts": [part for one in below[row["id"]] for part in grown(one)]}]

    roots = [*below[top], *rows] if top is None else below[top]
    return [part for row in roots for part in grown(row)]


def _numbers(tree: Iterable[Shape]) -> Iterable[int]:
    for one in tree:
        yield one["id"]
        yield from _numbers(one["parts"])


def _above(row: dict[str, Any], rows: dict[int, dict[str, Any]]) -> list[dict[str, Any]]:
    """What the topic is part of, the widest first."""
    path = [row]
    while path[0]["parent_id"] is not None:
        parent = rows[path[0]["parent_id"]]
        if parent in path:
            break
        path.insert(0, parent)
    return path[:-1]


def _standing(topics: set[int]) -> list[Shape]:
    """The people with most public positions on the topics."""
    within = Q(
        positions__recorded_at__isnull=False,
        positions__ended_at__isnull=True,
        positions__restricted_at__isnull=True,
        positions__proposition__topic__in=topics,
    )
    rows = (
        Expert.objects.tracked()
        .annotate(count=Count("positions", filter=within))
        .filter(count__gt=0)
        .order_by("-count", "name", "id")
        .values(*EXPERT_FIELDS, "count")
    )
    return people(list(rows[:_MOST_PEOPLE]))
