"""Invented histories of an outlet's feeds, with the truth of which item is which article.

Each outlet has its own habits (how it makes identifiers, addresses and times), and what happens
to feeds happens to it: headlines change, addresses move, order is shuffled, the site turns to
https, a second feed links the pages for telephones. Some articles share a headline, some
identifiers are used again.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from sources.parsing.documents import ParsedItem

BEGIN = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
_PRINTED = (
    "harbour pier council ferry lamp keeper storm nets bank survey engineer spring bridge quay "
    "island school museum tide market crane rope sail winter road tunnel budget vote mayor boat"
)
_WORDS = _PRINTED.split()
# What is printed again and again over different articles.
_STANDING = (
    "Letters",
    "Live updates",
    "Weather for the coast and the islands",
    "The week in the harbour in pictures",
)
GUIDS: tuple[str, ...] = (
    "permalink",
    "fragment",
    "tag",
    "number in query",
    "plain number",
    "none",
    "one for all",
)
GUIDS += ("headline", "used again", "address of old")
LINKS = ("slug", "slug and number", "day and slug", "number in query")
TIMES = ("exact", "exact", "exact", "day", "missing")


@dataclass
class Piece:
    """One article as it really is."""

    number: int
    headline: str
    published: datetime
    section: str
    slug: str
    entry: int = 0
    revised: int = 0


@dataclass(frozen=True)
class Poll:
    """What one feed says at one time: items beside the number of the article each one is."""

    feed: int
    at: datetime
    items: tuple[tuple[int, ParsedItem], ...]


@dataclass
class Outlet:
    """The habits of one outlet, drawn once, and its articles so far."""

    draw: random.Random
    guids: str
    links: str
    times: str
    host: str = "havneby.example"
    scheme: str = "http"
    pieces: list[Piece] = field(default_factory=list)

    def publish(self, at: datetime) -> None:
        number = 7_310_000 + 37 * len(self.pieces) + self.draw.randrange(30)
        words = self.draw.sample(_WORDS, self.draw.randint(4, 8))
        is_standing = self.draw.random() < 0.15
        headline = self.draw.choice(_STANDING) if is_standing else " ".join(words).capitalize()
        slug = headline.lower().replace(" ", "-")
        if is_standing and self.links == "slug":
            slug += f"-{len(self.pieces)}"  # two pages have two addresses
        section = self.draw.choice(["news", "local", "sea"])
        second = timedelta(seconds=self.draw.randrange(3_600))
        entry = len(self.pieces) % 3
        self.pieces.append(Piece(number, headline, at + second, section, slug, entry))

    def happen(self) -> None:
        """Something between two polls."""
        if self.draw.random() < 0.1:
            self.scheme = "https"
        for piece in self.pieces[-10:]:
            if self.draw.random() < 0.06 and piece.headline not in _STANDING:
                word = self.draw.choice(_WORDS)
                piece.headline = f"{piece.headline}, says {word} {piece.revised}"
                piece.revised += 1
                if self.draw.random() < 0.2:
                    piece.slug = piece.headline.lower().replace(",", "").replace(" ", "-")
            if self.draw.random() < 0.02:
                piece.section = self.draw.choice(["news", "local", "sea"])

    def item(self, piece: Piece, *, is_second: bool) -> ParsedItem:
        path, query = self._place(piece)
        link = self._dressed(path, query, is_second=is_second)
        published: datetime | None = piece.published
        if self.times == "day":
            published = piece.published.replace(hour=0, minute=0, second=0)
        if self.times == "missing":
            published = None
        guid = self._guid(piece, f"{path}?{query}" if query else path)
        is_link = self.guids in {"permalink", "fragment"}
        return ParsedItem(guid, link, piece.headline, "", "", published, None, is_link)

    def _place(self, piece: Piece) -> tuple[str, str]:
        day = f"{piece.published:%Y/%m/%d}"
        return {
            "slug": (f"/{piece.section}/{piece.slug}", ""),
            "slug and number": (f"/{piece.section}/{piece.slug}-{piece.number}", ""),
            "day and slug": (f"/{day}/{piece.slug}-{piece.number % 100}", ""),
            "number in query": ("/article", f"id={piece.number}"),
        }[self.links]

    def _dressed(self, path: str, query: str, *, is_second: bool) -> str:
        """One of the ways of writing the address; the second feed's are for telephones."""
        draw, host = self.draw, self.host
        if is_second and draw.random() < 0.6:
            host = draw.choice(["m.", "amp.", "www."]) + host
        if is_second and not query and draw.random() < 0.3:
            path = draw.choice([f"/amp{path}", f"{path}/amp", f"{path}.amp"])
        elif not query and draw.random() < 0.1:
            path += "/"
        parts = [query] if query else []
        if draw.random() < 0.4:
            parts.append(f"utm_source=feed{draw.randrange(3)}&utm_medium=rss")
        if draw.random() < 0.1:
            parts.append("ref=rss")
        return f"{self.scheme}://{host}{path}{'?' if parts else ''}{'&'.join(parts)}"

    def _guid(self, piece: Piece, place: str) -> str:
        return {
            "permalink": f"{self.scheme}://{self.host}{place}",
            "fragment": f"https://{self.host}{place}#{piece.revised}",
            "tag": f"tag:{self.host},2026:{piece.number}",
            "number in query": f"http://{self.host}/?p={piece.number}",
            "plain number": str(piece.number % 1_000),
            "none": "",
            "one for all": "item",
            "headline": f"{piece.headline} - {self.host}",
            "used again": f"https://{self.host}/slot/{piece.entry}",
            "address of old": f"http://old.{self.host}/{piece.number}.html",
        }[self.guids]


def history(seed: int, *, polls: int = 12) -> Iterator[Poll]:
    """Two feeds of one outlet over two days or so; the second one has some of the articles."""
    draw = random.Random(seed)  # noqa: S311 - the same history for the same number
    outlet = Outlet(draw, draw.choice(GUIDS), draw.choice(LINKS), draw.choice(TIMES))
    size = draw.choice([1, 4, 9])
    at = BEGIN
    for _ in range(polls):
        for _ in range(draw.randint(0, 3)):
            outlet.publish(at)
            at += timedelta(hours=1)
        at += timedelta(hours=draw.randint(1, 4))
        window = outlet.pieces[-size:]
        draw.shuffle(window)
        yield Poll(0, at, tuple((p.number, outlet.item(p, is_second=False)) for p in window))
        if draw.random() < 0.5:
            some = [piece for piece in window if draw.random() < 0.7]
            yield Poll(1, at, tuple((p.number, outlet.item(p, is_second=True)) for p in some))
        outlet.happen()


def presentation(item: ParsedItem) -> ParsedItem:
    """What of an item could be recognised."""
    return replace(item, summary_text="", published_at=None)
