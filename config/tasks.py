"""Celery's names for what belongs to no app."""

from celery import shared_task

from config import canaries


@shared_task(name="config.note_alive")
def note_alive(queue: str) -> None:
    """Beat: the canary of one queue; /readyz asks when it last came."""
    canaries.note(queue)
