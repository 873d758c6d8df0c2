"""What of the sources is public: articles and interviews that hold accepted words.

An article that was polled, or whose passages await review, is nobody's business yet.
"""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Exists, OuterRef, QuerySet

from commentary.models import (
    Appearance,
    Evidence,
    Exchange,
    ExpertName,
    Interview,
    Position,
    Statement,
)
from commentary.shapes import INTERVIEW_FIELDS, Shape, interview_shape
from commentary.shaping import statement_records
from sources.models import Article


def public_articles() -> QuerySet[Article]:
    """Articles in which a public statement appears or that show a public position."""
    statements = Statement.objects.accepted().current()
    appears = Appearance.objects.filter(
        article_text__article=OuterRef("pk"), statement__in=statements
    )
    leads = Position.objects.published().current().values("lead_evidence")
    shows = Evidence.objects.filter(article_text__article=OuterRef("pk"), pk__in=leads)
    return Article.objects.filter(Exists(appears) | Exists(shows))


def public_interview(pk: int) -> Shape | None:
    """The interview with the exchanges whose answers are public; None when none is."""
    row = Interview.objects.filter(pk=pk).values(*INTERVIEW_FIELDS).first()
    statements = (
        Statement.objects.accepted()
        .current()
        .filter(occasion__interview=pk, passage__exchange__isnull=False)
        .order_by("pk")
    )
    exchange_of = list(statements.values_list("passage__exchange", flat=True))
    if row is None or not exchange_of:
        return None
    hidden = ExpertName.objects.filter(
        expert__restricted_at__isnull=False, name__in=row["guests"]
    ).values_list("name", flat=True)
    row |= {"guests": [guest for guest in row["guests"] if guest not in set(hidden)]}
    answers: dict[int, list[Shape]] = defaultdict(list)
    for exchange, shape in zip(exchange_of, statement_records(statements), strict=True):
        answers[exchange].append(shape)
    exchanges = (
        Exchange.objects.filter(pk__in=answers)
        .order_by("number")
        .values("id", "number", "question_start", "question_end", "answer_start", "answer_end")
    )
    return interview_shape(row, exchanges, answers)
