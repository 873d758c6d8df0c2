"""What is sent to webhook endpoints by program: tests, two signatures, the same once more."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from pytest_django import Settings
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from alerts.enums import DeliveryState
from alerts.models import Attempt, Delivery, Event, WebhookEndpoint
from alerts.services.deliveries import deliver, due_ids
from common.http.networks import parse_networks
from tests.alerts.test_deliveries import mail_owed
from tests.alerts.test_events import at_once
from tests.api.owners import Program, at, endpoint_at, problem
from tests.factories import (
    REVIEWED_AT,
    AttemptFactory,
    DeliveryFactory,
    RecordFactory,
    StatementFactory,
)
from tests.sinks import Reply, receiving

pytestmark = pytest.mark.django_db
URL = "https://hooks.example/inbox?key=1"


def send_all() -> None:
    for delivery_id in due_ids():
        deliver(delivery_id)


def loopback(settings: Settings) -> None:
    settings.WEBHOOK_ALLOWED_NETWORKS = parse_networks(["127.0.0.0/8"])


def test_a_test_message_goes_the_way_of_every_message_and_into_no_stream(
    program: Program, settings: Settings
) -> None:
    loopback(settings)
    with receiving(Reply(status=503)) as sink:
        endpoint = endpoint_at(program, sink)
        with time_machine.travel(REVIEWED_AT, tick=False) as clock:
            owed = program.post(at(endpoint, "test/"))
            send_all()
            clock.shift(timedelta(seconds=10))
            send_all()
            verified = [
                Webhook(endpoint.secret).verify(one.body, dict(one.headers))
                for one in sink.received[1:]
            ]
            [told] = program.results(at(endpoint, "deliveries/"))
        first, second = sink.received

    assert owed.status_code == 202
    assert owed.json() == {
        "id": first.id,
        "type": "endpoint.test",
        "event": None,
        "state": "owed",
        "state_reason": "",
        "attempts": 0,
        "last_status": None,
        "last_error": "",
        "last_tried_at": None,
        "due_at": "2025-03-03T12:00:00Z",
        "settled_at": None,
        "created_at": "2025-03-03T12:00:00Z",
    }
    assert verified == [
        {
            "type": "endpoint.test",
            "timestamp": "2025-03-03T12:00:00Z",
            "data": {
                "id": None,
                "sequence": None,
                "type": "endpoint.test",
                "at": "2025-03-03T12:00:00Z",
                "expert": None,
                "proposition": None,
                "before": None,
                "after": None,
                "url": "http://127.0.0.1:8000/api/v1/docs/",
                "tombstone": None,
                "endpoint": endpoint.public_id,
            },
        }
    ]
    assert (first.id, first.body) == (second.id, second.body)
    assert told == {
        **owed.json(),
        "state": "sent",
        "attempts": 2,
        "last_status": 200,
        "last_tried_at": "2025-03-03T12:00:10Z",
        "due_at": None,
        "settled_at": "2025-03-03T12:00:10Z",
    }
    assert not Event.objects.exists()
    assert program.results("events/") == []


def test_a_test_is_sent_whatever_waits_for_its_number(
    program: Program, settings: Settings
) -> None:
    loopback(settings)
    disputed = StatementFactory.create(accepted=True, disputed_at=REVIEWED_AT)
    RecordFactory.create(kind="position.published", statement=disputed)
    with receiving() as sink:
        program.post(at(endpoint_at(program, sink), "test/"))
        send_all()

        assert [one.message["type"] for one in sink.received] == ["endpoint.test"]


def test_ten_tests_an_hour_are_enough(program: Program) -> None:
    endpoint = endpoint_at(program)
    with time_machine.travel(REVIEWED_AT, tick=False) as clock:
        statuses = [program.post(at(endpoint, "test/")).status_code for _ in range(10)]
        refused = program.post(at(endpoint, "test/"))
        clock.shift(timedelta(minutes=61))
        later = program.post(at(endpoint, "test/"))

    assert statuses == [202] * 10
    assert problem(refused) == (
        409,
        "too_many_tests",
        "There were 10 tests in the last hour; wait a little.",
    )
    assert later.status_code == 202


def test_after_a_rotation_both_secrets_verify_for_a_day_and_then_the_new_one(
    program: Program, settings: Settings
) -> None:
    loopback(settings)
    with receiving() as sink, time_machine.travel(REVIEWED_AT, tick=False) as clock:
        endpoint = endpoint_at(program, sink)
        old = endpoint.secret
        rotated = program.post(at(endpoint, "rotate-secret/")).json()
        new = rotated.pop("secret")
        program.post(at(endpoint, "test/"))
        send_all()
        [while_it_lasts] = sink.received
        for secret in (old, new):
            Webhook(secret).verify(while_it_lasts.body, dict(while_it_lasts.headers))
        shown = program.get(at(endpoint)).json()

        clock.shift(timedelta(hours=24, seconds=1))
        program.post(at(endpoint, "test/"))
        send_all()
        last = sink.received[-1]
        Webhook(new).verify(last.body, dict(last.headers))
        with pytest.raises(WebhookVerificationError):
            Webhook(old).verify(last.body, dict(last.headers))
        afterwards = program.get(at(endpoint)).json()

    assert new != old
    assert rotated["previous_secret_until"] == "2025-03-04T12:00:00Z"
    assert shown["previous_secret_until"] == "2025-03-04T12:00:00Z"
    assert len(while_it_lasts.headers["webhook-signature"].split()) == 2
    assert len(last.headers["webhook-signature"].split()) == 1
    assert afterwards["previous_secret_until"] is None
    endpoint.refresh_from_db()
    assert (endpoint.secret, endpoint.previous_secret) == (new, "")


def test_a_leaked_secret_ends_at_once_even_while_another_signs_along(program: Program) -> None:
    endpoint = endpoint_at(program)
    program.post(at(endpoint, "rotate-secret/"))

    refused = program.post(at(endpoint, "rotate-secret/"))
    at_last = program.post(at(endpoint, "rotate-secret/"), {"at_once": True}).json()

    assert problem(refused)[:2] == (409, "secret_rotated_already")
    endpoint.refresh_from_db()
    assert endpoint.signing_secrets(REVIEWED_AT) == (at_last["secret"],)
    assert at_last["previous_secret_until"] is None


@pytest.mark.django_db(transaction=True)
def test_two_rotations_at_once_give_one_new_secret(program: Program) -> None:
    endpoint = endpoint_at(program)
    answers: list[Any] = []

    at_once(4, lambda: answers.append(program.post(at(endpoint, "rotate-secret/"))))

    old = endpoint.secret
    endpoint.refresh_from_db()
    assert sorted(one.status_code for one in answers) == [200, 409, 409, 409]
    [shown] = [one.json()["secret"] for one in answers if one.status_code == 200]
    assert (endpoint.secret, endpoint.previous_secret) == (shown, old)


def failed(program: Program, endpoint: WebhookEndpoint, **given: Any) -> Delivery:
    return mail_owed(
        webhook=True, subscriber=program.subscriber, endpoint=endpoint, failed=True, **given
    )


def test_what_was_given_up_is_sent_again_under_its_own_id(
    program: Program, settings: Settings
) -> None:
    loopback(settings)
    with receiving() as sink:
        endpoint = endpoint_at(program, sink)
        given_up = failed(program, endpoint, attempts=10)
        AttemptFactory.create(delivery=given_up, number=10, outcome="failed", status=500)
        somebody_elses = DeliveryFactory.create(webhook=True, failed=True)

        resent = program.post(at(endpoint, "resend/"))
        send_all()
        again = program.post(at(endpoint, "resend/"))

        assert sink.ids == [given_up.message_id]
    assert (resent.status_code, resent.json()) == (202, {"resent": 1})
    assert again.json() == {"resent": 0}
    given_up.refresh_from_db()
    assert (given_up.state, given_up.attempts) == (DeliveryState.SENT, 1)
    assert list(Attempt.objects.values_list("number", "status").order_by("number")) == [
        (10, 500),
        (11, 200),
    ]
    somebody_elses.refresh_from_db()
    assert somebody_elses.state == DeliveryState.FAILED


def test_one_message_is_sent_again_whatever_became_of_it(
    program: Program, settings: Settings
) -> None:
    loopback(settings)
    with receiving() as sink:
        endpoint = endpoint_at(program, sink)
        sent = mail_owed(webhook=True, subscriber=program.subscriber, endpoint=endpoint)
        send_all()
        later = DeliveryFactory.create(test=True, subscriber=program.subscriber, endpoint=endpoint)
        Delivery.objects.filter(pk=later.pk).update(due_at=REVIEWED_AT + timedelta(days=40_000))

        answers = [
            program.post(at(endpoint, "resend/"), {"delivery": one.message_id}).json()
            for one in (sent, later)
        ]
        send_all()

        assert sink.ids == [sent.message_id, sent.message_id, later.message_id]
    assert answers == [{"resent": 1}, {"resent": 1}]


def test_what_another_endpoint_had_or_is_just_being_sent_is_left_alone(program: Program) -> None:
    endpoint = endpoint_at(program)
    theirs = DeliveryFactory.create(webhook=True, failed=True)
    in_flight = DeliveryFactory.create(
        test=True,
        subscriber=program.subscriber,
        endpoint=endpoint,
        lease_token="8a1f3c52-0d4e-4b1b-9a5e-6f6f0c0ffee0",
    )

    unknown = program.post(at(endpoint, "resend/"), {"delivery": theirs.message_id})
    flying = program.post(at(endpoint, "resend/"), {"delivery": in_flight.message_id})

    assert problem(unknown) == (
        400,
        "invalid_body",
        f"delivery: this endpoint has no message “{theirs.message_id}”.",
    )
    assert flying.json() == {"resent": 0}
