"""Numbering and matching, as rows."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from alerts.enums import Channel, DeliveryState
from alerts.models import Delivery, Event, EventStream
from alerts.services.events import match_events, number_events
from commentary.models import Record
from tests.factories import (
    REVIEWED_AT,
    SAID_ON,
    EventFactory,
    ExpertFactory,
    PositionFactory,
    PropositionFactory,
    RecordFactory,
    StanceChangeFactory,
    StatementFactory,
    SubscriberFactory,
    SubscriptionFactory,
    TopicFactory,
)

THREADS = 8


def at_once(count: int, work: Callable[[], object]) -> None:
    """Run `work` in `count` threads that start together; raises what one of them raised."""
    gate, failures = threading.Barrier(count), []

    def run() -> None:
        try:
            gate.wait(30)
            work()
        except Exception as error:  # noqa: BLE001 - raised again below, in the test's own thread
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if failures:
        raise failures[0]


@pytest.mark.django_db
def test_records_are_numbered_in_order_without_gaps() -> None:
    records = RecordFactory.create_batch(3)

    assert number_events() == 3
    later = RecordFactory.create()
    assert number_events() == 1
    assert number_events() == 0

    assert list(Event.objects.values_list("sequence", "record")) == [
        (1, records[0].pk),
        (2, records[1].pk),
        (3, records[2].pk),
        (4, later.pk),
    ]
    assert EventStream.objects.get().last_sequence == 4
    assert not Record.objects.filter(numbered_at=None).exists()
    assert not Event.objects.filter(matched_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_many_callers_at_once_leave_no_gap_and_number_nothing_twice() -> None:
    SubscriptionFactory.create(active=True, kinds=["position.published"])
    records = RecordFactory.create_batch(60)

    at_once(THREADS, number_events)

    assert list(Event.objects.values_list("sequence", "record")) == [
        (number, record.pk) for number, record in enumerate(records, 1)
    ]
    assert list(Delivery.objects.order_by("event").values_list("event", flat=True)) == list(
        range(1, 61)
    )


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_gives_its_number_to_the_next() -> None:
    RecordFactory.create()

    with transaction.atomic():
        number_events()
        transaction.set_rollback(True)
    assert Event.objects.count() == 0

    number_events()
    assert list(Event.objects.values_list("sequence", flat=True)) == [1]


@pytest.mark.django_db
def test_overlapping_subscriptions_make_one_delivery_that_remembers_both() -> None:
    expert = ExpertFactory.create()
    reader = SubscriberFactory.create(confirmed=True)
    everything = SubscriptionFactory.create(subscriber=reader, active=True)
    hers = SubscriptionFactory.create(
        subscriber=reader, active=True, everything=False, expert=expert
    )
    webhook = SubscriptionFactory.create(subscriber=reader, active=True, webhook=True)
    somebody_elses = SubscriptionFactory.create(active=True)
    SubscriptionFactory.create(active=True, everything=False, expert=ExpertFactory.create())
    RecordFactory.create(kind="change.confirmed", expert=expert)

    number_events()

    made = {
        (owed.subscriber_id, owed.channel, owed.endpoint_id, owed.state): set(
            owed.subscriptions.all()
        )
        for owed in Delivery.objects.all()
    }
    owed = DeliveryState.OWED
    assert made == {
        (reader.pk, Channel.EMAIL, None, owed): {everything, hers},
        (reader.pk, Channel.WEBHOOK, webhook.endpoint_id, owed): {webhook},
        (somebody_elses.subscriber_id, Channel.EMAIL, None, owed): {somebody_elses},
    }
    ids = list(Delivery.objects.values_list("message_id", flat=True))
    assert len(set(ids)) == 3
    assert all(one.startswith("msg_") and len(one) == 36 for one in ids)


@pytest.mark.django_db
def test_matching_again_changes_nothing() -> None:
    SubscriptionFactory.create(active=True)
    RecordFactory.create(kind="change.confirmed")
    number_events()
    before = list(Delivery.objects.values())

    Event.objects.update(matched_at=None)

    assert match_events() == 0
    assert list(Delivery.objects.values()) == before
    assert Delivery.objects.get().subscriptions.count() == 1


@pytest.mark.django_db
def test_a_topic_is_followed_with_all_below_it() -> None:
    field = TopicFactory.create()
    harbours = TopicFactory.create(parent=field)
    proposition = PropositionFactory.create(topic=harbours)
    above = SubscriptionFactory.create(active=True, everything=False, topic=field)
    SubscriptionFactory.create(
        active=True, everything=False, topic=TopicFactory.create(parent=harbours)
    )
    RecordFactory.create(kind="change.confirmed", proposition=proposition)

    number_events()

    assert [one.subscriptions.get() for one in Delivery.objects.all()] == [above]


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "told"), [(30, 1), (31, 0)])
@pytest.mark.parametrize("what", ["statement", "position", "change"])
def test_old_words_keep_their_number_and_are_announced_to_nobody(
    what: str, days: int, told: int
) -> None:
    on = REVIEWED_AT.date() - timedelta(days)
    about: Any
    if what == "statement":
        about = StatementFactory.create(accepted=True, stated_on=on)
    elif what == "position":
        about = PositionFactory.create(published=True, stated_on=on)
    else:
        about = StanceChangeFactory.create(confirmed=True, after__stated_on=on)
    kind = "change.confirmed" if what == "change" else f"{what}.published"
    SubscriptionFactory.create(active=True, kinds=[kind])
    RecordFactory.create(kind=kind, **{what: about})

    number_events()

    assert Event.objects.get().matched_at is not None
    assert Delivery.objects.count() == told


@pytest.mark.django_db
def test_what_is_marked_late_is_announced_to_nobody() -> None:
    SubscriptionFactory.create(active=True)
    RecordFactory.create(
        kind="change.confirmed", payload={"before": None, "after": None, "late": True}
    )

    number_events()

    assert (Event.objects.count(), Delivery.objects.count()) == (1, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "taken_back", "what"),
    [
        ("position.published", "position.retracted", "position"),
        ("change.confirmed", "change.withdrawn", "change"),
        ("statement.published", "correction.decided", "statement"),
    ],
)
def test_an_old_alert_is_taken_back_from_those_who_got_it_and_nobody_else(
    told: str, taken_back: str, what: str
) -> None:
    about: Any
    if what == "position":
        about = PositionFactory.create(published=True)
    elif what == "change":
        about = StanceChangeFactory.create(confirmed=True, after__stated_on=SAID_ON)
    else:
        about = StatementFactory.create(accepted=True)
    early = SubscriptionFactory.create(active=True, kinds=[told, taken_back])
    RecordFactory.create(kind=told, **{what: about})
    number_events()
    SubscriptionFactory.create(active=True, kinds=[taken_back])
    RecordFactory.create(kind=taken_back, at=REVIEWED_AT + timedelta(days=90), **{what: about})

    number_events()

    late = Delivery.objects.filter(event__record__kind=taken_back)
    assert [one.subscriber for one in late] == [early.subscriber]


@pytest.mark.django_db
def test_a_retracted_position_reaches_those_who_were_told_of_its_change() -> None:
    change = StanceChangeFactory.create(confirmed=True, after__stated_on=SAID_ON)
    early = SubscriptionFactory.create(active=True)
    RecordFactory.create(kind="change.confirmed", change=change)
    number_events()
    SubscriptionFactory.create(active=True)
    RecordFactory.create(
        kind="position.retracted", position=change.after, at=REVIEWED_AT + timedelta(days=90)
    )

    number_events()

    late = Delivery.objects.filter(event__record__kind="position.retracted")
    assert [one.subscriber for one in late] == [early.subscriber]


@pytest.mark.django_db
def test_matching_wakes_the_senders_after_commit(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    SubscriptionFactory.create(active=True)
    EventFactory.create(record__kind="change.confirmed")

    with django_capture_on_commit_callbacks() as callbacks:
        match_events()

    assert [str(callback) for callback in callbacks] == ["_Send(subject='deliveries')"]
