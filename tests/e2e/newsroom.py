"""The story's world: an invented outlet on loopback, two articles, one change of mind."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from tests.loopback import RSS, Item, Loopback, article_page, rss

EXPERT, SLUG = "Marit Solvang", "marit-solvang"
PROPOSITION = "The town of Havneby should pay for the new pier"
BEFORE = "The town should pay for the new pier by itself, and it should do so this year."
AFTER = "The town should not pay for the new pier; the state takes the dues and has to build it."

_NOW = datetime.now(UTC)
BEFORE_AT, AFTER_AT = _NOW - timedelta(days=2), _NOW - timedelta(hours=1)


def publish(site: Loopback) -> str:
    """Put the feed and both articles on `site`; returns the feed's address."""
    pages = [
        ("/pier-in-spring.html", "A pier for the town", BEFORE, BEFORE_AT),
        ("/pier-again.html", "Once more the pier", AFTER, AFTER_AT),
    ]
    items = []
    for path, title, words, at in pages:
        paragraphs = [
            f"{title}: the council of Havneby met on the harbour and put off its decision again.",
            f"“{words}” said {EXPERT}, a professor at the Institute for Harbour Studies.",
            (
                "The council meets again after the summer. Ferries go on calling at the old quay, "
                "which the port authority keeps open for ships of small draught until then."
            ),
        ]
        site.put(path, article_page(paragraphs, title=title))
        items.append(Item(site.url(path), title, guid=path, published=format_datetime(at)))
    site.put("/feed.xml", rss(items, title="Havneby Courier"), content_type=RSS)
    return site.url("/feed.xml")
