"""A subscriber who is forgotten leaves nothing, and others keep what they have."""

from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.test import Client
from pytest_django import Settings

from alerts.models import Delivery, Subscriber, Subscription, WebhookEndpoint
from alerts.services.following import recount_followers
from alerts.services.links import LinkPurpose, make_path
from config.staff import CURATORS, EDITORS
from tests.factories import (
    AttemptFactory,
    DeliveryFactory,
    ExpertFactory,
    SubscriptionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def follower_of(expert: object) -> Delivery:
    """A message to somebody who follows a person by webhook, tried once."""
    subscription = SubscriptionFactory.create(
        active=True, webhook=True, everything=False, expert=expert
    )
    delivery: Delivery = DeliveryFactory.create(
        subscriber=subscription.subscriber,
        channel=subscription.channel,
        endpoint=subscription.endpoint,
    )
    delivery.subscriptions.add(subscription)
    AttemptFactory.create(delivery=delivery)
    return delivery


def rows() -> dict[str, int]:
    """How many there are of everything that is a reader's."""
    models = ("Subscriber", "Subscription", "WebhookEndpoint", "Delivery", "Attempt")
    return {name: apps.get_model("alerts", name)._default_manager.count() for name in models}


def test_who_asks_twice_to_be_forgotten_is_forgotten(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.EMAIL_FILE_PATH = str(tmp_path)
    expert = ExpertFactory.create()
    kept = follower_of(expert)
    before = rows()
    delivery = follower_of(expert)
    recount_followers(Subscription.objects.values_list("pk", flat=True))
    (tmp_path / "theirs.log").write_text(f"Message-ID: <{delivery.message_id}@x.example>")
    (tmp_path / "others.log").write_text(f"Message-ID: <{kept.message_id}@x.example>")
    page = make_path(LinkPurpose.MANAGE, delivery.message_id)

    asked = client.post(page, {"forget": "ask"})
    there_still = Subscriber.objects.filter(pk=delivery.subscriber_id).exists()
    done = client.post(page, {"forget": "sure"})

    assert there_still
    assert "Delete everything?" in asked.content.decode()
    assert "Everything is deleted" in done.content.decode()
    assert client.get(page).status_code == 404
    assert rows() == before
    assert WebhookEndpoint.objects.get().pk == kept.endpoint_id
    expert.refresh_from_db()
    assert expert.followers == 1
    assert [path.name for path in tmp_path.iterdir()] == ["others.log"]


@pytest.mark.parametrize(("group", "left"), [(EDITORS, 0), (CURATORS, 2)])
def test_an_editor_may_forget_subscribers_and_a_curator_not(
    client: Client, group: str, left: int
) -> None:
    for _ in range(2):
        SubscriptionFactory.create(active=True)
    user = UserFactory.create(is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    chosen = [str(pk) for pk in Subscriber.objects.values_list("pk", flat=True)]

    client.post("/admin/alerts/subscriber/", {"action": "forget", "_selected_action": chosen})

    assert Subscriber.objects.count() == left
