"""Twenty-one feeds of an invented coast, and how their hosts behave for a week."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from tests.simulation import patterns
from tests.simulation.sites import Manner, Site, Source, Spell, answers, is_busy, says_unchanged

BEGIN = datetime(2026, 3, 2, 6, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
END = BEGIN + 7 * DAY
_FOREVER = END + 365 * DAY


@dataclass(frozen=True)
class World:
    """`sources`: by path, which no two share; `ends`: until when what they publish can be known, a
    day before the end for those that go on; `liars`: paths of feeds that say "not modified" of
    what was; `read`: hosts whose pages are visited.
    """

    sites: tuple[Site, ...]
    sources: dict[str, Source]
    ends: dict[str, datetime]
    liars: frozenset[str]
    read: frozenset[str]


def make_world() -> World:
    """The same each time."""
    busy = [spell(1, 3 * HOUR), spell(3, 30 * HOUR)]
    moved, elsewhere = source("moved"), source("elsewhere")
    sites = (
        site("plain", has_private=True),
        site("atom", form="atom", validators=("modified",)),
        site("json", form="json", validators=("etag",)),
        site("silent", validators=()),
        site("liar", hours=4, window=30, manners=[says_unchanged(spell(1.5, 99 * DAY))]),
        site("repaired", hours=4, window=30, manners=[says_unchanged(spell(1.5, 2 * DAY))]),
        Site(
            "busy.example",
            [source("busy"), source("sibling", host="busy.example")],
            [is_busy(*busy, status=429)],
        ),
        site("late", manners=[is_busy(*busy, status=503, as_date=True)]),
        Site("moved.example", [moved], [_sent_on(301, moved, "new.example")]),
        Site("new.example", [moved]),
        Site("elsewhere.example", [elsewhere], [_sent_on(302, elsewhere, "other.example")]),
        Site("other.example", [elsewhere]),
        site("gone", manners=[answers(410, spell(2, 99 * DAY), path="/gone")]),
        site("down", down=[spell(2, DAY)]),
        site("nameless", nameless=[spell(4, 6 * HOUR)]),
        site("renamed", guid=_guid),
        site("shuffled", is_shuffled=True, is_dated=False, guid=lambda _link, _now: ""),
        site("narrow", window=5, hours=6),
        site("cached", max_age=3 * HOUR),
        site("asking", ttl_minutes=120),
        site("broken", manners=[answers(500, spell(1, DAY / 2), path="/broken")]),
        site("bursts", window=40, times=patterns.bursts(_random("bursts"), BEGIN - 9 * DAY, END)),
    )
    sources = {one.path: one for each in sites for one in each.sources}
    gone = BEGIN + 2 * DAY - 12 * HOUR  # its last polls find nothing more
    return World(
        sites,
        sources,
        ends={path: gone if path == "/gone" else END - DAY for path in sources},
        liars=frozenset({"/liar", "/repaired"}),
        read=frozenset({"plain.example", "busy.example"}),
    )


def spell(day: float, length: timedelta) -> Spell:
    """From the middle of a day of the week on."""
    return Spell(BEGIN + day * DAY, BEGIN + day * DAY + length)


def source(name: str, *, host: str = "", hours: float = 12, **facts: object) -> Source:
    """A feed with an item every so many hours, give or take a third."""
    random = _random(name)
    times, at = [], BEGIN - 6 * DAY
    while at < END:
        at += HOUR * hours * random.uniform(0.67, 1.33)
        times.append(at)
    return Source(host or f"{name}.example", f"/{name}", **{"times": times, **facts})  # type: ignore[arg-type]


def site(name: str, **facts: object) -> Site:
    """A host with one feed; what is not about the host is about the feed."""
    about_host = {key: facts.pop(key) for key in ("manners", "down", "nameless") if key in facts}
    return Site(f"{name}.example", [source(name, **facts)], **about_host)  # type: ignore[arg-type]


def _sent_on(status: int, feed: Source, host: str) -> Manner:
    return answers(status, Spell(BEGIN, _FOREVER), path=feed.path, to=f"http://{host}{feed.path}")


def _guid(link: str, now: datetime) -> str:
    """The publisher changes its software in the middle of the week."""
    return link if now < BEGIN + 3 * DAY else f"tag:renamed.example,2026:{link.rpartition('/')[2]}"


def _random(name: str) -> Random:
    return Random(f"world {name}")  # noqa: S311 - the same each time
