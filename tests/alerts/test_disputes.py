"""Alerts of a record that the person quoted disputes wait until that is decided."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from alerts.enums import DeliveryState
from alerts.models import Delivery
from alerts.services.deliveries import HOLD, deliver, due_ids
from commentary.models import Position, Record, StanceChange, Statement
from tests.alerts.test_deliveries import mail_owed
from tests.factories import (
    REVIEWED_AT,
    EventFactory,
    PositionFactory,
    RecordFactory,
    StanceChangeFactory,
)

pytestmark = pytest.mark.django_db


def owed_about(row: Position | StanceChange, kind: str) -> Delivery:
    about = (
        {"change": row}
        if isinstance(row, StanceChange)
        else {"position": row, "statement": row.statement}
    )
    record: Record = RecordFactory.create(kind=kind, numbered_at=REVIEWED_AT, **about)
    return mail_owed(event=EventFactory.create(record=record))


def dispute(position: Position) -> None:
    Statement.objects.filter(pk=position.statement_id).update(disputed_at=timezone.now())


def settle_dispute(position: Position) -> None:
    Statement.objects.filter(pk=position.statement_id).update(disputed_at=None)


@pytest.mark.parametrize("kind", ["position.published", "statement.published"])
def test_an_alert_of_disputed_words_waits_and_is_sent_once_they_stand(kind: str) -> None:
    position = PositionFactory.create(published=True)
    owed = owed_about(position, kind)
    dispute(position)
    for hours in range(30):
        with time_machine.travel(timezone.now() + hours * HOLD, tick=False):
            assert deliver(owed.pk) is DeliveryState.OWED
            assert deliver(owed.pk) is None

    settle_dispute(position)
    with time_machine.travel(timezone.now() + 40 * HOLD, tick=False):
        assert due_ids() == [owed.pk]
        assert deliver(owed.pk) is DeliveryState.SENT

    assert len(mail.outbox) == 1
    owed.refresh_from_db()
    assert (owed.attempts, owed.state_reason) == (1, "")


@pytest.mark.parametrize("end", ["before", "after"])
def test_a_change_waits_for_either_of_its_ends(end: str) -> None:
    change = StanceChangeFactory.create(confirmed=True)
    owed = owed_about(change, "change.confirmed")
    dispute(getattr(change, end))

    assert deliver(owed.pk) is DeliveryState.OWED

    owed.refresh_from_db()
    assert owed.state_reason == "Held: the record is disputed."
    assert owed.due_at is not None
    assert owed.due_at > timezone.now() + HOLD - timedelta(minutes=5)
    assert mail.outbox == []


@pytest.mark.parametrize("kind", ["position.disputed", "position.retracted", "correction.decided"])
def test_that_it_is_disputed_taken_back_or_answered_is_told_at_once(kind: str) -> None:
    position = PositionFactory.create(published=True)
    owed = owed_about(position, kind)
    dispute(position)

    assert deliver(owed.pk) is DeliveryState.SENT


def test_what_was_taken_back_meanwhile_is_not_announced() -> None:
    position = PositionFactory.create(published=True, ended=True)
    owed = owed_about(position, "position.published")

    assert deliver(owed.pk) is DeliveryState.CANCELLED

    owed.refresh_from_db()
    assert owed.state_reason == "It was taken back before it was sent."
