"""Ending subscriptions from a mail, and taking that back."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from alerts.enums import SubscriptionEnd, SubscriptionState
from alerts.models import Delivery, Subscription
from alerts.models.subscribers import SubscriptionQuerySet
from alerts.services.following import recount_followers
from alerts.services.links import LinkPurpose, make_path, read_token
from alerts.services.subscribing import lock_subscriber


@dataclass(frozen=True, slots=True)
class Leaving:
    """The subscriptions that made one mail: those that last, and those that were unsubscribed.

    `undo_path` is where the latter can be taken up again.
    """

    lasting: tuple[Subscription, ...]
    left: tuple[Subscription, ...]
    undo_path: str


def read_unsubscribing(token: str) -> Leaving:
    """What the link in a mail would end; changes nothing. Raises a LinkError."""
    return _leaving(read_token(LinkPurpose.UNSUBSCRIBE, token))


def read_undo(token: str) -> Leaving:
    """What the undo link would take up again; changes nothing. Raises a LinkError."""
    return _leaving(read_token(LinkPurpose.UNDO, token))


@transaction.atomic
def unsubscribe(token: str) -> Leaving:
    """End exactly the subscriptions that made this mail, at once; again, it changes nothing."""
    delivery = read_token(LinkPurpose.UNSUBSCRIBE, token)
    lock_subscriber(delivery.subscriber_id)
    end(delivery.subscriptions.live())
    return _leaving(delivery)


@transaction.atomic
def undo_unsubscribe(token: str) -> Leaving:
    """Take up again what was unsubscribed from this mail, except where a newer subscription to
    the same has begun meanwhile.
    """
    delivery, now = read_token(LinkPurpose.UNDO, token), timezone.now()
    lock_subscriber(delivery.subscriber_id)
    for subscription in _left(delivery):
        if Subscription.objects.live().same_as(subscription).exists():
            continue
        Subscription.objects.filter(pk=subscription.pk).update(
            state=SubscriptionState.ACTIVE
            if subscription.confirmed_at
            else SubscriptionState.PENDING,
            ended_at=None,
            ended_reason="",
            updated_at=now,
        )
    recount_followers(delivery.subscriptions.values_list("pk", flat=True))
    return _leaving(delivery)


def end(
    subscriptions: SubscriptionQuerySet,
    reason: SubscriptionEnd = SubscriptionEnd.UNSUBSCRIBED,
) -> int:
    """End these subscriptions now; returns how many. What they still owe is cancelled when its
    turn comes.
    """
    now = timezone.now()
    # By ids: UPDATE does not take the joins of a related set.
    ids = list(subscriptions.order_by().values_list("pk", flat=True))
    ended = (
        Subscription.objects.filter(pk__in=ids)
        .live()
        .update(state=SubscriptionState.ENDED, ended_at=now, ended_reason=reason, updated_at=now)
    )
    recount_followers(ids)
    return ended


def _leaving(delivery: Delivery) -> Leaving:
    return Leaving(
        lasting=tuple(delivery.subscriptions.live().for_display()),
        left=tuple(_left(delivery)),
        undo_path=make_path(LinkPurpose.UNDO, delivery.message_id),
    )


def _left(delivery: Delivery) -> SubscriptionQuerySet:
    return delivery.subscriptions.for_display().filter(
        state=SubscriptionState.ENDED, ended_reason=SubscriptionEnd.UNSUBSCRIBED
    )
