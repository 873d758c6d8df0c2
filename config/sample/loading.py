"""Loading the sample; loaded again, it adds what is missing and overwrites nothing."""

from collections.abc import Callable

from config.sample import ferries
from config.sample.articles import take_feeds, take_page
from config.sample.deciding import decide
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
    for decision in ferries.DECISIONS:
        positions += decide(decision, reviewer=signed)
        done = _tell(progress, done + 1, total)
    return Loaded(facts.people, facts.propositions, texts, facts.positions + positions)


def _tell(progress: Progress | None, done: int, total: int) -> int:
    if progress is not None:
        progress(done, total)
    return done
