"""What parsing gives: plain values, cut to sizes that fit any row. Pure."""

from dataclasses import dataclass
from datetime import date, datetime

MOST_ITEMS = 5_000
LONGEST_TITLE = 500
LONGEST_SUMMARY = 10_000
LONGEST_GUID = 2_000


@dataclass(frozen=True, slots=True)
class ParsedItem:
    """One entry as the feed gives it; "" and None where it says nothing.

    `guid` is as printed; `link` absolute http(s), tracking parameters and all; `title`, `author`
    and `summary_text` one line of text each; instants are UTC. `guid_is_link`: the guid is an
    http(s) address and the feed does not deny that the article is there. `language` is the item's
    own, where it says one.
    """

    guid: str
    link: str
    title: str
    summary_text: str
    author: str
    published_at: datetime | None
    updated_at: datetime | None
    guid_is_link: bool = False
    language: str = ""


#: What an entry without a single word comes to; it is left out.
NOTHING = ParsedItem("", "", "", "", "", None, None)


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed; `items` in the feed's order, perhaps none.

    `kind` is feedparser's name of the format (`rss20`, `atom10`, `json11`, "" if it cannot be
    told); `ttl_minutes` the longer of <ttl> and sy:updatePeriod; `is_well_formed` false for one
    that was cut off or is not proper XML, of which the readable part is here.
    """

    title: str
    home: str
    language: str
    ttl_minutes: int | None
    items: tuple[ParsedItem, ...]
    kind: str
    is_well_formed: bool = True


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """One article page or plain text; "" and None where it says nothing.

    `canonical_url`: the page's own address in one spelling (what it declares, if that is on the
    same site, else where it was fetched); `declared_canonical`: what it declares, wherever that
    is (a syndicated copy names the original). `title` is the headline without the outlet's name.
    `published_on` is the day as printed, in the page's own offset; `published_at` the instant in
    UTC, None when only a day is given; `updated_at` likewise. `has_zone` false: the page names
    none, and its times are those of its outlet's clock, written here as if it stood in UTC.
    `language_is_detected`: told from the text, because nobody declared it. `text`: paragraphs
    joined by an empty line, normalised, without the headline. `marks`: (kind, start, end) in code
    points of `text`, end exclusive; kinds `heading` and `strong`. `extractor`: who found the text,
    as enums.Extractor. `next_url`: where the next part of the same article is, if it stands on
    several pages. `is_article` false: `reason` says why in a sentence, `obstacle` in a word
    of enums.Obstacle where it has one, and `text` is empty.
    """

    canonical_url: str = ""
    declared_canonical: str = ""
    title: str = ""
    author: str = ""
    site_name: str = ""
    published_at: datetime | None = None
    published_on: date | None = None
    updated_at: datetime | None = None
    has_zone: bool = True
    language: str = ""
    language_is_detected: bool = False
    text: str = ""
    marks: tuple[tuple[str, int, int], ...] = ()
    extractor: str = ""
    next_url: str = ""
    is_article: bool = False
    obstacle: str = ""
    reason: str = ""
