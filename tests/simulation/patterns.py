"""When feeds publish: eight ways, from a blog that died to a wire service. Seeded, no clock.

A pattern gives the publication times of one feed from `begin` to `end`, oldest first.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from random import Random

Pattern = Callable[[Random, datetime, datetime], list[datetime]]
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
_AWAKE = range(7, 22)


def dead(random: Random, begin: datetime, end: datetime) -> list[datetime]:
    """The last of five items is older than anything that is asked about."""
    del end
    return sorted(begin - DAY * random.uniform(30, 300) for _ in range(5))


def weekly(random: Random, begin: datetime, end: datetime) -> list[datetime]:
    """A magazine: an item a week, give or take half a day."""
    first = begin + DAY * random.uniform(0, 7)
    weeks = range((end - begin).days // 7 + 1)
    return _between(
        begin, end, (first + DAY * (7 * week + random.uniform(-0.5, 0.5)) for week in weeks)
    )


def daily(random: Random, begin: datetime, end: datetime) -> list[datetime]:
    """A column at about the same hour of each day."""
    first = begin + HOUR * random.uniform(0, 24)
    days = range((end - begin).days + 1)
    return _between(begin, end, (first + DAY * day + MINUTE * random.gauss(0, 15) for day in days))


def steady(random: Random, begin: datetime, end: datetime) -> list[datetime]:
    """A wire service: six to sixty items a day at any hour."""
    return list(_poisson(random, begin, end, random.uniform(6, 60)))


def day_and_night(random: Random, begin: datetime, end: datetime) -> list[datetime]:
    """A newspaper: three to twenty-four items a day while it is day there, few on weekends."""
    shift = HOUR * random.randrange(24)

    def is_kept(at: datetime) -> bool:
        there = at + shift
        share = 1.0 if there.hour in _AWAKE else 0.05
        return random.random() < share * (1.0 if there.weekday() < 5 else 0.3)

    return [at for at in _poisson(random, begin, end, random.uniform(5, 40)) if is_kept(at)]


def bursts(random: Random, begin: datetime, end: datetime) -> list[datetime]:
    """A press office: two to eight items within half an hour, then nothing for a day or so."""
    return _between(
        begin,
        end,
        (
            start + MINUTE * random.uniform(0, 30)
            for start in _poisson(random, begin, end, 0.8)
            for _ in range(random.randint(2, 8))
        ),
    )


def deliveries(random: Random, begin: datetime, end: datetime) -> list[datetime]:
    """A gazette: all the items of a day at one moment."""
    first = begin + HOUR * random.uniform(0, 24)
    days = range((end - begin).days + 1)
    return _between(
        begin, end, (first + DAY * day for day in days for _ in range(random.randint(3, 9)))
    )


def eruptive(random: Random, begin: datetime, end: datetime) -> list[datetime]:
    """A quiet local paper on whose ground something happens: sixty items in half a day, once."""
    struck = begin + (end - begin) * random.uniform(0.5, 0.9)
    return sorted([*daily(random, begin, end), *_poisson(random, struck, struck + DAY / 2, 120)])


def _poisson(random: Random, begin: datetime, end: datetime, a_day: float) -> Iterator[datetime]:
    at = begin + DAY * random.expovariate(a_day)
    while at < end:
        yield at
        at += DAY * random.expovariate(a_day)


def _between(begin: datetime, end: datetime, times: Iterable[datetime]) -> list[datetime]:
    return sorted(at for at in times if begin <= at < end)
