"""Which near-identical articles tell one story, and which story re-words another."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Count

from sources import rewording, similarity
from sources.models import Article, ArticleText, Story

# Any number, the same for ever: what PostgreSQL's advisory lock is known by.
_LOCK = 7_305_001
_MOST_CANDIDATES = 50
# What is re-worded is re-worded soon; the nearest by names and numbers are compared in full.
_REWORDED_WITHIN = timedelta(days=30)
_MOST_REWORDINGS = 10


def one_at_a_time() -> None:
    """Until the end of the transaction nobody else stores a text: two copies that are stored at
    the same moment see each other and end in one story.

    On SQLite every transaction that writes is alone anyway (IMMEDIATE).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def assign_story(text: ArticleText) -> Story:
    """Give the article of a new text its story: that of the nearest copy, or one of its own,
    which is linked where it re-words another outlet's.

    An article that has a story keeps it. Call inside one_at_a_time.
    """
    article = text.article
    if article.story is None:
        copied = _story_of_copies(text)
        article.story = copied or Story.objects.create()
        Article.objects.filter(pk=article.pk).update(story=article.story)
        if copied is None:
            _link_rewording(text, article.story)
    return article.story


def _story_of_copies(text: ArticleText) -> Story | None:
    bands = [band for band in _bands(text) if not rewording.is_fact_band(band)]
    candidates = (
        ArticleText.objects.filter(bands__band__in=bands, article__story__isnull=False)
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


def _link_rewording(text: ArticleText, story: Story) -> None:
    """Mark the later one of two stories that tell the same in other words.

    All re-wordings of one story point at it, never at each other.
    """
    other = _reworded_or_rewording(text)
    if other is None:
        return
    root = other.reworded_from or other
    if _published(root) <= _published(story):
        Story.objects.filter(pk=story.pk).update(reworded_from=root)
        story.reworded_from = root
    elif other == root:
        others = Story.objects.filter(reworded_from=root).values_list("pk", flat=True)
        Story.objects.filter(pk__in=[root.pk, *others]).update(reworded_from=story)


def _reworded_or_rewording(text: ArticleText) -> Story | None:
    """The story of another outlet that is nearest of those that tell the same in other words."""
    told = rewording.outline(text.text)
    if not told.is_telling:
        return None
    found_at = text.article.first_seen_at
    candidates = (
        ArticleText.objects.filter(
            bands__band__in=[band for band in _bands(text) if rewording.is_fact_band(band)],
            article__story__isnull=False,
            article__first_seen_at__range=(
                found_at - _REWORDED_WITHIN,
                found_at + _REWORDED_WITHIN,
            ),
        )
        # An outlet that writes on its own report does not copy anybody.
        .exclude(article__outlet=text.article.outlet_id)
        .annotate(shared=Count("bands"))
        .select_related("article__story__reworded_from")
        .order_by("-shared", "pk")[:_MOST_REWORDINGS]
    )
    best, story = 0.0, None
    for other in candidates:
        found = rewording.likeness(told, rewording.outline(other.text))
        if found.is_reworded and found.facts + found.aligned > best:
            best, story = found.facts + found.aligned, other.article.story
    return story


def _bands(text: ArticleText) -> list[str]:
    return list(text.bands.values_list("band", flat=True))


def _published(story: Story) -> tuple[datetime, datetime, int]:
    """When the first of its articles was, by feed or page time where there is one."""
    times = Article.objects.filter(story=story).values_list("published_at", "first_seen_at", "pk")
    return min((published or seen, seen, pk) for published, seen, pk in times)
