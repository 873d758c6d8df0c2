"""On which calendar day something was said, how precisely that is known, and how."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from commentary.enums import DateBasis, DatePrecision


@dataclass(frozen=True, slots=True)
class StatedDay:
    """A calendar day at the outlet."""

    on: date
    precision: DatePrecision
    basis: DateBasis


def day_of(*, published_at: datetime | None, first_seen_at: datetime, time_zone: str) -> StatedDay:
    """The day on which a publication's words count as said, when the text itself gives none.

    That is the day of publication in the outlet's time zone (an IANA name); where no publication
    time is known, the day on which we first saw it, marked as inferred.
    """
    published = published_on(published_at, time_zone=time_zone)
    if published is None:
        seen = first_seen_at.astimezone(ZoneInfo(time_zone)).date()
        return StatedDay(seen, DatePrecision.DAY, DateBasis.INFERRED)
    return StatedDay(published, DatePrecision.DAY, DateBasis.PUBLISHED)


def published_on(published_at: datetime | None, *, time_zone: str) -> date | None:
    """The calendar day of publication at the outlet; None where its time is not known."""
    return published_at and published_at.astimezone(ZoneInfo(time_zone)).date()
