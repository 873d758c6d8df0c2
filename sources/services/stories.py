"""Which near-identical articles tell one story."""

from django.db import connection

from sources import similarity
from sources.models import Article, ArticleText, Story

# Any number, the same for ever: what PostgreSQL's advisory lock is known by.
_LOCK = 7_305_001
_MOST_CANDIDATES = 50


def one_at_a_time() -> None:
    """Until the end of the transaction nobody else stores a text: two copies that are stored at
    the same moment see each other and end in one story.

    On SQLite every transaction that writes is alone anyway (IMMEDIATE).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def assign_story(text: ArticleText) -> Story:
    """Give the article of a new text its story: that of the nearest copy, or one of its own.

    An article that has a story keeps it. Call inside one_at_a_time.
    """
    article = text.article
    if article.story is None:
        article.story = _story_of_copies(text) or Story.objects.create()
        Article.objects.filter(pk=article.pk).update(story=article.story)
    return article.story


def _story_of_copies(text: ArticleText) -> Story | None:
    bands = text.bands.values_list("band", flat=True)
    candidates = (
        ArticleText.objects.filter(bands__band__in=list(bands), article__story__isnull=False)
        .exclude(article=text.article)
        .select_related("article__story")
        .distinct()
        .order_by("pk")[:_MOST_CANDIDATES]
    )
    best, story = 0.0, None
    for other in candidates:
        nearness = similarity.resemblance(text.text, other.text)
        if nearness > best and similarity.is_same_story(text.text, other.text):
            best, story = nearness, other.article.story
    return story
