"""Copies of one story, whoever is stored first."""

import threading
from itertools import permutations

import pytest
from django.db import connection

from sources.models import Article, Story
from sources.services.articles import fetch_article
from tests.factories.sources import ArticleFactory
from tests.loopback import Loopback, article_page, serving_pages
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
def test_copies_stored_at_the_same_moment_end_in_one_story(site: Loopback) -> None:
    # Both have their page before either stores it.
    barrier = threading.Barrier(2, timeout=20)

    def visit(pk: int) -> None:
        try:
            fetch_article(pk)
        finally:
            connection.close()

    with serving_pages() as mirror:
        pks = [owed(site, "/pier").pk, owed(mirror, "/mirror").pk]
        site.during["/pier"] = mirror.during["/mirror"] = barrier.wait
        threads = [threading.Thread(target=visit, args=(pk,)) for pk in pks]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert stories() == [["/mirror", "/pier"]]
