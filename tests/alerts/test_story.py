"""The whole way in one process: a position is published, and its opposite reaches people."""

from datetime import date

import pytest
import time_machine
from django.core import mail
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from standardwebhooks import Webhook

from alerts import tasks
from alerts.models import Delivery, Event
from alerts.shaping import event_records
from commentary.enums import Stance
from commentary.services.positions import propose_position, publish_position
from common.http.networks import parse_networks
from tests.alerts.test_deliveries import endpoint_of, mail_owed
from tests.alerts.test_subscribing import READER, link_in_mail, post_all
from tests.factories import (
    REVIEWED_AT,
    ExpertFactory,
    PropositionFactory,
    StatementFactory,
    UserFactory,
)
from tests.queues import queued
from tests.sinks import receiving

pytestmark = pytest.mark.django_db


@time_machine.travel(REVIEWED_AT, tick=False)
def test_the_opposite_position_reaches_mail_and_webhook_under_one_id_each(
    client: Client, settings: Settings
) -> None:
    settings.WEBHOOK_ALLOWED_NETWORKS = parse_networks(["127.0.0.0/8"])
    expert, proposition = ExpertFactory.create(name="Marit Solvang"), PropositionFactory.create()
    reviewer = UserFactory.create()
    with receiving() as sink:
        for given in (
            {"expert": expert.slug, "channel": "email"},
            {"everything": "on", "channel": "webhook", "webhook_url": sink.url()},
        ):
            client.post("/subscribe/", {"address": READER, **given})
            post_all()
            client.post(link_in_mail("/subscribe/confirm/"))
        mail.outbox.clear()
        for stance, day in ((Stance.FAVOR, 1), (Stance.AGAINST, 3)):
            statement = StatementFactory.create(
                expert=expert, stated_on=date(2025, 3, day), accepted=True, printed=True
            )
            position = propose_position(
                statement_id=statement.pk,
                proposition_id=proposition.pk,
                stance=stance,
                strength="plain",
                proposed_by="curator",
            )
            publish_position(position_id=position.pk, reviewer=reviewer)

        tasks.number_events()
        post_all()
        post_all()

        [received] = sink.received

    events = event_records(Event.objects.all())
    assert [one["type"] for one in events] == [
        "position.published",
        "position.published",
        "change.confirmed",
    ]
    assert [one["sequence"] for one in events] == [1, 2, 3]
    by_webhook = Delivery.objects.get(channel="webhook")
    assert received.id == by_webhook.message_id
    verifier = Webhook(endpoint_of(by_webhook).secret)
    assert verifier.verify(received.body, dict(received.headers)) == {
        "type": "change.confirmed",
        "timestamp": events[2]["at"],
        "data": events[2],
    }
    assert received.message["data"]["after"]["before"]["stance"] == "favor"
    [letter] = mail.outbox
    assert letter.subject.startswith("Marit Solvang: change of stance confirmed")
    assert "Before: 1 March 2025, holds" in str(letter.body)
    assert "After: 3 March 2025, disputes" in str(letter.body)
    assert str(letter.body).count("“") == 2


def test_the_sweep_sends_one_task_per_owed_message(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    queued("deliver")
    first, second = mail_owed(), mail_owed()

    with django_capture_on_commit_callbacks(execute=True):
        tasks.deliver_due()

    assert queued("deliver") == [("alerts.deliver", [first.pk]), ("alerts.deliver", [second.pk])]

    tasks.deliver(first.pk)
    assert len(mail.outbox) == 1
