"""Feeds and articles in the admin."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from sources.admin.feed_pages import validators_in_words
from sources.enums import FeedState
from sources.models import DeadlyDocument, Feed
from tests.factories import (
    ArticleFactory,
    ArticleMergeFactory,
    ArticleTextFactory,
    DeadlyDocumentFactory,
    FeedFactory,
    FeedFetchFactory,
    FeedGapFactory,
    HostTurnFactory,
    OutletFactory,
    RawResponseFactory,
    RevisionFactory,
    StoryFactory,
    UserFactory,
)
from tests.pages.test_security_headers import refused_in

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


def act(client: Client, where: str, action: str, *rows: Model) -> str:
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
    well = {"last_success_at": now, "due_at": now}
    FeedFactory.create(title="Harbour", **well)
    FeedFactory.create(title="Lighthouse", failures_in_a_row=3, error_kind="http_5xx", **well)
    FeedFactory.create(title="Pier", paused=True)
    FeedFactory.create(title="Quay", due_at=now - timedelta(hours=2))

    page = admin_client.get(FEEDS).content.decode()
    found = {
        chosen: {
            row.title for row in admin_client.get(FEEDS, {"health": chosen}).context["cl"].queryset
        }
        for chosen in ("failing", "overdue", "never")
    }

    for mark, health in (
        ("works", "well"),
        ("fails", "failed 3 times in a row: HTTP 5xx"),
        ("waits", "paused"),
        ("waits", "not polled yet"),
    ):
        assert f'<span class="feed-{mark}">{health}</span>' in page
    assert found == {"failing": {"Lighthouse"}, "overdue": {"Quay"}, "never": {"Pier", "Quay"}}


def test_feed_list_tells_what_came_how_late_and_what_was_missed(admin_client: Client) -> None:
    now = timezone.now()
    with time_machine.travel(now - timedelta(days=14), tick=False):
        feed = FeedFactory.create()
    for days in (2, 4):
        at = now - timedelta(days=days)
        ArticleFactory.create(
            feed=feed, published_at=at, first_seen_at=at + timedelta(minutes=4 * days)
        )
    FeedGapFactory.create(
        feed=feed, after=now - timedelta(hours=8), before=now - timedelta(hours=3)
    )

    row = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", admin_client.get(FEEDS).content.decode()))

    assert "1 3 hours ago 1.0 8 min, 16 min" in row


def test_feed_page_tells_it_all_in_words(admin_client: Client) -> None:
    now = timezone.now()
    feed = FeedFactory.create(
        etag='"1"', url="https://old.example/feed", due_reason="about one item every 3 hours"
    )
    FeedFetchFactory.create(feed=feed, outcome="failed", status=503, error_kind="http_5xx")
    FeedGapFactory.create(feed=feed)
    HostTurnFactory.create(
        host="new.example:443", closed_until=now + timedelta(days=2.1), closed_reason="Busy."
    )

    at = f"{FEEDS}{feed.pk}/"
    admin_client.post(f"{at}move/", {"url": "https://new.example/feed"})
    page = admin_client.get(f"{at}change/").content.decode()

    for words in (
        "It gives none: each answer comes in full.",
        "HTTP 5xx.",
        '<td class="words">https://new.example/feed</td>',
        '<td class="words">admin Moved by admin.</td>',
        "Its host is left alone until",
        "2\N{NO-BREAK SPACE}days",
    ):
        assert words in page, words


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "It gives none: each answer comes in full."),
        ({"etag": '"1"', "last_modified": "today"}, "Asked with ETag and Last-Modified;"),
        (
            {"etag": '"1"', "validators_distrusted_at": datetime(2026, 3, 2, tzinfo=UTC)},
            "Not trusted: on 2026-03-02 it said “not modified” of a feed that was.",
        ),
    ],
)
def test_validators_are_told_in_words(facts: dict[str, Any], words: str) -> None:
    assert validators_in_words(FeedFactory.create(**facts)).startswith(words)


def test_a_feed_is_hurried_paused_and_resumed_on_its_page(admin_client: Client) -> None:
    feed = FeedFactory.create(due_at=timezone.now() + timedelta(hours=5))
    at = f"{FEEDS}{feed.pk}/act/"

    told = [
        admin_client.post(at, {"action": action}, follow=True).content.decode()
        for action in ("poll", "pause", "poll", "resume", "sell")
    ]

    for page, words in zip(
        told,
        (
            "It is due now.",
            "Paused.",
            "It is paused or being polled at the moment.",
            "Resumed. It is due now.",
            "That is nothing that can be done; nothing was.",
        ),
        strict=True,
    ):
        assert words in page
    feed.refresh_from_db()
    assert (feed.state, feed.due_reason) == (FeedState.ACTIVE, "Resumed.")


def test_moves_are_refused_in_words_and_confirmed_for_many(admin_client: Client) -> None:
    taken = FeedFactory.create()
    ready = FeedFactory.create(moved_to="https://new.example/feed", moved_since=timezone.now())
    other = FeedFactory.create(moved_to=taken.url, moved_since=timezone.now())

    refused = admin_client.post(f"{FEEDS}{other.pk}/move/", {"url": taken.url}).content.decode()
    told = act(admin_client, FEEDS, "confirm_move", ready, other, taken)

    assert f"Another feed is registered at {taken.url}." in refused
    assert "1 feed moved." in told
    assert f"Another feed is registered at {taken.url}." in told
    ready.refresh_from_db()
    assert (ready.url, ready.moved_to) == ("https://new.example/feed", "")


def test_who_may_only_look_neither_moves_nor_hurries(client: Client) -> None:
    feed = FeedFactory.create()
    reader = UserFactory.create()
    reader.user_permissions.add(Permission.objects.get(codename="view_feed"))
    client.force_login(reader)

    page = client.get(f"{FEEDS}{feed.pk}/change/")
    refused = [client.post(f"{FEEDS}{feed.pk}/{name}/").status_code for name in ("move", "act")]

    assert "How it fares" in page.content.decode()
    assert "Poll now" not in page.content.decode()
    assert refused == [403, 403]


def test_pausing_and_resuming_is_signed_in_the_history(admin_client: Client) -> None:
    feed = FeedFactory.create()

    for action in ("pause", "resume"):
        admin_client.post(FEEDS, {"action": action, "_selected_action": [feed.pk]})
    page = admin_client.get(f"{FEEDS}{feed.pk}/history/").content.decode()

    assert page.count('<td rowspan="2">admin</td>') == 2
    assert page.index("Resumed.") < page.index("Paused by admin.")


def test_an_article_page_lists_what_is_kept_of_it(admin_client: Client) -> None:
    change = RevisionFactory.create(note="An earlier version misquoted the board.")
    article = change.article
    article.obstacle, article.reason = "paywall", "It asks for a login."
    article.save()
    RawResponseFactory.create(article=article, content_type="text/html; charset=koi8-r")
    RawResponseFactory.create(article=article, page=2, body=b"")
    ArticleMergeFactory.create(kept=article, reason="They declare one address.")

    page = admin_client.get(f"{ARTICLES}{article.pk}/change/").content.decode()
    listed = admin_client.get(ARTICLES, {"obstacle": "paywall"}).content.decode()

    for words in (
        "An earlier version misquoted the board.",
        "koi8-r",
        "They declare one address.",
        "a login or payment",
    ):
        assert words in page, words
    kept = re.findall(r'field-is_kept">\s*<p>\s*<img[^>]*alt="(\w+)"', page)
    assert sorted(kept) == ["False", "True"]
    assert "text stored: a login or payment" in listed


def test_a_change_shows_the_paragraphs_that_went_and_came(admin_client: Client) -> None:
    before = ArticleTextFactory.create(text="The pier is safe.\n\nIt <b>stands</b>.\n\nSo be it.")
    after = ArticleTextFactory.create(
        article=before.article, revision=2, text="The pier is safe.\n\nIt sways.\n\nSo be it."
    )
    change = RevisionFactory.create(before=before, after=after)

    page = admin_client.get(f"/admin/sources/revision/{change.pk}/change/").content.decode()

    shown = page.partition('<div class="difference">')[2].partition("</div>")[0]
    assert shown == "<del>It &lt;b&gt;stands&lt;/b&gt;.</del><ins>It sways.</ins>"


def test_a_reworded_story_is_marked(admin_client: Client) -> None:
    original = ArticleFactory.create().story or StoryFactory.create()
    copy = StoryFactory.create(reworded_from=original)

    page = admin_client.get("/admin/sources/story/", {"wording": "copy"})
    own = admin_client.get(f"/admin/sources/story/{original.pk}/change/").content.decode()

    assert [row.pk for row in page.context["cl"].result_list] == [copy.pk]
    assert f"re-worded from story {original.pk}" in page.content.decode()
    assert "Re-worded copies of it" in own


def test_a_deadly_document_is_read_again_when_staff_says_so(admin_client: Client) -> None:
    later = timezone.now() + timedelta(hours=9)
    feed = FeedFactory.create(due_at=later)
    article = ArticleFactory.create(obstacle="quarantined", state="failed")
    documents = [
        DeadlyDocumentFactory.create(url=url)
        for url in (feed.url, article.url, "https://elsewhere.example/")
    ]

    told = act(admin_client, "/admin/sources/deadlydocument/", "read_again", *documents)

    feed.refresh_from_db()
    article.refresh_from_db()
    assert "3 documents may be read again." in told
    assert not DeadlyDocument.objects.exists()
    assert feed.due_reason == "Taken out of quarantine by admin."
    assert article.due_at is not None
    assert article.due_at < later


def test_hosts_that_are_asked_or_left_alone_are_found(admin_client: Client) -> None:
    soon = timezone.now() + timedelta(seconds=20)
    HostTurnFactory.create()
    busy = HostTurnFactory.create(token=uuid4(), free_at=soon)
    closed = HostTurnFactory.create(closed_until=soon)

    found = {
        chosen: [
            row.pk
            for row in admin_client.get("/admin/sources/hostturn/", {"now": chosen})
            .context["cl"]
            .result_list
        ]
        for chosen in ("busy", "closed")
    }

    assert found == {"busy": [busy.pk], "closed": [closed.pk]}


def test_a_merge_is_undone_once(admin_client: Client) -> None:
    merge = ArticleMergeFactory.create(merged=ArticleFactory.create(state="not_an_article"))
    at = "/admin/sources/articlemerge/"

    first, second = (act(admin_client, at, "undo", merge) for _ in range(2))

    merge.refresh_from_db()
    assert "1 merge undone." in first
    assert "There is no such merge, or it is undone already." in second
    assert merge.undone_at is not None


def test_pages_of_a_feed_have_nothing_inline(admin_client: Client) -> None:
    feed = FeedFactory.create(moved_to="https://new.example/feed", moved_since=timezone.now())
    FeedFetchFactory.create(feed=feed)
    FeedGapFactory.create(feed=feed)

    for name in ("find/", f"{feed.pk}/move/", f"{feed.pk}/change/", ""):
        assert refused_in(admin_client.get(f"{FEEDS}{name}").content) == [], name
