"""Ten thousand feeds over thirty days through the pure scheduler, which rests for six hours.

    make bench-schedule

Prints what was lost, how soon items were seen, and what it cost in polls, by the way in which
feeds publish. The same world each time.
"""

import sys
import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from tests.simulation.scheduler import (
    BEGIN,
    Figures,
    Simulated,
    come_back,
    make_feeds,
    poll_until,
)

FEEDS, DAYS = 10_000, 30
STOPPED = BEGIN + timedelta(days=10)
BACK = STOPPED + timedelta(hours=6)
END = BEGIN + timedelta(days=DAYS)


def main() -> None:
    began = time.process_time()
    feeds, figures = make_feeds(FEEDS, days=DAYS), Figures()
    poll_until(feeds, STOPPED, figures)
    come_back(feeds, BACK)
    poll_until(feeds, END, figures)
    say(f"{figures.polls:,} polls, {time.process_time() - began:.0f} s of CPU")
    foreseeable = [feed for feed in feeds if feed.is_foreseeable]
    say(f"lost by {len(foreseeable):,} feeds whose rate allows to lose none: {lost(foreseeable)}")
    seen = sum(len(waits) for waits in figures.waits.values())
    say(f"by the other {FEEDS - len(foreseeable)}: {lost(feeds)} (of {seen:,} items of all feeds)")
    say(f"most polls in a minute: at first {busiest(figures, BEGIN, BEGIN + timedelta(hours=2))}")
    say(f"  on common days {busiest(figures, BEGIN + timedelta(days=2), STOPPED)}")
    say(f"  after the pause {busiest(figures, BACK, END)}")
    for pattern in sorted({feed.pattern for feed in feeds}):
        tell(pattern, [feed for feed in feeds if feed.pattern == pattern], figures)


def tell(pattern: str, feeds: Sequence[Simulated], figures: Figures) -> None:
    waits = sorted(figures.waits[pattern])
    polls = sum(feed.polls for feed in feeds) / len(feeds) / DAYS
    found = f"{pattern}: {polls:.1f} polls and {len(waits) / len(feeds) / DAYS:.1f} items a day"
    if waits:
        half, most = waits[len(waits) // 2], waits[len(waits) * 95 // 100]
        found += f", seen after {in_minutes(half)} (p50), {in_minutes(most)} (p95)"
    say(found)


def lost(feeds: Sequence[Simulated]) -> int:
    return sum(feed.lost for feed in feeds)


def busiest(figures: Figures, begin: datetime, end: datetime) -> int:
    minutes = range(*(int((at - BEGIN).total_seconds()) // 60 for at in (begin, end)))
    return max(count for minute, count in figures.by_minute.items() if minute in minutes)


def in_minutes(span: timedelta) -> str:
    return f"{span / timedelta(minutes=1):.0f} min"


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")


if __name__ == "__main__":
    main()
