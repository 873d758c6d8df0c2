"""How a stance moves: the changes that a timeline of dated positions contains.

Pure, and always over the whole timeline of one expert and one proposition, because articles arrive
out of order. DESIGN's row `StanceChange` is the rule; what it leaves open is decided here:

- A step is what one day, or one occasion, counts for. The order of two positions of one day is not
  known, so a day is one step; where its positions disagree it is `mixed`, and every change to or
  from it is possible at most, until a curator corrects or retracts one of them.
- Softening is a weaker strength on the same side, or a side given up for `mixed`; hardening is a
  stronger strength, or `mixed` given up for a side by somebody who had taken none before. Going
  back from `mixed` to the side held before is no change: nothing new is held.
- A step whose strength is not known, or that was put both plainly and strongly, takes part in
  reversals only.
"""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from commentary.enums import Certainty, ChangeKind, DatePrecision, Stance, Strength
from commentary.scoring import SIGNS

HEDGED = "One of the two positions is hedged."
DIVIDED = "Positions of one day disagree; correct or retract one of them."
OVERLAP = "The dates are not precise enough to tell which came first."


@dataclass(frozen=True, slots=True)
class Stated:
    """One public position, reduced to what the rules look at."""

    position: int
    occasion: int
    stated_on: date
    stance: str
    strength: str = ""
    certainty: str = Certainty.PLAIN
    precision: str = DatePrecision.DAY
    held_on: date | None = None


@dataclass(frozen=True, slots=True)
class FoundChange:
    """A change from one position to a later one.

    `why_possible` says why a person has to look before it can count, or is empty. `held` counts
    the later steps, until the next change, at which the new stance was stated again.
    """

    kind: ChangeKind
    before: int
    after: int
    on: date
    why_possible: str = ""
    held: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stood after one step of the timeline."""

    position: int
    stated_on: date
    stance: str
    strength: str


@dataclass(frozen=True, slots=True)
class _Step:
    members: tuple[Stated, ...]
    lead: Stated
    sign: int
    strength: str
    is_divided: bool

    @property
    def is_weighed(self) -> bool:
        """Whether it can be compared in strength; `mixed` has none and can."""
        return self.sign == 0 or self.strength != ""

    @property
    def is_hedged(self) -> bool:
        return self.lead.certainty == Certainty.HEDGED

    def position_unlike(self, other: "_Step") -> Stated:
        """The position that stands for this step against `other`: of a divided day one that
        differs.
        """
        if not self.is_divided:
            return self.lead
        return next(one for one in self.members if SIGNS[one.stance] != other.sign)


def find_changes(timeline: Sequence[Stated]) -> list[FoundChange]:
    """All changes of one timeline, oldest first; any order of `timeline` gives the same."""
    steps = _steps(timeline)
    found: list[FoundChange] = []
    signed: _Step | None = None
    # The last step whose strength can be compared, while nothing since speaks against it.
    weighed: _Step | None = None
    for number, step in enumerate(steps):
        kind, before = _compare(step, signed=signed, weighed=weighed)
        if kind is not None and before is not None:
            found.append(_change(kind, before, step, steps, number))
        if step.sign:
            signed = step
        if step.is_weighed:
            weighed = step
        elif weighed is not None and weighed.sign != step.sign:
            weighed = None
    return found


def standings(timeline: Sequence[Stated]) -> list[Standing]:
    """Where the expert stood after each step, oldest first."""
    return [
        Standing(
            position=step.lead.position,
            stated_on=step.lead.stated_on,
            stance=_stance(step.sign),
            strength=step.strength,
        )
        for step in _steps(timeline)
    ]


def current_standing(timeline: Sequence[Stated]) -> Standing | None:
    """Where the expert stands at the end of `timeline`.

    The last step with a stance to compare; where there is none, the last position that was unclear
    or declined. A view told in retrospect is not where somebody stands.
    """
    stood = standings(timeline)
    if stood:
        return stood[-1]
    others = sorted(
        (one for one in timeline if one.held_on is None),
        key=lambda one: (one.stated_on, one.position),
    )
    if not others:
        return None
    last = others[-1]
    return Standing(last.position, last.stated_on, last.stance, "")


def _steps(timeline: Sequence[Stated]) -> list[_Step]:
    compared = sorted(
        (one for one in timeline if one.held_on is None and one.stance in SIGNS),
        key=lambda one: (one.stated_on, one.position),
    )
    first_of: dict[int, Stated] = {}
    groups: dict[tuple[str, object], list[Stated]] = {}
    for one in compared:
        first = first_of.setdefault(one.occasion, one)
        if first.precision == DatePrecision.DAY:
            key: tuple[str, object] = ("day", first.stated_on)
        else:
            key = ("occasion", one.occasion)
        groups.setdefault(key, []).append(one)
    return [_step(tuple(group)) for group in groups.values()]


def _step(members: tuple[Stated, ...]) -> _Step:
    signs = {SIGNS[one.stance] for one in members}
    strengths = {one.strength for one in members if one.strength}
    is_divided = len(signs) > 1
    strength = strengths.pop() if len(strengths) == 1 and not is_divided else ""
    lead = min(
        members,
        key=lambda one: (
            one.stated_on,
            one.certainty == Certainty.HEDGED,
            one.strength == "",
            one.position,
        ),
    )
    return _Step(members, lead, 0 if is_divided else signs.pop(), strength, is_divided)


def _stance(sign: int) -> Stance:
    return {1: Stance.FAVOR, 0: Stance.MIXED, -1: Stance.AGAINST}[sign]


def _compare(
    step: _Step, *, signed: _Step | None, weighed: _Step | None
) -> tuple[ChangeKind | None, _Step | None]:
    """The kind of change that `step` makes, and the step it is one from."""
    if signed is not None and step.sign * signed.sign < 0:
        return ChangeKind.REVERSAL, signed
    if weighed is None or not step.is_weighed:
        return None, None
    if step.sign == 0:
        return (ChangeKind.SOFTENING if weighed.sign else None), weighed
    if weighed.sign == 0:
        return (ChangeKind.HARDENING if signed is None else None), weighed
    if step.strength == weighed.strength:
        return None, None
    hardens = step.strength == Strength.STRONG
    return (ChangeKind.HARDENING if hardens else ChangeKind.SOFTENING), weighed


def _change(
    kind: ChangeKind, before: _Step, after: _Step, steps: list[_Step], number: int
) -> FoundChange:
    earlier, later = before.position_unlike(after), after.position_unlike(before)
    reasons = []
    if before.is_hedged or after.is_hedged:
        reasons.append(HEDGED)
    if before.is_divided or after.is_divided:
        reasons.append(DIVIDED)
    if _order_is_unsure(before, steps) or _order_is_unsure(after, steps):
        reasons.append(OVERLAP)
    return FoundChange(
        kind=kind,
        before=earlier.position,
        after=later.position,
        on=after.lead.stated_on,
        why_possible=" ".join(reasons),
        held=_held(after, steps[number + 1 :]),
    )


def _held(after: _Step, later: list[_Step]) -> int:
    count = 0
    for step in later:
        if step.sign == after.sign and step.strength == after.strength:
            count += 1
        elif step.sign != after.sign or step.is_weighed:
            break
    return count


def _order_is_unsure(step: _Step, steps: list[_Step]) -> bool:
    """Whether another stance may have come before or after `step`: their periods overlap."""
    first, last = _period(step.lead)
    for other in steps:
        if other is step or (other.sign, other.strength) == (step.sign, step.strength):
            continue
        other_first, other_last = _period(other.lead)
        if other_first <= last and first <= other_last:
            return True
    return False


def _period(one: Stated) -> tuple[date, date]:
    """First and last day on which it may have been said."""
    day = one.stated_on
    if one.precision == DatePrecision.YEAR:
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if one.precision == DatePrecision.MONTH:
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day, day
