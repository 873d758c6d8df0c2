"""Webhook endpoints by program: adding, trying, rotating, sending again, giving up."""

from typing import Any

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from alerts.api.serializers import DeliverySerializer, EndpointSerializer
from alerts.enums import DeliveryState, EndpointState
from alerts.models import Delivery, Event, Subscription, WebhookEndpoint
from alerts.services.deliveries import deliver, due_ids
from tests.alerts.test_deliveries import mail_owed
from tests.alerts.test_events import at_once
from tests.api.owners import Program, at, endpoint_at, problem
from tests.api.shapes import declared, differences
from tests.factories import (
    REVIEWED_AT,
    AttemptFactory,
    DeliveryFactory,
    ExpertFactory,
    SubscriptionFactory,
    WebhookEndpointFactory,
)

pytestmark = pytest.mark.django_db
URL = "https://hooks.example/inbox?key=1"


def send_all() -> None:
    for delivery_id in due_ids():
        deliver(delivery_id)


@time_machine.travel(REVIEWED_AT, tick=False)
def test_a_new_endpoint_is_active_and_shows_its_secret_once(program: Program) -> None:
    made = program.post("webhook-endpoints/", {"url": URL})

    endpoint = WebhookEndpoint.objects.get()
    shown = made.json()
    assert made.status_code == 201
    assert made["Location"] == f"/api/v1/webhook-endpoints/{endpoint.public_id}/"
    assert shown.pop("secret") == endpoint.secret
    assert shown == {
        "id": endpoint.public_id,
        "url": URL,
        "host": "hooks.example",
        "state": "active",
        "state_reason": "",
        "failures_in_a_row": 0,
        "last_success_at": None,
        "previous_secret_until": None,
        "created_at": "2025-03-03T12:00:00Z",
    }
    assert program.get(at(endpoint)).json() == shown
    assert program.results("webhook-endpoints/") == [shown]
    assert not Subscription.objects.exists()


def test_a_new_endpoint_may_get_what_comes_by_mail(program: Program) -> None:
    expert = ExpertFactory.create()
    SubscriptionFactory.create(
        subscriber=program.subscriber,
        active=True,
        everything=False,
        expert=expert,
        kinds=["change.confirmed"],
    )

    made = program.post("webhook-endpoints/", {"url": URL, "with_mail": True}).json()

    [twin] = [row for row in program.results("subscriptions/") if row["endpoint"] == made["id"]]
    assert (twin["channel"], twin["kinds"]) == ("webhook", ["change.confirmed"])
    assert twin["expert"]["slug"] == expert.slug


def test_what_was_asked_for_by_the_form_and_waits_is_confirmed_by_its_owner(
    program: Program,
) -> None:
    waiting = endpoint_at(program, url=URL, active=False)

    made = program.post("webhook-endpoints/", {"url": URL})

    assert (made.status_code, made.json()["id"]) == (201, waiting.public_id)
    assert made.json()["secret"] != waiting.secret


@pytest.mark.parametrize(
    ("url", "detail"),
    [
        ("http://hooks.example/", "The address must begin with https://."),
        ("https://hooks.example:8443/", "The address must not name a port."),
        ("https://192.168.1.4/", "The address is in a network that is not public."),
        ("https://[::1]/", "The address is in a network that is not public."),
        (
            "https://me:word@hooks.example/",
            "The address must not contain a user name or password.",
        ),
        ("hooks", "The address must begin with http:// or https://."),
    ],
)
def test_an_address_that_no_webhook_can_have_is_refused(
    program: Program, url: str, detail: str
) -> None:
    mine = endpoint_at(program)

    answers = [
        program.post("webhook-endpoints/", {"url": url}),
        program.patch(at(mine), {"url": url}),
    ]

    for answer in answers:
        assert problem(answer) == (400, "wrong_webhook", f"url: {detail}")
        assert answer.json()["errors"] == [{"pointer": "/url", "detail": f"url: {detail}"}]
    assert WebhookEndpoint.objects.count() == 1


def test_one_address_is_one_endpoint_and_twenty_are_enough(program: Program) -> None:
    first = endpoint_at(program, url=URL)
    again = program.post("webhook-endpoints/", {"url": URL})
    WebhookEndpointFactory.create_batch(19, subscriber=program.subscriber)
    more = program.post("webhook-endpoints/", {"url": "https://one-more.example/"})

    assert problem(again) == (
        409,
        "endpoint_exists",
        f"There is an endpoint at this address already: {first.public_id}.",
    )
    assert problem(more) == (
        409,
        "too_many_webhooks",
        "There are too many webhooks; end one first.",
    )
    assert WebhookEndpoint.objects.count() == 20


def test_an_endpoint_moves_rests_and_is_taken_up_again(program: Program) -> None:
    mine, other = endpoint_at(program, failures_in_a_row=7), endpoint_at(program)
    owed = mail_owed(webhook=True, subscriber=program.subscriber, endpoint=mine)
    secret = mine.secret

    moved = program.patch(at(mine), {"url": "https://new.example/in"}).json()
    taken = program.patch(at(mine), {"url": other.url})
    resting = program.patch(at(mine), {"state": "disabled"}).json()
    send_all()
    active = program.patch(at(mine), {"state": "active"}).json()
    wrong = program.patch(at(mine), {"state": "pending"})

    assert (moved["url"], moved["host"]) == ("https://new.example/in", "new.example")
    assert problem(taken)[:2] == (409, "endpoint_exists")
    assert (resting["state"], resting["state_reason"]) == (
        "disabled",
        "Switched off by its owner.",
    )
    owed.refresh_from_db()
    assert owed.state == DeliveryState.CANCELLED
    assert (active["state"], active["state_reason"], active["failures_in_a_row"]) == (
        "active",
        "",
        0,
    )
    assert problem(wrong)[:2] == (400, "invalid_body")
    mine.refresh_from_db()
    assert mine.secret == secret


def test_an_endpoint_that_waits_for_its_confirmation_does_nothing_yet(program: Program) -> None:
    waiting = endpoint_at(program, active=False)

    changed = program.patch(at(waiting), {"state": "active"})
    tested = program.post(at(waiting, "test/"))
    resent = program.post(at(waiting, "resend/"))

    assert problem(changed) == (
        409,
        "endpoint_not_active",
        "This endpoint waits for its confirmation.",
    )
    sentence = "This endpoint is not active; nothing is sent to it."
    assert problem(tested) == problem(resent) == (409, "endpoint_not_active", sentence)
    assert not Delivery.objects.filter(endpoint=waiting).exists()


def test_an_endpoint_given_up_leaves_with_all_that_was_its_own(program: Program) -> None:
    mine, expert = endpoint_at(program), ExpertFactory.create(followers=1)
    follows = SubscriptionFactory.create(
        subscriber=program.subscriber,
        channel="webhook",
        endpoint=mine,
        active=True,
        everything=False,
        expert=expert,
    )
    owed = DeliveryFactory.create(webhook=True, subscriber=program.subscriber, endpoint=mine)
    owed.subscriptions.add(follows)
    event = owed.event

    gone = program.delete(at(mine))

    assert (gone.status_code, gone.content) == (204, b"")
    assert problem(program.get(at(mine)))[:2] == (404, "endpoint_not_found")
    assert not WebhookEndpoint.objects.exists()
    assert not Delivery.objects.filter(pk=owed.pk).exists()
    assert Event.objects.get() == event
    expert.refresh_from_db()
    assert expert.followers == 0


@pytest.mark.django_db(transaction=True)
def test_one_key_twice_at_once_adds_one_endpoint_and_shows_one_secret(program: Program) -> None:
    answers: list[Any] = []

    def add() -> None:
        answers.append(
            program.post("webhook-endpoints/", {"url": URL}, idempotency_key="one-and-the-same")
        )

    at_once(4, add)
    add()

    assert answers[-1].status_code == 201
    assert {one.status_code for one in answers} <= {201, 409}
    secrets = {one.json()["secret"] for one in answers if one.status_code == 201}
    assert secrets == {WebhookEndpoint.objects.get().secret}
    codes = {one.json()["code"] for one in answers if one.status_code == 409}
    assert codes <= {"idempotency_key_in_use"}


def test_nobody_sees_or_touches_anothers_endpoint(program: Program) -> None:
    theirs = WebhookEndpointFactory.create(active=True)
    before = WebhookEndpoint.objects.values().get()

    answers = [
        program.get(at(theirs)),
        program.patch(at(theirs), {"state": "disabled"}),
        program.delete(at(theirs)),
        program.get(at(theirs, "deliveries/")),
        program.post(at(theirs, "test/")),
        program.post(at(theirs, "rotate-secret/")),
        program.post(at(theirs, "resend/")),
        program.get("webhook-endpoints/end_nothing/"),
    ]

    assert {problem(one)[:2] for one in answers} == {(404, "endpoint_not_found")}
    assert program.results("webhook-endpoints/") == []
    assert WebhookEndpoint.objects.values().get() == before


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_cost_as_many_queries_however_long(
    program: Program, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    endpoint = endpoint_at(program)
    for _ in range(rows):
        delivery = DeliveryFactory.create(
            webhook=True, subscriber=program.subscriber, endpoint=endpoint, failed=True
        )
        for number in (1, 2):
            AttemptFactory.create(
                delivery=delivery, number=number, status=500 + number, outcome="retry"
            )
    WebhookEndpointFactory.create_batch(rows - 1, subscriber=program.subscriber)

    with django_assert_num_queries(2):
        places = program.results("webhook-endpoints/")
    with django_assert_num_queries(4):
        messages = program.results(at(endpoint, "deliveries/"))

    assert (len(places), len(messages)) == (rows, rows)
    assert differences(places, [declared(EndpointSerializer)]) == []
    assert differences(messages, [declared(DeliverySerializer)]) == []
    assert {one["last_status"] for one in messages} == {502}
    assert "secret" not in str(places).replace("previous_secret_until", "")
    assert program.results(at(endpoint, "deliveries/?state=sent")) == []
    table = program.get(at(endpoint, "deliveries/?format=csv")).content.decode()
    assert table.count("\r\n") == rows + 1


def test_an_owner_who_asks_too_fast_is_told_to_wait(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alerts.api.owners.OwnerThrottle.rate", "2/min", raising=False)

    statuses = [program.get("webhook-endpoints/").status_code for _ in range(3)]

    assert statuses == [200, 200, 429]
    assert Program().get("webhook-endpoints/").status_code == 200


def test_a_disabled_endpoint_says_why(program: Program) -> None:
    endpoint = endpoint_at(program, active=False, disabled=True)

    shown = program.get(at(endpoint)).json()

    assert (shown["state"], shown["state_reason"]) == (EndpointState.DISABLED, "Answered 410.")
