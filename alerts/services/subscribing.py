"""Asking to be told, and confirming that one did.

Double opt-in: asking writes only what waits, and one mail to the address; nothing is active
before the link in that mail was opened and its button pressed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alerts.enums import (
    Channel,
    DeliveryPurpose,
    EndpointState,
    SubscriberState,
    SubscriptionState,
)
from alerts.exceptions import (
    WrongAddressError,
    WrongKindError,
    WrongTargetError,
    WrongWebhookError,
)
from alerts.matching import SELECTABLE_KINDS
from alerts.models import Delivery, Subscriber, Subscription, WebhookEndpoint
from alerts.services.following import recount_followers
from alerts.services.links import LinkPurpose, read_token
from alerts.signing import new_secret
from commentary.models import Expert, Proposition, Topic
from common.encryption import keyed_hash
from common.http.errors import BadUrlError
from common.http.networks import is_public, is_within
from common.http.urls import DEFAULT_PORTS, parse_target
from common.wake import wake

ANSWER = gettext_lazy(
    "Thank you. If we can write to this address, a mail with a link is on its way; nothing is "
    "sent before you have opened it and confirmed."
)
# No second confirmation mail for the same target, and only so many for one address: the form
# must not be a way to fill somebody's mailbox.
_SAME_TARGET_PAUSE = timedelta(minutes=10)
_ADDRESS_PERIOD, _MOST_PER_ADDRESS = timedelta(hours=1), 5


@dataclass(frozen=True, slots=True)
class ShownSecret:
    """A signing secret on its way to its owner, once."""

    host: str
    secret: str

    def __repr__(self) -> str:
        return f"ShownSecret({self.host})"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What a confirmation link is about. `secrets` only at the moment of confirming."""

    waiting: tuple[Subscription, ...]
    confirmed: tuple[Subscription, ...] = ()
    secrets: tuple[ShownSecret, ...] = ()


def subscribe(
    *,
    address: str,
    channel: str = Channel.EMAIL,
    webhook_url: str = "",
    expert: Expert | None = None,
    proposition: Proposition | None = None,
    topic: Topic | None = None,
    everything: bool = False,
    kinds: Sequence[str] = (),
    language: str = "en",
) -> str:
    """Owe a confirmation mail for one subscription; answers the same sentence whoever asks.

    Whether the address is known, subscribed or was asked about a minute ago cannot be told from
    the answer. Somebody who is subscribed already gets a mail that says so, with the link to
    manage it. Raises a SubscribingError for what nobody could subscribe to.
    """
    address = _checked_address(address)
    webhook_url = checked_webhook_url(webhook_url) if channel == Channel.WEBHOOK else ""
    target = checked_target(
        everything=everything, expert=expert, proposition=proposition, topic=topic
    )
    _ask(address, webhook_url, target, checked_kinds(kinds), language, now=timezone.now())
    return str(ANSWER)


def read_confirmation(token: str) -> Confirmation:
    """What would be confirmed; changes nothing. Raises a LinkError."""
    delivery = read_token(LinkPurpose.CONFIRM, token)
    mine = delivery.subscriptions.for_display()
    return Confirmation(
        waiting=tuple(mine.filter(state=SubscriptionState.PENDING)),
        confirmed=tuple(mine.filter(state=SubscriptionState.ACTIVE)),
    )


@transaction.atomic
def confirm(token: str) -> Confirmation:
    """Make the subscriptions of this link active, and their endpoints; raises a LinkError.

    The secret of an endpoint that becomes active is in the answer, and never shown again. Done
    twice it changes nothing.
    """
    delivery, now = read_token(LinkPurpose.CONFIRM, token), timezone.now()
    subscriber = lock_subscriber(delivery.subscriber_id)
    waiting = list(delivery.subscriptions.for_display().filter(state=SubscriptionState.PENDING))
    if waiting:
        confirm_subscriber(subscriber, now)
    secrets = []
    for subscription in waiting:
        subscription.state, subscription.confirmed_at = SubscriptionState.ACTIVE, now
        subscription.save(update_fields=["state", "confirmed_at", "updated_at"])
        if subscription.endpoint is not None:
            secrets += activate_endpoint(subscription.endpoint)
    recount_followers(one.pk for one in waiting)
    active = delivery.subscriptions.for_display().filter(state=SubscriptionState.ACTIVE)
    return Confirmation(waiting=(), confirmed=tuple(active), secrets=tuple(secrets))


def checked_target(
    *,
    everything: bool,
    expert: Expert | None,
    proposition: Proposition | None,
    topic: Topic | None,
) -> dict[str, Any]:
    """What to be told about, as columns. Raises WrongTargetError."""
    if everything == any((expert, proposition, topic)):
        raise WrongTargetError(
            _("Choose either everything or a person, a topic or a proposition.")
        )
    return {
        "everything": everything,
        "expert": expert,
        "proposition": proposition,
        "topic": topic,
    }


def checked_kinds(kinds: Sequence[str]) -> list[str]:
    """The kinds to tell, once each in the order offered; none: the usual ones. Raises
    WrongKindError.
    """
    if not set(kinds) <= set(SELECTABLE_KINDS):
        raise WrongKindError(_("One of the kinds is not known; choose from the list."))
    return [kind for kind in SELECTABLE_KINDS if kind in kinds]


def confirm_subscriber(subscriber: Subscriber, now: datetime) -> None:
    """Note that somebody who reads the mail of this address wants to be told."""
    if subscriber.state != SubscriberState.CONFIRMED:
        subscriber.state, subscriber.confirmed_at = SubscriberState.CONFIRMED, now
        subscriber.save(update_fields=["state", "confirmed_at", "updated_at"])


def lock_subscriber(pk: int) -> Subscriber:
    """One writer at a time for all that one subscriber has; wants an open transaction."""
    return Subscriber.objects.select_for_update().get(pk=pk)


def checked_webhook_url(url: str) -> str:
    """The address of a webhook in one spelling; raises WrongWebhookError with what to change.

    Whether a host may be reached is decided at every sending, by the guarded client; a number that
    never can is refused at once.
    """
    try:
        target = parse_target(url.strip())
    except BadUrlError as error:
        raise WrongWebhookError(str(error)) from None
    literal = target.literal
    if literal and not (
        is_public(literal) or is_within(literal, settings.WEBHOOK_ALLOWED_NETWORKS)
    ):
        raise WrongWebhookError(_("The address is in a network that is not public."))
    # With networks of our own exempt, the guarded client knows which hosts lie in them.
    if not settings.WEBHOOK_ALLOWED_NETWORKS:
        if target.scheme != "https":
            raise WrongWebhookError(_("The address must begin with https://."))
        if target.port not in DEFAULT_PORTS.values():
            raise WrongWebhookError(_("The address must not name a port."))
    return target.url


def endpoint_for(subscriber: Subscriber, url: str) -> WebhookEndpoint:
    """The subscriber's endpoint at this address, waiting if it is new."""
    endpoint, _is_new = WebhookEndpoint.objects.get_or_create(
        subscriber=subscriber,
        url_hash=keyed_hash(url),
        defaults={"url": url, "host": urlsplit(url).netloc[:300], "secret": new_secret()},
    )
    return endpoint


def activate_endpoint(endpoint: WebhookEndpoint) -> list[ShownSecret]:
    """Let an endpoint receive, with a fresh secret; empty when it did already."""
    if endpoint.state == EndpointState.ACTIVE:
        return []
    endpoint.state, endpoint.state_reason = EndpointState.ACTIVE, ""
    endpoint.secret, endpoint.failures_in_a_row = new_secret(), 0
    endpoint.save(
        update_fields=["state", "state_reason", "secret", "failures_in_a_row", "updated_at"]
    )
    return [ShownSecret(endpoint.host, endpoint.secret)]


def _checked_address(address: str) -> str:
    address = address.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise WrongAddressError(
            _("This is not an e-mail address; write it as name@example.org.")
        ) from None
    return address


@transaction.atomic
def _ask(
    address: str,
    webhook_url: str,
    target: Mapping[str, Any],
    kinds: list[str],
    language: str,
    *,
    now: datetime,
) -> None:
    found, _is_new = Subscriber.objects.get_or_create(
        address_hash=keyed_hash(address.casefold()),
        defaults={"address": address, "language": language},
    )
    subscriber = lock_subscriber(found.pk)
    asked = Delivery.objects.filter(subscriber=subscriber, purpose=DeliveryPurpose.CONFIRMATION)
    if asked.filter(created_at__gt=now - _ADDRESS_PERIOD).count() >= _MOST_PER_ADDRESS:
        return
    subscription, _is_new = Subscription.objects.live().get_or_create(
        subscriber=subscriber,
        channel=Channel.WEBHOOK if webhook_url else Channel.EMAIL,
        endpoint=endpoint_for(subscriber, webhook_url) if webhook_url else None,
        **target,
        defaults={"kinds": kinds},
    )
    if subscription.state == SubscriptionState.PENDING and subscription.kinds != kinds:
        subscription.kinds = kinds
        subscription.save(update_fields=["kinds", "updated_at"])
    since = now - _SAME_TARGET_PAUSE
    if asked.filter(subscriptions=subscription, created_at__gt=since).exists():
        return
    delivery = Delivery.objects.create(
        purpose=DeliveryPurpose.CONFIRMATION,
        subscriber=subscriber,
        channel=Channel.EMAIL,
        message_id=f"msg_{uuid4().hex}",
        due_at=now,
    )
    delivery.subscriptions.add(subscription)
    wake("deliveries")
