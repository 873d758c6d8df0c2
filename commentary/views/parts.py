"""What the pages share: a page of a long list, who printed the words, a timeline to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.core.exceptions import BadRequest
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from commentary.models import Expert, Position
from commentary.shapes import EXPERT_FIELDS, Shape
from commentary.shaping import expert_records, position_records
from commentary.tombstones import tombstone_of
from common.api.paging import Key, Keyset
from common.api.parameters import Day, Instant, read_parameters
from common.api.problems import ParameterProblem
from common.public_ids import row_number
from sources.models import Outlet

Shaped = TypeVar("Shaped", Shape, list[Shape])

PAGE = 50

BY_NAME = Keyset((Key("name"), Key("id")))
BY_WORDING = Keyset((Key("wording"), Key("id")))
NEWEST = Keyset((Key("on", is_descending=True), Key("id", is_descending=True)))

CLOCKS = (Day("as_of", ""), Instant("known_at", ""))

PUBLIC_POSITIONS = Count(
    "positions",
    filter=Q(
        positions__recorded_at__isnull=False,
        positions__ended_at__isnull=True,
        positions__restricted_at__isnull=True,
    ),
)


def with_positions(people: QuerySet[Expert]) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = people.annotate(count=PUBLIC_POSITIONS).values(
        *EXPERT_FIELDS, "count"
    )
    return rows


def people(rows: list[dict[str, Any]]) -> list[Shape]:
    return [
        {**shape, "count": row["count"]}
        for row, shape in zip(rows, expert_records(rows), strict=True)
    ]


def positions_by_statement(statements: Iterable[Shape]) -> dict[str, list[Shape]]:
    """The public positions drawn from statements, by the statement's id; three queries."""
    numbers = [row_number("statement", one["id"]) for one in statements]
    drawn: dict[str, list[Shape]] = {}
    current = Position.objects.published().current().filter(statement__in=numbers)
    for one in position_records(current.order_by("proposition__wording", "pk")):
        drawn.setdefault(one["statement"], []).append(one)
    return drawn


def page_of(request: HttpRequest, keyset: Keyset, rows: QuerySet[Any, Any]) -> dict[str, Any]:
    """One page of rows and the query of the next one; an unreadable cursor is a 404."""
    try:
        page = keyset.page(
            rows, cursor=request.GET.get("cursor", ""), limit=PAGE, binding=request.path
        )
    except ParameterProblem:
        raise Http404(_("This list has no such page.")) from None
    return {"rows": page.rows, "next": page.next_cursor}


def gone(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    """Where nothing is shown: 410 with the tombstone of what was here, else 404 (Http404)."""
    tombstone = tombstone_of(kind, name)
    if tombstone is None:
        raise Http404(_("There is nothing public at this address."))
    context = {"tombstone": tombstone}
    return render(request, "commentary/gone.html", context, status=HTTPStatus.GONE)


def clocks_of(request: HttpRequest) -> dict[str, Any]:
    """`as_of` and `known_at` of a cited address, those that are given; nonsense is a 400."""
    query = QueryDict(mutable=True)
    for clock in CLOCKS:
        if clock.name in request.GET:
            query.setlist(clock.name, request.GET.getlist(clock.name))
    try:
        return read_parameters(query, CLOCKS)
    except ParameterProblem as problem:
        raise BadRequest(str(problem.detail)) from None


def with_outlets(shape: Shaped) -> Shaped:
    """Add to everything printed or missed the name of who printed it; one query.

    Words that we may not keep have no outlet here: they are named by the host of their address.
    """
    printed: list[Shape] = list(_printed(shape))
    missed: list[Shape] = _missed(shape)
    slugs = {one["outlet"] for one in [*printed, *missed] if one["outlet"]}
    names = dict(Outlet.objects.filter(slug__in=slugs).values_list("slug", "name"))
    for words in printed:
        words["outlet_name"] = names.get(words["outlet"]) or urlsplit(words["url"]).hostname
    for gap in missed:
        gap["outlet_name"] = names.get(gap["outlet"], gap["outlet"])
    return shape


def _missed(shape: Any) -> list[Shape]:
    """The gaps of a timeline."""
    return list(shape["coverage"]["gaps"]) if "coverage" in shape else []


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


def told(part: Shape, proposition: Shape) -> Shape:
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
