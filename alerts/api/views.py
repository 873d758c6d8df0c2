"""The event stream, as a follower reads it."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alerts.api.serializers import EventSerializer
from alerts.models import Event
from alerts.shaping import event_records
from commentary.enums import RecordKind
from common.api.paging import Key, Keyset
from common.api.parameters import Choice, WholeNumber
from common.api.views import ListView


class EventListView(ListView):
    """Everything that happened, ascending and gapless: a follower that asks for what comes after
    its last id misses nothing.
    """

    summary = _("Follow the event stream")
    answer = EventSerializer
    fields = ("sequence",)
    keyset = Keyset((Key("sequence"),))
    parameters = (
        WholeNumber("after", _("Only events after this id; 0 begins with the first.")),
        Choice(
            "type",
            _("Only events of this type; then ids have gaps."),
            choices=tuple(RecordKind.values),
        ),
    )
    columns = (
        "id",
        "type",
        "at",
        "expert.slug",
        "expert.name",
        "proposition.slug",
        "proposition.wording",
        "url",
    )

    def rows(self, values: dict[str, Any]) -> QuerySet[Any, Any]:
        events = Event.objects.filter(sequence__gt=values.get("after", 0))
        if "type" in values:
            events = events.filter(record__kind=values["type"])
        return events

    def shape(self, rows: list[Any]) -> list[dict[str, Any]]:
        events = Event.objects.filter(pk__in=[row["sequence"] for row in rows])
        return event_records(self.keyset.order(events))
