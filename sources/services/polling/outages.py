"""Noticing that it is our own network that fails, so that no feed is blamed for it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from sources.enums import ErrorKind, FeedState
from sources.models import Feed, FeedFetch, Outage
from sources.scheduling.outages import WITHIN, HostTry, Situation, look_around
from sources.scheduling.polls import OUTAGE_RETRY
from sources.scheduling.spreading import fraction

# Kinds that our own network may be the cause of.
SUSPICIOUS = (
    ErrorKind.UNREACHABLE,
    ErrorKind.TIMED_OUT,
    ErrorKind.SERVER,
    ErrorKind.BAD_ANSWER,
    ErrorKind.NOT_A_FEED,
)
_CALM = Situation(0, 0, is_ours=False, since=None)


def look(now: datetime, tries: Sequence[HostTry]) -> Situation:
    """What the last ten minutes and `tries`, which are not recorded yet, say of our network."""
    is_going_on = Outage.objects.filter(ended_at=None).exists()
    if not is_going_on and not any(one.error_kind in SUSPICIOUS for one in tries):
        return _CALM
    return look_around(now, [*_recorded(now), *tries], is_going_on=is_going_on)


def note(now: datetime, situation: Situation) -> None:
    """Write down that an outage of ours began, goes on or ended.

    With its beginning, feeds that failed in the ten minutes before it was noticed are forgiven.
    A service that was killed before this comes to the same with the next polls.
    """
    if situation is _CALM:
        return
    with transaction.atomic():
        current = Outage.objects.select_for_update().filter(ended_at=None).first()
        if current is not None and not situation.is_ours:
            current.ended_at = now
            current.save(update_fields=["ended_at"])
        elif current is not None:
            current.hosts_tried = max(current.hosts_tried, situation.hosts_tried)
            current.hosts_failed = max(current.hosts_failed, situation.hosts_failed)
            current.save(update_fields=["hosts_tried", "hosts_failed"])
        elif situation.is_ours:
            _forgive(now)
            began = Outage(
                began_at=situation.since or now,
                hosts_tried=situation.hosts_tried,
                hosts_failed=situation.hosts_failed,
            )
            # Another worker may notice it in the same moment.
            Outage.objects.bulk_create([began], ignore_conflicts=True)


def _forgive(now: datetime) -> None:
    feeds = list(
        Feed.objects.select_for_update(of=("self",))
        .filter(
            state=FeedState.ACTIVE,
            lease_token=None,
            last_polled_at__gte=now - WITHIN,
            error_kind__in=SUSPICIOUS,
            failures_in_a_row__gte=1,
        )
        .order_by("pk")
    )
    for feed in feeds:
        again = now + OUTAGE_RETRY + timedelta(minutes=1) * fraction(str(feed.pk))
        feed.failures_in_a_row -= 1
        feed.error_kind = ErrorKind.OURS
        feed.due_at = min(feed.due_at or again, again)
        feed.due_reason = _("Most hosts failed: our own outage, so this failure does not count.")
    Feed.objects.bulk_update(
        feeds, ["failures_in_a_row", "error_kind", "due_at", "due_reason"], batch_size=100
    )


def _recorded(now: datetime) -> Iterable[HostTry]:
    """The latest success and the latest failure of each host in these minutes."""
    is_bad = Q(error_kind__in=SUSPICIOUS)
    rows = list(
        FeedFetch.objects.filter(finished_at__gte=now - WITHIN)
        .exclude(host="")
        .values_list("host")
        .annotate(good=Max("finished_at", filter=~is_bad), bad=Max("finished_at", filter=is_bad))
    )
    was_well = Q(failures_in_a_row__lte=1) | Q(error_kind=ErrorKind.OURS)
    well = set(
        Feed.objects.filter(was_well, host__in=[host for host, _good, bad in rows if bad])
        .values_list("host", flat=True)
        .distinct()
    )
    for host, good, bad in rows:
        if good is not None:
            yield HostTry(host, good)
        if bad is not None:
            yield HostTry(
                host, bad, error_kind=ErrorKind.UNREACHABLE, was_failing=host not in well
            )
