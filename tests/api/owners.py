"""A subscriber's program: requests with the token of a manage link."""

from typing import Any

from django.test import Client

from alerts.models import Subscriber, WebhookEndpoint
from alerts.services.links import LinkPurpose, make_token
from tests.factories import DeliveryFactory, SubscriberFactory, WebhookEndpointFactory
from tests.sinks import Sink


class Program:
    """Asks the API as one subscriber; JSON in and out."""

    def __init__(self, subscriber: Subscriber | None = None) -> None:
        self.subscriber = subscriber or SubscriberFactory.create(confirmed=True)
        mail = DeliveryFactory.create(confirmation=True, sent=True, subscriber=self.subscriber)
        self.token = make_token(LinkPurpose.MANAGE, mail.message_id)
        self._client = Client()

    def get(self, address: str, **headers: str) -> Any:
        return self._ask("GET", address, None, headers)

    def post(self, address: str, body: Any = None, **headers: str) -> Any:
        return self._ask("POST", address, body, headers)

    def patch(self, address: str, body: Any) -> Any:
        return self._ask("PATCH", address, body, {})

    def delete(self, address: str) -> Any:
        return self._ask("DELETE", address, None, {})

    def results(self, address: str) -> list[Any]:
        """The rows of a list's first page."""
        rows: list[Any] = self.get(address).json()["results"]
        return rows

    def _ask(self, method: str, address: str, body: Any, headers: dict[str, str]) -> Any:
        known = {"authorization": f"Bearer {self.token}", **headers}
        known = {name.replace("_", "-"): value for name, value in known.items()}
        address = f"/api/v1/{address}"
        if body is None:
            return self._client.generic(method, address, headers=known)
        send = getattr(self._client, method.lower())
        return send(address, body, content_type="application/json", headers=known)


def problem(answer: Any) -> tuple[int, str, str]:
    """Status, code and sentence of an error."""
    assert answer["Content-Type"] == "application/problem+json"
    found = answer.json()
    return answer.status_code, found["code"], found["detail"]


def endpoint_at(program: Program, sink: Sink | None = None, **given: Any) -> WebhookEndpoint:
    if sink is not None:
        given["url"] = sink.url()
    found: WebhookEndpoint = WebhookEndpointFactory.create(
        subscriber=program.subscriber, **{"active": True, **given}
    )
    return found


def at(endpoint: WebhookEndpoint, path: str = "") -> str:
    return f"webhook-endpoints/{endpoint.public_id}/{path}"
