"""What somebody does in the database of a stack, run there by `manage.py shell`."""

import json
from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count

from alerts.models import Delivery, Event
from commentary.models import Reading, Statement
from commentary.services.experts import add_expert
from commentary.services.review import accept_statement
from sources.models import Article, Feed
from sources.services.feeds import add_feed
from tests.factories import SubscriberFactory, SubscriptionFactory, WebhookEndpointFactory
from tests.processes import wait_until


def follow(expert: str, feeds: Sequence[str], url: str) -> None:
    """Track a person, poll the feeds, and tell `url` of every statement."""
    add_expert(name=expert, basis="comments in public")
    for feed in feeds:
        add_feed(url=feed)
    subscriber = SubscriberFactory.create(confirmed=True)
    endpoint = WebhookEndpointFactory.create(
        subscriber=subscriber, active=True, url=url, host="127.0.0.1"
    )
    SubscriptionFactory.create(
        subscriber=subscriber,
        active=True,
        webhook=True,
        endpoint=endpoint,
        kinds=["statement.published"],
    )


def accept_all(count: int, seconds: float) -> None:
    """Accept so many statements, as soon as they are there."""
    wait_until(lambda: Statement.objects.count() == count, seconds, f"{count} statements")
    curator = User.objects.get(username="admin")
    for pk in Statement.objects.order_by("pk").values_list("pk", flat=True):
        accept_statement(statement_id=pk, reviewer=curator)


def tell() -> None:
    """Print what there is, and how often each thing was taken up."""
    told = {
        "statements": Statement.objects.count(),
        "polls": _sorted(Feed.objects.annotate(n=Count("fetches")), "n"),
        "texts": _sorted(Article.objects.annotate(n=Count("texts")), "n"),
        "readings": _sorted(Reading.objects, "attempts"),
        "deliveries": _sorted(Delivery.objects, "attempts"),
        "events": _sorted(Event.objects, "sequence"),
    }
    print(json.dumps(told))  # noqa: T201 - the answer


def _sorted(rows: Any, column: str) -> list[int]:
    return sorted(rows.values_list(column, flat=True))
