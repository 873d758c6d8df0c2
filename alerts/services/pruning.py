"""Letting go of tries to send that were kept for long enough, in small steps."""

from datetime import datetime, timedelta

from alerts.models import Attempt

STEP = 500
ATTEMPTS_KEPT = timedelta(days=90)


def delete_old_attempts(now: datetime) -> int:
    """Delete at most STEP tries that ended so long ago; what became of the message stays on its
    delivery. Returns how many.
    """
    old = Attempt.objects.filter(finished_at__lt=now - ATTEMPTS_KEPT).order_by("pk")
    numbers = list(old.values_list("pk", flat=True)[:STEP])
    Attempt.objects.filter(pk__in=numbers).delete()
    return len(numbers)
