"""Sending what is owed: once, again after a failure, and never what nobody wants any more."""

import smtplib
import threading
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from pytest_django import Settings
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from alerts.enums import (
    AttemptOutcome,
    Channel,
    DeliveryState,
    EndpointState,
    SubscriptionEnd,
    SubscriptionState,
)
from alerts.models import Attempt, Delivery, Subscription, WebhookEndpoint
from alerts.retries import next_wait
from alerts.services.deliveries import LEASES, deliver, due_ids
from alerts.services.leaving import end
from alerts.shaping import event_record
from common.http.networks import parse_networks
from common.leases import claim, settle
from tests.alerts.test_events import THREADS, at_once
from tests.factories import (
    REVIEWED_AT,
    AttemptFactory,
    DeliveryFactory,
    EventFactory,
    ExpertFactory,
    PropositionFactory,
    SubscriberFactory,
    SubscriptionFactory,
)
from tests.sinks import Reply, Sink, receiving

SECRET = "whsec_bm90IGEgc2VjcmV0IGF0IGFsbCwgb25seSBhIHRlc3Q="


@pytest.fixture(autouse=True)
def _loopback_webhooks(settings: Settings) -> None:
    settings.WEBHOOK_ALLOWED_NETWORKS = parse_networks(["127.0.0.0/8"])


def mail_owed(**given: Any) -> Delivery:
    """An alert owed to somebody who still wants it."""
    delivery: Delivery = DeliveryFactory.create(**given)
    subscription = SubscriptionFactory.create(
        subscriber=delivery.subscriber,
        channel=delivery.channel,
        endpoint=delivery.endpoint,
        active=True,
    )
    delivery.subscriptions.add(subscription)
    return delivery


def webhook_owed(sink: Sink, **given: Any) -> Delivery:
    return mail_owed(webhook=True, endpoint__url=sink.url(), endpoint__secret=SECRET, **given)


def endpoint_of(delivery: Delivery) -> WebhookEndpoint:
    """The endpoint as it stands in the database."""
    return WebhookEndpoint.objects.get(deliveries=delivery)


def state_of(delivery: Delivery) -> tuple[str, str, datetime | None]:
    delivery.refresh_from_db()
    return delivery.state, delivery.state_reason, delivery.due_at


@pytest.mark.django_db
def test_deliver_run_twice_mails_once() -> None:
    delivery = mail_owed()

    assert deliver(delivery.pk) is DeliveryState.SENT
    assert deliver(delivery.pk) is None

    assert len(mail.outbox) == 1
    assert state_of(delivery) == (DeliveryState.SENT, "", None)
    assert due_ids() == []
    assert list(Attempt.objects.values_list("delivery", "number", "outcome", "error")) == [
        (delivery.pk, 1, AttemptOutcome.SENT, "")
    ]


@pytest.mark.django_db
def test_deliver_of_what_is_not_there_or_not_due_does_nothing() -> None:
    later = mail_owed(due_at=datetime.now(UTC) + timedelta(hours=1))

    assert deliver(later.pk) is None
    assert deliver(999_999) is None
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_claim_race_sends_nothing_twice_and_forgets_nothing() -> None:
    with receiving() as sink:
        owed = [webhook_owed(sink) for _ in range(40)]

        def work() -> None:
            while ids := due_ids():
                for delivery_id in ids:
                    deliver(delivery_id)

        at_once(THREADS, work)

    assert Counter(sink.ids) == Counter(delivery.message_id for delivery in owed)
    assert set(Delivery.objects.values_list("state", "attempts")) == {(DeliveryState.SENT, 1)}
    assert Attempt.objects.count() == 40


@pytest.mark.django_db
@pytest.mark.parametrize("channel", list(Channel))
def test_claim_lapses_when_the_worker_dies(channel: Channel) -> None:
    with receiving() as sink, time_machine.travel(REVIEWED_AT, tick=False) as clock:
        delivery = webhook_owed(sink) if channel == Channel.WEBHOOK else mail_owed()
        lease = LEASES[channel]
        died = claim(Delivery, delivery.pk, now=REVIEWED_AT, lease=lease)
        assert died is not None

        clock.shift(lease - timedelta(seconds=1))
        assert due_ids() == []
        assert deliver(delivery.pk) is None

        clock.shift(2)
        assert due_ids() == [delivery.pk]
        assert deliver(delivery.pk) is DeliveryState.SENT

        sent = sink.ids if channel == Channel.WEBHOOK else [one.subject for one in mail.outbox]
    assert len(sent) == 1
    assert not settle(Delivery, delivery.pk, token=died, state=DeliveryState.FAILED)
    assert state_of(delivery)[0] == DeliveryState.SENT


@pytest.mark.django_db
def test_sent_and_not_recorded_repeats_under_the_same_id() -> None:
    with receiving() as sink, time_machine.travel(REVIEWED_AT, tick=False) as clock:
        delivery = webhook_owed(sink)
        deliver(delivery.pk)
        # As a kill between sending and settling would have left it:
        Attempt.objects.all().delete()
        Delivery.objects.update(
            state=DeliveryState.OWED, settled_at=None, due_at=REVIEWED_AT + LEASES[Channel.WEBHOOK]
        )

        clock.shift(LEASES[Channel.WEBHOOK])
        assert deliver(delivery.pk) is DeliveryState.SENT

    assert sink.ids == [delivery.message_id] * 2
    assert sink.received[0].body == sink.received[1].body


@pytest.mark.django_db(transaction=True)
def test_a_late_outcome_is_dropped_when_the_lease_has_passed_to_somebody_else() -> None:
    with receiving(Reply(seconds=0.5)) as sink:
        delivery = webhook_owed(sink)

        def work() -> None:
            deliver(delivery.pk)
            connection.close()

        slow = threading.Thread(target=work)
        slow.start()
        sink.wait_for(1, seconds=10)
        Delivery.objects.update(due_at=REVIEWED_AT)

        assert deliver(delivery.pk) is DeliveryState.SENT
        slow.join(10)

    assert len(sink.ids) == 2
    assert list(Attempt.objects.values_list("number", "outcome")) == [(2, AttemptOutcome.SENT)]


class Watching(BaseEmailBackend):
    """Notes whether a transaction is open while mail is sent."""

    was_open: list[bool] = []

    def open(self) -> bool:
        self.was_open.append(connection.in_atomic_block)
        return True

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.was_open.append(connection.in_atomic_block)
        return len(email_messages)


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_sending(settings: Settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Watching"
    Watching.was_open = []

    assert deliver(mail_owed().pk) is DeliveryState.SENT
    assert Watching.was_open == [False, False]


@pytest.mark.django_db
def test_reference_verifier_takes_our_request_and_refuses_a_tampered_one() -> None:
    expert, proposition = ExpertFactory.create(name="Marit Solvang"), PropositionFactory.create()
    event = EventFactory.create(
        record__kind="change.confirmed",
        record__expert=expert,
        record__proposition=proposition,
        record__payload={"before": None, "after": {"words": "Ikke full – 満員ではない"}},
    )
    with receiving() as sink:
        delivery = webhook_owed(sink, event=event)
        deliver(delivery.pk)
        [received] = sink.received

    verified = Webhook(SECRET).verify(received.body, dict(received.headers))
    assert verified == {
        "type": "change.confirmed",
        "timestamp": "2025-03-03T12:00:00Z",
        "data": event_record(event.sequence),
    }
    assert verified["data"] == {
        "id": str(event.sequence),
        "sequence": event.sequence,
        "type": "change.confirmed",
        "at": "2025-03-03T12:00:00Z",
        "expert": {"slug": expert.slug, "name": "Marit Solvang"},
        "proposition": {
            "slug": proposition.slug,
            "wording": proposition.wording,
            "kind": "assessment",
        },
        "before": None,
        "after": {"words": "Ikke full – 満員ではない"},
        "url": f"http://127.0.0.1:8000/experts/{expert.slug}/",
        "tombstone": None,
    }
    assert received.id == delivery.message_id
    assert received.headers["content-type"] == "application/json"
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(received.body.replace(b"full", b"FULL"), dict(received.headers))


@pytest.mark.django_db
def test_a_failing_endpoint_is_tried_again_on_schedule_until_it_takes_it() -> None:
    sink_replies = [Reply(500, b"no"), Reply(429, headers={"Retry-After": "600"}), Reply(204, b"")]
    with receiving(*sink_replies) as sink, time_machine.travel(REVIEWED_AT, tick=False) as clock:
        delivery = webhook_owed(sink)
        wait = next_wait(1, seed=delivery.message_id)
        assert wait is not None

        assert deliver(delivery.pk) is DeliveryState.OWED
        owed = (DeliveryState.OWED, "The endpoint answered 500.", REVIEWED_AT + wait)
        assert state_of(delivery) == owed
        assert deliver(delivery.pk) is None

        clock.move_to(REVIEWED_AT + wait)
        assert deliver(delivery.pk) is DeliveryState.OWED
        after = REVIEWED_AT + wait + timedelta(seconds=600)
        assert state_of(delivery) == (DeliveryState.OWED, "The endpoint answered 429.", after)
        assert endpoint_of(delivery).failures_in_a_row == 2

        clock.move_to(after)
        assert deliver(delivery.pk) is DeliveryState.SENT

    endpoint = endpoint_of(delivery)
    assert (endpoint.failures_in_a_row, endpoint.last_success_at) == (0, after)
    assert sink.ids == [delivery.message_id] * 3
    assert list(Attempt.objects.values_list("number", "outcome", "status", "answer")) == [
        (1, AttemptOutcome.RETRY, 500, "no"),
        (2, AttemptOutcome.RETRY, 429, "ok"),
        (3, AttemptOutcome.SENT, 204, ""),
    ]


@pytest.mark.django_db
def test_after_ten_attempts_it_is_given_up() -> None:
    with receiving(always=Reply(503)) as sink:
        delivery = webhook_owed(sink, attempts=8)

        assert deliver(delivery.pk) is DeliveryState.OWED
        Delivery.objects.update(due_at=REVIEWED_AT)
        assert deliver(delivery.pk) is DeliveryState.FAILED

    assert state_of(delivery) == (DeliveryState.FAILED, "The endpoint answered 503.", None)
    assert due_ids() == []


@pytest.mark.django_db
def test_a_message_that_kills_its_worker_is_given_up_without_being_sent() -> None:
    delivery = mail_owed(attempts=20)

    assert deliver(delivery.pk) is DeliveryState.FAILED
    assert mail.outbox == []
    assert delivery.tries.count() == 0


@pytest.mark.django_db
def test_gone_disables_the_endpoint_and_ends_what_led_to_it() -> None:
    with receiving(Reply(410)) as sink:
        delivery = webhook_owed(sink)
        waiting = DeliveryFactory.create(
            webhook=True, subscriber=delivery.subscriber, endpoint=delivery.endpoint
        )
        waiting.subscriptions.set(delivery.subscriptions.all())
        by_mail = SubscriptionFactory.create(subscriber=delivery.subscriber, active=True)

        assert deliver(delivery.pk) is DeliveryState.FAILED
        assert deliver(waiting.pk) is DeliveryState.CANCELLED
        assert len(sink.received) == 1

    assert endpoint_of(delivery).state == EndpointState.DISABLED
    ended = delivery.subscriptions.get()
    assert (ended.state, ended.ended_reason) == (
        SubscriptionState.ENDED,
        SubscriptionEnd.ENDPOINT_GONE,
    )
    by_mail.refresh_from_db()
    assert by_mail.state == SubscriptionState.ACTIVE


@pytest.mark.django_db
def test_a_redirect_is_not_followed() -> None:
    with (
        receiving() as elsewhere,
        receiving(Reply(307, headers={"Location": elsewhere.url()})) as sink,
    ):
        delivery = webhook_owed(sink)

        assert deliver(delivery.pk) is DeliveryState.OWED
        assert elsewhere.received == []

    why = "The endpoint answered 307; redirects are not followed."
    assert state_of(delivery)[1] == why


@pytest.mark.django_db
def test_addresses_of_our_own_network_are_refused_unless_exempt(settings: Settings) -> None:
    settings.WEBHOOK_ALLOWED_NETWORKS = ()
    with receiving() as sink:
        loopback = webhook_owed(sink)
        plain = mail_owed(webhook=True, endpoint__url="http://192.0.2.1/inbox")

        assert deliver(loopback.pk) is DeliveryState.OWED
        assert sink.received == []
    assert state_of(loopback)[1] == (
        "127.0.0.1 is not on the public internet, so it is not fetched."
    )
    assert deliver(plain.pk) in {DeliveryState.OWED, DeliveryState.FAILED}


@pytest.mark.django_db
def test_what_ended_meanwhile_is_cancelled_and_not_sent() -> None:
    delivery = mail_owed()
    end(Subscription.objects.all())

    assert deliver(delivery.pk) is DeliveryState.CANCELLED

    assert mail.outbox == []
    why = "The subscription ended before it was sent."
    assert state_of(delivery) == (DeliveryState.CANCELLED, why, None)


@pytest.mark.django_db
def test_one_of_two_subscriptions_is_reason_enough() -> None:
    delivery = mail_owed()
    delivery.subscriptions.add(
        SubscriptionFactory.create(subscriber=delivery.subscriber, ended=True)
    )

    assert deliver(delivery.pk) is DeliveryState.SENT


class Refusing(BaseEmailBackend):
    """Raises what the test says."""

    error: Exception = OSError()

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:  # noqa: ARG002 - Django's signature
        raise self.error


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "state", "reason", "status"),
    [
        (
            smtplib.SMTPRecipientsRefused({"reader": (450, b"greylisted")}),
            DeliveryState.OWED,
            "The mail server answered 450: not now.",
            450,
        ),
        (
            smtplib.SMTPRecipientsRefused({"reader": (550, b"no such mailbox")}),
            DeliveryState.FAILED,
            "The mail server answered 550: refused.",
            550,
        ),
        (
            smtplib.SMTPDataError(554, b"spam"),
            DeliveryState.FAILED,
            "The mail server answered 554: refused.",
            554,
        ),
        (
            smtplib.SMTPAuthenticationError(535, b"who are you"),
            DeliveryState.OWED,
            "Our mail server refused us (535).",
            535,
        ),
        (
            smtplib.SMTPServerDisconnected("gone"),
            DeliveryState.OWED,
            "Our mail server could not be used (SMTPServerDisconnected).",
            None,
        ),
        (
            TimeoutError(),
            DeliveryState.OWED,
            "Our mail server could not be used (TimeoutError).",
            None,
        ),
        (
            ZeroDivisionError(),
            DeliveryState.OWED,
            "It could not be made or sent: ZeroDivisionError.",
            None,
        ),
    ],
)
def test_mail_is_tried_again_or_given_up_by_what_the_server_says(
    settings: Settings,
    error: Exception,
    state: DeliveryState,
    reason: str,
    status: int | None,
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    Refusing.error = error
    delivery = mail_owed()

    assert deliver(delivery.pk) is state

    assert state_of(delivery)[:2] == (state, reason)
    assert Attempt.objects.values_list("error", "status").get() == (reason, status)


@pytest.mark.django_db
def test_due_ids_are_the_longest_due_first_and_only_what_is_owed() -> None:
    newer = DeliveryFactory.create()
    older = DeliveryFactory.create(due_at=REVIEWED_AT - timedelta(hours=1))
    DeliveryFactory.create(sent=True)
    DeliveryFactory.create(due_at=datetime.now(UTC) + timedelta(hours=1))
    AttemptFactory.create(delivery=newer)

    assert due_ids() == [older.pk, newer.pk]
    assert due_ids(limit=1) == [older.pk]


@pytest.mark.django_db
def test_logs_and_attempts_tell_no_address_and_no_secret(
    caplog: pytest.LogCaptureFixture,
) -> None:
    reader = SubscriberFactory.create(confirmed=True, address="somebody@mail.example")
    with receiving(always=Reply(500)) as sink:
        delivery = webhook_owed(sink, subscriber=reader)
        deliver(delivery.pk)
        told = caplog.text + repr(list(Attempt.objects.values()))

    assert "somebody" not in told
    assert "/inbox" not in told
    assert SECRET not in told
