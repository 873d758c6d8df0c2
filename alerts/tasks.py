"""Sweeps and single deliveries, as Celery runs them. What is owed stands in the database."""

from celery import shared_task

from alerts.services import deliveries, events

# The next sweep sends it again; without an end, slow endpoints would pile up copies.
_EXPIRES_SECONDS = 30


@shared_task(name="alerts.number_events")
def number_events() -> None:
    """Beat and wake-up: turn appended records into numbered events, then match them."""
    events.number_events()


@shared_task(name="alerts.deliver_due")
def deliver_due() -> None:
    """Beat and wake-up: one task per message that is owed now."""
    for delivery_id in deliveries.due_ids():
        deliver.apply_async((delivery_id,), expires=_EXPIRES_SECONDS)


@shared_task(name="alerts.deliver")
def deliver(delivery_id: int) -> None:
    """Send one message, unless another worker has it. Retries are rows, not Celery's."""
    deliveries.deliver(delivery_id)
