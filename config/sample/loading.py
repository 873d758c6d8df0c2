"""Loading the sample; loaded again, it adds what is missing and overwrites nothing."""

from collections.abc import Callable

from django.contrib.auth.models import User

from config.sample import ferries
from config.sample.articles import take_feeds, take_page
from config.sample.deciding import decide, is_made
from config.sample.facts import load_facts
from config.sample.subjects import reviewer
from config.sample.tables import Loaded

Progress = Callable[[int, int], None]


def load_sample(*, progress: Progress | None = None) -> Loaded:
    """Load everything: the facts first, then the articles, read and decided in the order of time.

    Each step is a transaction of its own, so that a loading that was broken off goes on where it
    stopped. `progress` is told the number of steps done and their total. Raises SampleError.
    """
    facts = load_facts()
    take_feeds(ferries.FEEDS, ferries.PAGES)
    total, done = len(ferries.PAGES) + len(ferries.DECISIONS), 0
    texts = positions = 0
    for page in ferries.PAGES:
        texts += take_page(page)
        done = _tell(progress, done + 1, total)
    signed = reviewer()
    begin = _first_open(signed)
    done += begin
    for decision in ferries.DECISIONS[begin:]:
        positions += decide(decision, reviewer=signed)
        done = _tell(progress, done + 1, total)
    return Loaded(facts.people, facts.propositions, texts, facts.positions + positions)


def _first_open(signed: User) -> int:
    """The number of the first decision to make. They are made in order, so what stands before one
    that was made was made too, even where somebody has taken it away since.
    """
    for number in range(len(ferries.DECISIONS), 0, -1):
        if is_made(ferries.DECISIONS[number - 1], reviewer=signed):
            return number
    return 0


def _tell(progress: Progress | None, done: int, total: int) -> int:
    if progress is not None:
        progress(done, total)
    return done
