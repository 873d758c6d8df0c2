"""Feeds and articles in the admin."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sources.enums import FeedState
from sources.models import Article, Feed
from tests.factories.sources import (
    ArticleFactory,
    ArticleTextFactory,
    FeedFactory,
    FeedFetchFactory,
    OutletFactory,
)

pytestmark = pytest.mark.django_db

FEEDS = "/admin/sources/feed/"
ARTICLES = "/admin/sources/article/"


@pytest.mark.parametrize("model", ["outlet", "feed", "feedfetch", "article", "articletext"])
def test_every_list_and_page_opens(admin_client: Client, model: str) -> None:
    text = ArticleTextFactory.create()
    fetch = FeedFetchFactory.create()
    rows = {
        "outlet": text.article.outlet,
        "feed": fetch.feed,
        "feedfetch": fetch,
        "article": text.article,
        "articletext": text,
    }
    row = rows[model]

    found = admin_client.get(f"/admin/sources/{model}/", {"q": "havneby"})
    page = admin_client.get(f"/admin/sources/{model}/{row.pk}/change/")

    assert (found.status_code, page.status_code) == (200, 200)
    assert str(row) in page.content.decode()


def test_feed_list_says_why_and_when(admin_client: Client) -> None:
    FeedFactory.create(
        due_reason="about one item every 3 hours", last_error="h.example does not answer."
    )

    page = admin_client.get(FEEDS).content.decode()

    assert "about one item every 3 hours" in page
    assert "h.example does not answer." in page


def test_new_feed_is_checked_and_due_at_once(admin_client: Client) -> None:
    outlet = OutletFactory.create()
    given = {"outlet": str(outlet.pk), "title": ""}

    refused = admin_client.post(f"{FEEDS}add/", given | {"url": "https://u:p@h.example/feed"})
    admin_client.post(f"{FEEDS}add/", given | {"url": "https://H.example/feed"})

    assert "must not contain a user name" in refused.content.decode()
    feed = Feed.objects.get()
    assert feed.url == "https://h.example/feed"
    assert feed.due_at is not None
    assert feed.due_at <= timezone.now()


def act(client: Client, where: str, action: str, *rows: Feed | Article) -> str:
    chosen = {"action": action, "_selected_action": [str(row.pk) for row in rows]}
    return client.post(where, chosen, follow=True).content.decode()


def test_actions_poll_pause_and_resume(admin_client: Client) -> None:
    now = timezone.now()
    feed = FeedFactory.create(due_at=now + timedelta(hours=5))
    paused = FeedFactory.create(paused=True, due_at=now + timedelta(hours=5))

    polled = act(admin_client, FEEDS, "poll_now", feed, paused)
    act(admin_client, FEEDS, "pause", feed)
    act(admin_client, FEEDS, "resume", paused)

    assert "1 feed is due now." in polled
    assert "1 feed is paused or being polled at the moment." in polled
    feed.refresh_from_db()
    paused.refresh_from_db()
    assert (feed.state, feed.state_reason, feed.due_reason) == (
        FeedState.PAUSED,
        "Paused by admin.",
        "Asked for by staff.",
    )
    assert (paused.state, paused.state_reason, paused.due_reason) == (
        FeedState.ACTIVE,
        "",
        "Resumed.",
    )


def test_article_can_be_fetched_again_but_not_edited(admin_client: Client) -> None:
    article = ArticleFactory.create()

    told = act(admin_client, ARTICLES, "visit", article)
    edited = admin_client.post(f"{ARTICLES}{article.pk}/change/", {"title": "Other"})

    article.refresh_from_db()
    assert "1 article will be fetched." in told
    assert article.due_at is not None
    assert (edited.status_code, article.title) == (403, "A second pier for Havneby")


def test_feed_list_tells_the_health_of_each_and_finds_the_ill(admin_client: Client) -> None:
    now = timezone.now()
    FeedFactory.create(title="Harbour", last_success_at=now, due_at=now)
    FeedFactory.create(title="Lighthouse", failures_in_a_row=3, last_success_at=now, due_at=now)
    FeedFactory.create(title="Pier", paused=True)
    FeedFactory.create(title="Quay", due_at=now - timedelta(hours=2))

    page = admin_client.get(FEEDS).content.decode()
    found = {
        chosen: {
            row.title for row in admin_client.get(FEEDS, {"health": chosen}).context["cl"].queryset
        }
        for chosen in ("failing", "overdue", "never")
    }

    for health in ("well", "failed 3 times in a row", "paused", "not polled yet"):
        assert f'field-health">{health}</td>' in page
    assert found == {"failing": {"Lighthouse"}, "overdue": {"Quay"}, "never": {"Pier", "Quay"}}


def test_pausing_and_resuming_is_signed_in_the_history(admin_client: Client) -> None:
    feed = FeedFactory.create()

    for action in ("pause", "resume"):
        admin_client.post(FEEDS, {"action": action, "_selected_action": [feed.pk]})
    page = admin_client.get(f"{FEEDS}{feed.pk}/history/").content.decode()

    assert page.count('<td rowspan="2">admin</td>') == 2
    assert page.index("Resumed.") < page.index("Paused by admin.")
