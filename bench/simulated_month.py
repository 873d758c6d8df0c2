"""A hundred feeds of a simulated internet over thirty days, through the real services and with the
pages of all their articles.

Started by bench.simulation, which prepares Django. Prints how many items were lost or doubled, how
long they took to be seen, what was asked of the hosts for it, and each breach of politeness by the
hosts' own logs. Time is virtual: the seconds that it takes depend on the machine, nothing else.
"""

import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random

from django.conf import settings
from django.test.utils import setup_databases, teardown_databases

from sources.models import Article, ArticleText, Feed, FeedFetch, FeedGap
from sources.services.feeds import add_feed
from tests.simulation import checks
from tests.simulation.clock import VirtualClock
from tests.simulation.internet import Exchange, Internet
from tests.simulation.run import Run
from tests.simulation.scheduler import MIX, is_foreseeable
from tests.simulation.sites import Manner, Site, Source, Spell, answers, is_busy, says_unchanged
from tests.simulation.world import BEGIN, DAY, HOUR

FEEDS, DAYS = 100, 30
# Every so many feeds the same faults; which of them say "not modified" of what was, and which do
# not answer for hours or days.
_FAULTS_RECUR = 24
_LYING, _SILENT = frozenset({0, 8}), frozenset({3, 6, 9, 15})
_VALIDATORS = (("etag", "modified"), ("etag",), ("modified",), ())
_FORMS = ("rss", "rss", "atom", "json")


def make_sites(days: int) -> tuple[Site, ...]:
    """The mix of feeds of the tests, each at a host of its own, every third with some fault."""
    kinds = [pattern for pattern, share in MIX.items() for _ in range(share)]
    sites: list[Site] = []
    for number, pattern in enumerate(kinds[:FEEDS]):
        random = Random(f"bench {number}")  # noqa: S311 - the same world each time
        source = Source(
            f"outlet-{number}.example",
            f"/feed-{number}",
            pattern(random, BEGIN - 6 * DAY, BEGIN + days * DAY),
            window=random.choice((20, 25, 50)),
            form=_FORMS[number % 4],
            validators=_VALIDATORS[number % 7 % 4],
            max_age=HOUR if number % 6 == 1 else None,
            ttl_minutes=60 if number % 8 == 4 else None,
        )
        manners, down, others = _faults(number, source, days)
        sites.append(Site(source.host, [source], manners, down))
        sites += others
    return tuple(sites)


def _faults(
    number: int, source: Source, days: int
) -> tuple[list[Manner], list[Spell], list[Site]]:
    """(manners, when it is down, further hosts)"""
    day = BEGIN + (1 + number % (days // 3 + 1)) * DAY
    match number % _FAULTS_RECUR:
        case kind if kind in _LYING:
            return [says_unchanged(Spell(day, day + 4 * DAY))], [], []
        case 3:
            return [is_busy(Spell(day, day + 20 * HOUR), status=429)], [], []
        case 6:
            return [is_busy(Spell(day, day + 5 * HOUR), status=503, as_date=True)], [], []
        case 9:
            return [], [Spell(day, day + 2 * DAY)], []
        case 12:
            other = Site(f"moved-{number}.example", [source])
            forever = Spell(day, BEGIN + 2 * days * DAY)
            address = f"http://{other.name}{source.path}"
            return [answers(301, forever, path=source.path, to=address)], [], [other]
        case 15:
            return [answers(500, Spell(day, day + DAY), path=source.path)], [], []
        case _:
            return [], [], []


def live_through(sites: Sequence[Site], days: int) -> tuple[list[Exchange], Run]:
    clock = VirtualClock(BEGIN)
    internet = Internet(clock, sites)
    run = Run(clock)
    with clock.running(), internet.plugged_in():
        for url in sorted({site.sources[0].url for site in sites}):
            add_feed(url=url)
        for day in range(1, days + 1):
            run.until(BEGIN + day * DAY)
            sys.stderr.write(f"\rday {day} of {days}")
            sys.stderr.flush()
    sys.stderr.write("\n")
    return internet.log, run


def tell(
    sites: Sequence[Site], log: list[Exchange], run: Run, *, days: int, seconds: float
) -> None:
    sources = {one.path: one for site in sites for one in site.sources}
    titles = Counter(Article.objects.values_list("title", flat=True))
    ends = dict.fromkeys(sources, BEGIN + (days - 1) * DAY)
    waits = sorted(
        article.first_seen_at - article.published_at
        for article in Article.objects.filter(published_at__gte=BEGIN)
        if article.published_at is not None
    )
    kinds = Counter(_kind(one, sources) for one in log)
    say(f"{len(sources)} feeds, {days} days: {run.polls:,} polls, {run.visits:,} visits", seconds)
    say("requests", dict(kinds.most_common()))
    say("answered 304", sum(one.reply.status == 304 for one in log))
    say("articles, texts", (sum(titles.values()), ArticleText.objects.count()))
    for why, paths in _by_excuse(sources).items():
        chosen = {path: sources[path] for path in paths}
        say(f"items missing, {why}", len(checks.missing(log, chosen, titles.keys(), ends=ends)))
    say("items doubled", sum(count - 1 for count in titles.values()))
    say("gaps recorded", FeedGap.objects.count())
    say("from publication to first seen, p50", waits[len(waits) // 2])
    say("from publication to first seen, p95", waits[len(waits) * 95 // 100])
    say("audits", FeedFetch.objects.filter(is_audit=True).count())
    say("distrusted at the end", Feed.objects.exclude(validators_distrusted_at=None).count())
    moved = Feed.objects.filter(url__startswith="http://moved-").count()
    say("addresses changed", f"{moved} of {sum(site.name.startswith('moved-') for site in sites)}")
    gap = timedelta(seconds=settings.FETCH_HOST_GAP)
    say("requests too close", len(checks.closer_than(log, gap)))
    say("requests in spite of Retry-After", len(checks.while_asked_to_wait(log)))
    say("polls sooner than agreed", len(checks.sooner_than_agreed(log, sources)))
    say("pages against robots.txt", len(checks.against_robots(log)))


def _by_excuse(sources: Mapping[str, Source]) -> dict[str, list[str]]:
    """The feeds by what there is to say for whoever loses items of theirs."""
    found: dict[str, list[str]] = {"no excuse": [], "server at fault": [], "too many at once": []}
    for path, one in sources.items():
        if is_foreseeable(one.times, window=one.window, floor=one.floor):
            is_at_fault = int(path.rpartition("-")[2]) % _FAULTS_RECUR in _LYING | _SILENT
            found["server at fault" if is_at_fault else "no excuse"].append(path)
        else:
            found["too many at once"].append(path)
    return found


def _kind(one: Exchange, sources: dict[str, Source]) -> str:
    if one.request.path in sources:
        return "feeds"
    return "robots.txt" if one.request.path == "/robots.txt" else "pages"


def say(what: str, figure: object) -> None:
    if isinstance(figure, float):
        figure = f"{figure:.0f} s"
    if isinstance(figure, timedelta):
        figure = str(timedelta(seconds=round(figure.total_seconds())))
    sys.stdout.write(f"{what}: {figure}\n")
    sys.stdout.flush()


def measure(days: int = DAYS) -> None:
    """Measure on an empty database and print the figures."""
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        sites, began = make_sites(days), time.perf_counter()
        log, run = live_through(sites, days)
        tell(sites, log, run, days=days, seconds=time.perf_counter() - began)
    finally:
        teardown_databases(databases, verbosity=0)
