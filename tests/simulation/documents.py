"""Feeds in three formats and pages of articles, all of them invented."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape
from random import Random

from tests.loopback import article_page

_WHO = (
    "The harbour board",
    "The council",
    "A fisherman",
    "The ferry company",
    "The school",
    "The lighthouse keeper",
    "A shipwright",
    "The museum",
    "The weather office",
    "A baker",
)
_DID = (
    "measured",
    "repaired",
    "asked for",
    "postponed",
    "opened",
    "painted",
    "counted",
    "sold",
    "found",
    "drew up",
    "argued about",
    "welcomed",
)
_WHAT = (
    "the old pier",
    "a new crane",
    "forty nets",
    "the winter timetable",
    "two bridges",
    "the lamp",
    "a survey of the bank",
    "its accounts",
    "the boat house",
    "seven buoys",
    "the road to the point",
    "a chart of the sound",
)
_WHEN = (
    "before the frost",
    "in the spring",
    "on market day",
    "after the storm",
    "at low water",
    "within a week",
    "despite the rain",
    "for the third time",
    "without a word",
    "at last",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as a feed prints it."""

    title: str
    link: str
    guid: str
    published: datetime | None


def rss(entries: Sequence[Entry], *, title: str, ttl_minutes: int | None = None) -> bytes:
    ttl = f"<ttl>{ttl_minutes}</ttl>" if ttl_minutes else ""
    items = "".join(
        f"<item><title>{escape(entry.title)}</title><link>{escape(entry.link)}</link>"
        + (f'<guid isPermaLink="false">{escape(entry.guid)}</guid>' if entry.guid else "")
        + (f"<pubDate>{format_datetime(entry.published)}</pubDate>" if entry.published else "")
        + "</item>"
        for entry in entries
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{title}</title>'
        f"<link>http://{title}/</link><description>{title}</description>{ttl}{items}"
        "</channel></rss>"
    ).encode()


def atom(entries: Sequence[Entry], *, title: str) -> bytes:
    items = "".join(
        f"<entry><title>{escape(entry.title)}</title><id>{escape(entry.guid)}</id>"
        f'<link href="{escape(entry.link)}"/>'
        + (f"<updated>{entry.published.isoformat()}</updated>" if entry.published else "")
        + (f"<published>{entry.published.isoformat()}</published>" if entry.published else "")
        + "</entry>"
        for entry in entries
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{title}</title><id>http://{title}/</id>{items}</feed>"
    ).encode()


def json_feed(entries: Sequence[Entry], *, title: str) -> bytes:
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": title,
            "items": [
                {"id": entry.guid, "url": entry.link, "title": entry.title}
                | ({"date_published": entry.published.isoformat()} if entry.published else {})
                for entry in entries
            ],
        }
    ).encode()


def headline(host: str, number: int) -> str:
    """Of the article `number` of a host; no two are alike."""
    random = Random(f"headline {host} {number}")  # noqa: S311 - the same each time
    return f"{_sentence(random)} ({host.split('.', maxsplit=1)[0]} {number})"


def page(host: str, number: int) -> bytes:
    """Its page: five paragraphs that no other page has."""
    random = Random(f"page {host} {number}")  # noqa: S311 - the same each time
    paragraphs = [" ".join(f"{_sentence(random)}." for _ in range(5)) for _paragraph in range(5)]
    return article_page(paragraphs, title=headline(host, number)).encode()


def _sentence(random: Random) -> str:
    parts = [random.choice(words) for words in (_WHO, _DID, _WHAT, _WHEN)]
    return f"{' '.join(parts)} and {random.randrange(3, 900)} people came to look"
