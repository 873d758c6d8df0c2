"""Copies of one story, whoever is stored first."""

import random
import threading
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from django.db import connection, transaction
from django.utils import timezone

from common.leases import claim
from sources.enums import ArticleState
from sources.models import Article, Outlet, Story
from sources.parsing.documents import ParsedPage
from sources.services.articles import LEASE, fetch_article
from sources.services.recording import record_page
from sources.services.texts import draft_text, store_text
from tests.factories.sources import ArticleFactory, OutletFactory
from tests.loopback import Loopback, article_page
from tests.sources.harbour import COPY, OTHER, PLAN
from tests.sources.reports import event, report, spun
from tests.sources.test_rewording import OWN_REPORT, SPUN, SPUN_FROM

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

PAGES = {"/pier": PLAN, "/mirror": COPY, "/lamp": OTHER}


def owed(site: Loopback, path: str) -> Article:
    return ArticleFactory.create(
        owed=True,
        url=site.put(path, article_page(PAGES[path])),
        story=None,
        is_registered=True,
    )


def stories() -> list[list[str]]:
    """The paths of the articles of each story."""
    return sorted(
        sorted("/" + url.rpartition("/")[2] for url in urls)
        for story in Story.objects.all()
        if (urls := list(story.articles.values_list("url", flat=True)))
    )


@pytest.mark.django_db
@pytest.mark.parametrize("order", list(permutations(PAGES)), ids="".join)
def test_copy_joins_its_story_in_any_order(site: Loopback, order: tuple[str, ...]) -> None:
    for path in order:
        fetch_article(owed(site, path).pk)

    assert stories() == [["/lamp"], ["/mirror", "/pier"]]
    assert Story.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_copies_stored_at_the_same_moment_end_in_one_story() -> None:
    """Eight workers have read their pages and begin to store at once."""
    page = ParsedPage(text="\n\n".join(PLAN), is_article=True)
    articles = [ArticleFactory.create(owed=True, story=None) for _ in range(8)]
    barrier = threading.Barrier(len(articles), timeout=20)

    def store(article: Article) -> None:
        token = claim(Article, article.pk, now=timezone.now(), lease=LEASE)
        assert token is not None
        barrier.wait()
        try:
            record_page(article, token, page)
        finally:
            connection.close()

    threads = [threading.Thread(target=store, args=(article,)) for article in articles]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Article.objects.filter(state=ArticleState.STORED).count() == 8
    assert Story.objects.count() == 1


def store(text: str, at: datetime, outlet: Outlet | None = None) -> Story:
    """An article of that time, stored now; returns its story as it then is."""
    article = ArticleFactory.create(
        story=None, outlet=outlet or OutletFactory.create(), published_at=at, first_seen_at=at
    )
    with transaction.atomic():
        stored, _is_new = store_text(article, draft_text(title="Pier", text=text), now=at)
    return Story.objects.get(pk=stored.story_id)


@pytest.mark.django_db
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_copies_in_other_words_point_at_the_first_publication_in_any_order(
    order: tuple[int, ...],
) -> None:
    chance = random.Random(4)  # noqa: S311 - repeatable reports, not secrets
    original = report(event(chance), chance)
    texts = (original.text, spun(original, chance, kept=1), spun(original, chance, kept=1))

    stories = {number: store(texts[number], NOON + timedelta(hours=number)).pk for number in order}

    linked = dict(Story.objects.values_list("pk", "reworded_from"))
    assert [linked[stories[number]] for number in range(3)] == [None, stories[0], stories[0]]


@pytest.mark.django_db
def test_copy_of_a_copy_in_other_words_is_of_its_story() -> None:
    first = store(SPUN_FROM, NOON)
    second = store(SPUN, NOON + timedelta(hours=1))
    third = store(SPUN.replace("A second", "Another"), NOON + timedelta(hours=2))

    assert (first.reworded_from, second.reworded_from, third) == (None, first, second)


@pytest.mark.django_db
def test_reports_of_ones_own_and_of_one_outlet_are_not_linked() -> None:
    outlet = OutletFactory.create()
    for text, at in ((SPUN_FROM, 0), (OWN_REPORT, 1)):
        store(text, NOON + timedelta(hours=at), outlet)
    store(SPUN, NOON + timedelta(hours=2), outlet)
    store(SPUN, NOON + timedelta(days=90))

    assert Story.objects.filter(reworded_from__isnull=False).count() == 0
