"""What staff see and decide: how feeds fare, and what awaits review. Never public."""

from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import User
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from commentary.api.lookups import no_record, proposition_called, row_called
from commentary.api.serializers import SaidSerializer, StoodSerializer
from commentary.api.staff_shapes import (
    FeedSerializer,
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
from commentary.unreviewed import PASSAGE_FIELDS, feed_shape, unreviewed_passages
from common.api.access import StaffMay
from common.api.bodies import wrong_member
from common.api.paging import Key, Keyset
from common.api.parameters import Choice
from common.api.problems import UnknownRecord
from common.api.views import ApiView, ListView
from common.api.writing import Write, created
from sources.enums import FeedState
from sources.models import Feed, FeedFetch

_FEED = (
    "id",
    "url",
    "title",
    "outlet__slug",
    "outlet__name",
    "state",
    "state_reason",
    "due_at",
    "due_reason",
    "last_polled_at",
    "last_success_at",
    "failures_in_a_row",
    "last_error",
    "fetch_outcome",
    "fetch_status",
    "fetch_items",
    "fetch_items_new",
)


class FeedListView(ListView):
    """How each feed fares: when it is polled next and why then, and what came of the last poll."""

    summary = _("List feeds (staff)")
    answer = FeedSerializer
    permission_classes = [StaffMay]
    rights = {"read": "sources.view_feed"}
    fields = _FEED
    keyset = Keyset((Key("outlet__name"), Key("id")))
    parameters = (Choice("state", _("Only in this state."), choices=tuple(FeedState.values)),)
    columns = (
        "id",
        "url",
        "title",
        "outlet.slug",
        "state",
        "state_reason",
        "due_at",
        "due_reason",
        "last_polled_at",
        "last_success_at",
        "failures_in_a_row",
        "last_error",
        "last_poll.outcome",
        "last_poll.status",
        "last_poll.items",
        "last_poll.items_new",
    )

    def rows(self, values: dict[str, Any]) -> QuerySet[Any, Any]:
        only = {"state": values["state"]} if "state" in values else {}
        last = FeedFetch.objects.filter(feed=OuterRef("pk")).order_by("-started_at", "-pk")
        return Feed.objects.filter(**only).annotate(
            **{
                f"fetch_{name}": Subquery(last.values(name)[:1])
                for name in ("outcome", "status", "items", "items_new")
            }
        )

    def shape(self, rows: list[Any]) -> list[dict[str, Any]]:
        return [feed_shape(row) for row in rows]


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
