"""Staff see what was sent and why, and nobody's address."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alerts.admin import masked
from tests.factories import (
    AttemptFactory,
    DeliveryFactory,
    ExpertFactory,
    SubscriberFactory,
    SubscriptionFactory,
)

MODELS = ["subscriber", "webhookendpoint", "subscription", "event", "delivery"]


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS)
def test_lists_and_pages_show_no_address_and_no_secret(admin_client: Client, model: str) -> None:
    expert = ExpertFactory.create(name="Marit Solvang")
    reader = SubscriberFactory.create(address="somebody@mail.example", confirmed=True)
    subscription = SubscriptionFactory.create(
        subscriber=reader, active=True, webhook=True, everything=False, expert=expert
    )
    delivery = DeliveryFactory.create(
        subscriber=reader, webhook=True, endpoint=subscription.endpoint
    )
    delivery.subscriptions.add(subscription)
    AttemptFactory.create(delivery=delivery, error="The endpoint answered 500.")
    endpoint = subscription.endpoint
    assert endpoint is not None
    rows: dict[str, Any] = {
        "subscriber": reader,
        "webhookendpoint": endpoint,
        "subscription": subscription,
        "event": delivery.event,
        "delivery": delivery,
    }

    pages = [
        admin_client.get(reverse(f"admin:alerts_{model}_changelist")),
        admin_client.get(reverse(f"admin:alerts_{model}_change", args=[rows[model].pk])),
    ]

    assert [page.status_code for page in pages] == [200, 200]
    shown = "".join(page.content.decode() for page in pages)
    assert "somebody" not in shown
    assert endpoint.secret not in shown
    assert endpoint.url not in shown
    if model == "subscriber":
        assert "s***@mail.example" in shown
    if model == "delivery":
        assert "Follows: Marit Solvang" in shown
        assert "The endpoint answered 500." in shown


@pytest.mark.parametrize(
    ("address", "shown"), [("a@b.example", "a***@b.example"), ("@b", "***@b"), ("x", "***@x")]
)
def test_masked_keeps_the_first_letter_and_the_host(address: str, shown: str) -> None:
    assert masked(address) == shown
