"""What one has and changes by the link that stands in every mail: on its page, or by program."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from alerts.enums import Channel, SubscriptionState
from alerts.exceptions import (
    SubscribedAlreadyError,
    SubscriptionEndedError,
    TooManySubscriptionsError,
)
from alerts.models import Attempt, Delivery, Subscriber, Subscription, WebhookEndpoint
from alerts.services.following import recount_followers
from alerts.services.leaving import end
from alerts.services.links import LinkPurpose, read_token
from alerts.services.subscribing import (
    checked_kinds,
    checked_target,
    confirm_subscriber,
    lock_subscriber,
)

_MOST_SUBSCRIPTIONS = 500
_SHOWN_DELIVERIES = 5


@dataclass(frozen=True, slots=True)
class Place:
    """One endpoint with the newest of what it got or is owed; `tries` by the row of a delivery."""

    endpoint: WebhookEndpoint
    deliveries: tuple[Delivery, ...]
    tries: dict[int, Attempt]

    @property
    def lines(self) -> list[tuple[Delivery, Attempt | None]]:
        return [(delivery, self.tries.get(delivery.pk)) for delivery in self.deliveries]


@dataclass(frozen=True, slots=True)
class Managed:
    """All that one subscriber has."""

    subscriber: Subscriber
    subscriptions: tuple[Subscription, ...]
    places: tuple[Place, ...]


def owner_of(token: str) -> Subscriber:
    """Whose link this is; raises a LinkError."""
    return read_token(LinkPurpose.MANAGE, token).subscriber


def read_managed(subscriber: Subscriber) -> Managed:
    """What the owner has."""
    return Managed(
        subscriber=subscriber,
        subscriptions=tuple(subscriber.subscriptions.active().for_display()),
        places=tuple(_place(endpoint) for endpoint in subscriber.endpoints.all()),
    )


def last_tries(deliveries: Sequence[int]) -> dict[int, Attempt]:
    """The newest try of each of these deliveries (row numbers) that was tried; one query."""
    newest = (
        Attempt.objects.filter(delivery__in=deliveries)
        .order_by()
        .values("delivery")
        .annotate(last=Max("pk"))
        .values("last")
    )
    return {one.delivery_id: one for one in Attempt.objects.filter(pk__in=newest)}


@transaction.atomic
def follow(
    subscriber: Subscriber,
    *,
    endpoint: WebhookEndpoint | None = None,
    kinds: Sequence[str] = (),
    **target: Any,
) -> Subscription:
    """Begin a subscription of the owner's own, confirmed at once: by mail, or to an endpoint.

    `target` is what subscribe() takes. Raises a SubscribingError; SubscribedAlreadyError where
    the same lasts at the same place.
    """
    kinds, now = checked_kinds(kinds), timezone.now()
    columns = checked_target(
        **{"everything": False, "expert": None, "proposition": None, "topic": None} | target
    )
    subscriber = lock_subscriber(subscriber.pk)
    wanted = Subscription(
        subscriber=subscriber,
        channel=Channel.EMAIL if endpoint is None else Channel.WEBHOOK,
        endpoint=endpoint,
        kinds=kinds,
        state=SubscriptionState.ACTIVE,
        confirmed_at=now,
        **columns,
    )
    same = Subscription.objects.live().same_as(wanted).first()
    if same is None:
        if subscriber.subscriptions.live().count() >= _MOST_SUBSCRIPTIONS:
            raise TooManySubscriptionsError(
                _("There are %(most)d subscriptions; end one first.")
                % {"most": _MOST_SUBSCRIPTIONS}
            )
        wanted.save()
        same = wanted
    elif same.state == SubscriptionState.ACTIVE:
        raise SubscribedAlreadyError(
            _("This is followed already as %(id)s.") % {"id": same.public_id}
        )
    else:
        same.state, same.confirmed_at, same.kinds = SubscriptionState.ACTIVE, now, kinds
        same.save(update_fields=["state", "confirmed_at", "kinds", "updated_at"])
    confirm_subscriber(subscriber, now)
    recount_followers([same.pk])
    return same


@transaction.atomic
def change_kinds(subscriber: Subscriber, pk: int, kinds: Sequence[str]) -> None:
    """Tell of other kinds from now on. Raises WrongKindError, SubscriptionEndedError, and
    Subscription.DoesNotExist for what is not the owner's own.
    """
    kinds = checked_kinds(kinds)
    lock_subscriber(subscriber.pk)
    subscription = subscriber.subscriptions.get(pk=pk)
    if subscription.state == SubscriptionState.ENDED:
        raise SubscriptionEndedError(_("This subscription has ended; subscribe anew."))
    subscription.kinds = kinds
    subscription.save(update_fields=["kinds", "updated_at"])


@transaction.atomic
def end_managed(subscriber: Subscriber, pk: int) -> int:
    """End one of the owner's own subscriptions; returns 0 where there is none that lasts."""
    lock_subscriber(subscriber.pk)
    return end(subscriber.subscriptions.live().filter(pk=pk))


def _place(endpoint: WebhookEndpoint) -> Place:
    deliveries = tuple(
        Delivery.objects.to(endpoint.pk)
        .select_related("event__record")
        .order_by("-pk")[:_SHOWN_DELIVERIES]
    )
    return Place(endpoint, deliveries, last_tries([one.pk for one in deliveries]))
