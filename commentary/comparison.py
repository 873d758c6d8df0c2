"""Where several people stood on one proposition on one day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from commentary.changes import current_standing
from commentary.citations import cite_comparison
from commentary.clocked import Clocks, coverage_at, read_at, stated
from commentary.models import Expert, Proposition
from commentary.shapes import (
    Shape,
    day,
    expert_reference,
    position_shape,
    proposition_reference,
)
from commentary.shaping import evidence_of


def compare(
    proposition: Proposition,
    experts: Sequence[Expert],
    *,
    as_of: date | None = None,
    known_at: datetime | date | None = None,
) -> Shape:
    """`{"proposition", "as_of", "known_at", "coverage", "experts", "citation"}`.

    `experts` are in the order given: `{"expert", "tracked_since", "current", "position"}`, where
    `current` is that of a timeline and `position` the whole position behind it with its evidence;
    both are null for somebody of whom no view was known at the two clocks. Six queries.
    """
    clocks = Clocks.at(as_of=as_of, known_at=known_at, now=timezone.now())
    read = read_at(clocks, only={"proposition": proposition, "expert__in": experts}, lists=False)
    rows_of = dict(read.by("expert_id", key="expert__slug"))
    standing = {
        number: found.position
        for number, rows in rows_of.items()
        if (found := current_standing(stated(rows))) is not None
    }
    shown = [row for row in read.rows if row["id"] in standing.values()]
    evidence = evidence_of(shown)
    positions = {
        row["expert_id"]: position_shape(clocks.as_known(row), evidence[row["id"]])
        for row in shown
    }
    wording = read.wordings.get(proposition.pk, proposition.wording)
    pinned = read.pinned(otherwise=proposition.created_at)
    return {
        "proposition": proposition_reference(proposition.slug, wording, proposition.kind),
        **clocks.shape(),
        "coverage": coverage_at(clocks, since=proposition.created_at),
        "experts": [
            {
                "expert": expert_reference(one.slug, one.name),
                "tracked_since": day(one.created_at.date()),
                "current": read.current(rows_of.get(one.pk, ())),
                "position": positions.get(one.pk),
            }
            for one in experts
        ],
        "citation": cite_comparison(experts, proposition, wording, pinned),
    }
