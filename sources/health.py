"""How feeds fare, for staff: what is wrong with which, and the figures of those that are shown.

The figures are computed for the feeds of one page when somebody looks, by two queries over their
newest articles and gaps: nobody looks at 10,000 feeds at once, and figures that polling stored
would cost each poll a write and be wrong for the feeds that matter here, those that are not
polled.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _

from sources.enums import FeedState
from sources.figures import WINDOW, Figures, Sighting, figures_of
from sources.models import Article, DeadlyDocument, Feed, FeedGap

OVERDUE = timedelta(hours=1)
#: Times a document has to end its reader before it is not read again.
DEADLY = 2
# Newest articles by which a feed is judged: enough for one in twenty, few enough for a page.
MOST_ARTICLES = 100


@dataclass(frozen=True, slots=True)
class Health:
    """Of one feed: its figures, how many gaps the last days (WINDOW) have, and the latest."""

    figures: Figures
    gaps: int
    last_gap: tuple[datetime, datetime] | None


Chosen = Callable[[QuerySet[Feed], datetime], QuerySet[Feed]]


def _active(feeds: QuerySet[Feed]) -> QuerySet[Feed]:
    return feeds.filter(state=FeedState.ACTIVE)


def _with_gaps(feeds: QuerySet[Feed], now: datetime) -> QuerySet[Feed]:
    gaps = FeedGap.objects.filter(feed=OuterRef("pk"), before__gt=now - WINDOW)
    return feeds.filter(Exists(gaps))


def _quarantined(feeds: QuerySet[Feed], now: datetime) -> QuerySet[Feed]:  # noqa: ARG001 - as the others
    deadly = DeadlyDocument.objects.filter(url=OuterRef("url"), kills__gte=DEADLY)
    return feeds.filter(Exists(deadly))


#: What may be the matter with a feed, in one word: in the admin and in the API.
COMPLAINTS: Mapping[str, tuple[object, Chosen]] = {
    "failing": (
        _("failing"),
        lambda feeds, now: _active(feeds).filter(failures_in_a_row__gt=0),  # noqa: ARG005
    ),
    "overdue": (
        _("due for an hour or more"),
        lambda feeds, now: _active(feeds).filter(due_at__lt=now - OVERDUE),
    ),
    "never": (
        _("never polled with success"),
        lambda feeds, now: feeds.filter(last_success_at=None),  # noqa: ARG005
    ),
    "gaps": (_("missed something in the last weeks"), _with_gaps),
    "quarantined": (_("its document is not read any more"), _quarantined),
    "moved": (
        _("says that it moved"),
        lambda feeds, now: feeds.exclude(moved_to=""),  # noqa: ARG005
    ),
    "distrusted": (
        _("said “not modified” when it was"),
        lambda feeds, now: feeds.filter(validators_distrusted_at__isnull=False),  # noqa: ARG005
    ),
}


def complaining(feeds: QuerySet[Feed], complaint: str, *, now: datetime) -> QuerySet[Feed]:
    """Those of `feeds` with this complaint, a key of COMPLAINTS."""
    _words, choose = COMPLAINTS[complaint]
    return choose(feeds, now)


def health_of(followed_since: Mapping[int, datetime], *, now: datetime) -> dict[int, Health]:
    """The health of these feeds, given by number with the time since when each is followed.

    Two queries, however many there are.
    """
    sightings = _sightings(followed_since, now)
    gaps = _gaps(followed_since, now)
    return {
        pk: Health(
            figures_of(sightings[pk], now=now, followed_since=since, most=MOST_ARTICLES),
            len(gaps[pk]),
            gaps[pk][0] if gaps[pk] else None,
        )
        for pk, since in followed_since.items()
    }


def _sightings(feed_ids: Collection[int], now: datetime) -> dict[int, list[Sighting]]:
    place = Window(RowNumber(), partition_by=[F("feed_id")], order_by=[F("first_seen_at").desc()])
    rows = (
        Article.objects.filter(feed__in=feed_ids, first_seen_at__gt=now - WINDOW)
        .annotate(place=place)
        .filter(place__lte=MOST_ARTICLES)
        .order_by()
        .values_list("feed_id", "first_seen_at", "published_at", "published_doubt")
    )
    found: dict[int, list[Sighting]] = defaultdict(list)
    for feed_id, seen_at, published_at, doubt in rows:
        found[feed_id].append(Sighting(seen_at, None if doubt else published_at))
    return found


def _gaps(feed_ids: Collection[int], now: datetime) -> dict[int, list[tuple[datetime, datetime]]]:
    found: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    rows = (
        FeedGap.objects.filter(feed__in=feed_ids, before__gt=now - WINDOW)
        .order_by("-before", "-pk")
        .values_list("feed_id", "after", "before")
    )
    for feed_id, after, before in rows:
        found[feed_id].append((after, before))
    return found
