"""Changes, positions and statements."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commentary.models import Position, StanceChange, Statement
from commentary.shaping import (
    change_records,
    position_record,
    statement_record,
    statement_records,
)
from commentary.views.parts import NEWEST, gone, page_of, positions_by_statement, with_outlets
from common.public_ids import row_number


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Every confirmed change of stance, newest first."""
    page = page_of(request, NEWEST, StanceChange.objects.confirmed().values("id", "on"))
    found = StanceChange.objects.filter(pk__in=[row["id"] for row in page["rows"]])
    return render(
        request,
        "commentary/changes.html",
        {
            "section": "changes",
            "changes": with_outlets(change_records(NEWEST.order(found))),
            "next": page["next"],
        },
    )


@require_safe
def statement(request: HttpRequest, public: str) -> HttpResponse:
    """What was said on one occasion, everywhere it was printed. One that has ended stays."""
    found = Statement.objects.accepted().public()
    shapes = statement_records(found.filter(pk=row_number("statement", public)))
    if not shapes:
        return gone(request, "statement", public)
    context = {
        "statement": shapes[0],
        "positions": positions_by_statement(shapes).get(shapes[0]["id"], []),
    }
    return render(request, "commentary/statement.html", with_outlets(context))


@require_safe
def position(request: HttpRequest, public: str) -> HttpResponse:
    """One position with its evidence. One that has ended stays and says why."""
    row = Position.objects.published().public().filter(pk=row_number("position", public)).first()
    if row is None:
        return gone(request, "position", public)
    return render(
        request,
        "commentary/position.html",
        with_outlets(
            {
                "position": position_record(row.pk),
                "statement": statement_record(row.statement_id),
                "recorded_on": row.recorded_at,
            }
        ),
    )
