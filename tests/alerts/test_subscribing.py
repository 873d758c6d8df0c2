"""From asking to leaving, through the pages that a person uses."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from alerts.enums import (
    Channel,
    DeliveryPurpose,
    EndpointState,
    SubscriberState,
    SubscriptionEnd,
    SubscriptionState,
)
from alerts.exceptions import SubscribingError
from alerts.models import Delivery, Subscriber, Subscription, WebhookEndpoint
from alerts.services.deliveries import deliver, due_ids
from alerts.services.links import LinkPurpose, make_path, make_token
from alerts.services.subscribing import ANSWER, subscribe
from common.http.networks import parse_networks
from tests.alerts.test_deliveries import mail_owed
from tests.factories import (
    REVIEWED_AT,
    DeliveryFactory,
    ExpertFactory,
    PropositionFactory,
    SubscriberFactory,
    SubscriptionFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db
READER = "reader@mail.example"


def text_of(response: Any) -> str:
    """What a reader sees, in one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def post_all() -> None:
    """Send everything that is owed."""
    for delivery_id in due_ids():
        deliver(delivery_id)


def link_in_mail(path: str) -> str:
    """The path of the link of that page in the newest mail."""
    found = re.search(rf"http://127\.0\.0\.1:8000({path}\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def owed_to(subscription: Subscription, **given: Any) -> Delivery:
    delivery: Delivery = DeliveryFactory.create(subscriber=subscription.subscriber, **given)
    delivery.subscriptions.add(subscription)
    return delivery


def states() -> list[tuple[str, str]]:
    return list(Subscription.objects.order_by("pk").values_list("state", "ended_reason"))


def test_nothing_is_active_before_the_button_is_pressed(client: Client) -> None:
    expert = ExpertFactory.create(name="Marit Solvang")
    asked = {"expert": expert.slug, "channel": "email", "address": READER}

    answer = client.post("/subscribe/", asked)
    assert answer.status_code == 202
    assert str(ANSWER) in text_of(answer)
    post_all()
    shown = client.get(link_in_mail("/subscribe/confirm/"))

    assert "Confirm what you want to be told Marit Solvang – by mail" in text_of(shown)
    assert states() == [(SubscriptionState.PENDING, "")]
    subscriber = Subscriber.objects.get()
    assert (subscriber.state, subscriber.confirmed_at) == (SubscriberState.PENDING, None)
    assert not Subscription.objects.active().exists()

    confirmed = client.post(link_in_mail("/subscribe/confirm/"))

    assert "Confirmed You will be told about: Marit Solvang – by mail" in text_of(confirmed)
    subscription = Subscription.objects.get()
    assert (subscription.state, subscription.expert) == (SubscriptionState.ACTIVE, expert)
    subscriber.refresh_from_db()
    assert subscriber.state == SubscriberState.CONFIRMED
    assert subscriber.address == READER


def test_a_webhook_gets_its_secret_once_when_its_address_confirms(client: Client) -> None:
    client.post(
        "/subscribe/",
        {
            "everything": "on",
            "channel": "webhook",
            "webhook_url": "https://hooks.example/inbox?key=1",
            "address": READER,
        },
    )
    post_all()
    endpoint = WebhookEndpoint.objects.get()
    assert (endpoint.state, endpoint.host) == (EndpointState.PENDING, "hooks.example")

    first = client.post(link_in_mail("/subscribe/confirm/"))
    second = client.post(link_in_mail("/subscribe/confirm/"))

    endpoint.refresh_from_db()
    assert endpoint.state == EndpointState.ACTIVE
    assert endpoint.url == "https://hooks.example/inbox?key=1"
    assert endpoint.secret.startswith("whsec_")
    assert endpoint.secret in first.content.decode()
    assert endpoint.secret not in second.content.decode()
    assert Subscription.objects.get().channel == Channel.WEBHOOK


def test_asking_again_within_ten_minutes_sends_no_second_mail() -> None:
    ask: dict[str, Any] = {"address": READER, "everything": True}
    with time_machine.travel(REVIEWED_AT, tick=False) as clock:
        answers = {subscribe(**ask), subscribe(**ask | {"address": " Reader@mail.example "})}
        assert Delivery.objects.count() == 1

        clock.shift(timedelta(minutes=11))
        answers.add(subscribe(**ask))

    assert answers == {str(ANSWER)}
    assert Delivery.objects.count() == 2
    assert (Subscriber.objects.count(), Subscription.objects.count()) == (1, 1)


def test_one_address_gets_only_so_many_confirmation_mails_in_an_hour() -> None:
    experts = ExpertFactory.create_batch(7)
    with time_machine.travel(REVIEWED_AT, tick=False) as clock:
        for expert in experts:
            subscribe(address=READER, expert=expert)
        assert Delivery.objects.count() == 5

        clock.shift(timedelta(minutes=61))
        subscribe(address=READER, expert=experts[6])
        assert Delivery.objects.count() == 6


def test_who_is_subscribed_already_is_told_by_mail_and_nobody_else(client: Client) -> None:
    subscriber = SubscriberFactory.create(confirmed=True, address=READER)
    SubscriptionFactory.create(subscriber=subscriber, active=True)

    known = client.post("/subscribe/", {"everything": "on", "channel": "email", "address": READER})
    unknown = client.post(
        "/subscribe/", {"everything": "on", "channel": "email", "address": "other@mail.example"}
    )
    Subscription.objects.exclude(subscriber=subscriber).delete()
    post_all()

    assert text_of(known) == text_of(unknown)
    assert known.status_code == unknown.status_code
    assert [one.subject for one in mail.outbox] == ["You already receive this from Stanceline"]
    assert "/manage/" in str(mail.outbox[0].body)


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        (
            {"address": "nobody"},
            "address",
            "This is not an e-mail address; write it as name@example.org.",
        ),
        (
            {"everything": False},
            "everything",
            "Choose either everything or a person, a topic or a proposition.",
        ),
        (
            {"channel": "webhook", "webhook_url": "http://hooks.example/"},
            "webhook_url",
            "The address must begin with https://.",
        ),
        (
            {"channel": "webhook", "webhook_url": "https://hooks.example:8443/"},
            "webhook_url",
            "The address must not name a port.",
        ),
        (
            {"channel": "webhook", "webhook_url": "https://a:b@hooks.example/"},
            "webhook_url",
            "The address must not contain a user name or password.",
        ),
        (
            {"kinds": ["endpoint.test"]},
            "kinds",
            "One of the kinds is not known; choose from the list.",
        ),
    ],
)
def test_what_nobody_could_subscribe_to_is_refused_with_one_sentence(
    given: dict[str, Any], field: str, sentence: str
) -> None:
    asked: dict[str, Any] = {"address": READER, "everything": True, **given}

    with pytest.raises(SubscribingError) as refused:
        subscribe(**asked)

    assert (refused.value.field, str(refused.value)) == (field, sentence)
    assert (Subscriber.objects.count(), Delivery.objects.count()) == (0, 0)


def test_exempt_networks_allow_http_and_ports(settings: Settings) -> None:
    settings.WEBHOOK_ALLOWED_NETWORKS = parse_networks(["127.0.0.0/8"])

    subscribe(
        address=READER, everything=True, channel="webhook", webhook_url="http://127.0.0.1:9/in"
    )

    assert WebhookEndpoint.objects.get().url == "http://127.0.0.1:9/in"


def test_form_shows_its_errors_beside_the_fields_and_keeps_what_was_written(
    client: Client,
) -> None:
    response = client.post("/subscribe/", {"channel": "webhook", "address": "not an address"})

    assert response.status_code == 422
    page = response.content.decode()
    assert 'value="not an address"' in page
    assert 'id="id_webhook_url_error">A webhook needs an address.</p>' in page
    assert Delivery.objects.count() == 0


def test_form_says_what_the_service_refused(client: Client) -> None:
    response = client.post(
        "/subscribe/", {"channel": "email", "address": "nobody", "everything": "on"}
    )

    assert response.status_code == 422
    assert "This is not an e-mail address" in text_of(response)


@pytest.mark.parametrize("name", ["expert", "proposition", "topic"])
def test_form_has_the_target_of_its_address_chosen(client: Client, name: str) -> None:
    factory: Any = {
        "expert": ExpertFactory,
        "proposition": PropositionFactory,
        "topic": TopicFactory,
    }[name]
    slug = factory.create().slug

    shown, unknown = (client.get("/subscribe/", {name: one}) for one in (slug, "nobody-here"))

    assert f'<option value="{slug}" selected>' in shown.content.decode()
    assert (shown.status_code, unknown.status_code) == (200, 404)


def test_unsubscribing_ends_exactly_what_made_the_mail_and_can_be_undone(client: Client) -> None:
    delivery = mail_owed()
    subscriber = delivery.subscriber
    other = SubscriptionFactory.create(
        subscriber=subscriber, active=True, everything=False, expert=ExpertFactory.create()
    )
    deliver(delivery.pk)
    link = link_in_mail("/unsubscribe/")

    shown = client.get(link)
    assert "Stop being told? This ends what made the mail: everything – by mail" in text_of(shown)
    assert Subscription.objects.active().count() == 2

    left = client.post(link)
    assert "You are unsubscribed" in text_of(left)
    assert list(Subscription.objects.active()) == [other]
    ended = delivery.subscriptions.get()
    assert ended.ended_reason == SubscriptionEnd.UNSUBSCRIBED

    undo = re.search(r'href="(/unsubscribe/undo/[^"]+)"', left.content.decode())
    assert undo is not None
    assert "Take it up again?" in text_of(client.get(undo[1]))
    assert Subscription.objects.active().count() == 1
    assert "You are subscribed everything – by mail" in text_of(client.post(undo[1]))
    ended.refresh_from_db()
    assert (ended.state, ended.ended_at, ended.ended_reason) == (
        SubscriptionState.ACTIVE,
        None,
        "",
    )


def test_undo_leaves_alone_what_was_taken_up_anew() -> None:
    old = SubscriptionFactory.create(active=True)
    delivery = owed_to(old)
    client = Client()
    client.post(make_path(LinkPurpose.UNSUBSCRIBE, delivery.message_id))
    new = SubscriptionFactory.create(subscriber=old.subscriber, active=True)

    client.post(make_path(LinkPurpose.UNDO, delivery.message_id))

    assert list(Subscription.objects.live()) == [new]


def test_one_click_of_a_mail_program_needs_no_cookie_and_no_csrf_token() -> None:
    delivery = mail_owed()
    deliver(delivery.pk)
    header = mail.outbox[0].extra_headers["List-Unsubscribe"]
    path = header.removeprefix("<http://127.0.0.1:8000").removesuffix(">")
    program = Client(enforce_csrf_checks=True)

    answers = [
        program.post(path, "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded")
        for _ in range(2)
    ]

    assert [one.status_code for one in answers] == [200, 200]
    assert states() == [(SubscriptionState.ENDED, SubscriptionEnd.UNSUBSCRIBED)]


def test_the_form_itself_wants_its_csrf_token() -> None:
    asked = {"everything": "on", "channel": "email", "address": READER}

    assert Client(enforce_csrf_checks=True).post("/subscribe/", asked).status_code == 403
    assert Subscriber.objects.count() == 0


def test_withdrawing_a_request_leaves_nothing_to_confirm(client: Client) -> None:
    subscribe(address=READER, everything=True)
    post_all()
    client.post(link_in_mail("/unsubscribe/"))

    response = client.post(link_in_mail("/subscribe/confirm/"))

    assert "Nothing to confirm" in text_of(response)
    assert states() == [(SubscriptionState.ENDED, SubscriptionEnd.UNSUBSCRIBED)]
    assert Subscriber.objects.get().state == SubscriberState.PENDING


PAGES = {
    LinkPurpose.CONFIRM: timedelta(days=7),
    LinkPurpose.UNSUBSCRIBE: timedelta(days=1095),
    LinkPurpose.UNDO: timedelta(days=7),
    LinkPurpose.MANAGE: timedelta(days=30),
}


def waiting_for_each() -> dict[LinkPurpose, Delivery]:
    waiting = SubscriptionFactory.create()
    active = SubscriptionFactory.create(active=True)
    return {
        LinkPurpose.CONFIRM: owed_to(waiting, confirmation=True),
        LinkPurpose.UNSUBSCRIBE: owed_to(active),
        LinkPurpose.UNDO: owed_to(SubscriptionFactory.create(ended=True)),
        LinkPurpose.MANAGE: owed_to(active),
    }


def both_ways(client: Client, path: str) -> list[Any]:
    return [client.get(path), client.post(path, {"end": "sub_x"})]


@pytest.mark.parametrize("purpose", PAGES)
def test_an_expired_link_is_one_sentence_and_writes_nothing(
    client: Client, purpose: LinkPurpose
) -> None:
    with time_machine.travel(REVIEWED_AT, tick=False) as clock:
        delivery = waiting_for_each()[purpose]
        path, before = make_path(purpose, delivery.message_id), states()

        clock.shift(PAGES[purpose] + timedelta(seconds=2))
        answers = both_ways(client, path)

    assert [one.status_code for one in answers] == [410, 410]
    sentence = "This link has expired. Please take the one in a newer mail, or subscribe again."
    assert all(sentence in text_of(one) for one in answers)
    assert states() == before


@pytest.mark.parametrize("purpose", PAGES)
def test_a_forged_link_is_one_sentence_and_writes_nothing(
    client: Client, purpose: LinkPurpose, caplog: pytest.LogCaptureFixture
) -> None:
    deliveries, before = waiting_for_each(), states()
    mine = make_token(purpose, deliveries[purpose].message_id)
    foreign = [make_token(one, deliveries[purpose].message_id) for one in PAGES if one != purpose]
    forged = [mine[:-1], f"msg_other{mine[8:]}", "x", make_token(purpose, "msg_gone"), *foreign]
    if purpose is LinkPurpose.CONFIRM:
        forged.append(make_token(purpose, deliveries[LinkPurpose.MANAGE].message_id))

    answers = [
        answer
        for token in forged
        for answer in both_ways(client, reverse(f"alerts:{purpose.value}", args=[token]))
    ]

    assert {one.status_code for one in answers} == {404}
    sentence = "This link is not one of ours, or not whole. Please copy it again from the mail."
    assert all(sentence in text_of(one) for one in answers)
    assert states() == before
    assert "msg_" not in caplog.text


def test_pages_behind_links_are_kept_by_nobody_and_pass_no_address_on(client: Client) -> None:
    delivery = owed_to(SubscriptionFactory.create(active=True))

    response = client.get(make_path(LinkPurpose.MANAGE, delivery.message_id))

    assert "no-store" in response["Cache-Control"]
    assert (response["Referrer-Policy"], response["X-Robots-Tag"]) == ("no-referrer", "noindex")


def test_addresses_are_encrypted_and_found_by_hash_only() -> None:
    subscribe(address=READER, everything=True)

    with connection.cursor() as cursor:
        cursor.execute("SELECT address, address_hash FROM alerts_subscriber")
        stored = cursor.fetchall()

    assert READER not in repr(stored)
    assert Delivery.objects.get().purpose == DeliveryPurpose.CONFIRMATION
