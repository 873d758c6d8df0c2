"""The product at work in virtual time: a sweep each minute, as the beat sends them."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Min, Q

from sources.enums import FeedState
from sources.models import Article, Feed
from sources.services import articles, hosts
from sources.services.polling import drain
from tests.simulation.clock import VirtualClock

_MINUTE = timedelta(minutes=1)


class Run:
    """Polls every feed and visits the pages of the hosts that are `read` (None: of all), through
    the services.
    """

    def __init__(self, clock: VirtualClock, *, read: Collection[str] | None = None) -> None:
        self.polls = 0
        self.visits = 0
        self._clock = clock
        self._pages = Q()
        for host in read or ():
            self._pages |= Q(url__startswith=f"http://{host}/")

    def until(self, end: datetime) -> None:
        """All that falls due before `end`, in the sweep after it."""
        while (at := self._next_sweep()) is not None and at < end:
            self._clock.move_to(at)
            self._sweep()
        self._clock.move_to(end)

    def _next_sweep(self) -> datetime | None:
        feeds = Feed.objects.filter(state=FeedState.ACTIVE).aggregate(at=Min("due_at"))["at"]
        pages = Article.objects.filter(self._pages).aggregate(at=Min("due_at"))["at"]
        due = [at for at in (feeds, pages) if at is not None]
        if not due:
            return None
        at: datetime = max(min(due), self._clock.now)
        return at.replace(second=0, microsecond=0) + _MINUTE

    def _sweep(self) -> None:
        for feed_id in drain.due_feed_ids(self._clock.now):
            drain.poll_feed(feed_id)
            self.polls += 1
        asked: set[str] = set()
        due = Article.objects.due(self._clock.now).filter(self._pages)
        for article_id, url in list(due.values_list("pk", "url")):
            # The others of its host would find it busy: their turn comes with the next sweep.
            if (host := hosts.host_of(url)) not in asked:
                asked.add(host)
                articles.fetch_article(article_id)
                self.visits += 1
