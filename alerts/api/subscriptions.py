"""What one is told about: anybody asks for it, its owner changes and ends it."""

from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import AllowAny, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from alerts.api.owned import ENDPOINT_KIND, Owned, refused
from alerts.api.owners import OwnerOnly
from alerts.api.serializers import (
    AskedSerializer,
    NewSubscriptionSerializer,
    SubscriptionChangeSerializer,
    SubscriptionSerializer,
)
from alerts.enums import Channel, SubscriptionState
from alerts.exceptions import SubscribingError
from alerts.models import Subscription, WebhookEndpoint
from alerts.services import managing, subscribing
from alerts.shapes import SUBSCRIPTION_FIELDS, subscription_shape
from commentary.api.lookups import expert_called, proposition_called
from commentary.models import Topic
from common.api.bodies import wrong_member
from common.api.paging import Key, Keyset
from common.api.parameters import Choice
from common.api.problems import UnknownRecord
from common.api.views import ApiView, ListView
from common.api.writing import Write, created, no_content
from common.public_ids import row_number

# Where the words of the service differ from those of the body.
_MEMBERS = {"address": "email"}
_ALL = "all"


class SubscriptionListView(Owned, ListView):
    """What the owner of the token is told about, oldest first."""

    summary = _("List your subscriptions")
    answer = SubscriptionSerializer
    fields = SUBSCRIPTION_FIELDS
    keyset = Keyset((Key("id"),))
    parameters = (
        Choice(
            "state",
            _("Only of this state; active unless said."),
            choices=(*SubscriptionState.values, _ALL),
        ),
    )
    columns = (
        "id",
        "state",
        "channel",
        "endpoint",
        "everything",
        "expert.slug",
        "topic.slug",
        "proposition.slug",
        "kinds",
        "confirmed_at",
        "ended_at",
        "ended_reason",
    )
    writes = {
        "post": Write(
            _("Ask to be told"),
            body=NewSubscriptionSerializer,
            answer=AskedSerializer,
            status=HTTPStatus.ACCEPTED,
            other=(HTTPStatus.CREATED, SubscriptionSerializer),
            conflicts=True,
            description=_(
                "Without a token: a mail goes to the address and nothing is active before its link"
                " was opened and confirmed; the answer is the same whether or not the address is"
                " known. With a token: active at once."
            ),
        )
    }

    def get_permissions(self) -> list[BasePermission]:
        return [AllowAny()] if self.request.method == "POST" else [OwnerOnly()]

    def rows(self, values: dict[str, Any]) -> QuerySet[Any, Any]:
        mine = Subscription.objects.filter(subscriber=self.subscriber)
        state = values.get("state", SubscriptionState.ACTIVE)
        return mine if state == _ALL else mine.filter(state=state)

    def shape(self, rows: list[Any]) -> list[dict[str, Any]]:
        return [subscription_shape(row) for row in rows]

    def post(self, request: Request) -> Response:
        values = self.read_body(request)
        asked = {
            "everything": values["everything"],
            "kinds": values.get("kinds", []),
            **_targets(values),
        }
        try:
            return self._follow(values, asked) if self.has_owner else _ask(values, asked)
        except SubscribingError as error:
            raise refused(error, _MEMBERS) from None

    def _follow(self, values: dict[str, Any], asked: dict[str, Any]) -> Response:
        for name in ("email", "webhook_url"):
            if name in values:
                raise wrong_member(
                    name,
                    _now("leave it out: the token says whose it is; `endpoint` names a place."),
                )
        subscription = managing.follow(
            self.subscriber, endpoint=self._endpoint(values.get("endpoint")), **asked
        )
        return created(
            _record(subscription.pk),
            location=reverse("api:subscription", args=[subscription.public_id]),
        )

    def _endpoint(self, public: str | None) -> WebhookEndpoint | None:
        if public is None:
            return None
        number = row_number(ENDPOINT_KIND, public)
        endpoint = self.subscriber.endpoints.filter(pk=number).first() if number else None
        if endpoint is None:
            raise wrong_member("endpoint", _now("you have no endpoint “%(id)s”.") % {"id": public})
        return endpoint


class SubscriptionView(Owned, ApiView):
    """One subscription of the token's owner."""

    summary = _("Read one of your subscriptions")
    answer = SubscriptionSerializer
    permission_classes = [OwnerOnly]
    writes = {
        "patch": Write(
            _("Change what a subscription tells"),
            body=SubscriptionChangeSerializer,
            answer=SubscriptionSerializer,
            conflicts=True,
        ),
        "delete": Write(_("End a subscription"), status=HTTPStatus.NO_CONTENT),
    }

    def get(self, request: Request, id: str) -> Response:  # noqa: A002 - its name in the address
        self.read(request)
        return Response(_record(self._number(id)))

    def patch(self, request: Request, id: str) -> Response:  # noqa: A002 - the same
        number, values = self._number(id), self.read_body(request)
        managing.change_kinds(self.subscriber, number, values["kinds"])
        return Response(_record(number))

    def delete(self, request: Request, id: str) -> Response:  # noqa: A002 - the same
        number = self._number(id)
        self.read_body(request)
        managing.end_managed(self.subscriber, number)
        return no_content()

    def _number(self, public: str) -> int:
        return self.own_number("subscription", public, self.subscriber.subscriptions)


def _ask(values: dict[str, Any], asked: dict[str, Any]) -> Response:
    if values.get("endpoint") is not None:
        raise wrong_member("endpoint", _now("only with a token; without one give webhook_url."))
    if "email" not in values:
        raise wrong_member("email", _now("this field is required without a token."))
    url = values.get("webhook_url", "")
    detail = subscribing.subscribe(
        address=values["email"],
        channel=Channel.WEBHOOK if "webhook_url" in values else Channel.EMAIL,
        webhook_url=url,
        language=get_language() or "en",
        **asked,
    )
    return Response({"detail": detail}, status=HTTPStatus.ACCEPTED)


def _targets(values: dict[str, Any]) -> dict[str, Any]:
    """The rows that the slugs name. A merged person's slug finds the survivor."""
    found: dict[str, Any] = {}
    finders = {
        "expert": lambda slug: expert_called(slug).survivor(),
        "topic": _topic_called,
        "proposition": proposition_called,
    }
    for name, find in finders.items():
        if (slug := values.get(name)) is not None:
            try:
                found[name] = find(slug)
            except UnknownRecord as error:
                raise wrong_member(name, str(error.detail)) from None
    return found


def _topic_called(slug: str) -> Topic:
    topic = Topic.objects.filter(slug=slug).first()
    if topic is None:
        raise UnknownRecord(
            _now("There is no topic “%(slug)s”; /api/v1/topics/ lists them all.") % {"slug": slug},
            kind="topic",
        )
    return topic


def _record(number: int) -> dict[str, Any]:
    return subscription_shape(Subscription.objects.values(*SUBSCRIPTION_FIELDS).get(pk=number))
