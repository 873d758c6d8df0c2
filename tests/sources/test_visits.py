"""What a visit asks for, reads and keeps: parts, validators, raw answers, obstacles, times."""

import hashlib
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.utils import timezone
from pytest_django import Settings

from sources.enums import ArticleState, Extractor, Obstacle, TimeBasis, TimeDoubt
from sources.models import Article, HostTurn, RawResponse
from sources.services.articles import fetch_article, visit_again
from sources.services.recording import ArticleReport
from tests.factories.sources import ArticleFactory, OutletFactory
from tests.loopback import Loopback, article_page, serving_pages
from tests.sources.harbour import OTHER, PLAN

pytestmark = pytest.mark.django_db


def owed(site: Loopback, path: str = "/pier", page: str = "", **facts: object) -> Article:
    site.put(path, page or article_page(PLAN))
    facts = {"published_at": None, "published_basis": "unknown", "language": ""} | facts
    return ArticleFactory.create(
        owed=True, url=site.url(path), story=None, is_registered=True, **facts
    )


def fetched(article: Article) -> ArticleReport:
    report = fetch_article(article.pk)
    assert report is not None
    article.refresh_from_db()
    return report


def again(article: Article) -> ArticleReport:
    visit_again(article_id=article.pk)
    return fetched(article)


def pages(site: Loopback) -> list[str]:
    return [path for path in site.paths() if path != "/robots.txt"]


def in_parts(site: Loopback, parts: Sequence[Sequence[str]]) -> None:
    """An article at /pier, with a link to the next part on each."""
    for number, part in enumerate(parts, 1):
        link = f'<a rel="next" href="/pier/{number + 1}">Next</a>' if number < len(parts) else ""
        page = article_page(part).replace("</main>", f"</main>{link}")
        site.put("/pier" if number == 1 else f"/pier/{number}", page)


def test_body_that_led_to_a_text_is_kept_as_it_came(site: Loopback) -> None:
    article = owed(site)

    fetched(article)

    body = article_page(PLAN).encode()
    kept = RawResponse.objects.get()
    assert zlib.decompress(bytes(kept.body)) == body
    assert (kept.article, kept.page, kept.url, kept.status, kept.length, kept.sha256) == (
        article,
        1,
        site.url("/pier"),
        200,
        len(body),
        hashlib.sha256(body).hexdigest(),
    )
    assert article.body_sha256 == kept.sha256
    assert article.texts.get().extractor == Extractor.MAIN


def test_refusal_is_recorded_with_its_obstacle_and_body_but_no_text(site: Loopback) -> None:
    page = article_page(["Subscribe now to continue reading. Already a subscriber? Log in."])
    article = owed(site, page=page)

    fetched(article)

    assert (article.state, article.obstacle) == (ArticleState.NOT_AN_ARTICLE, Obstacle.PAYWALL)
    assert article.reason.startswith("The page asks for a login")
    assert not article.texts.exists()
    assert article.responses.count() == 1

    site.put("/pier", article_page(PLAN))
    again(article)  # what was refused is asked for anew
    assert (article.state, article.obstacle, article.reason) == (ArticleState.STORED, "", "")


@pytest.mark.parametrize(
    ("sent", "asked"),
    [
        ({"ETag": '"a-1"'}, ("If-None-Match", '"a-1"')),
        (
            {"Last_Modified": "Mon, 02 Mar 2026 06:00:00 GMT"},
            ("If-Modified-Since", "Mon, 02 Mar 2026 06:00:00 GMT"),
        ),
    ],
)
def test_page_that_did_not_change_is_asked_for_by_its_validators(
    site: Loopback, sent: dict[str, str], asked: tuple[str, str]
) -> None:
    article = owed(site)
    site.answers.clear()
    site.put("/pier", article_page(PLAN), **sent)  # type: ignore[arg-type]
    fetched(article)

    report = again(article)

    last = site.requests[-1]
    assert (last.status, last.headers[asked[0]]) == (304, asked[1])
    assert (report.state, report.is_new_text) == (ArticleState.STORED, False)
    assert (article.texts.count(), article.responses.count(), article.lease_token) == (1, 1, None)


def test_same_bytes_are_not_read_again_and_renew_the_validators(site: Loopback) -> None:
    article = owed(site)
    fetched(article)
    site.put("/pier", article_page(PLAN), ETag='"b-2"')

    report = again(article)

    assert (report.state, report.is_new_text, article.etag) == ("stored", False, '"b-2"')
    assert RawResponse.objects.count() == 1


def test_boring_look_keeps_no_body(site: Loopback) -> None:
    article = owed(site)
    fetched(article)
    site.put("/pier", article_page(PLAN).replace("Ferry times", "Tide tables"))

    again(article)

    assert (article.texts.count(), article.responses.count()) == (1, 1)


def test_server_that_asks_to_wait_closes_its_whole_host(site: Loopback) -> None:
    article = owed(site)
    site.put("/pier", "<p>Later.</p>", status=429, Retry_After="3600")

    with time_machine.travel(timezone.now(), tick=False):
        fetched(article)
        assert HostTurn.objects.get().closed_until == timezone.now() + timedelta(hours=1)


def test_article_on_several_pages_is_one_text(site: Loopback) -> None:
    article = owed(site)
    in_parts(site, [PLAN[:2], PLAN[2:], OTHER])

    report = fetched(article)

    assert report.is_new_text
    assert article.texts.get().text.split("\n\n") == [*PLAN, *OTHER]
    assert article.url == site.url("/pier")
    assert pages(site) == ["/pier", "/pier/2", "/pier/3"]
    assert list(article.responses.order_by("page").values_list("page", flat=True)) == [1, 2, 3]


def test_visit_put_back_between_two_parts_goes_on_where_it_stopped(
    site: Loopback, settings: Settings
) -> None:
    settings.FETCH_HOST_GAP = 30.0
    article = owed(site)
    in_parts(site, [PLAN[:2], PLAN[2:], OTHER])
    states = []
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _visit in range(4):
            fetched(article)
            states.append((article.state, article.attempts))
            if article.state == ArticleState.OWED:
                assert article.due_at is not None
                clock.move_to(article.due_at)

    assert states == [*[("owed", 0)] * 3, ("stored", 0)]
    assert article.texts.get().text.split("\n\n") == [*PLAN, *OTHER]
    assert site.paths() == ["/robots.txt", "/pier", "/pier/2", "/pier/3"]


def test_part_that_cannot_be_had_is_said_and_the_others_stand(site: Loopback) -> None:
    article = owed(site)
    in_parts(site, [PLAN[:2], PLAN[2:], OTHER])
    site.put("/pier/3", "<p>No.</p>", status=404)

    fetched(article)

    assert article.state == ArticleState.STORED
    assert article.reason == "Its part 3 could not be read: The page is not there (HTTP 404)."
    assert article.texts.get().text.split("\n\n") == list(PLAN)


def test_no_more_than_ten_parts_are_asked_for(site: Loopback) -> None:
    article = owed(site)
    in_parts(site, [[f"{number}. {part}" for part in PLAN] for number in range(14)])

    fetched(article)

    assert len(pages(site)) == 10


def test_redirect_does_not_lead_around_robots_txt(site: Loopback) -> None:
    article = owed(site)
    site.put("/robots.txt", "User-agent: *\nDisallow: /closed/", content_type="text/plain")
    site.put("/closed/pier", article_page(PLAN))
    site.put("/pier", "", status=302, Location="/closed/pier")

    fetched(article)

    assert (article.state, article.obstacle) == (ArticleState.FAILED, Obstacle.ROBOTS)
    assert not RawResponse.objects.exists()


def test_each_redirect_of_a_page_takes_the_turn_of_its_host(
    site: Loopback, settings: Settings
) -> None:
    settings.FETCH_HOST_GAP = 0.3
    with serving_pages() as other:
        article = owed(site)
        site.put("/pier", "", status=301, Location="/quay")
        site.put("/quay", "", status=302, Location=other.url("/pier"))
        other.put("/pier", article_page(PLAN))

        fetched(article)

        asked, elsewhere = site.requests, other.requests
    assert [one.path for one in asked] == ["/robots.txt", "/pier", "/quay"]
    assert [one.path for one in elsewhere] == ["/robots.txt", "/pier"]
    waits = [b.began - a.ended for log in (asked, elsewhere) for a, b in pairwise(log)]
    assert min(waits) >= 0.3
    assert article.state == ArticleState.STORED


def test_redirects_of_a_page_that_do_not_end_are_a_failure(site: Loopback) -> None:
    article = owed(site)
    site.put("/pier", "", status=301, Location="/quay")
    site.put("/quay", "", status=301, Location="/pier")

    report = fetched(article)

    assert (article.state, report.reason) == (
        ArticleState.FAILED,
        "The address redirects in a circle.",
    )


@pytest.mark.parametrize(
    ("printed", "published", "doubt"),
    [
        ("2026-03-02T06:00:00+01:00", datetime(2026, 3, 2, 5, tzinfo=UTC), ""),
        # No zone: on the outlet's clock, which is nine hours ahead of Greenwich.
        ("2026-03-02T06:00:00", datetime(2026, 3, 1, 21, tzinfo=UTC), ""),
        ("2026-03-02", datetime(2026, 3, 1, 15, tzinfo=UTC), ""),
        ("2026-03-30T06:00:00Z", datetime(2026, 3, 3, 12, tzinfo=UTC), TimeDoubt.FUTURE),
    ],
)
def test_time_of_the_page_is_the_outlets_and_not_ahead_of_us(
    site: Loopback, printed: str, published: datetime, doubt: str
) -> None:
    outlet = OutletFactory.create(time_zone="Asia/Tokyo")
    with time_machine.travel(datetime(2026, 3, 3, 12, tzinfo=UTC), tick=False):
        article = owed(site, page=article_page(PLAN, published=printed), outlet=outlet)
        Article.objects.update(due_at=timezone.now())
        fetched(article)

    assert (article.published_at, article.published_basis, article.published_doubt) == (
        published,
        TimeBasis.PAGE,
        doubt,
    )


def test_language_that_nobody_declares_is_marked_as_told_from_the_text(site: Loopback) -> None:
    article = owed(site, page=article_page(PLAN).replace(' lang="en"', ""))

    fetched(article)

    assert (article.language, article.language_is_detected) == ("en", True)
