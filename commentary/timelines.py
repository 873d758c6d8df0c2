"""Where people stand over time, read at the two clocks of commentary.clocked.

`since` and `until` narrow what is listed, not where somebody stands: `current` is computed at the
two clocks over everything before them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from commentary.changes import Stated, find_changes
from commentary.citations import cite_expert_timeline, cite_proposition_timeline
from commentary.clocked import Clocks, coverage_at, read_at, stated
from commentary.models import Expert, Position, Proposition, Topic
from commentary.shapes import Shape, expert_reference, proposition_reference
from commentary.shares import monthly_shares


@dataclass(frozen=True, slots=True)
class PreviewedChange:
    """A change that publishing a position would make; a person decides with both in view."""

    kind: str
    on: date
    before: Position
    after: Position
    why_possible: str


def expert_timeline(
    expert: Expert,
    *,
    topic: str = "",
    proposition: str = "",
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    known_at: datetime | date | None = None,
) -> Shape:
    """DESIGN's timeline of one expert: propositions by slug, positions oldest first.

    `topic` (a slug, with all topics below it) and `proposition` (a slug) narrow it; an unknown
    slug gives no propositions. Six queries, one more for `topic`.
    """
    clocks = Clocks.at(as_of=as_of, known_at=known_at, now=timezone.now())
    only: dict[str, Any] = {"expert": expert}
    if topic:
        only["proposition__topic_id__in"] = topic_ids(topic)
    if proposition:
        only["proposition__slug"] = proposition
    read = read_at(clocks, only=only, since=since, until=until)
    propositions = []
    for number, rows in read.by("proposition_id", key="proposition__slug"):
        first = rows[0]
        if read.is_listed(rows):
            reference = proposition_reference(
                first["proposition__slug"],
                read.wordings.get(number) or first["proposition__wording"],
                first["proposition__kind"],
            )
            propositions.append({"proposition": reference, **read.part(rows)})
    pinned = read.pinned(otherwise=expert.created_at)
    narrowed = {"topic": topic, "proposition": proposition, "since": since, "until": until}
    return {
        "expert": expert_reference(expert.slug, expert.name),
        **clocks.shape(),
        "coverage": coverage_at(clocks, since=expert.created_at),
        "propositions": propositions,
        "citation": cite_expert_timeline(expert, pinned, narrowed),
    }


def proposition_timeline(
    proposition: Proposition,
    *,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    known_at: datetime | date | None = None,
) -> Shape:
    """All experts on one proposition, by slug, and the share of each stance by month.

    `shares`: one row per month, `{"month": "2025-05", "counts": {stance: experts}, "n"}`, each
    expert's latest known stance once, stale ones left out; `tracked` is how many people are
    tracked at that clock, so that a share can be read as n of m. Seven queries.
    """
    clocks = Clocks.at(as_of=as_of, known_at=known_at, now=timezone.now())
    read = read_at(clocks, only={"proposition": proposition}, since=since, until=until)
    experts = [
        {
            "expert": expert_reference(rows[0]["expert__slug"], rows[0]["expert__name"]),
            **read.part(rows),
        }
        for _, rows in read.by("expert_id", key="expert__slug")
        if read.is_listed(rows)
    ]
    shares = monthly_shares(
        [stated(rows) for _, rows in read.by("expert_id", key="expert__slug")],
        until=clocks.today,
        stale_months=settings.STALE_MONTHS,
    )
    wording = read.wordings.get(proposition.pk, proposition.wording)
    pinned = read.pinned(otherwise=proposition.created_at)
    return {
        "proposition": proposition_reference(proposition.slug, wording, proposition.kind),
        **clocks.shape(),
        "coverage": coverage_at(clocks, since=proposition.created_at),
        "tracked": Expert.objects.tracked().filter(created_at__lte=clocks.instant).count(),
        "shares": [
            {"month": f"{one.month:%Y-%m}", "counts": one.counts, "n": one.n} for one in shares
        ],
        "experts": experts,
        "citation": cite_proposition_timeline(
            proposition, wording, pinned, {"since": since, "until": until}
        ),
    }


def stated_timeline(expert: Expert, proposition: Proposition) -> list[Stated]:
    """What the change rules look at: the current positions of one timeline, oldest first."""
    positions = Position.objects.on_timeline_of(expert, proposition)
    return stated(positions.values(*_STATED_FIELDS))


def stated_from(position: Position) -> Stated:
    """A position that is not public yet, as the rules would see it."""
    return Stated(
        position=position.pk,
        occasion=position.statement.occasion_id,
        stated_on=position.stated_on,
        stance=position.stance,
        strength=position.strength,
        certainty=position.certainty,
        precision=position.precision,
        held_on=position.held_on,
    )


def preview_changes(
    *, expert: Expert, proposition: Proposition, candidate: Position
) -> list[PreviewedChange]:
    """The changes that publishing `candidate` (stored, proposed) would make, oldest first."""
    timeline = stated_timeline(expert, proposition)
    already = {(one.kind, one.before, one.after) for one in find_changes(timeline)}
    found = [
        one
        for one in find_changes([*timeline, stated_from(candidate)])
        if (one.kind, one.before, one.after) not in already
    ]
    numbers = {number for one in found for number in (one.before, one.after)}
    positions = Position.objects.for_display().in_bulk(numbers) if numbers else {}
    return [
        PreviewedChange(
            kind=one.kind,
            on=one.on,
            before=positions[one.before],
            after=positions[one.after],
            why_possible=one.why_possible,
        )
        for one in found
    ]


def topic_ids(slug: str) -> set[int]:
    """The topic `slug` and all topics below it; empty when there is none. One query."""
    below: dict[int | None, list[int]] = defaultdict(list)
    found: list[int] = []
    for pk, parent, name in Topic.objects.values_list("pk", "parent_id", "slug"):
        below[parent].append(pk)
        if name == slug:
            found.append(pk)
    reached: set[int] = set()
    while found:
        pk = found.pop()
        if pk not in reached:
            reached.add(pk)
            found.extend(below[pk])
    return reached


_STATED_FIELDS = (
    "id",
    "statement__occasion_id",
    "stated_on",
    "stance",
    "strength",
    "certainty",
    "precision",
    "held_on",
)
