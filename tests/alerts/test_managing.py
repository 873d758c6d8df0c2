"""The page that the link in every mail opens: all one has, with a button for each act."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from alerts.enums import Channel, DeliveryPurpose, EndpointState
from alerts.models import Delivery, Subscription, WebhookEndpoint
from alerts.services.deliveries import deliver
from alerts.services.links import LinkPurpose, make_path
from common.http.networks import parse_networks
from tests.alerts.test_subscribing import owed_to, text_of
from tests.factories import ExpertFactory, SubscriptionFactory, WebhookEndpointFactory
from tests.sinks import Reply, receiving

pytestmark = pytest.mark.django_db


def test_manage_lists_ends_and_adds(client: Client) -> None:
    expert = ExpertFactory.create(name="Marit Solvang")
    mine = SubscriptionFactory.create(active=True, everything=False, expert=expert)
    somebody_elses = SubscriptionFactory.create(active=True)
    path = make_path(LinkPurpose.MANAGE, owed_to(mine).message_id)

    assert "Marit Solvang – by mail" in text_of(client.get(path))

    added = client.post(path, {"webhook_url": "https://hooks.example/inbox"})
    endpoint = WebhookEndpoint.objects.get()
    assert endpoint.secret in added.content.decode()
    assert "Marit Solvang – by webhook to hooks.example" in text_of(added)
    twin = Subscription.objects.get(endpoint=endpoint)
    assert (twin.state, twin.expert, twin.channel) == ("active", expert, Channel.WEBHOOK)

    again = client.post(path, {"webhook_url": "https://hooks.example/inbox"})
    assert endpoint.secret not in again.content.decode()
    assert Subscription.objects.live().filter(endpoint=endpoint).count() == 1

    client.post(path, {"end": somebody_elses.public_id})
    ended = client.post(path, {"end": mine.public_id})
    assert "Ended." in text_of(ended)
    assert set(Subscription.objects.active()) == {twin, somebody_elses}


def test_manage_tries_rotates_and_sends_again_and_shows_what_became_of_it(
    client: Client, settings: Settings
) -> None:
    settings.WEBHOOK_ALLOWED_NETWORKS = parse_networks(["127.0.0.0/8"])
    with receiving(Reply(status=400)) as sink:
        mine = SubscriptionFactory.create(active=True, webhook=True, endpoint__url=sink.url())
        endpoint: Any = mine.endpoint
        path, button = make_path(LinkPurpose.MANAGE, owed_to(mine).message_id), endpoint.public_id

        tested = client.post(path, {"test": button})
        owed = Delivery.objects.get(purpose=DeliveryPurpose.TEST)
        deliver(owed.pk)
        shown = text_of(client.get(path))
        again = client.post(path, {"resend": button, "delivery": owed.message_id})
        deliver(owed.pk)
        rotated = client.post(path, {"rotate": button})
        too_soon = client.post(path, {"rotate": button})
        at_once = client.post(path, {"rotate": button, "at_once": "on"})

    assert f"The test message {owed.message_id} is on its way." in text_of(tested)
    made = f"{owed.message_id}, made {owed.created_at:%Y-%m-%d %H:%M} UTC"
    assert f"endpoint.test – owed (400) {made}, 1 try. The endpoint answered 400." in shown
    assert "1 message is sent again." in text_of(again)
    assert sink.ids == [owed.message_id] * 2
    assert "There is a new secret; the one before signs along for 24 hours." in text_of(rotated)
    assert (too_soon.status_code, "was rotated already" in text_of(too_soon)) == (409, True)
    assert "There is a new secret; the one before ends now." in text_of(at_once)
    endpoint.refresh_from_db()
    assert endpoint.secret in at_once.content.decode()
    assert endpoint.secret not in client.get(path).content.decode()


def test_manage_switches_a_webhook_off_and_on_and_deletes_it(client: Client) -> None:
    mine = SubscriptionFactory.create(active=True, webhook=True)
    by_mail = SubscriptionFactory.create(active=True, subscriber=mine.subscriber)
    path, endpoint = make_path(LinkPurpose.MANAGE, owed_to(by_mail).message_id), mine.endpoint
    assert endpoint is not None
    button = endpoint.public_id
    somebody_elses = WebhookEndpointFactory.create(active=True)

    off = client.post(path, {"switch": button, "to": "disabled"})
    refused = client.post(path, {"test": button})
    on = client.post(path, {"switch": button, "to": "active"})
    foreign = client.post(path, {"remove": somebody_elses.public_id})
    unknown = client.post(path, {"resend": button, "delivery": "msg_other"})
    deleted = client.post(path, {"remove": button})

    assert "Switched off. " in text_of(off)
    assert "hooks.example – disabled Switched off by its owner." in text_of(off)
    assert "This endpoint is not active; nothing is sent to it." in text_of(refused)
    assert "Switched on. " in text_of(on)
    assert "This endpoint is not there any more." in text_of(foreign)
    assert "This message is not there any more." in text_of(unknown)
    assert "The webhook is deleted" in text_of(deleted)
    assert [one.status_code for one in (off, refused, on, foreign, unknown, deleted)] == [
        200, 409, 200, 409, 409, 200,
    ]  # fmt: skip
    assert list(WebhookEndpoint.objects.all()) == [somebody_elses]
    assert list(Subscription.objects.active()) == [by_mail]


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("http://hooks.example/", "The address must begin with https://."),
        ("hooks", "The address must begin with http:// or https://."),
        ("", "This field is required."),
    ],
)
def test_manage_refuses_a_wrong_webhook_beside_its_field(
    client: Client, url: str, sentence: str
) -> None:
    path = make_path(
        LinkPurpose.MANAGE, owed_to(SubscriptionFactory.create(active=True)).message_id
    )

    response = client.post(path, {"webhook_url": url})

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert WebhookEndpoint.objects.count() == 0


def test_manage_adds_no_webhook_for_nothing_nor_more_than_twenty(client: Client) -> None:
    idle = SubscriptionFactory.create(ended=True)
    nothing = make_path(LinkPurpose.MANAGE, owed_to(idle).message_id)
    busy = SubscriptionFactory.create(active=True)
    WebhookEndpointFactory.create_batch(20, subscriber=busy.subscriber)
    full = make_path(LinkPurpose.MANAGE, owed_to(busy).message_id)
    url = {"webhook_url": "https://one-more.example/"}

    assert "Subscribe by mail first" in text_of(client.post(nothing, url))
    assert "There are too many webhooks" in text_of(client.post(full, url))
    assert WebhookEndpoint.objects.filter(host="one-more.example").count() == 0


def test_a_disabled_endpoint_comes_back_with_a_new_secret() -> None:
    by_mail = SubscriptionFactory.create(active=True)
    endpoint = WebhookEndpointFactory.create(subscriber=by_mail.subscriber, disabled=True)
    path = make_path(LinkPurpose.MANAGE, owed_to(by_mail).message_id)
    WebhookEndpoint.objects.update(host="hooks.example")
    old = endpoint.secret

    shown = Client().post(path, {"webhook_url": endpoint.url})

    endpoint.refresh_from_db()
    assert (endpoint.state, endpoint.state_reason) == (EndpointState.ACTIVE, "")
    assert endpoint.secret != old
    assert endpoint.secret in shown.content.decode()
