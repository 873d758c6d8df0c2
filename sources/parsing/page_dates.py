"""When a page says it was published and changed. Pure.

The page's own data first (JSON-LD, meta elements, microdata), then its <time> elements, then what
htmldate makes out from the address and the words.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import htmldate
from lxml import html

_FIRST_YEAR = 1990  # before it there was no news on the web; "unknown" is written as 1970
_PUBLISHED_META = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "parsely-pub-date",
    "sailthru.date",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "publication_date",
    "publish-date",
    "publishdate",
    "pubdate",
    "date",
)
_UPDATED_META = (
    "article:modified_time",
    "og:updated_time",
    "og:modified_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
)
_APART = (
    "ancestor::aside or ancestor::nav or ancestor::footer or ancestor::*["
    "contains(@class, 'comment') or contains(@id, 'comment') or contains(@class, 'related')]"
)
_TIMES = f"//time[not({_APART})]/@datetime"
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]([01]?\d)[/-]([0-3]?\d)(?=/|$|-|_)")
_COMPACT = re.compile(r"\d{8}")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_NUMBERS = re.compile(
    r"(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)(?:[,\sT]+(\d{1,2}):(\d\d)(?::(\d\d))?)?"
)
_YEAR_FIRST = re.compile(
    r"((?:19|20)\d\d)[/.](\d{1,2})[/.](\d{1,2})(?:[,\sT]+(\d{1,2}):(\d\d)(?::(\d\d))?)?"
)
_ZONE_NAME = re.compile(r"\s*\(?\b(?:UTC|GMT)\)?$")
_ENGLISH = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b. %d, %Y")
_ENGLISH_TIMES = ("", " %H:%M", " %I:%M %p", ", %H:%M", ", %I:%M %p", " at %I:%M %p")
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time as printed: `at` is naive where no zone is given, None for a bare day."""

    on: date
    at: datetime | None

    @property
    def is_local(self) -> bool:
        """Printed in the page's own zone, so that its day is the reader's."""
        return self.at is None or self.at.utcoffset() != timedelta(0)


@dataclass(frozen=True, slots=True)
class PageDates:
    """`published_on`: the day as printed. `published_at`, `updated_at`: instants, None where only
    a day is given; naive where the page names no zone.
    """

    published_at: datetime | None = None
    published_on: date | None = None
    updated_at: datetime | None = None


def read_dates(
    root: html.HtmlElement,
    meta: Mapping[str, str],
    linked: Mapping[str, Any],
    url: str,
    language: str = "",
) -> PageDates:
    """The times of the page at `url`; `linked` is its JSON-LD article. A day-and-month order that
    is not plain is told by `language`, or not at all.
    """
    own = [linked.get("datePublished"), *(meta.get(name) for name in _PUBLISHED_META)]
    own += _microdata(root, "datePublished")
    stamps = list(_stamps(own, language))
    times = list(_stamps(map(str, root.xpath("//time[@pubdate]/@datetime")), language))
    times += _stamps(map(str, root.xpath(_TIMES)), language)
    updated = [linked.get("dateModified"), *(meta.get(name) for name in _UPDATED_META)]
    updated += _microdata(root, "dateModified")
    changes = [stamp.at for stamp in _stamps(updated, language) if stamp.at is not None]
    changed = changes[0] if changes else None
    in_address = _day_in_address(url)
    if stamps:
        return _published(stamps, times, in_address, changed)
    if times and _agree(times, in_address):
        return _published(times, times, in_address, changed)
    return PageDates(None, _guess_day(root, url) or in_address or _first_day(times), changed)


def read_stamp(value: object, language: str = "") -> Stamp | None:
    """A time as programs and people write it, or None where it cannot be told."""
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if not 6 <= len(text) <= 80:
        return None
    for read in (_read_iso, _read_epoch, _read_numbers, _read_mail, _read_english):
        with suppress(ValueError, OverflowError, TypeError):
            stamp = read(text, language)
            if stamp is not None:
                return stamp if stamp.on.year >= _FIRST_YEAR else None
    return None


def _published(
    stamps: list[Stamp], times: list[Stamp], in_address: date | None, changed: datetime | None
) -> PageDates:
    """The first stamp counts. Its day is one that the page prints in its own zone, where one is
    given: just after midnight UTC it is still yesterday in America.
    """
    first = stamps[0]
    aware = [one.at for one in stamps if one.at is not None and one.at.tzinfo is not None]
    near = [at for at in aware if abs(at.date() - first.on) <= _A_DAY]
    day = first.on
    if not first.is_local:
        local = [one.on for one in (*stamps[1:], *times[:1]) if one.is_local]
        days = [one for one in (*local, in_address) if one and abs(one - first.on) <= _A_DAY]
        day = days[0] if days else first.on
    at = first.at if first.at is None or first.at.tzinfo is not None or not near else near[0]
    return PageDates(at, day, changed)


def _stamps(values: Iterable[object], language: str) -> Iterator[Stamp]:
    for value in values:
        stamp = read_stamp(value, language)
        if stamp is not None:
            yield stamp


def _microdata(root: html.HtmlElement, name: str) -> list[str]:
    elements = root.xpath(f"//*[@itemprop='{name}'][not({_APART})]")
    return [element.get("datetime") or element.get("content") or "" for element in elements[:3]]


def _agree(times: list[Stamp], in_address: date | None) -> bool:
    """Whether the page's <time> elements speak of one day: lists and comments have their own."""
    if in_address is not None:
        return abs(times[0].on - in_address) <= _A_DAY
    return len({stamp.on for stamp in times[:4]}) == 1


def _first_day(times: list[Stamp]) -> date | None:
    return times[0].on if times else None


def _day_in_address(url: str) -> date | None:
    match = _IN_ADDRESS.search(url)
    if match is None:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def _guess_day(root: html.HtmlElement, url: str) -> date | None:
    """The day as htmldate makes it out from the address or the words of the page."""
    try:
        day = htmldate.find_date(root, original_date=True, url=url)
        return date.fromisoformat(day) if day else None
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None


def _stamp(at: datetime, *, has_time: bool = True) -> Stamp:
    return Stamp(at.date(), at if has_time else None)


def _read_iso(text: str, _language: str) -> Stamp | None:
    if _COMPACT.fullmatch(text):
        return Stamp(date.fromisoformat(text), None)
    zoned = _ZONE_NAME.sub("", text)
    at = datetime.fromisoformat(zoned.replace(" +", "+").replace(" -", "-"))
    if zoned != text and at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return _stamp(at, has_time=len(zoned) > len("2025-05-15"))


def _read_epoch(text: str, _language: str) -> Stamp | None:
    if not _EPOCH.fullmatch(text):
        return None
    return _stamp(datetime.fromtimestamp(int(text[:10]), UTC))


def _read_numbers(text: str, language: str) -> Stamp | None:
    if match := _YEAR_FIRST.match(text):
        year, month, day = (int(match[n]) for n in (1, 2, 3))
        return _combine(date(year, month, day), match.groups()[3:])
    match = _NUMBERS.match(text)
    if match is None:
        return None
    one, other, year = int(match[1]), int(match[3]), int(match[4])
    order = _day_first(one, other, dotted=match[2] == ".", language=language)
    if order is None:
        return None
    return _combine(date(year, *((other, one) if order else (one, other))), match.groups()[4:])


def _day_first(one: int, other: int, *, dotted: bool, language: str) -> bool | None:
    """None where it cannot be told: in English, 03/04 is March here and April there."""
    if one > 12 or dotted:
        return True
    if other > 12:
        return False
    if one == other:
        return True
    if language.startswith("en"):
        return {"en-us": False, "en-gb": True, "en-au": True, "en-ie": True, "en-in": True}.get(
            language
        )
    return True if language else None


def _combine(day: date, clock: tuple[str | None, ...]) -> Stamp:
    hour, minute, second = clock
    if hour is None or minute is None:
        return Stamp(day, None)
    return _stamp(datetime.combine(day, time(int(hour), int(minute), int(second or 0))))


def _read_mail(text: str, _language: str) -> Stamp | None:
    return _stamp(parsedate_to_datetime(text)) if ":" in text else None


def _read_english(text: str, _language: str) -> Stamp | None:
    for day in _ENGLISH:
        for clock in _ENGLISH_TIMES:
            with suppress(ValueError):
                return _stamp(
                    datetime.strptime(text, day + clock),  # noqa: DTZ007 -- as printed
                    has_time=bool(clock),
                )
    return None
