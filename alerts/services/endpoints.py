"""Webhook endpoints of one subscriber: adding, changing, trying, and giving them up.

Every write holds the lock of the subscriber, so two at once come one after the other.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alerts.enums import Channel, DeliveryPurpose, DeliveryState, EndpointState, SubscriptionState
from alerts.exceptions import (
    EndpointExistsError,
    EndpointInactiveError,
    RotatedAlreadyError,
    TooManyTestsError,
    TooManyWebhooksError,
    WrongTargetError,
)
from alerts.models import Delivery, Subscriber, Subscription, WebhookEndpoint
from alerts.services.leaving import end
from alerts.services.subscribing import (
    ShownSecret,
    activate_endpoint,
    checked_webhook_url,
    confirm_subscriber,
    endpoint_for,
    lock_subscriber,
)
from alerts.signing import new_secret
from common.encryption import keyed_hash
from common.wake import wake

# How long the secret before signs along: time to bring the new one to every receiver.
ROTATION = timedelta(hours=24)
_MOST_ENDPOINTS = 20
# A test is a request to somebody's server.
_TEST_PERIOD, _MOST_TESTS = timedelta(hours=1), 10


@dataclass(frozen=True, slots=True)
class Rotation:
    """A new secret, to be shown once; until when the one before signs along, if it does."""

    shown: ShownSecret
    previous_until: datetime | None


@transaction.atomic
def add_endpoint(
    subscriber: Subscriber, url: str, *, with_mail: bool = False
) -> tuple[WebhookEndpoint, ShownSecret]:
    """A new endpoint of the owner's own, active at once, and its secret, shown only here.

    `with_mail`: it gets everything that comes by mail now. Raises a SubscribingError for an
    address that cannot be one, EndpointExistsError for one that is here.
    """
    url = checked_webhook_url(url)
    subscriber = lock_subscriber(subscriber.pk)
    endpoint = _new_or_waiting(subscriber, url)
    if endpoint.state != EndpointState.PENDING:
        raise EndpointExistsError(
            _("There is an endpoint at this address already: %(id)s.") % {"id": endpoint.public_id}
        )
    [shown] = activate_endpoint(endpoint)
    confirm_subscriber(subscriber, timezone.now())
    if with_mail:
        _follow_as_mail(subscriber, endpoint)
    return endpoint, shown


@transaction.atomic
def add_webhook(subscriber: Subscriber, url: str) -> list[ShownSecret]:
    """Send all that the owner gets by mail to a webhook as well.

    Returns the endpoint's secret, once; nothing when it was active before. Raises a
    SubscribingError for an address that cannot be a webhook or when nothing comes by mail.
    """
    url = checked_webhook_url(url)
    subscriber = lock_subscriber(subscriber.pk)
    if not subscriber.subscriptions.active().filter(channel=Channel.EMAIL).exists():
        raise WrongTargetError(_("Subscribe by mail first: a webhook gets what your mail gets."))
    endpoint = _new_or_waiting(subscriber, url)
    _follow_as_mail(subscriber, endpoint)
    return activate_endpoint(endpoint)


@transaction.atomic
def change_endpoint(
    subscriber: Subscriber, pk: int, *, url: str | None = None, is_active: bool | None = None
) -> None:
    """Move an endpoint to another address, or let it rest and take it up again.

    The secret stays. A resting endpoint is owed nothing and what it is owed already is cancelled
    when its turn comes. Raises WrongWebhookError, EndpointExistsError, EndpointInactiveError for
    one that its owner has not confirmed, and WebhookEndpoint.DoesNotExist.
    """
    url = None if url is None else checked_webhook_url(url)
    endpoint = _locked(subscriber, pk)
    if endpoint.state == EndpointState.PENDING:
        raise EndpointInactiveError(_("This endpoint waits for its confirmation."))
    if url is not None and url != endpoint.url:
        other = subscriber.endpoints.filter(url_hash=keyed_hash(url)).first()
        if other is not None:
            raise EndpointExistsError(
                _("There is an endpoint at this address already: %(id)s.")
                % {"id": other.public_id}
            )
        endpoint.url, endpoint.url_hash = url, keyed_hash(url)
        endpoint.host = urlsplit(url).netloc[:300]
    if is_active is not None and is_active != (endpoint.state == EndpointState.ACTIVE):
        endpoint.state = EndpointState.ACTIVE if is_active else EndpointState.DISABLED
        endpoint.state_reason = "" if is_active else _("Switched off by its owner.")
        endpoint.failures_in_a_row = 0
    endpoint.save()


@transaction.atomic
def remove_endpoint(subscriber: Subscriber, pk: int) -> None:
    """Give an endpoint up: its subscriptions end, and its address, its secret and the list of its
    messages are deleted. Raises WebhookEndpoint.DoesNotExist.
    """
    endpoint = _locked(subscriber, pk)
    end(endpoint.subscriptions.live())
    endpoint.delete()


@transaction.atomic
def rotate_secret(subscriber: Subscriber, pk: int, *, at_once: bool = False) -> Rotation:
    """Sign with a new secret; the one before signs along for ROTATION, or `at_once` no more.

    Raises RotatedAlreadyError while an older one still signs along, for a receiver may hold
    either: only `at_once` ends both. And WebhookEndpoint.DoesNotExist.
    """
    endpoint, now = _locked(subscriber, pk), timezone.now()
    until = endpoint.previous_secret_until
    if not at_once and until is not None and now < until:
        raise RotatedAlreadyError(
            _("The secret was rotated already; the one before signs along until %(until)s.")
            % {"until": f"{until:%Y-%m-%dT%H:%MZ}"}
        )
    endpoint.previous_secret = "" if at_once else endpoint.secret
    endpoint.previous_secret_until = None if at_once else now + ROTATION
    endpoint.secret = new_secret()
    endpoint.save(
        update_fields=["secret", "previous_secret", "previous_secret_until", "updated_at"]
    )
    return Rotation(ShownSecret(endpoint.host, endpoint.secret), endpoint.previous_secret_until)


@transaction.atomic
def owe_test(subscriber: Subscriber, pk: int) -> Delivery:
    """Owe an endpoint a test message: signed, sent and tried again like every other, but no event.

    Raises EndpointInactiveError, TooManyTestsError, WebhookEndpoint.DoesNotExist.
    """
    endpoint, now = _locked(subscriber, pk), timezone.now()
    _want_active(endpoint)
    tests = Delivery.objects.to(endpoint.pk).filter(purpose=DeliveryPurpose.TEST)
    if tests.filter(created_at__gt=now - _TEST_PERIOD).count() >= _MOST_TESTS:
        raise TooManyTestsError(
            _("There were %(most)d tests in the last hour; wait a little.") % {"most": _MOST_TESTS}
        )
    delivery = Delivery.objects.create(
        purpose=DeliveryPurpose.TEST,
        subscriber=subscriber,
        channel=Channel.WEBHOOK,
        endpoint=endpoint,
        message_id=f"msg_{uuid4().hex}",
        due_at=now,
    )
    wake("deliveries")
    return delivery


@transaction.atomic
def resend(subscriber: Subscriber, pk: int, *, message_id: str | None = None) -> int:
    """Owe again what was given up, or the one message of that id, sent or not; returns how many.

    Each keeps its message id, and its tries begin anew. What is being sent at this moment is left
    alone. Raises EndpointInactiveError, WebhookEndpoint.DoesNotExist; Delivery.DoesNotExist for a
    message that this endpoint never had.
    """
    endpoint, now = _locked(subscriber, pk), timezone.now()
    _want_active(endpoint)
    mine = Delivery.objects.to(endpoint.pk).order_by()
    if message_id is None:
        chosen = mine.filter(state=DeliveryState.FAILED)
    else:
        chosen = mine.filter(pk=mine.get(message_id=message_id).pk)
    hastened = chosen.filter(state=DeliveryState.OWED, lease_token=None).update(
        due_at=now, updated_at=now
    )
    settled = chosen.exclude(state=DeliveryState.OWED).update(
        state=DeliveryState.OWED,
        state_reason="",
        due_at=now,
        settled_at=None,
        attempts=0,
        lease_token=None,
        updated_at=now,
    )
    if hastened + settled:
        wake("deliveries")
    return hastened + settled


def _locked(subscriber: Subscriber, pk: int) -> WebhookEndpoint:
    lock_subscriber(subscriber.pk)
    return subscriber.endpoints.get(pk=pk)


def _want_active(endpoint: WebhookEndpoint) -> None:
    if endpoint.state != EndpointState.ACTIVE:
        raise EndpointInactiveError(_("This endpoint is not active; nothing is sent to it."))


def _new_or_waiting(subscriber: Subscriber, url: str) -> WebhookEndpoint:
    endpoint = endpoint_for(subscriber, url)
    if subscriber.endpoints.count() > _MOST_ENDPOINTS:
        raise TooManyWebhooksError(_("There are too many webhooks; end one first."))
    return endpoint


def _follow_as_mail(subscriber: Subscriber, endpoint: WebhookEndpoint) -> None:
    """A twin to the endpoint of each subscription that lasts by mail."""
    now = timezone.now()
    for subscription in subscriber.subscriptions.active().filter(channel=Channel.EMAIL):
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
