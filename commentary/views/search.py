"""Searching, for people: one line to ask with, what was found, and marks where."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from commentary.enums import SearchKind
from commentary.highlighting import Highlight, Segment, segments
from commentary.searching import FIELDS, KEYSET, LONGEST, UnsearchableError, find
from commentary.shapes import Shape
from commentary.views.parts import page_of

_ONE = {
    SearchKind.EXPERT: _("Person"),
    SearchKind.PROPOSITION: _("Proposition"),
    SearchKind.POSITION: _("Position"),
    SearchKind.STATEMENT: _("Statement"),
}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`?q=` what to look for, `?kind=` only records of one kind; a search that can find nothing
    is sent back with the reason and 422.
    """
    asked, kind = request.GET.get("q", ""), request.GET.get("kind", "")
    kind = kind if kind in SearchKind.values else ""
    context = {
        "section": "search",
        "asked": asked,
        "kind": kind,
        "kinds": [(one.value, capfirst(one.label)) for one in SearchKind],
        "longest": LONGEST,
    }
    if not asked.strip():
        return render(request, "commentary/search.html", context)
    try:
        found = find(asked, kind=kind)
    except UnsearchableError as error:
        refused = {**context, "error": capfirst(str(error))}
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render(request, "commentary/search.html", refused, status=status)
    page = page_of(request, KEYSET, found.rows.values(*FIELDS))
    results = [_marked(one) for one in found.shapes(page["rows"])]
    told = {"results": results, "next": page["next"], "did_you_mean": found.did_you_mean}
    return render(request, "commentary/search.html", {**context, **told})


def _marked(result: Shape) -> Shape:
    """A result with its page and its texts cut where marks begin and end."""
    snippet = result["snippet"]
    return {
        **result,
        "called": _ONE[result["kind"]],
        "address": reverse(f"commentary:{result['kind']}", args=[result["id"]]),
        "title_parts": _cut(result["title"], result["title_matches"]),
        "snippet_parts": _cut(snippet["text"], snippet["matches"]) if snippet else [],
    }


def _cut(text: str, matches: Sequence[Sequence[int]]) -> list[Segment]:
    return segments(text, [Highlight(start, end, "found") for start, end in matches])
