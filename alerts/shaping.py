"""Reading events into the shapes of alerts.shapes, in one query however many."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from alerts.models import Event
from alerts.shapes import EVENT_FIELDS, event_shape, tombstone


def event_records(events: QuerySet[Event]) -> list[dict[str, Any]]:
    """Events as the API shows them, in the order given."""
    return [event_shape(row, url=event_url(row)) for row in events.values(*EVENT_FIELDS)]


def event_record(sequence: int) -> dict[str, Any]:
    """One event; raises IndexError when there is none of that number."""
    return event_records(Event.objects.filter(pk=sequence))[0]


def event_url(row: Mapping[str, Any]) -> str:
    """Where to read on: the timeline of the person, else the proposition, else the first page."""
    if tombstone(row) is not None:
        path = "/"
    elif expert := row["record__expert__slug"]:
        path = reverse("commentary:expert", args=[expert])
    elif proposition := row["record__proposition__slug"]:
        path = reverse("commentary:proposition", args=[proposition])
    else:
        path = "/"
    return f"{settings.SITE_URL}{path}"
