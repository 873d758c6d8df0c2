# ruff: noqa: RUF001 - the months of languages in other scripts
"""Times as feeds write them, into instants. Pure.

ISO 8601 and its profiles (RFC 3339, W3C), RFC 822 and 2822 with what writers make of them (names
of months in their own language, weekdays that are wrong, no seconds, zones by name or none), and
seconds since 1970. Without a zone a time is taken for UTC.
"""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

_YEARS = range(1900, 2101)  # anything else was misread
_LONGEST = 100
_MAIL = re.compile(
    r"(?:[A-Za-z]{3}, )?([0-9]{1,2}) ([A-Za-z]{3}) ([0-9]{4}) "
    r"([0-9]{2}):([0-9]{2})(?::([0-9]{2}))? (GMT|UTC|Z|[+-][0-9]{4})"
)
_ISO = re.compile(
    r"(\d{4})(?:-?(\d{3})(?!\d)|-(\d{1,2})(?:-(\d{1,2}))?|(\d{2})(\d{2}))?"
    r"(?:(?:\s*T\s*|\s+)(\d{1,2})(?::?(\d{2})(?::?(\d{2})(?:[.,:]\d*)?)?)?\s*((?!:).*))?",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?<![\d+-])(?:(?P<half>오전|오후|午前|午後|上午|下午)\s*)?"
    r"(?P<hour>\d{1,2})\s*[:h時시点]\s*(?P<minute>\d{1,2})(?:\s*[:분分]\s*(?P<second>\d{1,2}))?[초秒]?"
    r"(?:[.,]\d+)?(?:\s*(?P<late>[ap])\.?m\.?(?!\w))?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:(?:GMT|UTC?)\s*)?([+-])\s*(\d{1,2}):?(\d{2})?(?!\d)", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")
_COMMENT = re.compile(r"\([^()]*\)")
_SECONDS = re.compile(r"1\d{9}(?:\d{3})?")
_KOREAN = re.compile("년|오전|오후")
_HALVES = {"오후", "午後", "下午"}
_HOURS = {
    **dict.fromkeys(("ut", "utc", "gmt", "z", "wet"), 0.0),
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
    "akst": -9,
    "akdt": -8,
    "hst": -10,
    "ast": -4,
    "adt": -3,
    "nst": -3.5,
    "ndt": -2.5,
    "et": -5,
    "ct": -6,
    "mt": -7,
    "pt": -8,
    "brt": -3,
    "art": -3,
    "clt": -4,
    "at": -4,
    "bst": 1,
    "west": 1,
    "cet": 1,
    "met": 1,
    "mez": 1,
    "cest": 2,
    "mest": 2,
    "mesz": 2,
    "eet": 2,
    "sast": 2,
    "eest": 3,
    "msk": 3,
    "trt": 3,
    "gst": 4,
    "pkt": 5,
    "ict": 7,
    "wib": 7,
    "awst": 8,
    "hkt": 8,
    "sgt": 8,
    "pht": 8,
    "jst": 9,
    "kst": 9,
    "acst": 9.5,
    "acdt": 10.5,
    "aest": 10,
    "aedt": 11,
    "nzst": 12,
    "nzdt": 13,
}
# How the months begin, in the languages of which the outlets' programs have the names.
_MONTHS = (
    "jan|janv|ene|gen|sty|led|янв|січ|oca|ιαν|ian|tammi|siječ",
    "feb|fév|fev|fevr|févr|lut|úno|фев|лют|şub|sub|φεβ|helmi|velj",
    "mar|mär|mrz|mrt|maa|maart|břez|мар|бер|μαρ|μάρ|márc|ožuj",
    "apr|avr|abr|kwi|dub|апр|кві|nis|απρ|ápr|huhti|trav",
    "may|mai|mei|maj|mag|mayo|kvě|мая|май|тра|μαϊ|μάι|máj|touko|svib",
    "jun|juin|giu|cze|červen|červn|июн|чер|haz|ιουν|ιούν|jún|iun|kesä|junho",
    "jul|juil|lug|lip|červenec|červenc|июл|лип|tem|ιουλ|ιούλ|júl|iul|heinä|julho",
    "aug|aoû|aou|ago|sie|srp|авг|сер|ağu|agu|αυγ|αύγ|elo|kolov",
    "sep|set|wrz|zář|сен|вер|eyl|σεπ|szep|syys|ruj",
    "oct|okt|ott|out|paź|říj|окт|жов|eki|οκτ|loka",
    "nov|lis|noi|ноя|лис|kas|νοε|νοέ|marras|stud",
    "dec|déc|dez|dic|gru|pros|дек|гру|ara|δεκ|joulu|des",
)


def read_instant(text: object) -> datetime | None:
    """The instant (UTC), or None for what is no time or one outside of 1900 to 2100."""
    if not isinstance(text, str) or not text.strip() or len(text) > _LONGEST:
        return None
    return _read(text.strip())


@lru_cache(maxsize=1024)  # the time of an item is looked at more than once
def _read(text: str) -> datetime | None:
    try:
        at = _mail(text) or _iso(text) or _seconds(text) or _words(_COMMENT.sub(" ", text))
        return at.astimezone(UTC) if at and at.year in _YEARS else None
    except (ValueError, OverflowError):
        return None


def _mail(text: str) -> datetime | None:
    """RFC 822 by the letter, as most feeds have it; what is near it is left to `_words`."""
    match = _MAIL.fullmatch(text)
    month = _month(match[2]) if match else 0
    if match is None or not month:
        return None
    day, _name, year, hour, minute, second, zone = match.groups()
    at = datetime(int(year), month, int(day), tzinfo=UTC)
    return _at_clock(at, int(hour), int(minute), int(second or 0), zone)


def _iso(text: str) -> datetime | None:
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    year, ordinal, month, day, month_too, day_too, hour, minute, second, zone = match.groups()
    at = datetime(int(year), int(month or month_too or 1), int(day or day_too or 1), tzinfo=UTC)
    if ordinal:
        at += timedelta(days=int(ordinal) - 1)
    return _at_clock(at, int(hour or 0), int(minute or 0), int(second or 0), zone or "")


def _seconds(text: str) -> datetime | None:
    if _SECONDS.fullmatch(text) is None:
        return None
    return datetime.fromtimestamp(int(text[:10]), tz=UTC)


def _words(text: str) -> datetime | None:
    clock = _CLOCK.search(text)
    rest = f"{text[: clock.start()]} {text[clock.end() :]}" if clock else text
    day = _day(rest)
    if day is None or clock is None:
        return day
    hour, minute = int(clock["hour"]), int(clock["minute"])
    half = (clock["late"] or "").lower() or ("p" if clock["half"] in _HALVES else "")
    if (half == "p" and hour < 12) or (half == "a" and hour == 12):
        hour = (hour + 12) % 24
    zone = text[clock.end() :]
    if _KOREAN.search(text) and not zone.strip():
        zone = "KST"
    return _at_clock(day, hour, minute, int(clock["second"] or 0), zone)


def _day(text: str) -> datetime | None:
    if match := _YEAR_FIRST.search(text):
        year, month, day = map(int, match.groups())
        return datetime(year, month, day, tzinfo=UTC)
    if match := _DAY_FIRST.search(text):
        return _with_marks(match)
    # The last one: "mar." is a Tuesday too.
    month = next((n for n in map(_month, reversed(_WORD.findall(text))) if n), 0)
    # The day and the year, in either order; an offset's digits stand behind a sign.
    numbers = _NUMBER.findall(re.sub(r"[+-]\s*\d{2}:?\d{2}\b", " ", text))
    if not month or len(numbers) < 2:
        return None
    first, second = numbers[:2]
    if len(first) == 4:
        first, second = second, first
    return datetime(_full_year(second), month, int(first), tzinfo=UTC)


def _with_marks(match: re.Match[str]) -> datetime | None:
    """15.05.2025, or with slashes where the numbers leave only one way to read them."""
    day, month = int(match[1]), int(match[3])
    if match[2] == "-" and len(match[4]) == 2:  # ISO 8601 of 1988
        return datetime(_full_year(match[1]), month, int(match[4]), tzinfo=UTC)
    if match[2] == "/" and day <= 12 and month != day:
        if month <= 12:
            return None
        day, month = month, day
    return datetime(_full_year(match[4]), month, day, tzinfo=UTC)


def _full_year(digits: str) -> int:
    """RFC 2822, 4.3."""
    year = int(digits)
    if len(digits) >= 4:
        return year
    return year + (2000 if year < 50 else 1900)


@lru_cache(maxsize=256)  # the dates of a feed say the same few words again and again
def _month(word: str) -> int:
    """1 to 12, or 0 for a word that is no month; the longest beginning decides."""
    word = word.casefold()
    found = [
        (len(begins), number)
        for number, names in enumerate(_MONTHS, 1)
        for begins in names.split("|")
        if word.startswith(begins)
    ]
    return max(found)[1] if found else 0


def _at_clock(day: datetime, hour: int, minute: int, second: int, zone: str) -> datetime:
    """24:00 is the next midnight; a leap second counts as the one before it."""
    if hour > 24 or minute > 59 or second > 60:
        raise ValueError
    since = timedelta(hours=hour, minutes=minute, seconds=min(second, 59))
    return (day + since).replace(tzinfo=_zone(zone))


def _zone(text: str) -> timezone:
    if match := _OFFSET.search(text):
        sign, hours, minutes = match.groups()
        offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return timezone(-offset if sign == "-" else offset)
    for word in _WORD.findall(text):
        if word.casefold() in _HOURS:
            return timezone(timedelta(hours=_HOURS[word.casefold()]))
    return UTC
