"""Webhook endpoints of the token's owner, and what was sent to them."""

from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from alerts.api.owned import ENDPOINT_KIND, Owned, refused
from alerts.api.owners import OwnerOnly
from alerts.api.serializers import (
    DeliverySerializer,
    EndpointChangeSerializer,
    EndpointSerializer,
    EndpointWithSecretSerializer,
    NewEndpointSerializer,
    ResendSerializer,
    ResentSerializer,
    RotationSerializer,
)
from alerts.enums import DeliveryState, EndpointState
from alerts.exceptions import SubscribingError
from alerts.models import Attempt, Delivery, WebhookEndpoint
from alerts.services import endpoints
from alerts.services.managing import last_tries
from alerts.shapes import DELIVERY_FIELDS, ENDPOINT_FIELDS, delivery_shape, endpoint_shape
from common.api.bodies import wrong_member
from common.api.paging import Key, Keyset
from common.api.parameters import Choice
from common.api.views import ListView
from common.api.writing import Write, created, no_content

_MEMBERS = {"webhook_url": "url", "everything": "with_mail"}


class EndpointListView(Owned, ListView):
    """The webhook endpoints of the token's owner, oldest first."""

    summary = _("List your webhook endpoints")
    answer = EndpointSerializer
    fields = ENDPOINT_FIELDS
    keyset = Keyset((Key("id"),))
    columns = (
        "id",
        "url",
        "state",
        "state_reason",
        "failures_in_a_row",
        "last_success_at",
        "created_at",
    )
    permission_classes = [OwnerOnly]
    writes = {
        "post": Write(
            _("Add a webhook endpoint"),
            body=NewEndpointSerializer,
            answer=EndpointWithSecretSerializer,
            status=HTTPStatus.CREATED,
            conflicts=True,
        )
    }

    def rows(self, values: dict[str, Any]) -> QuerySet[Any, Any]:  # noqa: ARG002 - no filters yet
        return WebhookEndpoint.objects.filter(subscriber=self.subscriber)

    def shape(self, rows: list[Any]) -> list[dict[str, Any]]:
        now = timezone.now()
        return [endpoint_shape(row, now=now) for row in rows]

    def post(self, request: Request) -> Response:
        values = self.read_body(request)
        try:
            endpoint, shown = endpoints.add_endpoint(
                self.subscriber, values["url"], with_mail=values["with_mail"]
            )
        except SubscribingError as error:
            raise refused(error, _MEMBERS) from None
        return created(
            _record(endpoint.pk) | {"secret": shown.secret},
            location=reverse("api:webhook-endpoint", args=[endpoint.public_id]),
        )


class OneEndpoint(Owned):
    """Something about one endpoint of the token's owner."""

    permission_classes = [OwnerOnly]

    def number(self) -> int:
        """Its row number. Raises UnknownRecord, also for somebody else's."""
        return self.own_number(ENDPOINT_KIND, self.kwargs["id"], self.subscriber.endpoints)


class EndpointView(OneEndpoint):
    """One webhook endpoint. Deleting it ends its subscriptions and deletes its address, its
    secret and the list of its messages.
    """

    summary = _("Read one of your webhook endpoints")
    answer = EndpointSerializer
    writes = {
        "patch": Write(
            _("Move, switch off or switch on an endpoint"),
            body=EndpointChangeSerializer,
            answer=EndpointSerializer,
            conflicts=True,
        ),
        "delete": Write(_("Give an endpoint up"), status=HTTPStatus.NO_CONTENT),
    }

    def get(self, request: Request, **_place: str) -> Response:
        self.read(request)
        return Response(_record(self.number()))

    def patch(self, request: Request, **_place: str) -> Response:
        number, values = self.number(), self.read_body(request)
        state = values.get("state")
        try:
            endpoints.change_endpoint(
                self.subscriber,
                number,
                url=values.get("url"),
                is_active=None if state is None else state == EndpointState.ACTIVE,
            )
        except SubscribingError as error:
            raise refused(error, _MEMBERS) from None
        return Response(_record(number))

    def delete(self, request: Request, **_place: str) -> Response:
        number = self.number()
        self.read_body(request)
        endpoints.remove_endpoint(self.subscriber, number)
        return no_content()


class DeliveryListView(OneEndpoint, ListView):
    """What one endpoint got, is owed and did not get, newest first."""

    summary = _("List what was sent to an endpoint")
    answer = DeliverySerializer
    fields = DELIVERY_FIELDS
    keyset = Keyset((Key("id", is_descending=True),))
    parameters = (Choice("state", _("Only of this state."), choices=tuple(DeliveryState.values)),)
    columns = (
        "id",
        "type",
        "event",
        "state",
        "state_reason",
        "attempts",
        "last_status",
        "last_error",
        "last_tried_at",
        "due_at",
        "settled_at",
        "created_at",
    )

    def rows(self, values: dict[str, Any]) -> QuerySet[Any, Any]:
        deliveries = Delivery.objects.to(self.number())
        return deliveries.filter(state=values["state"]) if "state" in values else deliveries

    def shape(self, rows: list[Any]) -> list[dict[str, Any]]:
        return _told(rows)


class EndpointTestView(OneEndpoint):
    """A test message: signed, sent and tried again like every other, but it tells no event."""

    writes = {
        "post": Write(
            _("Send a test message"),
            answer=DeliverySerializer,
            status=HTTPStatus.ACCEPTED,
            conflicts=True,
        )
    }

    def post(self, request: Request, **_place: str) -> Response:
        number = self.number()
        self.read_body(request)
        delivery = endpoints.owe_test(self.subscriber, number)
        [told] = _told(Delivery.objects.filter(pk=delivery.pk).values(*DELIVERY_FIELDS))
        return Response(told, status=HTTPStatus.ACCEPTED)


class RotationView(OneEndpoint):
    """A new signing secret; the one before signs along for a day."""

    writes = {
        "post": Write(
            _("Rotate the signing secret"),
            body=RotationSerializer,
            answer=EndpointWithSecretSerializer,
            conflicts=True,
        )
    }

    def post(self, request: Request, **_place: str) -> Response:
        number, values = self.number(), self.read_body(request)
        rotation = endpoints.rotate_secret(self.subscriber, number, at_once=values["at_once"])
        return Response(_record(number) | {"secret": rotation.shown.secret})


class ResendView(OneEndpoint):
    """Owe again what was given up, or one message, under the same ids."""

    writes = {
        "post": Write(
            _("Send again"),
            body=ResendSerializer,
            answer=ResentSerializer,
            status=HTTPStatus.ACCEPTED,
            conflicts=True,
        )
    }

    def post(self, request: Request, **_place: str) -> Response:
        number, values = self.number(), self.read_body(request)
        message = values.get("delivery")
        try:
            resent = endpoints.resend(self.subscriber, number, message_id=message)
        except Delivery.DoesNotExist:
            raise wrong_member(
                "delivery", _now("this endpoint has no message “%(id)s”.") % {"id": message}
            ) from None
        return Response({"resent": resent}, status=HTTPStatus.ACCEPTED)


def _record(number: int) -> dict[str, Any]:
    row = WebhookEndpoint.objects.values(*ENDPOINT_FIELDS).get(pk=number)
    return endpoint_shape(row, now=timezone.now())


def _told(rows: Any) -> list[dict[str, Any]]:
    """Deliveries with their newest tries, in two queries."""
    deliveries = list(rows)
    tries = last_tries([row["id"] for row in deliveries])
    return [delivery_shape(row, _try_shape(tries.get(row["id"]))) for row in deliveries]


def _try_shape(last: Attempt | None) -> dict[str, Any] | None:
    if last is None:
        return None
    return {"status": last.status, "error": last.error, "started_at": last.started_at}
