"""From a feed or a file to proposals in the foreground, with what a worker left half done."""

import json
import time
from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from commentary.models import Appearance, Passage, Reading, Statement
from commentary.services.experts import add_expert
from commentary.services.readings import owe_readings
from common.public_ids import public_id
from config.carrying import carry
from sources.models import Article, ArticleText, Feed, HostTurn
from sources.services.articles import fetch_article
from sources.services.feeds import add_feed
from sources.services.polling.drain import poll_feed
from tests.loopback import RSS, Item, Loopback, article_page, rss, serving_pages

pytestmark = pytest.mark.django_db(transaction=True)

INTERVIEW = tuple(
    " ".join(part.split())
    for part in """
The harbour of Havneby is too small for the ships that call there.

In an interview for the Harbour Gazette, Marit Solvang, a researcher at the Institute for Harbour
Studies, spoke about the plan for a second pier.

Q: Does Havneby need a second pier?

A: It does, and it has needed one for twenty years. The old pier carries twice the load it was
made for, and every storm takes some of the stones that hold it up.

Q: What will become of the fishermen?

A: They will lose the western bank, and nobody should pretend otherwise. I expect the board to
pay them for it before the first pile is driven into the sea bed.
""".strip().split("\n\n")
)
COPY = ("(Mirror - Harbour Gazette)", *INTERVIEW[1:])
NOTHING = {"exchanges": 0, "passages": 0, "statements_new": 0, "statements_seen": 0}


@pytest.fixture
def site(settings: Settings) -> Iterator[Loopback]:
    settings.FETCH_ALLOWED_NETWORKS = (ip_network("127.0.0.0/8"),)
    settings.FETCH_HOST_GAP = 0.0
    with serving_pages() as site:
        yield site


@pytest.fixture(autouse=True)
def _tracked() -> None:
    add_expert(
        name="Marit Solvang",
        other_names=[],
        affiliation="researcher, Institute for Harbour Studies",
        basis="comments in public on harbours",
    )


def feed_of(site: Loopback, path: str, *pages: str, title: str = "Harbour Gazette") -> Feed:
    items = [Item(site.url(page), guid=page) for page in pages]
    return add_feed(url=site.put(path, rss(items, title=title), content_type=RSS))


def rows(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def counts() -> tuple[int, int, int]:
    return Passage.objects.count(), Statement.objects.count(), Appearance.objects.count()


def test_two_feeds_give_one_occasion_and_a_third_poll_nothing(
    site: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    site.put("/interview", article_page(INTERVIEW))
    site.put("/copy", article_page(COPY))
    feed_of(site, "/gazette.xml", "/interview")
    feed_of(site, "/mirror.xml", "/copy", title="Mirror")

    call_command("poll_feeds", json=True)
    first, second = rows(capsys)
    call_command("poll_feeds", all=True, json=True)

    assert rows(capsys) == []
    articles = {article.url: public_id("article", article.pk) for article in Article.objects.all()}
    assert first == {
        "url": site.url("/interview"),
        "article": articles[site.url("/interview")],
        "state": "done",
        "reason": "",
        "form": "interview",
        "occasion": second["occasion"],
        "exchanges": 2,
        "passages": 2,
        "statements_new": 2,
        "statements_seen": 0,
        "appearances_new": 2,
    }
    assert second == first | {
        "url": site.url("/copy"),
        "article": articles[site.url("/copy")],
        "passages": 0,
        "statements_new": 0,
        "statements_seen": 2,
    }
    assert counts() == (2, 2, 4)


def test_unreachable_feed_is_told_and_the_others_go_on(
    site: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    site.put("/interview", article_page(INTERVIEW))
    add_feed(url="http://127.0.0.1:9/feed.xml")
    feed_of(site, "/gazette.xml", "/interview")

    with pytest.raises(CommandError, match=r"^1 of 2 feeds could not be polled\.$"):
        call_command("poll_feeds", json=True)

    told = capsys.readouterr()
    assert json.loads(told.out)["statements_new"] == 2
    assert "http://127.0.0.1:9/feed.xml: 127.0.0.1 does not accept connections." in told.err


def test_one_feed_that_fails_ends_with_its_sentence(site: Loopback) -> None:
    feed = add_feed(url=site.put("/feed.xml", "<html><body>Welcome</body></html>"))

    with pytest.raises(CommandError) as failed:
        call_command("poll_feeds", url=feed.url)

    assert str(failed.value) == (
        f"{feed.url}: This is a web page, not a feed; give the address of its feed."
    )


def test_unknown_feed_and_empty_feed_say_so(
    site: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    feed = feed_of(site, "/empty.xml")

    with pytest.raises(CommandError, match="is not registered as a feed"):
        call_command("poll_feeds", url="https://havneby.example/feed.xml")
    call_command("poll_feeds", url=feed.url)

    assert capsys.readouterr().out == f"{feed.url}: The feed can be read, but has no items.\n"


def test_bad_page_is_a_row_with_its_reason(
    site: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    site.put("/interview", article_page(INTERVIEW))
    feed_of(site, "/gazette.xml", "/gone", "/interview")

    call_command("poll_feeds", json=True)

    gone, read = rows(capsys)
    assert gone == {
        "url": site.url("/gone"),
        "article": public_id("article", Article.objects.get(url=site.url("/gone")).pk),
        "state": "failed",
        "reason": "The page is not there (HTTP 404).",
        "form": "",
        "occasion": None,
        "appearances_new": 0,
        **NOTHING,
    }
    assert read["statements_new"] == 2


def test_poll_feeds_waits_for_what_a_worker_holds(
    site: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    site.put("/interview", article_page(INTERVIEW), seconds=1.5)
    feed = feed_of(site, "/gazette.xml", "/interview")
    poll_feed(feed.pk)

    def work() -> None:
        fetch_article(Article.objects.get().pk)
        connection.close()

    worker = Thread(target=work)
    worker.start()
    while not HostTurn.objects.filter(token__isnull=False).exists():
        time.sleep(0.01)
    call_command("poll_feeds", all=True, json=True)
    worker.join()

    assert site.paths() == ["/gazette.xml", "/robots.txt", "/interview", "/gazette.xml"]
    assert [row["statements_new"] for row in rows(capsys)] == [2]


def test_poll_feeds_waits_for_what_a_worker_put_back(
    site: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    site.put("/interview", article_page(INTERVIEW))
    feed = feed_of(site, "/gazette.xml", "/interview")
    poll_feed(feed.pk)
    # The host's turn comes a moment later than the poll; nobody holds the article meanwhile.
    Article.objects.update(due_at=timezone.now() + timedelta(seconds=0.5))
    began = timezone.now()

    carried = carry(Article.objects.get().pk, print, began_at=began)

    assert (carried.state, carried.passages) == ("done", 2)
    assert timezone.now() - began >= timedelta(seconds=0.5)
    assert capsys.readouterr().out == ""


def test_poll_feeds_tells_what_a_faster_worker_finds(
    site: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    site.put("/interview", article_page(INTERVIEW))
    items = [Item(site.url("/interview"), guid="/interview")]
    url = site.put("/gazette.xml", rss(items, title="Gazette"), content_type=RSS, seconds=1.5)
    feed = add_feed(url=url)

    def work() -> None:
        poll_feed(feed.pk)
        connection.close()

    worker = Thread(target=work)
    worker.start()
    while not Feed.objects.filter(lease_token__isnull=False).exists():
        time.sleep(0.01)
    call_command("poll_feeds", json=True)
    worker.join()

    assert [row["statements_new"] for row in rows(capsys)] == [2]
    assert site.paths() == ["/gazette.xml", "/robots.txt", "/interview"]


@pytest.mark.parametrize("killed_after", ["poll", "fetch", "owe"])
def test_poll_feeds_finishes_what_a_killed_worker_began(
    site: Loopback, capsys: pytest.CaptureFixture[str], killed_after: str
) -> None:
    site.put("/interview", article_page(INTERVIEW))
    feed = feed_of(site, "/gazette.xml", "/interview")
    poll_feed(feed.pk)
    if killed_after != "poll":
        fetch_article(Article.objects.get().pk)
    if killed_after == "owe":
        owe_readings(timezone.now())

    call_command("poll_feeds", all=True, json=True)

    assert [row["statements_new"] for row in rows(capsys)] == [2]
    assert counts() == (2, 2, 2)


def test_sweep_finishes_what_a_killed_worker_began(
    site: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    site.put("/interview", article_page(INTERVIEW))
    feed_of(site, "/gazette.xml", "/interview")

    call_command("sweep")
    call_command("sweep")

    assert capsys.readouterr().out.splitlines() == [
        "Feeds polled: 1, of which failed: 0.",
        "Articles fetched: 1.",
        "Texts read: 1.",
        "Events numbered: 0.",
        "Messages handled: 0.",
        "Feeds polled: 0, of which failed: 0.",
        "Articles fetched: 0.",
        "Texts read: 0.",
        "Events numbered: 0.",
        "Messages handled: 0.",
    ]
    assert counts() == (2, 2, 2)


def test_add_article_again_is_the_same_article_with_nothing_new(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "interview.txt"
    path.write_text("\n\n".join(INTERVIEW))

    for _ in range(2):
        call_command("add_article", str(path), outlet="Harbour Gazette", json=True)

    first, second = rows(capsys)
    assert first["url"].startswith("urn:sha256:")
    assert (first["state"], first["form"], first["exchanges"]) == ("done", "interview", 2)
    assert (first["passages"], first["statements_new"], first["statements_seen"]) == (2, 2, 0)
    assert second == first | {"statements_new": 0, "statements_seen": 2, "appearances_new": 0}
    assert Reading.objects.count() == ArticleText.objects.count() == 1


def test_add_article_fetches_an_address(
    site: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    url = site.put("/interview", article_page(INTERVIEW, canonical=site.url("/interview")))
    site.put("/print", article_page(INTERVIEW, canonical=site.url("/interview")))

    call_command("add_article", url, "--published-on", "2026-03-02", json=True)
    call_command("add_article", site.url("/print"), json=True)

    first, second = rows(capsys)
    assert first["statements_new"] == 2
    assert (second["article"], second["url"]) == (first["article"], first["url"])
    assert (second["statements_new"], second["statements_seen"]) == (0, 2)
    assert second["reason"].startswith(f"The same article as {first['article']}")


@pytest.mark.parametrize(
    ("source", "options", "sentence"),
    [
        ("nowhere.txt", {}, r"^nowhere\.txt cannot be read: No such file or directory\.$"),
        ("https://h.example/", {"url": "https://h.example/"}, r"^--url is for a file"),
        ("ftp://h.example/", {}, r"^The address must begin with http:// or https://\.$"),
        ("https://h.example/", {"outlet": "x" * 201}, r"^The name of an outlet has"),
    ],
)
def test_add_article_refuses_in_one_sentence(
    source: str, options: dict[str, str], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("add_article", source, **options)

    assert not Article.objects.exists()


def test_add_article_that_is_no_article_says_so_on_the_row_too(site: Loopback) -> None:
    url = site.put("/times", "<html><body><h1>Ferry times</h1></body></html>")

    with pytest.raises(CommandError, match="was not read: No text of an article was found"):
        call_command("add_article", url)

    assert Article.objects.values_list("state", "reason").get() == (
        "not_an_article",
        "No text of an article was found on the page.",
    )
