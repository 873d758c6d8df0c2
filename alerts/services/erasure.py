"""What alerts holds of erased records: messages still owed, what came back, who follows."""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from alerts.enums import DeliveryState
from alerts.models import Attempt, Delivery, Subscription


def forget(*, records: Iterable[int], experts: Iterable[int]) -> int:
    """Cancel what is owed of these records (row numbers), empty what receivers answered (they may
    have sent our words back), and end following these people.

    Returns how many messages told of them. Call it in the transaction of the erasure.
    """
    now = timezone.now()
    told = Delivery.objects.filter(event__record__in=list(records))
    numbers = list(told.values_list("pk", flat=True))
    Delivery.objects.filter(pk__in=numbers, state=DeliveryState.OWED).update(
        state=DeliveryState.CANCELLED, due_at=None, settled_at=now, lease_token=None
    )
    Delivery.objects.filter(pk__in=numbers).update(state_reason="", updated_at=now)
    Attempt.objects.filter(delivery__in=numbers).filter(~Q(answer="") | ~Q(error="")).update(
        answer="", error=""
    )
    Subscription.objects.filter(expert__in=list(experts)).delete()
    return len(numbers)


def remove_kept_mail() -> int:
    """Delete the files in which mail about erased records is kept (EMAIL_URL not set, or
    filemail); returns how many. A file holds what one connection sent.

    Which mail that is stands in the database, so that it can be run again after a failure. Call it
    once the erasure is committed: a file does not come back.
    """
    told = Delivery.objects.filter(event__record__erased_at__isnull=False)
    return remove_mail_naming(told.values_list("message_id", flat=True))


def remove_mail_naming(message_ids: Iterable[str]) -> int:
    """Delete the files of kept mail in which one of these messages stands; returns how many."""
    wanted = [one.encode() for one in message_ids]
    if not wanted or not settings.EMAIL_FILE_PATH:
        return 0
    removed = 0
    for path in sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log")):
        content = path.read_bytes()
        if any(one in content for one in wanted):
            path.unlink(missing_ok=True)
            removed += 1
    return removed
