"""Feeds for staff: how they fare, and what may be done to them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.test import Client

from common.public_ids import public_id
from config.staff import CURATORS
from sources.models import Feed
from tests.factories import (
    ArticleFactory,
    DeadlyDocumentFactory,
    FeedFactory,
    FeedFetchFactory,
    FeedGapFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def curator(client: Client) -> User:
    user: User = UserFactory.create(username="ragna")
    user.groups.add(Group.objects.get(name=CURATORS))
    client.force_login(user)
    return user


def at(moment: datetime) -> time_machine.travel:
    return time_machine.travel(moment, tick=False)


def send(client: Client, path: str, body: dict[str, Any] | None = None) -> Any:
    return client.post(f"/api/v1/feeds/{path}", body or {}, content_type="application/json")


@pytest.mark.usefixtures("curator")
def test_a_feed_tells_its_figures_its_gaps_and_its_polls(client: Client) -> None:
    with at(NOW - 14 * DAY):
        feed = FeedFactory.create(
            error_kind="http_5xx", moved_to="https://new.example/feed", moved_since=NOW - DAY
        )
    for days, minutes in ((10, 4), (5, 40), (1, 2), (20, 9 * 1440)):
        published = NOW - days * DAY
        ArticleFactory.create(
            feed=feed, published_at=published, first_seen_at=published + timedelta(minutes=minutes)
        )
    FeedGapFactory.create(feed=feed, after=NOW - 60 * DAY, before=NOW - 59 * DAY)
    FeedGapFactory.create(feed=feed, after=NOW - 3 * DAY, before=NOW - 2 * DAY)
    for hours in (9, 2):
        FeedFetchFactory.create(
            feed=feed,
            started_at=NOW - timedelta(hours=hours),
            outcome="failed",
            status=503,
            error_kind="http_5xx",
            error="Busy.",
        )

    with at(NOW):
        (listed,) = client.get("/api/v1/feeds/").json()["results"]
        one = client.get(f"/api/v1/feeds/{listed['id']}/").json()

    polls, missed = one.pop("polls"), one.pop("missed")
    assert one == listed
    assert listed["health"] == {
        "days": 28,
        "items_per_week": 1.4,  # four in the twenty days since the oldest
        "delay_p50": 240,
        "delay_p95": 2400,
        "gaps": 1,
        "last_gap": {"after": "2026-02-27T12:00:00Z", "before": "2026-02-28T12:00:00Z"},
    }
    assert (listed["error_kind"], listed["moved_to"]) == ("http_5xx", "https://new.example/feed")
    assert [poll["started_at"] for poll in polls] == [
        "2026-03-02T10:00:00Z",
        "2026-03-02T03:00:00Z",
    ]
    assert listed["last_poll"] == polls[0]
    assert [gap["before"] for gap in missed] == ["2026-02-28T12:00:00Z", "2026-01-02T12:00:00Z"]


@pytest.mark.usefixtures("curator")
@pytest.mark.parametrize(
    ("complaint", "facts"),
    [
        ("failing", {"failures_in_a_row": 2}),
        ("overdue", {"due_at": NOW - timedelta(hours=2)}),
        ("never", {"last_success_at": None}),
        ("gaps", {}),
        ("quarantined", {"url": "https://havneby.example/bomb.xml"}),
        ("moved", {"moved_to": "https://new.example/feed", "moved_since": NOW}),
        ("distrusted", {"validators_distrusted_at": NOW}),
    ],
)
def test_the_list_can_be_narrowed_to_a_complaint(
    client: Client, complaint: str, facts: dict[str, Any]
) -> None:
    well = {"last_success_at": NOW, "due_at": NOW}
    FeedFactory.create(**well)
    found = FeedFactory.create(**(well | facts))
    if complaint == "gaps":
        FeedGapFactory.create(feed=found, after=NOW - DAY, before=NOW - DAY / 2)
    if complaint == "quarantined":
        DeadlyDocumentFactory.create(url=found.url, kills=2)

    with at(NOW):
        rows = client.get(f"/api/v1/feeds/?health={complaint}").json()["results"]

    assert [row["url"] for row in rows] == [found.url]


@pytest.mark.usefixtures("curator")
def test_a_feed_is_registered_once_and_due_at_once(client: Client) -> None:
    body = {"url": "https://Havneby.example/feed", "outlet": "Havneby Courier"}

    with at(NOW):
        new = send(client, "", body)
    again = send(client, "", body)
    wrong = send(client, "", {"url": "ftp://havneby.example/feed"})
    nameless = send(client, "", {"url": "https://other.example/feed", "outlet": "x" * 201})

    assert (new.status_code, again.status_code) == (201, 200)
    assert new.json() | {"health": None} == again.json() | {"health": None}
    assert (new.json()["url"], new.json()["due_at"]) == (
        "https://havneby.example/feed",
        "2026-03-02T12:00:00Z",
    )
    assert client.get(new["Location"]).json()["outlet"]["name"] == "Havneby Courier"
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (400, "/url")
    assert (nameless.status_code, nameless.json()["errors"][0]["pointer"]) == (400, "/outlet")
    assert Feed.objects.count() == 1


@pytest.mark.usefixtures("curator")
def test_a_feed_is_paused_resumed_hurried_and_moved(client: Client) -> None:
    feed = FeedFactory.create(due_at=NOW + DAY, failures_in_a_row=3)
    taken = FeedFactory.create()
    path = public_id("feed", feed.pk)

    with at(NOW):
        paused = send(client, f"{path}/pause/", {"reason": "Its publisher asked us to."}).json()
        hurried = send(client, f"{path}/poll/")
        resumed = send(client, f"{path}/resume/").json()
        nowhere = send(client, f"{path}/move/")
        refused = send(client, f"{path}/move/", {"url": taken.url})
        moved = send(client, f"{path}/move/", {"url": "https://new.example/feed"}).json()
        due = send(client, f"{path}/poll/").json()

    assert (paused["state"], paused["state_reason"]) == ("paused", "Its publisher asked us to.")
    assert (hurried.status_code, hurried.json()["code"]) == (409, "feed_busy")
    assert (resumed["state"], resumed["failures_in_a_row"]) == ("active", 0)
    assert (nowhere.status_code, nowhere.json()["errors"][0]["pointer"]) == (400, "/url")
    assert (refused.status_code, refused.json()["code"]) == (409, "address_taken")
    assert (moved["url"], moved["due_reason"]) == (
        "https://new.example/feed",
        "Moved to another address.",
    )
    assert (due["due_at"], due["due_reason"]) == ("2026-03-02T12:00:00Z", "Asked for by staff.")
    edits = feed.history.order_by("history_id").values_list(
        "history_user__username", "history_change_reason"
    )
    assert list(edits)[1:] == [
        ("ragna", "Its publisher asked us to."),
        ("ragna", "Resumed."),
        ("ragna", "Moved by ragna."),
    ]


@pytest.mark.usefixtures("curator")
def test_the_address_that_a_feed_names_itself_is_confirmed_by_moving_without_one(
    client: Client,
) -> None:
    feed = FeedFactory.create(moved_to="https://new.example/feed", moved_since=NOW, etag='"1"')

    moved = send(client, f"{public_id('feed', feed.pk)}/move/").json()

    assert (moved["url"], moved["moved_to"]) == ("https://new.example/feed", None)
    feed.refresh_from_db()
    assert feed.etag == ""
