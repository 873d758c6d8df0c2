"""From records of public acts to numbered events, and from events to owed deliveries.

Each step is one transaction, so whatever is killed leaves nothing half done and is found again by
the next sweep.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from alerts.models import Event, EventStream
from alerts.services.matching import match_event
from commentary.services.records import mark_numbered, unnumbered
from common.wake import wake

_BATCH = 500


def number_events() -> int:
    """Number all records that wait, in the order of their ids, then match; returns how many.

    However many callers there are at once, the numbers have no gaps and no record gets two: one
    of them holds the lock of the stream at a time.
    """
    EventStream.objects.get_or_create(pk=1)
    numbered = 0
    while batch := _number_batch(timezone.now()):
        numbered += batch
    match_events()
    return numbered


def match_events() -> int:
    """Create the deliveries of every event that has none yet; returns how many were created."""
    waiting = (
        Event.objects.filter(matched_at__isnull=True)
        .order_by("sequence")
        .values_list("sequence", flat=True)
    )
    created = 0
    while batch := list(waiting[:_BATCH]):
        created += sum(_match(sequence) for sequence in batch)
    return created


@transaction.atomic
def _number_batch(now: datetime) -> int:
    stream = EventStream.objects.select_for_update().get(pk=1)
    records = unnumbered(_BATCH)
    if not records:
        return 0
    first = stream.last_sequence + 1
    Event.objects.bulk_create(
        Event(sequence=number, record=record, numbered_at=now)
        for number, record in enumerate(records, first)
    )
    stream.last_sequence += len(records)
    stream.save(update_fields=["last_sequence"])
    mark_numbered([record.pk for record in records], now)
    return len(records)


@transaction.atomic
def _match(sequence: int) -> int:
    # Written first: a second caller waits here for the row and then finds nothing to do.
    now = timezone.now()
    if not Event.objects.filter(pk=sequence, matched_at__isnull=True).update(matched_at=now):
        return 0
    created = match_event(sequence, now=now)
    if created:
        wake("deliveries")
    return created
