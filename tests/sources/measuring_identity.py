"""How many of the invented articles were taken for another, and how many were met again."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction

from sources.deciding import address_name
from sources.models import Feed
from sources.parsing.documents import ParsedFeed
from sources.services.aliases import known_articles
from sources.services.items import FeedDocument, store_items
from tests.sources.histories import Poll, history, presentation


@dataclass
class Score:
    """`wrong`: rows that items of two articles share. Of `again` items that came in a dress in
    which their article had not come before, `found` were recognised.
    """

    articles: int = 0
    wrong: int = 0
    again: int = 0
    found: int = 0

    @property
    def share(self) -> float:
        return self.found / self.again if self.again else 1.0

    def add(self, other: "Score") -> None:
        self.articles += other.articles
        self.wrong += other.wrong
        self.again += other.again
        self.found += other.found

    def __str__(self) -> str:
        return (
            f"{self.articles} articles, {self.wrong} wrongly one, "
            f"{self.found} of {self.again} met again ({100 * self.share:.1f} %)"
        )


def measure(seed: int, feeds: list[Feed], score: Score) -> None:
    """Store one history in these two feeds of one outlet."""
    rows: dict[int, set[int]] = defaultdict(set)
    dresses: dict[int, set[object]] = defaultdict(set)
    for poll in history(seed):
        for number, dress, row in _store(poll, feeds[poll.feed]):
            if rows[number] and dress not in dresses[number]:
                score.again += 1
                score.found += row in rows[number]
            rows[number].add(row)
            dresses[number].add(dress)
    owners: dict[int, set[int]] = defaultdict(set)
    for number, its in rows.items():
        for row in its:
            owners[row].add(number)
    score.articles += len(rows)
    score.wrong += sum(len(numbers) > 1 for numbers in owners.values())


def _store(poll: Poll, feed: Feed) -> list[tuple[int, object, int]]:
    items = tuple(item for _, item in poll.items)
    parsed = ParsedFeed("", "https://havneby.example/", "en", None, items, "rss20")
    with transaction.atomic():
        store_items([FeedDocument(feed, parsed)], now=poll.at)
    names = {number: address_name(item.link) for number, item in poll.items}
    known = known_articles(names.values())
    return [(number, presentation(item), known[names[number]]) for number, item in poll.items]
