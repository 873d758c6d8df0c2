"""What was said, where that puts its speaker, and how it changed."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from commentary.api.filters import EXPERT, PROPOSITION, SINCE, TOPIC, UNTIL, between
from commentary.api.lookups import no_record, row_called, timeline_filters
from commentary.api.serializers import ChangeSerializer, PositionSerializer, StatementSerializer
from commentary.citations import cite_change, cite_position, cite_statement
from commentary.enums import ChangeKind, Stance
from commentary.models import Position, StanceChange, Statement
from commentary.shapes import (
    POSITION_FIELDS,
    STATEMENT_FIELDS,
    position_record_shape,
    statement_shape,
)
from commentary.shaping import (
    appearances_of,
    change_records,
    evidence_of,
    position_records,
    statement_records,
)
from common.api.paging import Key, Keyset
from common.api.parameters import Choice
from common.api.views import ApiView, ListView

_WHO_AND_WHAT = (
    "expert.slug",
    "expert.name",
    "proposition.slug",
    "proposition.wording",
    "proposition.kind",
)


class StatementListView(ListView):
    """What was said, newest first; each was accepted as said by a person."""

    summary = _("List statements")
    answer = StatementSerializer
    fields = STATEMENT_FIELDS
    keyset = Keyset((Key("stated_on", is_descending=True), Key("id", is_descending=True)))
    parameters = (EXPERT, SINCE, UNTIL)
    columns = (
        "id",
        "expert.slug",
        "expert.name",
        "stated_on",
        "precision",
        "basis",
        "type",
        "medium",
        "negated",
        "hypothetical",
        "reported_by",
        "occasion",
        "interview",
        "appearances.0.exact",
        "appearances.0.rendering",
        "appearances.0.outlet",
        "appearances.0.url",
        "recorded_at",
        "citation.url",
        "disputed_at",
        "reply.text",
    )

    def rows(self, values: dict[str, Any]) -> QuerySet[Any, Any]:
        return (
            Statement.objects.accepted()
            .current()
            .filter(**timeline_filters(values), **between("stated_on", values))
        )

    def shape(self, rows: list[Any]) -> list[dict[str, Any]]:
        appearances = appearances_of(row["id"] for row in rows)
        return [cite_statement(statement_shape(row, appearances[row["id"]])) for row in rows]


class StatementView(ApiView):
    """One statement with its publications."""

    summary = _("Read a statement")
    answer = StatementSerializer

    def get(self, request: Request, id: str) -> Response:  # noqa: A002 - its name in the address
        self.read(request)
        number = row_called("statement", id)
        found = statement_records(Statement.objects.accepted().public().filter(pk=number))
        if not found:
            raise no_record("statement", id)
        return Response(cite_statement(found[0]))


class PositionListView(ListView):
    """Current positions, newest first."""

    summary = _("List positions")
    answer = PositionSerializer
    fields = POSITION_FIELDS
    keyset = Keyset((Key("stated_on", is_descending=True), Key("id", is_descending=True)))
    parameters = (
        EXPERT,
        TOPIC,
        PROPOSITION,
        Choice("stance", _("Only this stance."), choices=tuple(Stance.values)),
        SINCE,
        UNTIL,
    )
    columns = (
        "id",
        *_WHO_AND_WHAT,
        "stance",
        "stance_text",
        "score",
        "strength",
        "certainty",
        "stated_on",
        "precision",
        "basis",
        "held_on",
        "occasion",
        "statement",
        "summary",
        "wording_version",
        "rendering",
        "evidence.0.exact",
        "evidence.0.state",
        "evidence.0.live",
        "evidence.0.outlet",
        "evidence.0.url",
        "recorded_at",
        "citation.url",
        "disputed_at",
        "reply.text",
    )

    def rows(self, values: dict[str, Any]) -> QuerySet[Any, Any]:
        only = {"stance": values["stance"]} if "stance" in values else {}
        return (
            Position.objects.published()
            .current()
            .filter(**timeline_filters(values), **between("stated_on", values), **only)
        )

    def shape(self, rows: list[Any]) -> list[dict[str, Any]]:
        evidence = evidence_of(rows)
        return [cite_position(position_record_shape(row, evidence[row["id"]])) for row in rows]


class PositionView(ApiView):
    """One position with its evidence. One that has ended stays at its address and says why."""

    summary = _("Read a position")
    answer = PositionSerializer

    def get(self, request: Request, id: str) -> Response:  # noqa: A002 - its name in the address
        self.read(request)
        number = row_called("position", id)
        found = position_records(Position.objects.published().public().filter(pk=number))
        if not found:
            raise no_record("position", id)
        return Response(cite_position(found[0]))


class ChangeListView(ListView):
    """Confirmed changes of stance, newest first, with both positions and their words."""

    summary = _("List changes of stance")
    answer = ChangeSerializer
    fields = ("id", "on")
    keyset = Keyset((Key("on", is_descending=True), Key("id", is_descending=True)))
    parameters = (
        EXPERT,
        TOPIC,
        PROPOSITION,
        Choice("kind", _("Only of this kind."), choices=tuple(ChangeKind.values)),
        SINCE,
        UNTIL,
    )
    columns = (
        "id",
        *_WHO_AND_WHAT,
        "kind",
        "on",
        "before.id",
        "before.stance",
        "before.stance_text",
        "before.stated_on",
        "before.evidence.0.exact",
        "before.evidence.0.url",
        "after.id",
        "after.stance",
        "after.stance_text",
        "after.stated_on",
        "after.evidence.0.exact",
        "after.evidence.0.url",
        "recorded_at",
        "citation.url",
    )

    def rows(self, values: dict[str, Any]) -> QuerySet[Any, Any]:
        only = {"kind": values["kind"]} if "kind" in values else {}
        return StanceChange.objects.confirmed().filter(
            **timeline_filters(values), **between("on", values), **only
        )

    def shape(self, rows: list[Any]) -> list[dict[str, Any]]:
        changes = StanceChange.objects.filter(pk__in=[row["id"] for row in rows])
        return [cite_change(one) for one in change_records(self.keyset.order(changes))]


class ChangeView(ApiView):
    """One change of stance. One that was withdrawn after it was public stays and says why."""

    summary = _("Read a change of stance")
    answer = ChangeSerializer

    def get(self, request: Request, id: str) -> Response:  # noqa: A002 - its name in the address
        self.read(request)
        number = row_called("change", id)
        found = change_records(
            StanceChange.objects.public().filter(pk=number, recorded_at__isnull=False)
        )
        if not found:
            raise no_record("change", id)
        return Response(cite_change(found[0]))
