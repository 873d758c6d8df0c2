"""Feeds for staff: how each fares, registering, pausing, resuming, hurrying and moving one."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from commentary.api.feed_shapes import (
    FEED_FIELDS,
    POLL_FIELDS,
    FeedDetailSerializer,
    FeedSerializer,
    MoveSerializer,
    NewFeedSerializer,
    PauseSerializer,
    feed_shape,
    missed_shape,
    poll_shape,
)
from commentary.api.lookups import no_record, row_called
from common.api.access import StaffMay
from common.api.bodies import wrong_member
from common.api.paging import Key, Keyset
from common.api.parameters import Choice, Slug
from common.api.views import ApiView, ListView
from common.api.writing import Write, created
from common.http.errors import BadUrlError
from common.public_ids import public_id
from sources.enums import ErrorKind, FeedState
from sources.exceptions import BadOutletError, FeedBusyError
from sources.health import COMPLAINTS, complaining, health_of
from sources.models import Feed, FeedFetch
from sources.services import feeds

# Of polls and of gaps, on the address of one feed.
_LATEST = 50
_RIGHTS = {"read": "sources.view_feed", "write": "sources.change_feed"}


class FeedListView(ListView):
    """How each feed fares: when it is polled next and why then, what came of the last poll, how
    much it brings, how soon we see it and what was missed.
    """

    summary = _("List feeds (staff)")
    answer = FeedSerializer
    permission_classes = [StaffMay]
    rights = {"read": "sources.view_feed", "write": "sources.add_feed"}
    fields = FEED_FIELDS
    keyset = Keyset((Key("outlet__name"), Key("id")))
    parameters = (
        Choice("state", _("Only in this state."), choices=tuple(FeedState.values)),
        Choice("health", _("Only with this complaint."), choices=tuple(COMPLAINTS)),
        Choice("error_kind", _("Only failing like this."), choices=tuple(ErrorKind.values)),
        Slug("outlet", _("Only of this outlet.")),
    )
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
        "error_kind",
        "last_error",
        "validators_distrusted_at",
        "moved_to",
        "moved_since",
        "last_poll.started_at",
        "last_poll.outcome",
        "last_poll.status",
        "last_poll.items",
        "last_poll.items_new",
        "health.items_per_week",
        "health.delay_p50",
        "health.delay_p95",
        "health.gaps",
        "health.last_gap.before",
    )
    writes = {
        "post": Write(
            _("Register a feed (staff)"),
            body=NewFeedSerializer,
            answer=FeedSerializer,
            status=HTTPStatus.CREATED,
            other=(HTTPStatus.OK, FeedSerializer),
            description=_(
                "Nothing is fetched: it is due at once. One that is registered already is"
                " answered as it is, with 200."
            ),
        )
    }

    def rows(self, values: dict[str, Any]) -> QuerySet[Any, Any]:
        lookups = {"state": "state", "error_kind": "error_kind", "outlet": "outlet__slug"}
        only = {lookups[name]: values[name] for name in lookups if name in values}
        found: QuerySet[Feed] = Feed.objects.filter(**only)
        if "health" in values:
            found = complaining(found, values["health"], now=timezone.now())
        return found

    def shape(self, rows: list[Any]) -> list[dict[str, Any]]:
        return _shapes(rows)

    def post(self, request: Request) -> Response:
        given = self.read_body(request)
        try:
            known = feeds.find_feed(given["url"])
            feed = known or feeds.add_feed(url=given["url"], outlet_name=given.get("outlet", ""))
        except BadUrlError as error:
            raise wrong_member("url", str(error), code=error.code) from None
        except BadOutletError as error:
            raise wrong_member("outlet", str(error), code=error.code) from None
        shape = _record(feed.pk)
        if known:
            return Response(shape)
        return created(shape, location=reverse("api:feed", args=[public_id("feed", feed.pk)]))


class _OneFeed(ApiView):
    permission_classes = [StaffMay]
    rights = _RIGHTS

    def number(self) -> int:
        """Its row number. Raises UnknownRecord."""
        public = self.kwargs["id"]
        number = row_called("feed", public)
        if not Feed.objects.filter(pk=number).exists():
            raise no_record("feed", public)
        return number


class FeedView(_OneFeed):
    """One feed with its latest polls and gaps."""

    summary = _("Read a feed (staff)")
    answer = FeedDetailSerializer

    def get(self, request: Request, **_place: str) -> Response:
        self.read(request)
        number = self.number()
        polls = FeedFetch.objects.filter(feed=number).order_by("-started_at", "-pk")
        gaps = Feed(pk=number).gaps.order_by("-before", "-pk").values_list("after", "before")
        return Response(
            _record(number)
            | {
                "polls": [poll_shape(row) for row in polls.values(*POLL_FIELDS)[:_LATEST]],
                "missed": [missed_shape(*gap) for gap in gaps[:_LATEST]],
            }
        )


class PollNowView(_OneFeed):
    """Make a feed due now; a worker polls it within a minute, a host's turn permitting."""

    writes = {"post": Write(_("Poll a feed now (staff)"), answer=FeedSerializer, conflicts=True)}

    def post(self, request: Request, **_place: str) -> Response:
        self.read_body(request)
        number = self.number()
        if not feeds.poll_soon(feed_id=number, reason=_now("Asked for by staff.")):
            raise FeedBusyError(_now("The feed is paused or being polled at the moment."))
        return Response(_record(number))


class PauseView(_OneFeed):
    """Poll it no more until somebody resumes it."""

    writes = {
        "post": Write(_("Pause a feed (staff)"), body=PauseSerializer, answer=FeedSerializer)
    }

    def post(self, request: Request, **_place: str) -> Response:
        given = self.read_body(request)
        number = self.number()
        who = {"who": request.user.get_username()}
        reason = given.get("reason") or _now("Paused by %(who)s.") % who
        feeds.pause_feed(feed_id=number, reason=reason)
        return Response(_record(number))


class ResumeView(_OneFeed):
    """Poll it again, now, as if it had never failed."""

    writes = {"post": Write(_("Resume a feed (staff)"), answer=FeedSerializer)}

    def post(self, request: Request, **_place: str) -> Response:
        self.read_body(request)
        number = self.number()
        feeds.resume_feed(feed_id=number)
        return Response(_record(number))


class MoveView(_OneFeed):
    """Poll it at another address from now on; what was found in it stays its own."""

    writes = {
        "post": Write(
            _("Move a feed to another address (staff)"),
            body=MoveSerializer,
            answer=FeedSerializer,
            conflicts=True,
        )
    }

    def post(self, request: Request, **_place: str) -> Response:
        given = self.read_body(request)
        number = self.number()
        url = given.get("url") or Feed.objects.values_list("moved_to", flat=True).get(pk=number)
        if not url:
            raise wrong_member("url", _now("the feed names no new address itself; give one."))
        reason = _now("Moved by %(who)s.") % {"who": request.user.get_username()}
        try:
            feeds.move_feed(feed_id=number, url=url, reason=reason)
        except BadUrlError as error:
            raise wrong_member("url", str(error), code=error.code) from None
        return Response(_record(number))


def _shapes(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Rows of FEED_FIELDS with their last polls and their figures, in three queries."""
    health = health_of({row["id"]: row["created_at"] for row in rows}, now=timezone.now())
    last = FeedFetch.objects.filter(feed=OuterRef("pk")).order_by("-started_at", "-pk")
    shown = Feed.objects.filter(pk__in=list(health)).order_by()
    newest = FeedFetch.objects.filter(
        pk__in=shown.annotate(last=Subquery(last.values("pk")[:1])).values("last")
    )
    polls = {poll["feed_id"]: poll for poll in newest.values(*POLL_FIELDS)}
    return [feed_shape(row, polls.get(row["id"]), health[row["id"]]) for row in rows]


def _record(number: int) -> dict[str, Any]:
    return _shapes(list(Feed.objects.filter(pk=number).values(*FEED_FIELDS)))[0]
