"""What day words mean, told from the day of the report.

A day is never after publication: "on Tuesday" is the last Tuesday, "in November" the last
November. What is told more roughly than a month or a year is `inferred`.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from commentary.reading.days.expressions import Expression
from commentary.reading.types import Basis, Precision

_MONTHS = 12
_AUTUMN = 9


@dataclass(frozen=True, slots=True)
class Day:
    """`on` is the first day of what `precision` names."""

    on: date
    precision: Precision
    basis: Basis = "stated"


@dataclass(frozen=True, slots=True)
class Told:
    """What words tell: a day; or nothing, with the reason why."""

    day: Day | None
    reason: str = ""


_UNKNOWN = Told(None, "told from a day that is not known")
_IMPOSSIBLE = Told(None, "no day of the calendar")
#: The day that words name would lie behind the publication of what was said.
_LATER = Told(None, "after publication")


def told_by(expression: Expression, *, reference: date | None, latest: date | None) -> Told:
    """Return what day the words tell.

    `reference` is the day from which "yesterday" is told, that of the dateline, of the entry or
    of publication; `latest` is the last possible one.
    """
    kind, count = expression.meaning, expression.count
    stem, _, back = kind.rpartition("_")
    if back.isdecimal():
        kind, count = stem, int(back)
    try:
        if kind in _WHOLE:
            told = _WHOLE[kind](expression, latest)
        elif kind == "later":
            return _LATER
        elif reference is None:
            return _UNKNOWN
        else:
            told = Told(_TOLD_FROM[kind](expression, reference, count or 0))
    except (ValueError, OverflowError):
        return _IMPOSSIBLE
    if told.day is not None and latest is not None and told.day.on > latest:
        return _LATER
    return told


def _date(said: Expression, latest: date | None) -> Told:
    """Return a date, a month or a year; without its year, the last one of that name."""
    if said.year is not None:
        if said.month is None:
            return Told(Day(date(said.year, 1, 1), "year"))
        if said.day is None:
            return Told(Day(date(said.year, said.month, 1), "month"))
        return Told(Day(date(said.year, said.month, said.day), "day"))
    if latest is None or said.month is None:
        return _UNKNOWN
    if said.day is None:
        year = latest.year - (said.month > latest.month)
        return Told(Day(date(year, said.month, 1), "month"))
    return Told(Day(_last_named(said, said.month, said.day, latest), "day"))


def _last_named(said: Expression, month: int, day: int, latest: date) -> date:
    """Return the last such date; one that names its weekday too falls on it, if any lately did."""
    years = range(latest.year, latest.year - 8, -1)
    there = (date(year, month, day) for year in years if day <= monthrange(year, month)[1])
    days = [on for on in there if on <= latest]
    if not days:
        raise ValueError("no such date")
    fitting = [on for on in days if said.weekday in {None, on.weekday()}]
    return (fitting or days)[0]


def _either_first(said: Expression, latest: date | None) -> Told:
    """Return 3/4/2025 as what it surely is: a day where only one order gives one, or the year."""
    first, second, year = said.day or 0, said.other or 0, said.year or 0
    days = set()
    for month, day in ((second, first), (first, second)):
        if 1 <= month <= _MONTHS and 1 <= day <= monthrange(year, month)[1]:
            days.add(date(year, month, day))
    if not days:
        return _IMPOSSIBLE
    possible = {on for on in days if latest is None or on <= latest}
    if len(possible) == 1:
        return Told(Day(possible.pop(), "day"))
    return Told(Day(date(year, 1, 1), "year")) if possible else _LATER


def _decade(said: Expression, _latest: date | None) -> Told:
    return Told(Day(date(said.year or 0, 1, 1), "year", "inferred"))


def _weekday(said: Expression, reference: date, _count: int) -> Day:
    return Day(reference - timedelta((reference.weekday() - (said.weekday or 0)) % 7), "day")


def _weekday_before(said: Expression, reference: date, count: int) -> Day:
    return _weekday(said, reference - timedelta(1), count)


def _weekday_of_last_week(said: Expression, reference: date, _count: int) -> Day:
    monday = reference - timedelta(reference.weekday() + 7)
    return Day(monday + timedelta(said.weekday or 0), "day")


def _days_back(_said: Expression, reference: date, count: int) -> Day:
    return Day(reference - timedelta(count), "day")


def _weeks_back(said: Expression, reference: date, count: int) -> Day:
    """Return the month that a week of the calendar lies in; "three weeks ago" is about a day."""
    if said.count is not None:
        there = reference - timedelta(7 * count)
        return _month_of(there - timedelta(3), there + timedelta(3), there)
    monday = reference - timedelta(reference.weekday() + 7 * count)
    sunday = min(monday + timedelta(6), reference)
    return _month_of(monday, sunday, max(monday, reference - timedelta(7 * count)))


def _weekend(_said: Expression, reference: date, _count: int) -> Day:
    """Return the month of the last weekend that has begun; on a Saturday, of that before."""
    sunday = reference - timedelta((reference.weekday() + 1) % 7)
    return _month_of(sunday - timedelta(1), sunday, sunday)


def _month_of(first: date, last: date, likely: date) -> Day:
    sure = (first.year, first.month) == (last.year, last.month)
    return Day(likely.replace(day=1), "month", "stated" if sure else "inferred")


def _months_back(_said: Expression, reference: date, count: int) -> Day:
    months = reference.year * _MONTHS + reference.month - 1 - count
    return Day(date(months // _MONTHS, months % _MONTHS + 1, 1), "month")


def _years_back(_said: Expression, reference: date, count: int) -> Day:
    return Day(date(reference.year - count, 1, 1), "year")


def _season_before(_said: Expression, reference: date, _count: int) -> Day:
    """Return the year of "last summer": before autumn it is that of the year before."""
    return Day(date(reference.year - (reference.month < _AUTUMN), 1, 1), "year", "inferred")


def _about_days(_said: Expression, reference: date, _count: int) -> Day:
    return _month_of(reference - timedelta(7), reference, reference - timedelta(3))


def _about_now(_said: Expression, reference: date, _count: int) -> Day:
    return Day(reference.replace(day=1), "month", "inferred")


def _about_year(_said: Expression, reference: date, _count: int) -> Day:
    return Day(date(reference.year, 1, 1), "year", "inferred")


_WHOLE: dict[str, Callable[[Expression, date | None], Told]] = {
    "date": _date,
    "iso": _date,
    "day_first": _date,
    "either_first": _either_first,
    "decade": _decade,
}
_TOLD_FROM: dict[str, Callable[[Expression, date, int], Day]] = {
    "weekday": _weekday,
    "weekday_before": _weekday_before,
    "weekday_of_last_week": _weekday_of_last_week,
    "days_back": _days_back,
    "weekend": _weekend,
    "weeks_back": _weeks_back,
    "months_back": _months_back,
    "years_back": _years_back,
    "season_before": _season_before,
    "about_days": _about_days,
    "about_now": _about_now,
    "about_year": _about_year,
}
