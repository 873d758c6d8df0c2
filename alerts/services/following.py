"""Telling commentary how many people follow an expert: what it sorts its queue by."""

from collections.abc import Iterable

from django.db.models import Count

from alerts.models import Subscription
from commentary.services.experts import set_followers


def recount_followers(subscriptions: Iterable[int]) -> None:
    """Count again for every expert whom one of these subscriptions (row numbers) names.

    Call it in the transaction that begins or ends them. A person who follows by mail and by
    webhook is one follower.
    """
    experts = set(
        Subscription.objects.filter(pk__in=list(subscriptions), expert__isnull=False).values_list(
            "expert_id", flat=True
        )
    )
    rows = (
        Subscription.objects.active()
        .filter(expert_id__in=experts)
        .values_list("expert_id")
        .annotate(followers=Count("subscriber_id", distinct=True))
        .order_by()
    )
    set_followers(dict.fromkeys(filter(None, experts), 0) | {pk: n for pk, n in rows if pk})
