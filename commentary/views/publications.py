"""Where words were printed: interviews and articles. What we drew from them, never the whole."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commentary.models import Interview, Statement
from commentary.publications import public_articles, public_interview
from commentary.shapes import ARTICLE_FIELDS, Shape, article_shape
from commentary.shaping import statement_records
from commentary.views.parts import gone, positions_by_statement, with_outlets
from common.public_ids import public_id, row_number


@require_safe
def interview(request: HttpRequest, public: str) -> HttpResponse:
    """One interview: where each public answer puts its speaker, in our words and in theirs."""
    number = row_number("interview", public)
    found = public_interview(number) if number is not None else None
    if found is None:
        return gone(request, "interview", public)
    said = [one for exchange in found["exchanges"] for one in exchange["statements"]]
    positions = positions_by_statement(said)
    for exchange in found["exchanges"]:
        exchange["answers"] = [
            _drawn(one, positions, article=found["article"]) for one in exchange["statements"]
        ]
    speakers = {one["expert"]["slug"]: one["expert"] for one in said}
    context = {"interview": found, "speakers": list(speakers.values())}
    return render(request, "commentary/interview.html", with_outlets(context))


@require_safe
def article(request: HttpRequest, public: str) -> HttpResponse:
    """One article: who is quoted in it, with what may be shown of the words."""
    number = row_number("article", public) or 0  # no row has the number 0
    row = public_articles().filter(pk=number).values(*ARTICLE_FIELDS).first()
    if row is None:
        raise Http404(_("There is no public article at this address."))
    shape = article_shape(row)
    inside = Q(appearances__article_text__article=number) | Q(
        evidence__article_text__article=number
    )
    said = statement_records(
        Statement.objects.accepted().current().filter(inside).distinct().order_by("pk")
    )
    positions = positions_by_statement(said)
    interviews = Interview.objects.filter(article_text__article=number).values_list(
        "pk", flat=True
    )
    told = {public_id("interview", pk) for pk in interviews}
    context = {
        "article": shape,
        "drawn": [_drawn(one, positions, article=shape["id"]) for one in said],
        "interviews": sorted(told & {one["interview"] for one in said}),
        "published_on": row["published_at"],
        "seen_on": row["first_seen_at"],
    }
    return render(request, "commentary/article.html", with_outlets(context))


def _drawn(statement: Shape, positions: dict[str, list[Shape]], *, article: str) -> Shape:
    """A statement as it stands in one article, and the positions drawn from it."""
    here = [one for one in statement["appearances"] if one["article"] == article]
    return {
        "statement": statement,
        "words": here[0] if here else None,
        "positions": positions.get(statement["id"], []),
    }
