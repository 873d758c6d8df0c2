"""Celery's names for what belongs to no app."""

from celery import shared_task
from django.utils import timezone

from config import canaries, pruning


@shared_task(name="config.note_alive")
def note_alive(queue: str) -> None:
    """Beat: the canary of one queue; /readyz asks when it last came."""
    canaries.note(queue)


@shared_task(name="config.prune")
def prune() -> None:
    """Beat: let go of a little of what has been kept for long enough."""
    pruning.prune(timezone.now())
