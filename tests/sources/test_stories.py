"""Copies of one story, whoever is stored first."""

import threading
from itertools import permutations

import pytest
from django.db import connection
from django.utils import timezone

from common.leases import claim
from sources.enums import ArticleState
from sources.models import Article, Story
from sources.parsing.documents import ParsedPage
from sources.services.articles import LEASE, fetch_article
from sources.services.recording import record_page
from tests.factories.sources import ArticleFactory
from tests.loopback import Loopback, article_page
from tests.sources.harbour import COPY, OTHER, PLAN

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
