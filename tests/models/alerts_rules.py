"""What the tables of alerts refuse."""

from alerts.enums import Channel, DeliveryPurpose
from tests.factories import (
    ENDED_AT,
    REVIEWED_AT,
    AttemptFactory,
    DeliveryFactory,
    EventFactory,
    EventStreamFactory,
    ExpertFactory,
    RecordFactory,
    SubscriberFactory,
    SubscriptionFactory,
    WebhookEndpointFactory,
)
from tests.models.refusals import Violation, changed, made, twice


def _two_webhook_deliveries_of_one_event() -> None:
    first = DeliveryFactory.create(webhook=True)
    DeliveryFactory.create(
        webhook=True, event=first.event, subscriber=first.subscriber, endpoint=first.endpoint
    )


PLANTED = (
    # Subscribers
    Violation("alerts_subscriber.address_hash", twice(SubscriberFactory, address="a@b.example")),
    Violation(
        "subscriber_state_known",
        made(SubscriberFactory, state="asleep"),
        also=("subscriber_confirmed_has_a_time",),
    ),
    Violation("subscriber_confirmed_has_a_time", made(SubscriberFactory, state="confirmed")),
    Violation(
        "subscriber_confirmed_has_a_time", made(SubscriberFactory, confirmed_at=REVIEWED_AT)
    ),
    Violation("webhookendpoint_state_known", made(WebhookEndpointFactory, state="asleep")),
    Violation(
        "webhookendpoint_once_per_subscriber",
        twice(WebhookEndpointFactory, subscriber=SubscriberFactory, url="https://h.example/1"),
    ),
    Violation(
        "webhookendpoint_previous_secret_ends",
        made(WebhookEndpointFactory, rotated=True, previous_secret_until=None),
    ),
    Violation(
        "webhookendpoint_previous_secret_ends",
        made(WebhookEndpointFactory, previous_secret_until=ENDED_AT),
    ),
    # Subscriptions
    Violation(
        "subscription_channel_known",
        made(SubscriptionFactory, channel="pigeon"),
        also=("subscription_webhook_has_an_endpoint",),
    ),
    Violation("subscription_state_known", made(SubscriptionFactory, state="asleep")),
    Violation(
        "subscription_webhook_has_an_endpoint", made(SubscriptionFactory, channel=Channel.WEBHOOK)
    ),
    Violation(
        "subscription_webhook_has_an_endpoint",
        made(SubscriptionFactory, webhook=True, channel=Channel.EMAIL),
    ),
    Violation("subscription_has_a_target", made(SubscriptionFactory, everything=False)),
    Violation(
        "subscription_has_a_target",
        lambda: SubscriptionFactory.create(everything=True, expert=ExpertFactory.create()),
    ),
    Violation("subscription_end_has_a_reason", made(SubscriptionFactory, state="ended")),
    Violation("subscription_end_has_a_reason", made(SubscriptionFactory, ended_at=ENDED_AT)),
    Violation(
        "subscription_end_has_a_reason", made(SubscriptionFactory, ended=True, ended_reason="")
    ),
    Violation(
        "subscription_once_while_it_lasts",
        twice(SubscriptionFactory, subscriber=SubscriberFactory),
    ),
    Violation(
        "subscription_once_while_it_lasts",
        twice(
            SubscriptionFactory,
            subscriber=SubscriberFactory,
            everything=False,
            expert=ExpertFactory,
            active=True,
        ),
    ),
    # Events
    Violation("eventstream_is_one_row", made(EventStreamFactory, id=2)),
    Violation("alerts_event.record_id", twice(EventFactory, record=RecordFactory)),
    Violation("event_is_final", lambda: changed(EventFactory.create(), numbered_at=ENDED_AT)),
    Violation("event_is_final", lambda: changed(EventFactory.create(), sequence=999_999)),
    Violation(
        "event_is_final", lambda: changed(EventFactory.create(), record=RecordFactory.create())
    ),
    Violation("event_stays", lambda: EventFactory.create().delete()),
    # Deliveries
    Violation("alerts_delivery.message_id", twice(DeliveryFactory, message_id="msg_1")),
    Violation("delivery_state_known", made(DeliveryFactory, sent=True, state="lost")),
    Violation(
        "delivery_channel_known",
        made(DeliveryFactory, channel="pigeon"),
        also=("delivery_webhook_has_an_endpoint",),
    ),
    Violation(
        "delivery_purpose_known",
        made(DeliveryFactory, purpose="greeting"),
        also=("delivery_alert_tells_an_event",),
    ),
    Violation("delivery_alert_tells_an_event", made(DeliveryFactory, event=None)),
    Violation(
        "delivery_alert_tells_an_event",
        made(DeliveryFactory, purpose=DeliveryPurpose.CONFIRMATION),
    ),
    Violation(
        "delivery_alert_tells_an_event",
        lambda: DeliveryFactory.create(test=True, event=EventFactory.create()),
    ),
    Violation(
        "delivery_test_goes_to_an_endpoint",
        made(DeliveryFactory, purpose=DeliveryPurpose.TEST, event=None),
    ),
    Violation("delivery_webhook_has_an_endpoint", made(DeliveryFactory, channel=Channel.WEBHOOK)),
    Violation(
        "delivery_mail_once_per_event",
        twice(DeliveryFactory, event=EventFactory, subscriber=SubscriberFactory),
    ),
    Violation("delivery_webhook_once_per_event", _two_webhook_deliveries_of_one_event),
    Violation("delivery_owed_is_due", made(DeliveryFactory, due_at=None)),
    Violation("delivery_owed_is_due", made(DeliveryFactory, sent=True, settled_at=None)),
    Violation("delivery_owed_is_due", made(DeliveryFactory, sent=True, due_at=ENDED_AT)),
    Violation(
        "delivery_keeps_its_message_id",
        lambda: changed(DeliveryFactory.create(), message_id="msg_another"),
    ),
    Violation("attempt_outcome_known", made(AttemptFactory, outcome="perhaps")),
)
