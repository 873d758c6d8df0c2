"""What HTTP headers say about time. Pure; garbage is None, never an error."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST_RETRY_AFTER = timedelta(days=7)
# RFC 9111, 1.2.2: a number of seconds that is too great to hold stands for this one.
_GREATEST = 2**31

_DIRECTIVE = re.compile(
    r"""([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,;"]*)))?"""
)
_SECONDS = re.compile(r"[0-9]+(?:\.[0-9]*)?")
_ASKS_TO_WAIT = frozenset({429, 503})


def read_max_age(cache_control: str) -> timedelta | None:
    """max-age of a Cache-Control header (RFC 9111, 5.2.2.1), None without one.

    The longest where it is said twice. s-maxage is for shared caches, and no-cache does not undo
    it: the publisher named a time before which nothing new is to be expected.
    """
    ages = [
        min(int(value[:11]), _GREATEST)
        for name, value in _directives(cache_control)
        if name == "max-age" and value.isascii() and value.isdigit()
    ]
    return timedelta(seconds=max(ages)) if ages else None


def read_retry_after(value: str, now: datetime) -> timedelta | None:
    """Retry-After, in seconds or as a date, as a time from now (RFC 9110, 10.2.3); else None.

    At most 7 days. A header sent twice arrives as one with a comma: the longer wait holds.
    """
    value = value.strip()
    seconds = [part.strip() for part in value.split(",")]
    if all(_SECONDS.fullmatch(part) for part in seconds):
        longest = max(float(part[:12]) for part in seconds)
        return min(timedelta(seconds=min(longest, _GREATEST)), LONGEST_RETRY_AFTER)
    at = read_http_date(value)
    return None if at is None else min(max(at - now, timedelta(0)), LONGEST_RETRY_AFTER)


def asked_to_wait(status: int, retry_after: str, now: datetime) -> timedelta | None:
    """How long the whole host asks to be left alone: Retry-After of a 429 or 503, else None."""
    return read_retry_after(retry_after, now) if status in _ASKS_TO_WAIT else None


def read_http_date(value: str) -> datetime | None:
    """A date in any of the three spellings of RFC 9110, 5.6.7, and in those of e-mail; UTC.

    A date without a zone is one in UTC.
    """
    try:
        at = parsedate_to_datetime(value.strip())
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None  # older Pythons raise the last two for some garbage


def _directives(cache_control: str) -> list[tuple[str, str]]:
    return [
        (match[1].lower(), (match[2] if match[2] is not None else match[3]) or "")
        for match in _DIRECTIVE.finditer(cache_control)
    ]
