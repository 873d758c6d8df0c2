"""On which calendar day something was said, how precisely that is known, and how."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from commentary.enums import DateBasis, DatePrecision
from commentary.reading import FoundDay

# A day so shortly before publication is that of the event which is reported; older ones are
# those of words used again.
NEWS = timedelta(days=31)


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


def event_day(told: Iterable[FoundDay | None], publication: StatedDay) -> StatedDay:
    """The day of the event at which one person spoke, of which a text published on `publication`
    reports: the last day shortly before that the text states, or else that of publication.
    """
    first = publication.on - NEWS
    days = [
        day.on
        for day in told
        if day is not None
        and (day.basis, day.precision) == ("stated", "day")
        and first <= day.on <= publication.on
    ]
    return StatedDay(max(days), DatePrecision.DAY, DateBasis.STATED) if days else publication


def day_apart(
    told: FoundDay | None, *, event: StatedDay, publication: StatedDay
) -> StatedDay | None:
    """The day of words that were not said at the event of their text: an old quotation used
    again, an entry of another day. None: nothing speaks against the event.
    """
    if told is None or told.on > publication.on or told.basis == "published":
        return None
    if told.precision == "day" and told.basis == "inferred":
        return None  # only publication is known of it
    if (told.on, told.precision) == (event.on, event.precision):
        return None
    return StatedDay(told.on, DatePrecision(told.precision), DateBasis(told.basis))


def day_at(told: FoundDay | None, event: StatedDay) -> StatedDay:
    """The day of words said at an event: inferred where the text states it of other words only."""
    if event.basis != DateBasis.STATED or (told is not None and told.basis == "stated"):
        return event
    return replace(event, basis=DateBasis.INFERRED)
