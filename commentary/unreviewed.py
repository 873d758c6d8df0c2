"""What awaits review, as staff read it. Nothing of this is ever public."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import F
from django.db.models.functions import Substr

from commentary.enums import PositionState, StatementState
from commentary.models import Appearance, Position, Statement
from commentary.shapes import Row, Shape, day, expert_reference, instant, proposition_reference
from common.public_ids import public_id

PASSAGE_FIELDS = (
    "id",
    "created_at",
    "expert__slug",
    "expert__name",
    "occasion_id",
    "occasion__stated_on",
    "article_text__article_id",
    "article_text__article__title",
    "article_text__article__url",
    "article_text__article__outlet__slug",
)
_STATEMENT_FIELDS = (
    "id",
    "passage_id",
    "passage__article_text_id",
    "expert__slug",
    "expert__name",
    "stated_on",
    "type",
    "medium",
    "negated",
    "hypothetical",
    "reported_by",
)
_POSITION_FIELDS = (
    "id",
    "statement_id",
    "proposition__slug",
    "proposition__wording",
    "proposition__kind",
    "stance",
    "strength",
    "certainty",
    "summary",
    "proposed_by",
)


def unreviewed_passages(rows: Sequence[Row]) -> list[Shape]:
    """Passages (rows of PASSAGE_FIELDS) with their undecided statements and what is suggested on
    them; three queries.
    """
    statements = list(
        Statement.objects.filter(
            passage__in=[row["id"] for row in rows], state=StatementState.PROPOSED
        )
        .order_by("pk")
        .values(*_STATEMENT_FIELDS)
    )
    numbers = [row["id"] for row in statements]
    words = {
        (row["statement_id"], row["article_text_id"]): row
        for row in Appearance.objects.filter(statement__in=numbers)
        .annotate(words=Substr("article_text__text", F("start") + 1, F("end") - F("start")))
        .values("statement_id", "article_text_id", "start", "end", "words")
    }
    positions: dict[int, list[Row]] = defaultdict(list)
    for row in (
        Position.objects.filter(statement__in=numbers, state=PositionState.PROPOSED)
        .order_by("pk")
        .values(*_POSITION_FIELDS)
    ):
        positions[row["statement_id"]].append(row)
    said: dict[int, list[Shape]] = defaultdict(list)
    for row in statements:
        printed = words.get((row["id"], row["passage__article_text_id"]))
        said[row["passage_id"]].append(_statement(row, printed, positions[row["id"]]))
    return [_passage(row, said[row["id"]]) for row in rows]


def _passage(row: Row, statements: list[Shape]) -> Shape:
    return {
        "id": public_id("passage", row["id"]),
        "status": "unreviewed",
        "expert": expert_reference(row["expert__slug"], row["expert__name"]),
        "occasion": public_id("occasion", row["occasion_id"]),
        "stated_on": day(row["occasion__stated_on"]),
        "article": public_id("article", row["article_text__article_id"]),
        "title": row["article_text__article__title"],
        "outlet": row["article_text__article__outlet__slug"],
        "url": row["article_text__article__url"],
        "created_at": instant(row["created_at"]),
        "statements": statements,
    }


def _statement(row: Row, printed: Row | None, positions: Sequence[Row]) -> Shape:
    return {
        "id": public_id("statement", row["id"]),
        "expert": expert_reference(row["expert__slug"], row["expert__name"]),
        "stated_on": day(row["stated_on"]),
        "type": row["type"],
        "medium": row["medium"],
        "negated": row["negated"],
        "hypothetical": row["hypothetical"],
        "reported_by": row["reported_by"],
        "text": "" if printed is None else printed["words"],
        "start": None if printed is None else printed["start"],
        "end": None if printed is None else printed["end"],
        "positions": [_position(one) for one in positions],
    }


def _position(row: Row) -> Shape:
    return {
        "id": public_id("position", row["id"]),
        "proposition": proposition_reference(
            row["proposition__slug"], row["proposition__wording"], row["proposition__kind"]
        ),
        "stance": row["stance"],
        "strength": row["strength"] or None,
        "certainty": row["certainty"],
        "summary": row["summary"],
        "proposed_by": row["proposed_by"],
    }
