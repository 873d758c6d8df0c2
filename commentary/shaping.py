"""Reading rows into the shapes of commentary.shapes, in a fixed number of queries however many.

Whether a row may be seen is decided by the queryset that is given; order is kept.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Substr

from commentary.models import (
    Affiliation,
    Appearance,
    Evidence,
    ExpertIdentifier,
    ExpertName,
    Position,
    Proposition,
    StanceChange,
    Statement,
)
from commentary.shapes import (
    APPEARANCE_FIELDS,
    CHANGE_FIELDS,
    EVIDENCE_FIELDS,
    POSITION_FIELDS,
    PROPOSITION_FIELDS,
    STATEMENT_FIELDS,
    Row,
    Shape,
    appearance_shape,
    change_shape,
    evidence_shape,
    expert_shape,
    position_record_shape,
    proposition_shape,
    statement_shape,
)
from sources.enums import ArticleState

FIRST_PUBLISHED_FIRST = (
    F("article_text__article__published_at").asc(nulls_last=True),
    "article_text__article__first_seen_at",
    "article_text__revision",
    "pk",
)


def position_records(positions: QuerySet[Any]) -> list[Shape]:
    """Whole positions; three queries."""
    rows = list(positions.values(*POSITION_FIELDS))
    evidence = evidence_of(rows)
    return [position_record_shape(row, evidence[row["id"]]) for row in rows]


def statement_records(statements: QuerySet[Any]) -> list[Shape]:
    """Whole statements; two queries."""
    rows = list(statements.values(*STATEMENT_FIELDS))
    appearances = appearances_of([row["id"] for row in rows])
    return [statement_shape(row, appearances[row["id"]]) for row in rows]


def change_records(changes: QuerySet[Any]) -> list[Shape]:
    """Whole changes with both positions; four queries."""
    rows = list(changes.values(*CHANGE_FIELDS))
    ids = {row["before_id"] for row in rows} | {row["after_id"] for row in rows}
    positions = list(Position.objects.filter(pk__in=ids).values(*POSITION_FIELDS))
    evidence = evidence_of(positions)
    shapes = {row["id"]: position_record_shape(row, evidence[row["id"]]) for row in positions}
    return [
        change_shape(row, before=shapes[row["before_id"]], after=shapes[row["after_id"]])
        for row in rows
    ]


def expert_records(rows: Sequence[Row]) -> list[Shape]:
    """Experts out of rows of EXPERT_FIELDS, with names, roles (newest first) and identifiers.

    Three queries.
    """
    numbers = [row["id"] for row in rows]
    names = _by_expert(ExpertName.objects.filter(expert__in=numbers).order_by("pk"))
    affiliations = _by_expert(
        Affiliation.objects.filter(expert__in=numbers).order_by(
            F("since").desc(nulls_last=True), "-pk"
        )
    )
    identifiers = _by_expert(ExpertIdentifier.objects.filter(expert__in=numbers).order_by("pk"))
    return [
        expert_shape(
            row,
            names=names[row["id"]],
            affiliations=affiliations[row["id"]],
            identifiers=identifiers[row["id"]],
        )
        for row in rows
    ]


def _by_expert(rows: QuerySet[Any]) -> defaultdict[int, list[Row]]:
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows.values():
        found[row["expert_id"]].append(row)
    return found


def position_record(pk: int) -> Shape:
    """One position, whatever its state: an event is written as it becomes public or ends."""
    return position_records(Position.objects.filter(pk=pk))[0]


def statement_record(pk: int) -> Shape:
    return statement_records(Statement.objects.filter(pk=pk))[0]


def change_record(pk: int) -> Shape:
    return change_records(StanceChange.objects.filter(pk=pk))[0]


def proposition_record(pk: int) -> Shape:
    return proposition_shape(Proposition.objects.values(*PROPOSITION_FIELDS).get(pk=pk))


def evidence_of(positions: Sequence[Row]) -> dict[int, list[Shape]]:
    """The evidence of rows of positions, by position id, the lead first; two queries."""
    if not positions:
        return {}
    through = Position.more_evidence.through
    links = (
        through._default_manager.filter(position_id__in=[row["id"] for row in positions])  # noqa: SLF001 - the documented name
        .order_by("position_id", "evidence_id")
        .values_list("position_id", "evidence_id")
    )
    wanted: dict[int, list[int]] = {
        row["id"]: [row["lead_evidence_id"]] if row["lead_evidence_id"] else []
        for row in positions
    }
    for position, evidence in links:
        if evidence not in wanted[position]:
            wanted[position].append(evidence)
    numbers = {number for some in wanted.values() for number in some}
    rows = Evidence.objects.filter(pk__in=numbers).order_by("pk").values(*EVIDENCE_FIELDS)
    shapes = {row["id"]: evidence_shape(row) for row in rows}
    return {position: [shapes[one] for one in some] for position, some in wanted.items()}


def appearances_of(statements: Iterable[int]) -> dict[int, list[Shape]]:
    """The publications of statements by statement id, first published first; one query.

    An article that prints a statement in several of its texts is one publication, the first.
    """
    rows = (
        Appearance.objects.filter(Q(statement_id__in=list(statements)))
        .annotate(
            shown_text=Substr(
                "article_text__text", F("shown_start") + 1, F("shown_end") - F("shown_start")
            ),
            is_withdrawn=Q(article_text__article__state=ArticleState.WITHDRAWN),
        )
        .order_by("statement_id", *FIRST_PUBLISHED_FIRST)
        .values(*APPEARANCE_FIELDS)
    )
    found: dict[int, list[Shape]] = defaultdict(list)
    articles: set[tuple[int, str]] = set()
    for row in rows:
        shape = appearance_shape(row)
        if (row["statement_id"], shape["article"]) not in articles:
            articles.add((row["statement_id"], shape["article"]))
            found[row["statement_id"]].append(shape)
    return found
