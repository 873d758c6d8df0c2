"""What awaits review, and deciding it. Never public; for staff."""

from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from commentary.api.lookups import no_record, proposition_called, row_called
from commentary.api.serializers import SaidSerializer, StoodSerializer
from commentary.api.staff_shapes import (
    PlaceSerializer,
    RejectedSerializer,
    RejectSerializer,
    UnreviewedSerializer,
)
from commentary.enums import Certainty, Proposer
from commentary.models import Passage, Statement
from commentary.services.placing_positions import place_position
from commentary.services.review import accept_statement, reject_statement
from commentary.shaping import position_record, statement_record
from commentary.unreviewed import PASSAGE_FIELDS, unreviewed_passages
from common.api.access import StaffMay
from common.api.bodies import wrong_member
from common.api.paging import Key, Keyset
from common.api.problems import UnknownRecord
from common.api.views import ApiView, ListView
from common.api.writing import Write, created


class ReviewListView(ListView):
    """Passages with statements that await review, the oldest first, each marked `unreviewed`:
    nobody has said yet that it was said like that.
    """

    summary = _("List what awaits review (staff)")
    answer = UnreviewedSerializer
    permission_classes = [StaffMay]
    rights = {"read": "commentary.view_passage"}
    fields = PASSAGE_FIELDS
    keyset = Keyset((Key("created_at"), Key("id")))
    columns = (
        "id",
        "status",
        "expert.slug",
        "expert.name",
        "stated_on",
        "outlet",
        "article",
        "url",
        "statements.0.id",
        "statements.0.type",
        "statements.0.text",
    )

    def rows(self, values: dict[str, Any]) -> QuerySet[Any, Any]:  # noqa: ARG002 - no filters
        return Passage.objects.awaiting()

    def shape(self, rows: list[Any]) -> list[dict[str, Any]]:
        return unreviewed_passages(rows)


class _Decision(ApiView):
    """An address that only takes decisions, on a statement."""

    permission_classes = [StaffMay]
    rights = {"write": "commentary.change_passage"}

    def statement(self, public: str) -> int:
        """The row number of a statement, decided or not. Raises UnknownRecord."""
        number = row_called("statement", public)
        if not Statement.objects.filter(pk=number).exists():
            raise no_record("statement", public)
        return number

    def reviewer(self, request: Request) -> User:
        assert isinstance(request.user, User)  # noqa: S101 - StaffMay let nobody else in
        return request.user


class AcceptView(_Decision):
    """Accept a statement as said: right person, right words, right day. It is public from then."""

    writes = {
        "post": Write(
            _("Accept a statement as said (staff)"),
            answer=SaidSerializer,
            conflicts=True,
        )
    }

    def post(self, request: Request, id: str) -> Response:  # noqa: A002 - its name in the address
        self.read_body(request)
        number = self.statement(id)
        accept_statement(statement_id=number, reviewer=self.reviewer(request))
        return Response(statement_record(number))


class RejectView(_Decision):
    """Say that a statement was not said like that; it never becomes public."""

    writes = {
        "post": Write(
            _("Reject a statement (staff)"),
            body=RejectSerializer,
            answer=RejectedSerializer,
            conflicts=True,
        )
    }

    def post(self, request: Request, id: str) -> Response:  # noqa: A002 - its name in the address
        given = self.read_body(request)
        number = self.statement(id)
        done = reject_statement(
            statement_id=number, reviewer=self.reviewer(request), reason=given["reason"]
        )
        return Response({"id": id, "state": done.state, "reason": done.state_reason})


class PlaceView(_Decision):
    """Publish where an accepted statement puts its speaker.

    A position that would make a change of stance is refused (409) until `seen` says that the
    change was seen: the refusal names the changes and the value to send.
    """

    writes = {
        "post": Write(
            _("Publish a position on an accepted statement (staff)"),
            body=PlaceSerializer,
            answer=StoodSerializer,
            status=HTTPStatus.CREATED,
            conflicts=True,
        )
    }

    def post(self, request: Request, id: str) -> Response:  # noqa: A002 - its name in the address
        given = self.read_body(request)
        number = self.statement(id)
        try:
            proposition = proposition_called(given["proposition"])
        except UnknownRecord as error:
            raise wrong_member("proposition", str(error.detail)) from None
        spans = given.get("spans")
        position = place_position(
            statement_id=number,
            proposition_id=proposition.pk,
            stance=given["stance"],
            strength=given.get("strength", ""),
            certainty=given.get("certainty", Certainty.PLAIN),
            summary=given.get("summary", ""),
            spans=None if spans is None else [(start, end) for start, end in spans],
            held_on=given.get("held_on"),
            proposed_by=Proposer.CURATOR,
            reviewer=self.reviewer(request),
            seen=given.get("seen", ""),
        )
        shape = position_record(position.pk)
        return created(shape, location=f"/api/v1/positions/{shape['id']}/")
