"""Who is told, what about, and every message owed to them."""

from alerts.models.deliveries import Attempt, Delivery
from alerts.models.events import Event, EventStream
from alerts.models.subscribers import Subscriber, Subscription, WebhookEndpoint

__all__ = [
    "Attempt",
    "Delivery",
    "Event",
    "EventStream",
    "Subscriber",
    "Subscription",
    "WebhookEndpoint",
]
