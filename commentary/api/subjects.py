"""What stances are about: topics and propositions."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from commentary.api.filters import AS_OF, KNOWN_AT, SINCE, TOPIC, UNTIL
from commentary.api.lookups import proposition_called, topic_with_subtree
from commentary.api.serializers import (
    PropositionSerializer,
    PropositionTimelineSerializer,
    TopicSerializer,
)
from commentary.enums import PropositionKind, PropositionState
from commentary.models import Proposition, Topic
from commentary.shapes import PROPOSITION_FIELDS, TOPIC_FIELDS, proposition_shape, topic_shape
from commentary.shaping import proposition_record
from commentary.timelines import proposition_timeline
from common.api.paging import Key, Keyset
from common.api.parameters import Choice
from common.api.problems import UnknownRecord
from common.api.views import ApiView, ListView


class TopicListView(ListView):
    """Topics by name; each names what it is part of."""

    summary = _("List topics")
    answer = TopicSerializer
    fields = TOPIC_FIELDS
    keyset = Keyset((Key("name"), Key("id")))
    columns = ("slug", "name", "parent")

    def rows(self, values: dict[str, Any]) -> QuerySet[Any, Any]:  # noqa: ARG002 - no filters yet
        return Topic.objects.all()

    def shape(self, rows: list[Any]) -> list[dict[str, Any]]:
        return [topic_shape(row) for row in rows]


class TopicView(ApiView):
    """One topic."""

    summary = _("Read a topic")
    answer = TopicSerializer

    def get(self, request: Request, slug: str) -> Response:
        self.read(request)
        row = Topic.objects.filter(slug=slug).values(*TOPIC_FIELDS).first()
        if row is None:
            raise UnknownRecord(
                _now("There is no topic “%(slug)s”; /api/v1/topics/ lists them all.")
                % {"slug": slug},
                kind="topic",
            )
        return Response(topic_shape(row))


class PropositionListView(ListView):
    """Propositions by wording."""

    summary = _("List propositions")
    answer = PropositionSerializer
    fields = PROPOSITION_FIELDS
    keyset = Keyset((Key("wording"), Key("id")))
    parameters = (
        TOPIC,
        Choice("kind", _("Only of this kind."), choices=tuple(PropositionKind.values)),
        Choice("state", _("Only open or closed ones."), choices=tuple(PropositionState.values)),
    )
    columns = (
        "slug",
        "wording",
        "kind",
        "topic.slug",
        "due_on",
        "state",
        "closed_on",
        "closed_reason",
        "guide",
    )

    def rows(self, values: dict[str, Any]) -> QuerySet[Any, Any]:
        only: dict[str, Any] = {name: values[name] for name in ("kind", "state") if name in values}
        if "topic" in values:
            only["topic__in"] = topic_with_subtree(values["topic"])
        return Proposition.objects.filter(**only)

    def shape(self, rows: list[Any]) -> list[dict[str, Any]]:
        return [proposition_shape(row) for row in rows]


class PropositionView(ApiView):
    """One proposition in its current wording, with the guide by which stances are judged."""

    summary = _("Read a proposition")
    answer = PropositionSerializer

    def get(self, request: Request, slug: str) -> Response:
        self.read(request)
        return Response(proposition_record(proposition_called(slug).pk))


class PropositionTimelineView(ApiView):
    """All experts on one proposition, and how many held each stance month by month."""

    summary = _("Read a proposition's timeline")
    answer = PropositionTimelineSerializer
    parameters = (SINCE, UNTIL, AS_OF, KNOWN_AT)

    def get(self, request: Request, slug: str) -> Response:
        values = self.read(request)
        return Response(proposition_timeline(proposition_called(slug), **values))
