"""The page that the link in every mail opens: all one has, ending it, adding a webhook."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alerts.enums import Channel, SubscriptionState
from alerts.exceptions import WrongTargetError, WrongWebhookError
from alerts.models import Subscriber, Subscription, WebhookEndpoint
from alerts.services.leaving import end
from alerts.services.links import LinkPurpose, read_token
from alerts.services.subscribing import (
    ShownSecret,
    activate_endpoint,
    checked_webhook_url,
    endpoint_for,
    lock_subscriber,
)
from common.public_ids import row_number

_MOST_ENDPOINTS = 20


@dataclass(frozen=True, slots=True)
class Managed:
    """All that one subscriber has."""

    subscriber: Subscriber
    subscriptions: tuple[Subscription, ...]
    endpoints: tuple[WebhookEndpoint, ...]


def read_managed(token: str) -> Managed:
    """What the link's owner has; raises a LinkError."""
    subscriber = read_token(LinkPurpose.MANAGE, token).subscriber
    return Managed(
        subscriber=subscriber,
        subscriptions=tuple(subscriber.subscriptions.active().for_display()),
        endpoints=tuple(subscriber.endpoints.all()),
    )


@transaction.atomic
def end_managed(token: str, public: str) -> int:
    """End one of the owner's own subscriptions by its public id; returns 0 where there is none."""
    subscriber = read_token(LinkPurpose.MANAGE, token).subscriber
    lock_subscriber(subscriber.pk)
    return end(subscriber.subscriptions.live().filter(pk=row_number("subscription", public) or 0))


@transaction.atomic
def add_webhook(token: str, url: str) -> list[ShownSecret]:
    """Send all that the owner gets by mail to a webhook as well.

    Returns the endpoint's secret, once; nothing when it was active before. Raises a LinkError, or
    a SubscribingError for an address that cannot be a webhook or when nothing comes by mail.
    """
    subscriber, now = read_token(LinkPurpose.MANAGE, token).subscriber, timezone.now()
    url = checked_webhook_url(url)
    lock_subscriber(subscriber.pk)
    by_mail = list(subscriber.subscriptions.active().filter(channel=Channel.EMAIL))
    if not by_mail:
        raise WrongTargetError(_("Subscribe by mail first: a webhook gets what your mail gets."))
    endpoint = endpoint_for(subscriber, url)
    if subscriber.endpoints.count() > _MOST_ENDPOINTS:
        raise WrongWebhookError(_("There are too many webhooks; end one first."))
    for subscription in by_mail:
        twin = Subscription(
            subscriber=subscriber,
            channel=Channel.WEBHOOK,
            endpoint=endpoint,
            everything=subscription.everything,
            expert_id=subscription.expert_id,
            topic_id=subscription.topic_id,
            proposition_id=subscription.proposition_id,
            kinds=subscription.kinds,
            state=SubscriptionState.ACTIVE,
            confirmed_at=now,
        )
        same = Subscription.objects.live().same_as(twin)
        waiting_or_active = same.update(state=SubscriptionState.ACTIVE, confirmed_at=now)
        if not waiting_or_active:
            twin.save()
    return activate_endpoint(endpoint)
