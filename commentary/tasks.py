"""Celery's names for commentary's services."""

from celery import shared_task
from django.utils import timezone

from commentary.services import readings


@shared_task(name="commentary.read_due_texts")
def read_due_texts() -> None:
    """Beat and wake-up: owe what is unread, then send one task per reading that is due."""
    now = timezone.now()
    readings.owe_readings(now)
    for reading_id in readings.due_reading_ids(now):
        read_text.delay(reading_id)


@shared_task(name="commentary.read_text")
def read_text(reading_id: int) -> None:
    readings.read_text(reading_id)
