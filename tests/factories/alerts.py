"""Invented readers, what they asked for, and what they are owed."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from alerts.enums import (
    AttemptOutcome,
    Channel,
    DeliveryPurpose,
    DeliveryState,
    EndpointState,
    SubscriberState,
    SubscriptionEnd,
    SubscriptionState,
)
from alerts.models import (
    Attempt,
    Delivery,
    Event,
    EventStream,
    Subscriber,
    Subscription,
    WebhookEndpoint,
)
from common.encryption import keyed_hash
from tests.factories.commentary import RecordFactory
from tests.factories.moments import ENDED_AT, REVIEWED_AT


class SubscriberFactory(DjangoModelFactory[Subscriber]):
    """Somebody who has not confirmed yet; `confirmed=True`: has."""

    class Meta:
        model = Subscriber

    class Params:
        confirmed = factory.Trait(state=SubscriberState.CONFIRMED, confirmed_at=REVIEWED_AT)

    address = factory.Sequence(lambda n: f"reader{n}@mail.example")
    address_hash = factory.LazyAttribute(lambda o: keyed_hash(o.address))
    language = "en"


class WebhookEndpointFactory(DjangoModelFactory[WebhookEndpoint]):
    """An endpoint that waits for confirmation; `active=True`: receives. `rotated=True`: has a new
    secret since Monday noon.
    """

    class Meta:
        model = WebhookEndpoint

    class Params:
        active = factory.Trait(state=EndpointState.ACTIVE)
        disabled = factory.Trait(state=EndpointState.DISABLED, state_reason="Answered 410.")
        rotated = factory.Trait(
            previous_secret="whsec_dGhlIG9uZSBiZWZvcmUsIG9ubHkgYSB0ZXN0IGFzIHdlbGw=",
            previous_secret_until=REVIEWED_AT + timedelta(hours=24),
        )

    subscriber = factory.SubFactory(SubscriberFactory, confirmed=True)
    url = factory.Sequence(lambda n: f"https://hooks.example/inbox/{n}")
    url_hash = factory.LazyAttribute(lambda o: keyed_hash(o.url))
    host = "hooks.example"
    secret = "whsec_bm90IGEgc2VjcmV0IGF0IGFsbCwgb25seSBhIHRlc3Q="


class SubscriptionFactory(DjangoModelFactory[Subscription]):
    """Everything, by mail, not confirmed yet.

    `active=True`: its subscriber (and endpoint) confirmed it. `webhook=True`: to an endpoint
    instead. For a target give `everything=False` and expert, topic or proposition.
    """

    class Meta:
        model = Subscription

    class Params:
        active = factory.Trait(state=SubscriptionState.ACTIVE, confirmed_at=REVIEWED_AT)
        ended = factory.Trait(
            state=SubscriptionState.ENDED,
            confirmed_at=REVIEWED_AT,
            ended_at=ENDED_AT,
            ended_reason=SubscriptionEnd.UNSUBSCRIBED,
        )
        webhook = factory.Trait(
            channel=Channel.WEBHOOK,
            endpoint=factory.SubFactory(
                WebhookEndpointFactory,
                subscriber=factory.SelfAttribute("..subscriber"),
                active=factory.SelfAttribute("..active", default=False),
            ),
        )

    subscriber = factory.SubFactory(
        SubscriberFactory, confirmed=factory.SelfAttribute("..active", default=False)
    )
    channel = Channel.EMAIL
    everything = True
    kinds = factory.LazyFunction(list)


class EventStreamFactory(DjangoModelFactory[EventStream]):
    """The one row of the stream."""

    class Meta:
        model = EventStream
        django_get_or_create = ("id",)

    id = 1


class EventFactory(DjangoModelFactory[Event]):
    """A numbered record that was not matched yet; `matched=True`: was."""

    class Meta:
        model = Event

    class Params:
        matched = factory.Trait(matched_at=REVIEWED_AT)

    sequence = factory.Sequence(lambda n: n + 1)
    record = factory.SubFactory(RecordFactory, numbered_at=REVIEWED_AT)
    numbered_at = REVIEWED_AT


class DeliveryFactory(DjangoModelFactory[Delivery]):
    """An alert owed by mail since Monday noon.

    `webhook=True`: owed to an endpoint. `sent=True`, `failed=True`: settled.
    `confirmation=True`: the mail that asks a new subscriber to confirm. `test=True`: a test of an
    endpoint.
    """

    class Meta:
        model = Delivery
        skip_postgeneration_save = True

    class Params:
        webhook = factory.Trait(
            channel=Channel.WEBHOOK,
            endpoint=factory.SubFactory(
                WebhookEndpointFactory,
                subscriber=factory.SelfAttribute("..subscriber"),
                active=True,
            ),
        )
        settled = factory.Trait(
            due_at=None, settled_at=REVIEWED_AT + timedelta(seconds=2), attempts=1
        )
        sent = factory.Trait(settled=True, state=DeliveryState.SENT)
        failed = factory.Trait(
            settled=True, state=DeliveryState.FAILED, state_reason="The mailbox does not exist."
        )
        confirmation = factory.Trait(purpose=DeliveryPurpose.CONFIRMATION, event=None)
        test = factory.Trait(purpose=DeliveryPurpose.TEST, event=None, webhook=True)

    purpose = DeliveryPurpose.ALERT
    event = factory.SubFactory(EventFactory)
    subscriber = factory.SubFactory(SubscriberFactory, confirmed=True)
    channel = Channel.EMAIL
    message_id = factory.Sequence(lambda n: f"msg_test{n:08d}")
    due_at = REVIEWED_AT


class AttemptFactory(DjangoModelFactory[Attempt]):
    class Meta:
        model = Attempt

    delivery = factory.SubFactory(DeliveryFactory)
    number = 1
    started_at = REVIEWED_AT
    finished_at = factory.LazyAttribute(lambda o: o.started_at + timedelta(seconds=1))
    outcome = AttemptOutcome.SENT
    status = 250
