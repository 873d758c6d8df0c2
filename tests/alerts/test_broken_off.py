"""Numbering, matching and sending that are killed at each statement."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from alerts.models import Attempt, Delivery, Event, EventStream
from alerts.services.deliveries import LEASES, deliver, due_ids
from alerts.services.events import number_events
from commentary.models import Record
from tests.factories import RecordFactory, SubscriberFactory, SubscriptionFactory
from tests.kills import killed_everywhere

pytestmark = [
    pytest.mark.django_db,
    # PostgreSQL's client complains of the cursors that died open.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
KINDS = ["statement.published", "position.published"]


def followers(number: int) -> None:
    for _ in range(number):
        SubscriptionFactory.create(
            subscriber=SubscriberFactory.create(confirmed=True), active=True, kinds=KINDS
        )


def records(number: int) -> list[Record]:
    return [RecordFactory.create(kind=KINDS[0]) for _ in range(number)]


def test_numbering_killed_at_any_statement_leaves_no_gap_and_tells_everybody_once() -> None:
    followers(2)
    three = records(3)

    def then(_at: int) -> None:
        number_events()
        assert [*Event.objects.values_list("sequence", "record")] == [
            (number, record.pk) for number, record in enumerate(three, 1)
        ]
        assert not Event.objects.filter(matched_at=None).exists()
        assert not Record.objects.filter(numbered_at=None).exists()
        assert EventStream.objects.get().last_sequence == 3
        assert Delivery.objects.count() == 6

    assert killed_everywhere(number_events, then) > 15


def test_sending_killed_at_any_statement_is_finished_by_the_next_sweep() -> None:
    followers(1)
    records(1)
    number_events()

    def send() -> None:
        for pk in due_ids():
            deliver(pk)

    def then(_at: int) -> None:
        with time_machine.travel(timezone.now() + max(LEASES.values()) + timedelta(seconds=1)):
            send()
        delivery = Delivery.objects.get()
        assert (delivery.state, delivery.due_at, delivery.lease_token) == ("sent", None, None)
        # Told at least once, and again only under the same id.
        assert {one.extra_headers["Message-ID"] for one in mail.outbox} == {
            f"<{delivery.message_id}@127.0.0.1>"
        }
        assert Attempt.objects.filter(outcome="sent").count() == 1
        mail.outbox.clear()

    assert killed_everywhere(send, then) > 8
