"""Forgetting a subscriber: the address and everything that was kept under it."""

from django.db import transaction

from alerts.models import Subscriber
from alerts.services.erasure import remove_mail_naming
from alerts.services.leaving import end
from alerts.services.subscribing import lock_subscriber


@transaction.atomic
def forget_subscriber(pk: int) -> int:
    """Delete a subscriber with all subscriptions, endpoints, messages and tries, and the mail that
    lies in files; what is still owed is not sent.

    Returns how many messages there were; raises Subscriber.DoesNotExist. Their own links open
    nothing afterwards. A backup that was made before still has them.
    """
    subscriber = lock_subscriber(pk)
    end(subscriber.subscriptions.live())  # so that nobody counts as a follower any more
    messages = list(subscriber.deliveries.values_list("message_id", flat=True))
    subscriber.delete()
    # Before the commit: a file too few is no loss, one that nobody finds any more would be.
    remove_mail_naming(messages)
    return len(messages)


def forget_subscribers(pks: list[int]) -> int:
    """Forget each of them that is still there; returns how many were."""
    forgotten = 0
    for pk in pks:
        try:
            forget_subscriber(pk)
        except Subscriber.DoesNotExist:
            continue
        forgotten += 1
    return forgotten
