"""How many follow an expert stands on the expert's own row, and moves with every decision."""

import pytest

from alerts.models import Subscription
from alerts.services import leaving, subscribing
from alerts.services.links import LinkPurpose, make_token
from commentary.models import Expert
from tests.factories import (
    DeliveryFactory,
    ExpertFactory,
    SubscriberFactory,
    SubscriptionFactory,
)

pytestmark = pytest.mark.django_db


def followers(expert: Expert) -> int:
    return Expert.objects.values_list("followers", flat=True).get(pk=expert.pk)


def test_confirming_leaving_and_coming_back_move_the_number() -> None:
    expert = ExpertFactory.create()
    waiting = SubscriptionFactory.create(everything=False, expert=expert)
    asked = DeliveryFactory.create(confirmation=True, subscriber=waiting.subscriber)
    asked.subscriptions.set([waiting])
    told = DeliveryFactory.create(subscriber=waiting.subscriber)
    told.subscriptions.set([waiting])
    seen = [followers(expert)]

    subscribing.confirm(make_token(LinkPurpose.CONFIRM, asked.message_id))
    seen.append(followers(expert))
    leaving.unsubscribe(make_token(LinkPurpose.UNSUBSCRIBE, told.message_id))
    seen.append(followers(expert))
    leaving.undo_unsubscribe(make_token(LinkPurpose.UNDO, told.message_id))
    seen.append(followers(expert))

    assert seen == [0, 1, 0, 1]


def test_one_person_by_two_channels_is_one_follower() -> None:
    expert, subscriber = ExpertFactory.create(), SubscriberFactory.create(confirmed=True)
    for channel in ({}, {"webhook": True}):
        SubscriptionFactory.create(
            everything=False, expert=expert, subscriber=subscriber, active=True, **channel
        )
    other = SubscriptionFactory.create(everything=False, expert=expert, active=True)

    leaving.end(Subscription.objects.filter(pk=other.pk))

    assert followers(expert) == 1
