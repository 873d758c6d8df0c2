"""Storing what feeds say: which articles are new, and which are met again.

Several feeds are stored at once with one set of statements, however many items they have (but for
the number of parameters that a statement may have).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sources.deciding import Found, Name, find_articles, recognise, when_published
from sources.enums import ArticleState, TimeBasis
from sources.models import Article, Feed, Outlet
from sources.parsing.documents import ParsedFeed
from sources.services.aliases import known_articles, remember_all
from sources.services.outlets import name_outlet


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """What one feed said; `feed` with its outlet. `is_exempt`: only FETCH_ALLOWED_NETWORKS let us
    reach it, so its links may be fetched as registered ones.
    """

    feed: Feed
    parsed: ParsedFeed
    is_exempt: bool = False


@dataclass(frozen=True, slots=True)
class StoredItems:
    """What became of one feed's items: how many there were, the articles that are new, and those
    that we had.
    """

    items: int = 0
    new: tuple[int, ...] = ()
    seen: tuple[int, ...] = ()


@dataclass
class _Sorted:
    """Items by what is to be done with them. An article that is not stored yet goes by a negative
    number, so that further items of the batch are recognised as it.
    """

    known: dict[Name, int]
    new: list[tuple[FeedDocument, Found]] = field(default_factory=list)
    seen: list[tuple[FeedDocument, Found, int]] = field(default_factory=list)

    def add(self, document: FeedDocument, found: Sequence[Found]) -> None:
        new, seen = recognise(found, self.known)
        self.seen += [(document, one, article_id) for article_id, one in seen]
        for one in new:
            self.new.append((document, one))
            self.known.update(dict.fromkeys(one.names, -len(self.new)))


def store_items(documents: Sequence[FeedDocument], *, now: datetime) -> list[StoredItems]:
    """Store the items of these feeds; returns what became of each feed's, in their order.

    Call it in a transaction that holds the feeds' rows. Run twice, or at the same time as another
    store of the same items, it stores nothing twice: articles and then names are written in one
    order everywhere, and the first to write a name keeps it. A feed's outlet may be named by what
    it says (`name_outlet`); `document.feed.outlet` is then the one that stands.
    """
    _name_outlets(documents)
    found = [find_articles(one.parsed.items, feed_id=one.feed.pk) for one in documents]
    known = known_articles(name for items in found for one in items for name in one.names)
    before = dict(known)
    batch = _Sorted(known)
    for document, items in zip(documents, found, strict=True):
        batch.add(document, items)
    numbers, made = _make_articles(batch.new, now)
    met = [(document, one, numbers.get(pk, pk)) for document, one, pk in batch.seen]
    _meet_again(met, before, now)
    new = [(document, one, numbers[-at]) for at, (document, one) in enumerate(batch.new, 1)]
    remember_all(
        ((pk, name) for _, one, pk in (*new, *met) for name in one.names if name not in before),
        now=now,
    )
    return [_stored(document, new, met, made) for document in documents]


def _stored(
    document: FeedDocument,
    new: Iterable[tuple[FeedDocument, Found, int]],
    met: Iterable[tuple[FeedDocument, Found, int]],
    made: set[int],
) -> StoredItems:
    named = [pk for its, _, pk in new if its is document]
    again = [pk for its, _, pk in met if its is document]
    return StoredItems(
        items=len(document.parsed.items),
        new=tuple(pk for pk in named if pk in made),
        seen=tuple(dict.fromkeys([*again, *(pk for pk in named if pk not in made)])),
    )


def _name_outlets(documents: Iterable[FeedDocument]) -> None:
    gone: dict[int, Outlet] = {}
    for document in documents:
        feed, parsed = document.feed, document.parsed
        before = feed.outlet_id
        outlet = gone.get(before, feed.outlet)
        feed.outlet = name_outlet(
            outlet, url=feed.url, name=parsed.title, home=parsed.home, language=parsed.language
        )
        if feed.outlet_id != before:
            gone[before] = feed.outlet


def _make_articles(
    new: Sequence[tuple[FeedDocument, Found]], now: datetime
) -> tuple[dict[int, int], set[int]]:
    """The rows of the articles that go by negative numbers, and which of them we have made."""
    urls = {one.url for _, one in new}
    if not urls:
        return {}, set()
    there = set(Article.objects.filter(url__in=urls).values_list("url", flat=True))
    # In one order everywhere: two that store the same articles cannot wait for each other.
    Article.objects.bulk_create(
        [
            _article(document, one, now)
            for document, one in sorted(new, key=lambda each: each[1].url)
            if one.url not in there
        ],
        ignore_conflicts=True,
    )
    rows = {
        url: (pk, feed_id, seen_at)
        for pk, url, feed_id, seen_at in Article.objects.filter(url__in=urls).values_list(
            "pk", "url", "feed_id", "first_seen_at"
        )
    }
    numbers, made = {}, set()
    for at, (document, one) in enumerate(new, 1):
        pk, feed_id, seen_at = rows[one.url]
        numbers[-at] = pk
        # Another one may have stored it in this moment: for its own feed.
        if one.url not in there and (feed_id, seen_at) == (document.feed.pk, now):
            made.add(pk)
    return numbers, made


def _article(document: FeedDocument, one: Found, now: datetime) -> Article:
    at = when_published(one.item, now=now)
    return Article(
        url=one.url,
        outlet=document.feed.outlet,
        feed=document.feed,
        is_registered=document.is_exempt,
        title=one.item.title[:500],
        author=one.item.author[:300],
        published_at=at,
        published_basis=TimeBasis.FEED if at else TimeBasis.UNKNOWN,
        first_seen_at=now,
        due_at=now,
    )


def _meet_again(
    met: Sequence[tuple[FeedDocument, Found, int]], before: Mapping[Name, int], now: datetime
) -> None:
    """Articles that we have stand in a feed, perhaps under further names."""
    times: dict[int, datetime] = {}
    for _, one, pk in met:
        at = when_published(one.item, now=now)
        if at and any(name not in before for name in one.names):
            times.setdefault(pk, at)
    if times:
        undated = list(
            Article.objects.select_for_update()
            .filter(pk__in=times, published_at=None)
            .order_by("pk")
        )
        for article in undated:
            article.published_at, article.published_basis = times[article.pk], TimeBasis.FEED
            article.updated_at = now
        Article.objects.bulk_update(undated, ["published_at", "published_basis", "updated_at"])
    exempt = {pk for document, _, pk in met if document.is_exempt}
    if exempt:
        # A public feed may have named the address first, where it had to be refused.
        Article.objects.filter(
            pk__in=exempt, is_registered=False, state=ArticleState.FAILED
        ).update(
            is_registered=True, state=ArticleState.OWED, due_at=now, attempts=0, updated_at=now
        )
