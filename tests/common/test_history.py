"""Who changed what, and when: the history that stands beside rows that people edit."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.utils import timezone

from commentary.models import Expert, ExpertName, Proposition, Topic
from commentary.services.experts import set_followers
from commentary.services.propositions import close_proposition
from common.history import because, begin_history, history_model, history_of, note_updates
from sources.models import Feed, Outlet
from sources.services.feeds import pause_feed, poll_soon, resume_feed
from sources.services.outlets import name_outlet, provisional_outlet
from tests.factories import (
    AffiliationFactory,
    ExpertFactory,
    ExpertIdentifierFactory,
    ExpertNameFactory,
    FeedFactory,
    OutletFactory,
    PropositionFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def told(row: models.Model, *columns: str) -> list[tuple[Any, ...]]:
    """Kind, the columns and the reason of each row of the history, oldest first."""
    names = ("history_type", *columns, "history_change_reason")
    return [*history_of(row).order_by("history_id").values_list(*names)]


def unworded_proposition() -> Proposition:
    """One that may be deleted: a wording protects it."""
    proposition = PropositionFactory.create()
    proposition.wordings.all().delete()
    return proposition


@pytest.mark.parametrize(
    ("make", "column", "value"),
    [
        (ExpertFactory.create, "public_basis", "Speaks for the pilots of Havneby."),
        (ExpertNameFactory.create, "language", "nb"),
        (ExpertIdentifierFactory.create, "value", "Q424242"),
        (AffiliationFactory.create, "until", date(2025, 1, 31)),
        (TopicFactory.create, "name", "Harbours"),
        (unworded_proposition, "guide", "A wish counts as favor."),
        (OutletFactory.create, "time_zone", "Europe/Oslo"),
        (FeedFactory.create, "title", "Havneby Courier: the sea"),
    ],
)
def test_history_has_every_change_by_hand_and_the_deletion(
    make: Callable[[], models.Model], column: str, value: object
) -> None:
    row, user = make(), UserFactory.create()
    first, pk = getattr(row, column), row.pk

    setattr(row, column, value)
    because(row, reason="As their own page says.", by=user).save()
    row.save()
    row.delete()

    past = history_model(type(row))._default_manager.filter(id=pk).order_by("history_id")
    assert [*past.values_list("history_type", column, "history_change_reason")] == [
        ("+", first, ""),
        ("~", value, "As their own page says."),
        ("-", value, ""),
    ]
    assert [*past.values_list("history_user", flat=True)] == [None, user.pk, None]


def test_what_workers_write_leaves_no_history() -> None:
    feed, expert = FeedFactory.create(), ExpertFactory.create()

    poll_soon(feed_id=feed.pk, reason="Asked for by staff.")
    set_followers({expert.pk: 4})
    expert.refresh_from_db()
    expert.save()
    feed.refresh_from_db()
    feed.failures_in_a_row, feed.last_polled_at = 3, timezone.now()
    feed.save()
    feed.save(update_fields=["failures_in_a_row"])

    assert (len(told(feed)), len(told(expert))) == (1, 1)


def test_service_that_updates_says_so_once() -> None:
    feed = FeedFactory.create()

    for _again in range(2):
        pause_feed(feed_id=feed.pk, reason="The address has moved.")
    resume_feed(feed_id=feed.pk)

    assert told(feed, "state", "state_reason") == [
        ("+", "active", "", ""),
        ("~", "paused", "The address has moved.", "The address has moved."),
        ("~", "active", "", "Resumed."),
    ]


def test_a_long_reason_is_cut_and_said_of_one_change_only() -> None:
    topic = TopicFactory.create(name="Ports")

    for name in ("Piers", "Quays"):
        topic.name = name
        topic.save() if name == "Quays" else because(topic, reason="x" * 400).save()

    assert told(topic, "name") == [
        ("+", "Ports", ""),
        ("~", "Piers", "x" * 300),
        ("~", "Quays", ""),
    ]


def test_closing_a_proposition_says_why() -> None:
    proposition = PropositionFactory.create()

    close_proposition(
        proposition_id=proposition.pk, closed_on=date(2025, 6, 1), reason="The pier was built."
    )

    assert told(proposition, "state")[-1] == ("~", "closed", "The pier was built.")


def test_an_outlet_named_by_its_page_is_told_apart_from_one_named_by_hand() -> None:
    url = "https://press.example/feed.xml"
    outlet = provisional_outlet(url)

    name_outlet(outlet, url=url, name="The Havneby Press")

    assert told(outlet, "name") == [
        ("+", "press.example", ""),
        ("~", "The Havneby Press", "As the feed or page says."),
    ]


def test_feeds_that_move_to_the_outlet_of_that_name_say_so() -> None:
    url = "https://press.example/feed.xml"
    known = OutletFactory.create(slug="the-havneby-press", name="The Havneby Press")
    outlet = provisional_outlet(url)
    feed = FeedFactory.create(outlet=outlet, url=url)

    assert name_outlet(outlet, url=url, name="The Havneby Press") == known

    assert told(feed, "outlet")[1:] == [("~", known.pk, "As the feed or page says.")]
    assert not Outlet.objects.filter(pk=outlet.pk).exists()


def test_a_change_in_the_admin_is_signed(client: Client) -> None:
    editor = UserFactory.create(admin=True)
    client.force_login(editor)
    topic = TopicFactory.create(name="Ports", slug="ports")

    client.post(
        f"/admin/commentary/topic/{topic.pk}/change/",
        {"name": "Harbours", "slug": "ports", "parent": ""},
    )

    latest = history_of(topic)[0]
    assert (latest.name, latest.history_user_id) == ("Harbours", editor.pk)


def test_the_history_begins_with_what_stood_before_it() -> None:
    name = ExpertNameFactory.create()
    for model in (Expert, ExpertName, Feed):
        history_model(model)._default_manager.all().delete()

    begin_history(apps, "default", "commentary", ["Expert", "ExpertName"])
    note_updates(ExpertName, [name.pk])

    assert told(name, "name", "expert") == [
        ("+", name.name, name.expert_id, "As it stood when the history began.")
    ]
    assert told(name.expert, "name")[0][1] == name.expert.name
    assert not Topic.objects.exists()
