"""Storing what feeds say: which articles are new, and which are met again.

Several feeds are stored at once with one set of statements, however many items they have (but for
the number of parameters that a statement may have).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.translation import gettext as _

from common.bulk import insert_values
from sources.deciding import Found, Name, Origin, find_articles, recognise, sight_of
from sources.deciding_same import Sight
from sources.deciding_times import Times, tell_times
from sources.enums import AliasKind, ArticleState, TimeBasis
from sources.models import Article, Feed
from sources.parsing.documents import ParsedFeed
from sources.services.aliases import known_articles, remember_all
from sources.services.merging import merge_articles
from sources.services.outlets import Said, name_outlets

# How long a headline tells of itself which article of its outlet is meant.
_TITLES_TELL = timedelta(days=7)
_TIMES = ["published_at", "published_basis", "published_doubt", "changed_at", "updated_at"]
_SEEN = ("url", "title", *_TIMES)
_MADE = (
    "url",
    "outlet",
    "feed",
    "is_registered",
    "title",
    "author",
    "language",
    "published_at",
    "published_basis",
    "published_doubt",
    "changed_at",
    "first_seen_at",
    "due_at",
)


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
class _Batch:
    """Items by what is to be done with them. An article that is not stored yet goes by a negative
    number, so that further items of the batch are recognised as it.
    """

    known: dict[Name, int]
    sights: dict[int, Sight]
    new: list[tuple[FeedDocument, Found]] = field(default_factory=list)
    seen: list[tuple[FeedDocument, Found, int]] = field(default_factory=list)
    twins: list[tuple[int, int, AliasKind]] = field(default_factory=list)

    def add(self, document: FeedDocument, found: Sequence[Found]) -> None:
        told = recognise(found, self.known, self.sights)
        self.seen += [(document, one, article_id) for article_id, one in told.seen]
        self.twins += told.twins
        for article_id, one in told.seen:
            for name in one.names:
                self.known.setdefault(name, article_id)
        for one in told.new:
            self.new.append((document, one))
            article_id = -len(self.new)
            self.sights[article_id] = sight_of(one)
            for name in one.names:
                self.known.setdefault(name, article_id)


def store_items(documents: Sequence[FeedDocument], *, now: datetime) -> list[StoredItems]:
    """Store the items of these feeds; returns what became of each feed's, in their order.

    Call it in a transaction that holds the feeds' rows. Run twice, or at the same time as another
    store of the same items, it stores nothing twice: articles and then names are written in one
    order everywhere, and the first to write a name keeps it. A feed's outlet may be named by what
    it says (`name_outlet`); `document.feed.outlet` is then the one that stands. Two articles that
    an item shows to be one are merged.
    """
    _name_outlets(documents)
    found = [find_articles(one.parsed.items, _origin(one)) for one in documents]
    known = known_articles(
        (name for items in found for one in items for name in (*one.names, *one.hints)),
        titles_since=now - _TITLES_TELL,
    )
    rows = {row.pk: row for row in Article.objects.filter(pk__in={*known.values()}).only(*_SEEN)}
    batch = _Batch(dict(known), {pk: _sight(row) for pk, row in rows.items()})
    for document, items in zip(documents, found, strict=True):
        batch.add(document, items)
    numbers, made = _make_articles(batch.new, now)
    met = [(document, one, numbers.get(pk, pk)) for document, one, pk in batch.seen]
    _meet_again(met, rows, now)
    new = [(document, one, numbers[-at]) for at, (document, one) in enumerate(batch.new, 1)]
    remember_all(
        ((pk, name) for _, one, pk in (*new, *met) for name in one.names if name not in known),
        now=now,
    )
    for one_id, other_id, kind in batch.twins:
        _merge(numbers.get(one_id, one_id), numbers.get(other_id, other_id), kind, now)
    return [_stored(document, new, met, made) for document in documents]


def _origin(document: FeedDocument) -> Origin:
    feed = document.feed
    return Origin(feed.pk, feed.outlet_id, feed.url, document.parsed.home)


def _sight(article: Article) -> Sight:
    is_doubted = bool(article.published_doubt)
    return Sight(
        url=article.url,
        title=article.title,
        published_at=None if is_doubted else article.published_at,
        is_erased=article.url.startswith("urn:erased:"),
    )


def _merge(one_id: int, other_id: int, kind: AliasKind, now: datetime) -> None:
    reason = _("An item of a feed has the address of one and the identifier of the other.")
    merge_articles(one_id, other_id, kind=kind, reason=reason, now=now)


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


def _name_outlets(documents: Sequence[FeedDocument]) -> None:
    told = [
        Said(one.feed.outlet, one.feed.url, one.parsed.title, one.parsed.home, one.parsed.language)
        for one in documents
    ]
    for document, outlet in zip(documents, name_outlets(told), strict=True):
        document.feed.outlet = outlet


def _make_articles(
    new: Sequence[tuple[FeedDocument, Found]], now: datetime
) -> tuple[dict[int, int], set[int]]:
    """The rows of the articles that go by negative numbers, and which of them we have made."""
    urls = {one.url for _, one in new}
    if not urls:
        return {}, set()
    there = set(Article.objects.filter(url__in=urls).values_list("url", flat=True))
    # In one order everywhere: two that store the same articles cannot wait for each other.
    insert_values(
        Article,
        _MADE,
        [
            _article(document, one, now)
            for document, one in sorted(new, key=lambda each: each[1].url)
            if one.url not in there
        ],
    )
    is_ours = ExpressionWrapper(Q(first_seen_at=now), output_field=BooleanField())
    stand = Article.objects.filter(url__in=urls).values_list("url", "pk", "feed_id", is_ours)
    rows = {url: row for url, *row in stand}
    numbers, made = {}, set()
    for at, (document, one) in enumerate(new, 1):
        pk, feed_id, is_of_now = rows[one.url]
        numbers[-at] = pk
        # Another one may have stored it in this moment: for its own feed.
        if one.url not in there and is_of_now and feed_id == document.feed.pk:
            made.add(pk)
    return numbers, made


def _article(document: FeedDocument, one: Found, now: datetime) -> tuple[object, ...]:
    """The row of a new article, as the columns of _MADE."""
    times = tell_times(one.item, now=now)
    return (
        one.url,
        document.feed.outlet_id,
        document.feed.pk,
        document.is_exempt,
        one.item.title[:500],
        one.item.author[:300],
        (one.item.language or document.parsed.language)[:16],
        times.published_at,
        TimeBasis.FEED if times.published_at else TimeBasis.UNKNOWN,
        times.doubt,
        times.changed_at,
        now,
        now,
    )


def _meet_again(
    met: Sequence[tuple[FeedDocument, Found, int]], rows: Mapping[int, Article], now: datetime
) -> None:
    """Articles that we have stand in a feed, perhaps with better times than we knew."""
    better = {
        pk: times
        for _, one, pk in met
        if pk in rows and _is_better(times := tell_times(one.item, now=now), rows[pk])
    }
    if better:
        _correct_times(better, now)
    exempt = {pk for document, _, pk in met if document.is_exempt}
    if exempt:
        # A public feed may have named the address first, where it had to be refused.
        Article.objects.filter(
            pk__in=exempt, is_registered=False, state=ArticleState.FAILED
        ).update(
            is_registered=True, state=ArticleState.OWED, due_at=now, attempts=0, updated_at=now
        )


def _is_better(times: Times, article: Article) -> bool:
    return _dates_it(times, article) or _is_changed(times, article)


def _dates_it(times: Times, article: Article) -> bool:
    """Whether the feed now gives a time that can be believed, of an article that had none."""
    if times.published_at is None or times.doubt:
        return False
    at = article.published_at
    return at is None or (bool(article.published_doubt) and times.published_at < at)


def _is_changed(times: Times, article: Article) -> bool:
    last = article.changed_at or article.published_at
    return times.changed_at is not None and (last is None or times.changed_at > last)


def _correct_times(better: Mapping[int, Times], now: datetime) -> None:
    articles = list(Article.objects.select_for_update().filter(pk__in=better).order_by("pk"))
    for article in articles:
        times = better[article.pk]
        if _is_changed(times, article):
            article.changed_at = times.changed_at
        if _dates_it(times, article):
            article.published_at, article.published_doubt = times.published_at, ""
            article.published_basis = TimeBasis.FEED
        article.updated_at = now
    Article.objects.bulk_update(articles, _TIMES)
