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
    zone = ZoneInfo(time_zone)
    if published_at is None:
        return StatedDay(
            first_seen_at.astimezone(zone).date(), DatePrecision.DAY, DateBasis.INFERRED
        )
    return StatedDay(published_at.astimezone(zone).date(), DatePrecision.DAY, DateBasis.PUBLISHED)
