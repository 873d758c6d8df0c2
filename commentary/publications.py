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
from commentary.shapes import INTERVIEW_FIELDS, Row, Shape, interview_shape
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


def public_interviews() -> QuerySet[Interview]:
    """Interviews with an answer that is public."""
    answers = _answers().filter(occasion=OuterRef("occasion"))
    return Interview.objects.filter(Exists(answers))


def public_interview(pk: int) -> Shape | None:
    """One of them in the shape of its record; None when no answer in it is public."""
    found = interview_records(public_interviews().filter(pk=pk))
    return found[0] if found else None


def interview_records(interviews: QuerySet[Interview]) -> list[Shape]:
    """Interviews with the exchanges whose answers are public, in the order given; six queries."""
    rows = list(interviews.values(*INTERVIEW_FIELDS))
    statements = _answers().filter(occasion__interview__in=[row["id"] for row in rows])
    exchange_of = list(statements.values_list("passage__exchange", flat=True))
    hidden = set(
        ExpertName.objects.filter(
            expert__restricted_at__isnull=False,
            name__in={guest for row in rows for guest in row["guests"]},
        ).values_list("name", flat=True)
    )
    for row in rows:
        row["guests"] = [guest for guest in row["guests"] if guest not in hidden]
    answers: dict[int, list[Shape]] = defaultdict(list)
    for exchange, shape in zip(exchange_of, statement_records(statements), strict=True):
        answers[exchange].append(shape)
    exchanges: dict[int, list[Row]] = defaultdict(list)
    for row in (
        Exchange.objects.filter(pk__in=answers).order_by("number").values(*_EXCHANGE_FIELDS)
    ):
        exchanges[row["interview_id"]].append(row)
    return [interview_shape(row, exchanges[row["id"]], answers) for row in rows]


_EXCHANGE_FIELDS = (
    "id",
    "interview_id",
    "number",
    "question_start",
    "question_end",
    "answer_start",
    "answer_end",
)


def _answers() -> QuerySet[Statement]:
    answers: QuerySet[Statement] = (
        Statement.objects.accepted()
        .current()
        .filter(passage__exchange__isnull=False)
        .order_by("pk")
    )
    return answers
