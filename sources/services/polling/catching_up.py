"""Coming back after a pause without asking everything at once."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min

from sources.models import Feed, FeedFetch
from sources.scheduling import Overdue, Place, deal_out, was_away

_AT_ONCE = 200


def spread_overdue(now: datetime) -> int:
    """Where nobody polled for a while, deal out the feeds that fell due meanwhile; how many.

    A worker that dies half-way leaves the others to the next one: the pause is still there, for
    no poll has ended since.
    """
    last = FeedFetch.objects.order_by("-finished_at").values_list("finished_at", flat=True).first()
    first_due_at = Feed.objects.due(now).aggregate(at=Min("due_at"))["at"]
    if not was_away(now, last_poll_at=last, first_due_at=first_due_at):
        return 0
    overdue = [
        Overdue(pk, due_at, timedelta(seconds=pace))
        for pk, due_at, pace in Feed.objects.due(now).values_list("pk", "due_at", "pace_seconds")
        if due_at is not None
    ]
    places = {place.feed_id: place for place in deal_out(now, overdue)}
    for start in range(0, len(places), _AT_ONCE):
        _give_places(now, {pk: places[pk] for pk in sorted(places)[start : start + _AT_ONCE]})
    return len(places)


@transaction.atomic
def _give_places(now: datetime, places: dict[int, Place]) -> None:
    feeds = list(
        Feed.objects.due(now).select_for_update(of=("self",)).filter(pk__in=places).order_by("pk")
    )
    for feed in feeds:
        feed.due_at, feed.due_reason = places[feed.pk].at, places[feed.pk].reason
    Feed.objects.bulk_update(feeds, ["due_at", "due_reason"])
