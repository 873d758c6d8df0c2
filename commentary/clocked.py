"""What was public at two clocks.

`as_of` is a day, inclusive: what had been said by then. `known_at` is an instant, or a bare day
that means its end in UTC: what was public here then, `recorded_at <= t < ended_at`. Without
`known_at` it is what is public now: a position that has ended is not listed, and what is listed
has therefore no end as known at that clock (`ended_at` is null).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.conf import settings

from commentary.changes import Stated, current_standing
from commentary.coverage import Gap, join_gaps
from commentary.enums import ChangeState
from commentary.models import Position, PropositionWording, StanceChange
from commentary.scoring import is_stale, score
from commentary.shapes import (
    CHANGE_FIELDS,
    POSITION_FIELDS,
    Row,
    Shape,
    change_on_timeline_shape,
    day,
    instant,
    position_shape,
)
from commentary.shaping import evidence_of
from common.public_ids import public_id
from sources.enums import FeedState
from sources.models import Feed, FeedGap

_ONE_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Clocks:
    """The two clocks of one question, and the day and instant at which it is computed."""

    as_of: date | None
    known_at: datetime | None
    today: date
    instant: datetime
    now: datetime

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
            now=now,
        )

    def shows(self, row: Row) -> bool:
        """Whether a row that became public was so at `known_at`, or is now."""
        if self.known_at is None:
            return row["ended_at"] is None
        has_ended = row["ended_at"] is not None and row["ended_at"] <= self.known_at
        return row["recorded_at"] <= self.known_at and not has_ended

    def as_known(self, row: Row) -> Row:
        """A later end is not known at a clock at which the position was public."""
        return {**row, "ended_at": None, "ended_reason": ""}

    def shape(self) -> Shape:
        return {"as_of": day(self.as_of), "known_at": instant(self.known_at)}


@dataclass(frozen=True, slots=True)
class Pinned:
    """Both clocks, set: an address with them answers the same later on."""

    as_of: date
    known_at: datetime


def instant_of(moment: datetime | date) -> datetime:
    """`known_at` as an instant: a bare day is its last microsecond in UTC."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC)
    if moment == date.max:
        return datetime.max.replace(tzinfo=UTC)
    return datetime.combine(moment + timedelta(days=1), time.min, UTC) - _ONE_TICK


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


@dataclass(frozen=True, slots=True)
class Read:
    """Everything at the two clocks, and what of it is listed.

    `wordings` are those of the clock by proposition; `acts` the moments at which anything here
    became public or ended, oldest first.
    """

    clocks: Clocks
    rows: Sequence[Row]
    changes: Sequence[Row]
    evidence: dict[int, list[Shape]]
    wordings: dict[int, str]
    acts: tuple[datetime, ...]
    since: date
    until: date

    def by(self, group: str, *, key: str) -> list[tuple[int, list[Row]]]:
        """Rows by the number in `group`, ordered by `key`; each group stays oldest first."""
        groups: dict[int, list[Row]] = defaultdict(list)
        for row in self.rows:
            groups[row[group]].append(row)
        return sorted(groups.items(), key=lambda one: one[1][0][key])

    def pinned(self, *, otherwise: datetime) -> Pinned:
        """Clocks at which the same is answered for ever: those asked for, or else the moment of
        the last act, so that they stay the same until something happens; `otherwise` where nothing
        did.
        """
        clocks = self.clocks
        known = clocks.known_at
        if known is None or known > clocks.now:
            known = self.acts[-1] if self.acts else otherwise
        last = max((row["stated_on"] for row in self.rows), default=date.min)
        return Pinned(clocks.as_of or max(last, known.astimezone(UTC).date()), known)

    def is_listed(self, rows: Sequence[Row]) -> bool:
        return any(self.since <= row["stated_on"] <= self.until for row in rows)

    def part(self, rows: Sequence[Row]) -> Shape:
        """`current`, `positions` and `changes` of one expert on one proposition."""
        numbers = {row["id"] for row in rows}
        return {
            "current": self.current(rows),
            "positions": [
                position_shape(self.clocks.as_known(row), self.evidence[row["id"]])
                for row in rows
                if self.since <= row["stated_on"] <= self.until
            ],
            "changes": [
                change_on_timeline_shape({**row, "state": ChangeState.CONFIRMED.value})
                for row in self.changes
                if row["after_id"] in numbers and self.since <= row["on"] <= self.until
            ],
        }

    def current(self, rows: Sequence[Row]) -> Shape | None:
        """Where the expert stands, out of the rows of one expert on one proposition."""
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


def read_at(
    clocks: Clocks,
    *,
    only: dict[str, Any],
    since: date | None = None,
    until: date | None = None,
    lists: bool = True,
) -> Read:
    """The timelines of the experts and propositions in `only`; five queries, three where the
    caller does not list the positions but chooses among them (`lists`).
    """
    last = clocks.as_of or date.max
    positions = Position.objects.published().public().filter(**only, stated_on__lte=last)
    every = list(positions.order_by("stated_on", "id").values(*POSITION_FIELDS))
    changes = StanceChange.objects.public().filter(**only, on__lte=last, recorded_at__isnull=False)
    moves = list(changes.order_by("on", "id").values(*CHANGE_FIELDS))
    rows = [row for row in every if clocks.shows(row)]
    first, until = since or date.min, until or date.max
    listed = [row for row in rows if first <= row["stated_on"] <= until]
    proposition = only.get("proposition")
    numbers = {row["proposition_id"] for row in every}
    wordings = list(
        PropositionWording.objects.filter(
            proposition__in=numbers if proposition is None else [proposition]
        ).values("proposition_id", "wording", "recorded_at", "ended_at")
    )
    return Read(
        clocks=clocks,
        rows=rows,
        changes=[row for row in moves if clocks.shows(row)],
        evidence=evidence_of(listed) if lists else {},
        wordings={row["proposition_id"]: row["wording"] for row in wordings if clocks.shows(row)},
        acts=_acts(clocks, [*every, *moves, *wordings]),
        since=first,
        until=until,
    )


def _acts(clocks: Clocks, rows: Iterable[Row]) -> tuple[datetime, ...]:
    """When any of these became public or ended, as far as the clock has come."""
    moments = {row[end] for row in rows for end in ("recorded_at", "ended_at")} - {None}
    until = clocks.now if clocks.known_at is None else min(clocks.known_at, clocks.now)
    return tuple(sorted(moment for moment in moments if moment <= until))


def coverage_at(clocks: Clocks, *, since: datetime) -> Shape:
    """What was watched at the clock: without it nobody can tell silence from not looking.

    `since` is the day from which it was followed here; `gaps` are the days on which something may
    have come and gone in a feed of an outlet without being seen, as known at the clock.
    """
    feeds = Feed.objects.filter(state=FeedState.ACTIVE, created_at__lte=clocks.instant)
    watched = list(feeds.values_list("outlet__slug", "outlet__language").distinct())
    missed = FeedGap.objects.filter(
        feed__in=feeds, before__gt=since, before__lte=clocks.instant
    ).values_list("feed__outlet__slug", "after", "before")
    return {
        "since": day(since.astimezone(UTC).date()) if since <= clocks.instant else None,
        "outlets": sorted({outlet for outlet, _ in watched}),
        "languages": sorted({language for _, language in watched if language}),
        "gaps": [
            {"outlet": gap.outlet, "since": day(gap.since), "until": day(gap.until)}
            for gap in join_gaps(
                Gap(
                    outlet, max(after, since).astimezone(UTC).date(), before.astimezone(UTC).date()
                )
                for outlet, after, before in missed
            )
        ],
    }
