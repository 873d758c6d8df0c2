"""Sending what is owed: claim, send with no transaction open, settle by the claim's token.

A worker that dies leaves its row due again when the lease has passed. Only a send that was in
flight then is repeated, and under the same message id, by which a receiver knows it again.
"""

import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone

from alerts.enums import (
    AttemptOutcome,
    Channel,
    DeliveryPurpose,
    DeliveryState,
    EndpointState,
    SubscriptionEnd,
)
from alerts.matching import ANNOUNCING, NEVER_HELD
from alerts.models import Attempt, Delivery, WebhookEndpoint
from alerts.retries import MOST_ATTEMPTS, next_wait
from alerts.services.leaving import end
from alerts.services.letters import make_letter, make_request
from alerts.transports import mail, webhook
from alerts.transports.results import Permanent, Result, Sent, Temporary
from commentary.models import Record
from commentary.services.positions import REASONS_TO_RETRACT
from common.leases import claim, settle

logger = logging.getLogger(__name__)

# Longer than the total limit of the transport, with room for our own work.
LEASES = {
    Channel.EMAIL: timedelta(seconds=2 * mail.TOTAL_SECONDS),
    Channel.WEBHOOK: timedelta(seconds=2 * webhook.TOTAL_SECONDS),
}
# How long an alert waits until it is asked again whether its record is still disputed.
HOLD = timedelta(hours=1)
# A sweep every few seconds takes the rest.
_SWEEP = 300
# Claims, not attempts: a worker that dies in each of them must not do so for ever.
_MOST_CLAIMS = 2 * MOST_ATTEMPTS
_REASON_LENGTH = 500


def due_ids(limit: int = _SWEEP) -> list[int]:
    """The messages that are owed now, longest due first."""
    due = Delivery.objects.due(timezone.now()).filter(state=DeliveryState.OWED)
    return list(due.values_list("pk", flat=True)[:limit])


def deliver(delivery_id: int) -> DeliveryState | None:
    """Send one message if it is due; returns its state then, or None when it is not ours to send.

    A message that nobody wants any more is cancelled instead.
    """
    now = timezone.now()
    channel = Delivery.objects.filter(pk=delivery_id).values_list("channel", flat=True).first()
    if channel is None:
        return None
    lease = LEASES[Channel(channel)]
    token = claim(Delivery, delivery_id, now=now, lease=lease, state=DeliveryState.OWED)
    if token is None:
        return None
    delivery = Delivery.objects.for_sending().get(pk=delivery_id)
    if reason := _why_not(delivery):
        state, why = reason
        return _close(delivery, token, state, why, now)
    if _is_disputed(delivery):
        return _hold(delivery, token, now)
    result = _send(delivery, now)
    return _settle(delivery, token, result, started=now)


def _why_not(delivery: Delivery) -> tuple[DeliveryState, str] | None:
    """Why a claimed message is not sent, if it is not."""
    if delivery.attempts > _MOST_CLAIMS:
        return DeliveryState.FAILED, "Given up: the worker stopped in the middle too often."
    is_test = delivery.purpose == DeliveryPurpose.TEST  # of the endpoint, whoever follows what
    if not is_test and not delivery.subscriptions.live().exists():
        return DeliveryState.CANCELLED, "The subscription ended before it was sent."
    if delivery.purpose == DeliveryPurpose.ALERT and not delivery.subscriptions.active().exists():
        return DeliveryState.CANCELLED, "The subscription is not confirmed."
    if delivery.endpoint is not None and delivery.endpoint.state != EndpointState.ACTIVE:
        return DeliveryState.CANCELLED, "The endpoint is not active."
    if _is_hidden(delivery):
        return DeliveryState.CANCELLED, "What it tells of is not shown any more."
    if _is_taken_back(delivery):
        return DeliveryState.CANCELLED, "It was taken back before it was sent."
    return None


def _is_hidden(delivery: Delivery) -> bool:
    hidden = Q(restricted_at__isnull=False) | Q(erased_at__isnull=False)
    return _told_by(delivery).filter(hidden).exists()


def _told_by(delivery: Delivery) -> QuerySet[Record]:
    """The record that it tells; none for a confirmation or a test (`event=None` would find every
    record that has no number yet).
    """
    records = Record.objects.all()
    return records.none() if delivery.event_id is None else records.filter(event=delivery.event_id)


def _is_taken_back(delivery: Delivery) -> bool:
    """Whether it would announce as new what does not stand any more."""
    announced = _told_by(delivery).filter(kind__in=ANNOUNCING)
    wrong = REASONS_TO_RETRACT
    return announced.filter(
        Q(statement__ended_reason__in=wrong)
        | Q(position__ended_reason__in=wrong)
        | Q(change__ended_at__isnull=False)
    ).exists()


def _is_disputed(delivery: Delivery) -> bool:
    """Whether the person quoted says, verified and not decided yet, that the words are not theirs.

    That it is disputed, taken back or answered is told all the same.
    """
    told = _told_by(delivery).exclude(kind__in=NEVER_HELD)
    return told.filter(
        Q(statement__disputed_at__isnull=False)
        | Q(change__before__statement__disputed_at__isnull=False)
        | Q(change__after__statement__disputed_at__isnull=False)
    ).exists()


@transaction.atomic
def _hold(delivery: Delivery, token: UUID, now: datetime) -> DeliveryState | None:
    """Put it back without a try: it is asked again each hour until the dispute is decided."""
    written = settle(
        Delivery,
        delivery.pk,
        token=token,
        due_at=now + HOLD,
        attempts=F("attempts") - 1,
        state_reason="Held: the record is disputed.",
    )
    return DeliveryState.OWED if written else None


def _send(delivery: Delivery, now: datetime) -> Result:
    try:
        if delivery.channel == Channel.WEBHOOK:
            return webhook.send(make_request(delivery, now=now), now=now)
        return mail.send(make_letter(delivery))
    except Exception as error:
        # Recorded as an attempt and tried again: one message that cannot be made must neither
        # stop the others nor be tried for ever.
        logger.exception("delivery could not be made", extra={"delivery": delivery.pk})
        return Temporary(f"It could not be made or sent: {type(error).__name__}.")


@transaction.atomic
def _close(
    delivery: Delivery, token: UUID, state: DeliveryState, reason: str, now: datetime
) -> DeliveryState | None:
    written = settle(
        Delivery,
        delivery.pk,
        token=token,
        state=state,
        state_reason=reason,
        due_at=None,
        settled_at=now,
    )
    return state if written else None


@transaction.atomic
def _settle(
    delivery: Delivery, token: UUID, result: Result, *, started: datetime
) -> DeliveryState | None:
    finished = timezone.now()
    outcome, attempt_outcome = _outcome(delivery, result, finished)
    if not settle(Delivery, delivery.pk, token=token, **outcome):
        logger.warning("outcome dropped, the lease had passed", extra={"delivery": delivery.pk})
        return None
    Attempt.objects.create(
        delivery=delivery,
        number=_number(delivery),
        started_at=started,
        finished_at=finished,
        outcome=attempt_outcome,
        status=result.status,
        error="" if isinstance(result, Sent) else result.reason[:_REASON_LENGTH],
        answer=result.answer,
    )
    if delivery.endpoint is not None:
        _mark_endpoint(delivery.endpoint, result, finished)
    return DeliveryState(outcome["state"])


def _number(delivery: Delivery) -> int:
    """Of this try: the number of the claim, or the next one when it was sent again on request and
    claims are counted anew.
    """
    last = delivery.tries.aggregate(last=Max("number"))["last"] or 0
    return max(delivery.attempts, last + 1)


def _outcome(
    delivery: Delivery, result: Result, now: datetime
) -> tuple[dict[str, Any], AttemptOutcome]:
    """The columns of the settled row, and the word for the attempt."""
    if isinstance(result, Sent):
        sent = {"state": DeliveryState.SENT, "state_reason": "", "due_at": None}
        return {**sent, "settled_at": now}, AttemptOutcome.SENT
    reason = result.reason[:_REASON_LENGTH]
    wait = None
    if isinstance(result, Temporary):
        wait = next_wait(
            delivery.attempts, seed=delivery.message_id, retry_after=result.retry_after
        )
    if wait is None:
        failed = {"state": DeliveryState.FAILED, "state_reason": reason, "due_at": None}
        return {**failed, "settled_at": now}, AttemptOutcome.FAILED
    owed = {"state": DeliveryState.OWED, "state_reason": reason, "due_at": now + wait}
    return owed, AttemptOutcome.RETRY


def _mark_endpoint(endpoint: WebhookEndpoint, result: Result, now: datetime) -> None:
    mine = WebhookEndpoint.objects.filter(pk=endpoint.pk)
    if endpoint.previous_secret:  # what signs no more is kept no longer
        mine.filter(previous_secret_until__lte=now).update(
            previous_secret="", previous_secret_until=None
        )
    if isinstance(result, Sent):
        mine.update(failures_in_a_row=0, last_success_at=now, updated_at=now)
        return
    mine.update(failures_in_a_row=F("failures_in_a_row") + 1, updated_at=now)
    if isinstance(result, Permanent) and result.is_gone:
        mine.update(state=EndpointState.DISABLED, state_reason=result.reason[:300])
        end(endpoint.subscriptions.live(), SubscriptionEnd.ENDPOINT_GONE)
