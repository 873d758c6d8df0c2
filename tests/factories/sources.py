"""Outlets, feeds and articles of an invented coast."""

import hashlib
import zlib
from datetime import timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory

from sources.enums import AliasKind, ArticleState, FetchOutcome, RevisionKind, TimeBasis
from sources.models import (
    Article,
    ArticleAlias,
    ArticleMerge,
    ArticleText,
    DeadlyDocument,
    Feed,
    FeedFetch,
    FeedGap,
    HostTurn,
    Outage,
    Outlet,
    RawResponse,
    Revision,
    RobotsFile,
    Story,
    TextBand,
)
from tests.factories.moments import PUBLISHED_AT, STORED_AT

#: What the expert says in every text that a test does not write itself.
SPOKEN = "The harbour will need a second pier before the decade is out."


class OutletFactory(DjangoModelFactory[Outlet]):
    class Meta:
        model = Outlet

    slug = factory.Sequence(lambda n: f"havneby-courier-{n}")
    name = factory.Sequence(lambda n: f"Havneby Courier {n}")
    home = factory.LazyAttribute(lambda o: f"https://{o.slug}.example/")
    time_zone = "UTC"
    language = "en"


class FeedFactory(DjangoModelFactory[Feed]):
    """A feed that is due; `paused=True`: nobody polls it."""

    class Meta:
        model = Feed

    class Params:
        paused = factory.Trait(state="paused", state_reason="Paused by staff.")

    outlet = factory.SubFactory(OutletFactory)
    url = factory.Sequence(lambda n: f"https://havneby.example/feeds/{n}.xml")
    title = "Havneby Courier: all news"
    due_at = PUBLISHED_AT
    due_reason = "New feed."


class FeedFetchFactory(DjangoModelFactory[FeedFetch]):
    class Meta:
        model = FeedFetch

    feed = factory.SubFactory(FeedFactory)
    started_at = PUBLISHED_AT
    finished_at = factory.LazyAttribute(lambda o: o.started_at + timedelta(seconds=1))
    outcome = FetchOutcome.NEW_CONTENT
    status = 200
    size = 2048
    items = 1
    items_new = 1


class HostTurnFactory(DjangoModelFactory[HostTurn]):
    class Meta:
        model = HostTurn

    host = factory.Sequence(lambda n: f"press{n}.example:443")
    free_at = PUBLISHED_AT


class StoryFactory(DjangoModelFactory[Story]):
    class Meta:
        model = Story


class ArticleFactory(DjangoModelFactory[Article]):
    """An article whose text is stored; `owed=True`: its page has not been fetched yet."""

    class Meta:
        model = Article

    class Params:
        owed = factory.Trait(state=ArticleState.OWED, due_at=PUBLISHED_AT)

    outlet = factory.SubFactory(OutletFactory)
    story = factory.SubFactory(StoryFactory)
    url = factory.Sequence(lambda n: f"https://havneby.example/news/{n}")
    title = "A second pier for Havneby"
    author = "Ivo Lindqvist-Brandt"
    language = "en"
    published_at = PUBLISHED_AT
    published_basis = TimeBasis.FEED
    first_seen_at = PUBLISHED_AT
    state = ArticleState.STORED


class ArticleAliasFactory(DjangoModelFactory[ArticleAlias]):
    class Meta:
        model = ArticleAlias

    article = factory.SubFactory(ArticleFactory)
    kind = AliasKind.URL
    scope = ""
    key = factory.Sequence(lambda n: f"https://havneby.example/print/{n}")


class ArticleTextFactory(DjangoModelFactory[ArticleText]):
    """The first text of an article, with the words SPOKEN in it. Hash and length follow it."""

    class Meta:
        model = ArticleText

    article = factory.SubFactory(ArticleFactory)
    revision = 1
    title = factory.SelfAttribute("article.title")
    text = factory.Sequence(
        lambda n: (
            f"Notice {n} of the harbour office.\n\n"
            "Marit Solvang of the Institute for Harbour Studies spoke in Havneby on Monday.\n\n"
            f"“{SPOKEN}” she said. “Nobody has asked the fishermen yet.”\n"
        )
    )
    sha256 = factory.LazyAttribute(lambda o: hashlib.sha256(o.text.encode()).hexdigest())
    length = factory.LazyAttribute(lambda o: len(o.text))
    stored_at = STORED_AT


class TextBandFactory(DjangoModelFactory[TextBand]):
    class Meta:
        model = TextBand

    article_text = factory.SubFactory(ArticleTextFactory)
    band = factory.Sequence(lambda n: f"0:{n:016x}")


class FeedGapFactory(DjangoModelFactory[FeedGap]):
    class Meta:
        model = FeedGap

    feed = factory.SubFactory(FeedFactory)
    after = PUBLISHED_AT
    before = factory.LazyAttribute(lambda o: o.after + timedelta(hours=6))


class RobotsFileFactory(DjangoModelFactory[RobotsFile]):
    class Meta:
        model = RobotsFile

    host = factory.Sequence(lambda n: f"press{n}.example:443")
    body = "User-agent: *\nDisallow: /drafts/\n"
    status = 200
    fetched_at = PUBLISHED_AT
    expires_at = factory.LazyAttribute(lambda o: o.fetched_at + timedelta(days=1))


class OutageFactory(DjangoModelFactory[Outage]):
    """One that is over; `lasting=True`: it is not."""

    class Meta:
        model = Outage

    class Params:
        lasting = factory.Trait(ended_at=None)

    began_at = PUBLISHED_AT
    ended_at = factory.LazyAttribute(lambda o: o.began_at + timedelta(minutes=20))
    hosts_tried = 12
    hosts_failed = 11


class ArticleMergeFactory(DjangoModelFactory[ArticleMerge]):
    class Meta:
        model = ArticleMerge

    kept = factory.SubFactory(ArticleFactory)
    merged = factory.SubFactory(ArticleFactory)
    kind = AliasKind.CANONICAL
    reason = "The page declares the address of the other one as its own."
    aliases = factory.LazyFunction(lambda: [["url", "", "https://havneby.example/amp/1"]])
    merged_at = STORED_AT


class RevisionFactory(DjangoModelFactory[Revision]):
    """The text of an article was replaced by another one."""

    class Meta:
        model = Revision

    before = factory.SubFactory(ArticleTextFactory)
    article = factory.SelfAttribute("before.article")
    after = factory.SubFactory(
        ArticleTextFactory, article=factory.SelfAttribute("..article"), revision=2
    )
    number = 1
    kind = RevisionKind.TEXT
    title_before = factory.SelfAttribute("before.title")
    title_after = factory.SelfAttribute("after.title")
    seen_at = STORED_AT
    confirmed_at = factory.LazyAttribute(lambda o: o.seen_at + timedelta(minutes=12))


class RawResponseFactory(DjangoModelFactory[RawResponse]):
    class Meta:
        model = RawResponse

    class Params:
        document = b"<html><body><p>The pier is not long enough.</p></body></html>"

    article = factory.SubFactory(ArticleFactory)
    url = factory.SelfAttribute("article.url")
    status = 200
    content_type = "text/html; charset=utf-8"
    sha256 = factory.LazyAttribute(lambda o: hashlib.sha256(o.document).hexdigest())
    length = factory.LazyAttribute(lambda o: len(o.document))
    body = factory.LazyAttribute(lambda o: zlib.compress(o.document))
    fetched_at = STORED_AT


class DeadlyDocumentFactory(DjangoModelFactory[DeadlyDocument]):
    class Meta:
        model = DeadlyDocument

    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    url = "https://havneby.example/bomb.xml"
    kills = 2
    reason = "It was not done within 20 seconds."
    first_at = STORED_AT
    last_at = factory.LazyAttribute(lambda o: o.first_at + timedelta(hours=1))


def where_spoken(text: ArticleText, words: str = SPOKEN) -> tuple[int, int]:
    """Start and end (code points) of `words` in the text; of the whole text when they are not in
    it.
    """
    start = text.text.find(words)
    return (0, len(text.text)) if start < 0 else (start, start + len(words))


def slice_of(evidence: Any) -> str:
    """The words that an evidence under construction points at."""
    if evidence.article_text is None:
        return ""
    text: str = evidence.article_text.text[evidence.start : evidence.end]
    return text
