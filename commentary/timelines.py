"""Where people stand over time, read at two clocks.

`as_of` is a day, inclusive: what had been said by then. `known_at` is an instant, or a bare day
that means its end in UTC: what was public here then, `recorded_at <= t < ended_at`. Without
`known_at` it is what is public now: a position that has ended is not listed, and what is listed
has therefore no end as known at that clock (`ended_at` is null).

`since` and `until` narrow what is listed, not where somebody stands: `current` is computed at the
two clocks over everything before them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from commentary.changes import Stated, current_standing, find_changes
from commentary.enums import ChangeState
from commentary.models import (
    Expert,
    Position,
    Proposition,
    PropositionWording,
    StanceChange,
    Topic,
)
from commentary.models.clocks import RecordedQuerySet
from commentary.scoring import is_stale, score
from commentary.shapes import (
    CHANGE_FIELDS,
    POSITION_FIELDS,
    Row,
    Shape,
    change_on_timeline_shape,
    day,
    expert_reference,
    instant,
    position_shape,
    proposition_reference,
)
from commentary.shaping import evidence_of
from commentary.shares import monthly_shares
from common.public_ids import public_id
from sources.enums import FeedState
from sources.models import Feed

_ONE_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Clocks:
    """The two clocks of one question, and the day and instant at which it is computed."""

    as_of: date | None
    known_at: datetime | None
    today: date
    instant: datetime

    @classmethod
    def at(cls, *, as_of: date | None, known_at: datetime | date | None, now: datetime) -> Clocks:
        known = None if known_at is None else instant_of(known_at)
        at = now if known is None else min(known, now)
        if as_of is not None:
            at = min(at, instant_of(as_of))
        return cls(
            as_of=as_of,
            known_at=known,
            today=as_of or (known or now).astimezone(UTC).date(),
            instant=at,
        )

    def public(self, rows: RecordedQuerySet) -> RecordedQuerySet:
        """The rows that were public at `known_at`, or that are now."""
        return rows.current() if self.known_at is None else rows.known_at(self.known_at)

    def shape(self) -> Shape:
        return {"as_of": day(self.as_of), "known_at": instant(self.known_at)}


@dataclass(frozen=True, slots=True)
class PreviewedChange:
    """A change that publishing a position would make; a person decides with both in view."""

    kind: str
    on: date
    before: Position
    after: Position
    why_possible: str


def instant_of(moment: datetime | date) -> datetime:
    """`known_at` as an instant: a bare day is its last microsecond in UTC."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC)
    if moment == date.max:
        return datetime.max.replace(tzinfo=UTC)
    return datetime.combine(moment + timedelta(days=1), time.min, UTC) - _ONE_TICK


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
    slug gives no propositions. Five queries, one more for each of `topic` and `known_at`.
    """
    clocks = Clocks.at(as_of=as_of, known_at=known_at, now=timezone.now())
    only: dict[str, Any] = {"expert": expert}
    if topic:
        only["proposition__topic_id__in"] = topic_ids(topic)
    if proposition:
        only["proposition__slug"] = proposition
    read = _read(clocks, only=only, since=since, until=until)
    wordings = _wordings(clocks, {row["proposition_id"] for row in read.rows})
    propositions = []
    for number, rows in read.by("proposition_id", key="proposition__slug"):
        first = rows[0]
        if read.is_listed(rows):
            reference = proposition_reference(
                first["proposition__slug"],
                wordings.get(number) or first["proposition__wording"],
                first["proposition__kind"],
            )
            propositions.append({"proposition": reference, **read.part(rows)})
    return {
        "expert": expert_reference(expert.slug, expert.name),
        **clocks.shape(),
        "coverage": _coverage(clocks, since=expert.created_at),
        "propositions": propositions,
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
    tracked at that clock, so that a share can be read as n of m. Six queries, one more for
    `known_at`.
    """
    clocks = Clocks.at(as_of=as_of, known_at=known_at, now=timezone.now())
    read = _read(clocks, only={"proposition": proposition}, since=since, until=until)
    wordings = _wordings(clocks, {proposition.pk})
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
    return {
        "proposition": proposition_reference(
            proposition.slug,
            wordings.get(proposition.pk, proposition.wording),
            proposition.kind,
        ),
        **clocks.shape(),
        "coverage": _coverage(clocks, since=proposition.created_at),
        "tracked": Expert.objects.tracked().filter(created_at__lte=clocks.instant).count(),
        "shares": [
            {"month": f"{one.month:%Y-%m}", "counts": one.counts, "n": one.n} for one in shares
        ],
        "experts": experts,
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


def stated(rows: Iterable[Row]) -> list[Stated]:
    """Rows of positions (POSITION_FIELDS) as the change rules look at them."""
    return [
        Stated(
            position=row["id"],
            occasion=row["statement__occasion_id"],
            stated_on=row["stated_on"],
            stance=row["stance"],
            strength=row["strength"],
            certainty=row["certainty"],
            precision=row["precision"],
            held_on=row["held_on"],
        )
        for row in rows
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


@dataclass(frozen=True, slots=True)
class _Read:
    """Everything at the two clocks, and what of it is listed."""

    clocks: Clocks
    rows: Sequence[Row]
    changes: Sequence[Row]
    evidence: dict[int, list[Shape]]
    since: date
    until: date

    def by(self, group: str, *, key: str) -> list[tuple[int, list[Row]]]:
        """Rows by the number in `group`, ordered by `key`; each group stays oldest first."""
        groups: dict[int, list[Row]] = defaultdict(list)
        for row in self.rows:
            groups[row[group]].append(row)
        return sorted(groups.items(), key=lambda one: one[1][0][key])

    def is_listed(self, rows: Sequence[Row]) -> bool:
        return any(self.since <= row["stated_on"] <= self.until for row in rows)

    def part(self, rows: Sequence[Row]) -> Shape:
        """`current`, `positions` and `changes` of one expert on one proposition."""
        numbers = {row["id"] for row in rows}
        return {
            "current": self._current(rows),
            "positions": [
                position_shape(_as_known(row), self.evidence[row["id"]])
                for row in rows
                if self.since <= row["stated_on"] <= self.until
            ],
            "changes": [
                change_on_timeline_shape({**row, "state": ChangeState.CONFIRMED.value})
                for row in self.changes
                if row["after_id"] in numbers and self.since <= row["on"] <= self.until
            ],
        }

    def _current(self, rows: Sequence[Row]) -> Shape | None:
        standing = current_standing(stated(rows))
        if standing is None:
            return None
        at, months = self.clocks.today, settings.STALE_MONTHS
        return {
            "position": public_id("position", standing.position),
            "stance": str(standing.stance),
            "score": score(standing.stance, standing.strength),
            "stated_on": day(standing.stated_on),
            "stale": is_stale(standing.stated_on, at=at, months=months),
        }


def _read(
    clocks: Clocks, *, only: dict[str, Any], since: date | None, until: date | None
) -> _Read:
    last = clocks.as_of or date.max
    positions = (
        clocks.public(Position.objects.published())
        .filter(**only, stated_on__lte=last)
        .order_by("stated_on", "id")
    )
    changes = (
        clocks.public(StanceChange.objects.all()).filter(**only, on__lte=last).order_by("on", "id")
    )
    rows = list(positions.values(*POSITION_FIELDS))
    first, until = since or date.min, until or date.max
    listed = [row for row in rows if first <= row["stated_on"] <= until]
    return _Read(
        clocks=clocks,
        rows=rows,
        changes=list(changes.values(*CHANGE_FIELDS)),
        evidence=evidence_of(listed),
        since=first,
        until=until,
    )


def _as_known(row: Row) -> Row:
    """A later end is not known at a clock at which the position was public."""
    return {**row, "ended_at": None, "ended_reason": ""}


def _wordings(clocks: Clocks, propositions: Iterable[int]) -> dict[int, str]:
    """The wording of each proposition as known at `known_at`; without it the rows have it."""
    if clocks.known_at is None:
        return {}
    known = PropositionWording.objects.known_at(clocks.known_at)
    return dict(
        known.filter(proposition_id__in=list(propositions)).values_list(
            "proposition_id", "wording"
        )
    )


def _coverage(clocks: Clocks, *, since: datetime) -> Shape:
    """What was watched at the clock: without it nobody can tell silence from not looking.

    `since` is the day from which it was followed here; `gaps` are periods in which it was not, and
    there are none as long as nobody can stop following a person.
    """
    watched = list(
        Feed.objects.filter(state=FeedState.ACTIVE, created_at__lte=clocks.instant)
        .values_list("outlet__slug", "outlet__language")
        .distinct()
    )
    return {
        "since": day(since.astimezone(UTC).date()) if since <= clocks.instant else None,
        "outlets": sorted({outlet for outlet, _ in watched}),
        "languages": sorted({language for _, language in watched if language}),
        "gaps": [],
    }
