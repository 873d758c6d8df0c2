"""Subscribing by program: anybody asks, the token's owner has, changes and ends."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from alerts.api.serializers import SubscriptionSerializer
from alerts.enums import SubscriberState, SubscriptionState
from alerts.models import Delivery, Subscriber, Subscription, WebhookEndpoint
from alerts.services.links import LinkPurpose, make_token
from alerts.services.subscribing import ANSWER
from tests.alerts.test_events import at_once
from tests.alerts.test_subscribing import READER, link_in_mail, post_all
from tests.api.owners import Program, problem
from tests.api.shapes import declared, differences
from tests.factories import (
    REVIEWED_AT,
    ExpertFactory,
    PropositionFactory,
    SubscriberFactory,
    SubscriptionFactory,
    TopicFactory,
    WebhookEndpointFactory,
)

pytestmark = pytest.mark.django_db
USUAL = ["change.confirmed", "change.withdrawn", "position.retracted"]
CHALLENGE = 'Bearer realm="stanceline"'


def ask(body: Any, client: Client | None = None, **given: Any) -> Any:
    return (client or Client()).post(
        "/api/v1/subscriptions/", body, content_type="application/json", **given
    )


def test_anybody_asks_confirms_and_has_a_subscription_without_seeing_a_page() -> None:
    ExpertFactory.create(slug="marit-solvang", name="Marit Solvang")

    asked = ask({"email": READER, "expert": "marit-solvang", "kinds": ["change.confirmed"]})
    assert (asked.status_code, asked.json()) == (202, {"detail": str(ANSWER)})
    assert asked["Cache-Control"] == "no-store"
    post_all()
    token = link_in_mail("/manage/").split("/")[2]
    assert not Subscription.objects.active().exists()
    Client().post(link_in_mail("/subscribe/confirm/"))
    program = Program(Subscriber.objects.get())
    program.token = token

    [row] = program.results("subscriptions/")
    subscription = Subscription.objects.get()
    assert row.pop("created_at") <= row.pop("confirmed_at")
    assert row == {
        "id": subscription.public_id,
        "state": "active",
        "channel": "email",
        "endpoint": None,
        "everything": False,
        "expert": {"slug": "marit-solvang", "name": "Marit Solvang"},
        "topic": None,
        "proposition": None,
        "kinds": ["change.confirmed"],
        "ended_at": None,
        "ended_reason": "",
    }


def test_the_answer_tells_nobody_who_is_known_here() -> None:
    subscriber = SubscriberFactory.create(confirmed=True, address=READER)
    SubscriptionFactory.create(subscriber=subscriber, active=True)

    known = ask({"email": READER, "everything": True})
    unknown = ask({"email": "other@mail.example", "everything": True})

    assert known.content == unknown.content
    assert known.status_code == unknown.status_code == 202
    assert set(known.headers) == set(unknown.headers)


def test_a_webhook_can_be_asked_for_without_a_token_and_waits_too() -> None:
    asked = ask(
        {"email": READER, "everything": True, "webhook_url": "https://hooks.example/inbox"}
    )

    assert asked.status_code == 202
    assert WebhookEndpoint.objects.get().state == "pending"
    assert Subscription.objects.get().state == SubscriptionState.PENDING


@pytest.mark.parametrize(
    ("body", "code", "pointer", "detail"),
    [
        (
            {"everything": True},
            "invalid_body",
            "/email",
            "email: this field is required without a token.",
        ),
        (
            {"email": "nobody", "everything": True},
            "wrong_address",
            "/email",
            "email: This is not an e-mail address; write it as name@example.org.",
        ),
        (
            {"email": READER},
            "wrong_target",
            "/everything",
            "everything: Choose either everything or a person, a topic or a proposition.",
        ),
        (
            {"email": READER, "expert": "nobody"},
            "invalid_body",
            "/expert",
            "expert: There is no expert “nobody”; /api/v1/experts/ lists them all.",
        ),
        (
            {"email": READER, "topic": "nothing"},
            "invalid_body",
            "/topic",
            "topic: There is no topic “nothing”; /api/v1/topics/ lists them all.",
        ),
        (
            {"email": READER, "everything": True, "kinds": ["endpoint.test"]},
            "invalid_body",
            "/kinds/0",
            'kinds/0: "endpoint.test" is not a valid choice.',
        ),
        (
            {"email": READER, "everything": True, "webhook_url": "http://hooks.example/"},
            "wrong_webhook",
            "/webhook_url",
            "webhook_url: The address must begin with https://.",
        ),
        (
            {"email": READER, "everything": True, "webhook_url": "https://10.0.0.8/"},
            "wrong_webhook",
            "/webhook_url",
            "webhook_url: The address is in a network that is not public.",
        ),
        (
            {"email": READER, "everything": True, "endpoint": "end_x"},
            "invalid_body",
            "/endpoint",
            "endpoint: only with a token; without one give webhook_url.",
        ),
        (
            {"email": READER, "experts": "nobody"},
            "invalid_body",
            "/experts",
            "There is no member “experts”. Did you mean “expert”?",
        ),
    ],
)
def test_what_nobody_could_subscribe_to_is_refused_at_its_member(
    body: dict[str, Any], code: str, pointer: str, detail: str
) -> None:
    answer = ask(body)

    assert problem(answer) == (400, code, detail)
    assert answer.json()["errors"] == [{"pointer": pointer, "detail": detail}]
    assert not Delivery.objects.exists()
    assert not Subscriber.objects.exists()


def test_with_a_token_a_subscription_is_active_at_once() -> None:
    program = Program(SubscriberFactory.create())
    ana = ExpertFactory.create(slug="ana")
    ExpertFactory.create(slug="ana-as-was", merged_into=ana, merged_at=REVIEWED_AT)
    PropositionFactory.create(slug="pier", wording="There shall be a pier.", kind="policy")

    made = program.post("subscriptions/", {"expert": "ana-as-was", "proposition": "pier"})

    assert made.status_code == 201
    row = made.json()
    assert made["Location"] == f"/api/v1/subscriptions/{row['id']}/"
    assert program.get(f"subscriptions/{row['id']}/").json() == row
    assert (row["state"], row["kinds"]) == ("active", USUAL)
    assert row["expert"]["slug"] == "ana"
    assert row["proposition"] == {
        "slug": "pier",
        "wording": "There shall be a pier.",
        "kind": "policy",
    }
    assert Subscriber.objects.get().state == SubscriberState.CONFIRMED
    ana.refresh_from_db()
    assert ana.followers == 1
    assert mail.outbox == []
    again = program.post("subscriptions/", {"expert": "ana", "proposition": "pier"})
    assert problem(again) == (
        409,
        "subscribed_already",
        f"This is followed already as {row['id']}.",
    )


def test_with_a_token_what_waited_becomes_active_with_the_kinds_now_named() -> None:
    waiting = SubscriptionFactory.create(kinds=["article.revised"])

    made = Program(waiting.subscriber).post(
        "subscriptions/", {"everything": True, "kinds": ["change.confirmed"]}
    )

    assert (made.status_code, made.json()["id"]) == (201, waiting.public_id)
    assert Subscription.objects.get().state == SubscriptionState.ACTIVE
    assert made.json()["kinds"] == ["change.confirmed"]


def test_a_subscription_can_tell_an_endpoint_of_ones_own_only() -> None:
    program = Program()
    mine = WebhookEndpointFactory.create(subscriber=program.subscriber, active=True)
    other = WebhookEndpointFactory.create(active=True)

    made = program.post("subscriptions/", {"everything": True, "endpoint": mine.public_id})
    refused = program.post("subscriptions/", {"everything": True, "endpoint": other.public_id})
    with_mail = program.post("subscriptions/", {"everything": True, "email": READER})

    assert (made.json()["channel"], made.json()["endpoint"]) == ("webhook", mine.public_id)
    assert problem(refused)[1:] == (
        "invalid_body",
        f"endpoint: you have no endpoint “{other.public_id}”.",
    )
    assert problem(with_mail)[1:] == (
        "invalid_body",
        "email: leave it out: the token says whose it is; `endpoint` names a place.",
    )


def test_kinds_are_changed_and_go_back_to_the_usual_ones() -> None:
    program = Program()
    mine = SubscriptionFactory.create(subscriber=program.subscriber, active=True)
    ended = SubscriptionFactory.create(subscriber=program.subscriber, ended=True)
    address = f"subscriptions/{mine.public_id}/"

    some = program.patch(address, {"kinds": ["proposition.closed", "change.confirmed"]})
    usual = program.patch(address, {"kinds": []})
    nothing = program.patch(address, {})
    too_late = program.patch(f"subscriptions/{ended.public_id}/", {"kinds": []})

    assert (some.status_code, some.json()["kinds"]) == (
        200,
        ["change.confirmed", "proposition.closed"],
    )
    assert usual.json()["kinds"] == USUAL
    assert problem(nothing) == (
        400,
        "invalid_body",
        "The body names nothing to change. Possible here: kinds.",
    )
    assert problem(too_late) == (
        409,
        "subscription_ended",
        "This subscription has ended; subscribe anew.",
    )


def test_an_ended_subscription_stays_to_be_read_and_is_listed_on_request() -> None:
    program = Program()
    topic = TopicFactory.create()
    mine = SubscriptionFactory.create(
        subscriber=program.subscriber, active=True, everything=False, topic=topic
    )
    waiting = SubscriptionFactory.create(subscriber=program.subscriber)
    address = f"subscriptions/{mine.public_id}/"

    gone = [program.delete(address).status_code for _ in range(2)]

    assert gone == [204, 204]
    assert program.results("subscriptions/") == []
    one = program.get(address).json()
    assert (one["state"], one["ended_reason"]) == ("ended", "unsubscribed")
    assert one["topic"] == {"slug": topic.slug, "name": topic.name}
    listed = {
        state: [row["id"] for row in program.results(f"subscriptions/?state={state}")]
        for state in ("ended", "pending", "all")
    }
    assert listed == {
        "ended": [mine.public_id],
        "pending": [waiting.public_id],
        "all": [mine.public_id, waiting.public_id],
    }


def test_nobody_sees_or_touches_anothers() -> None:
    theirs = SubscriptionFactory.create(active=True)
    address = f"subscriptions/{theirs.public_id}/"
    program = Program()

    answers = [
        program.get(address),
        program.patch(address, {"kinds": []}),
        program.delete(address),
        program.get("subscriptions/sub_nothing/"),
    ]

    assert {problem(one)[:2] for one in answers} == {(404, "subscription_not_found")}
    assert program.results("subscriptions/?state=all") == []
    theirs.refresh_from_db()
    assert theirs.state == SubscriptionState.ACTIVE


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", "subscriptions/"),
        ("get", "subscriptions/sub_x/"),
        ("patch", "subscriptions/sub_x/"),
        ("delete", "subscriptions/sub_x/"),
        ("get", "webhook-endpoints/"),
        ("post", "webhook-endpoints/"),
        ("get", "webhook-endpoints/end_x/"),
        ("delete", "webhook-endpoints/end_x/"),
        ("get", "webhook-endpoints/end_x/deliveries/"),
        ("post", "webhook-endpoints/end_x/test/"),
        ("post", "webhook-endpoints/end_x/rotate-secret/"),
        ("post", "webhook-endpoints/end_x/resend/"),
    ],
)
def test_without_a_token_everything_of_an_owner_is_closed(
    client: Client, method: str, address: str
) -> None:
    answer = client.generic(method.upper(), f"/api/v1/{address}")

    assert problem(answer)[:2] == (401, "not_authenticated")
    assert answer["WWW-Authenticate"] == CHALLENGE
    assert answer["Cache-Control"] == "no-store"


def test_a_token_that_opens_nothing_is_told_so_and_written_nowhere(
    caplog: pytest.LogCaptureFixture,
) -> None:
    program = Program()
    good = program.token
    whole = "This link is not one of ours, or not whole. Please copy it again from the mail."
    old = "This link has expired. Please take the one in a newer mail, or subscribe again."
    unsubscribing = make_token(LinkPurpose.UNSUBSCRIBE, good.split(":")[0])

    answers = []
    for token in (good[:-1], "x", unsubscribing, "two words"):
        program.token = token
        answers += [program.get("subscriptions/"), program.post("subscriptions/", {})]
    program.token = good
    with time_machine.travel(REVIEWED_AT + timedelta(days=40_000), tick=False):
        expired = program.get("webhook-endpoints/")
    basic = program.get("subscriptions/", authorization="Basic bm9ib2R5")

    assert {problem(one) for one in answers} == {(401, "invalid_token", whole)}
    assert problem(expired) == (401, "invalid_token", old)
    assert expired["WWW-Authenticate"] == f'{CHALLENGE}, error="invalid_token"'
    assert problem(basic)[1] == "invalid_token"
    assert good not in caplog.text
    assert good.split(":")[0] not in caplog.text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_two_queries_however_long(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    program = Program()
    for _ in range(rows):
        SubscriptionFactory.create(
            subscriber=program.subscriber,
            active=True,
            everything=False,
            expert=ExpertFactory.create(),
            proposition=PropositionFactory.create(),
            topic=TopicFactory.create(),
        )

    with django_assert_num_queries(2):
        page = program.get("subscriptions/")

    assert len(page.json()["results"]) == rows
    assert differences(page.json()["results"], [declared(SubscriptionSerializer)]) == []
    assert program.get("subscriptions/", if_none_match=page["ETag"]).status_code == 304
    table = program.get("subscriptions/?format=csv&limit=1").content.decode()
    assert table.count("\r\n") == 2


@pytest.mark.django_db(transaction=True)
def test_the_same_asked_for_at_once_with_a_token_is_one_subscription() -> None:
    program = Program()
    statuses: list[int] = []

    at_once(4, lambda: statuses.append(_follow_everything(program)))

    assert sorted(statuses) == [201, 409, 409, 409]
    assert Subscription.objects.count() == 1


def _follow_everything(program: Program) -> int:
    status: int = program.post("subscriptions/", {"everything": True}).status_code
    return status
