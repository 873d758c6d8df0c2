"""What of the times that feeds and pages state can be believed. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sources.enums import TimeDoubt
from sources.parsing.documents import ParsedItem

# Clocks of servers differ; what is further ahead is a wrong zone or an announcement.
_CLOCKS_DIFFER = timedelta(minutes=10)
# Feeds write year 1, 1900 and 1970 for "unknown".
_FIRST_NEWS = datetime(1990, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Times:
    """As the fields of Article: when it was published (never ahead of us), why that is doubted
    ("" or a TimeDoubt), and when it was changed.
    """

    published_at: datetime | None
    doubt: str
    changed_at: datetime | None


def tell_times(item: ParsedItem, *, now: datetime) -> Times:
    """The times of a feed's item; see `believe`."""
    return believe(item.published_at, item.updated_at, now=now)


def believe(published_at: datetime | None, updated_at: datetime | None, *, now: datetime) -> Times:
    """What of stated times can be believed, UTC. One that is ahead counts as now, and is marked;
    one from before there was news on the web counts as none, and is marked. "Updated" stands in
    where there is no time of publication.
    """
    changed = _believed(updated_at, now)
    stated = published_at or updated_at
    if stated is None:
        return Times(None, TimeDoubt.MISSING, None)
    if stated < _FIRST_NEWS:
        return Times(None, TimeDoubt.ANCIENT, changed)
    doubt = TimeDoubt.FUTURE if stated > now + _CLOCKS_DIFFER else ""
    published = min(stated, now)
    is_later = changed is not None and changed > published
    return Times(published, doubt, changed if is_later else None)


def _believed(at: datetime | None, now: datetime) -> datetime | None:
    if at is None or at < _FIRST_NEWS or at > now + _CLOCKS_DIFFER:
        return None
    return min(at, now)
