"""Poll feeds now and carry what is new through to proposals."""

import argparse
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from common.management import StancelineCommand
from config.carrying import carry, poll, unfinished, wait_for_workers
from sources.enums import FeedState, FetchOutcome
from sources.models import Feed
from sources.services.feeds import poll_soon, require_feed
from sources.services.polling.drain import PollReport


class Command(StancelineCommand):
    help = (
        "Poll the feeds that are due, fetch and read every new article, and leave proposals for "
        "review. Works with or without running workers. Exit status 1 if a feed failed."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--url", default="", help="only the feed registered at this address")
        which.add_argument(
            "--all", action="store_true", help="every active feed, also those that are not due"
        )
        parser.add_argument(
            "--json", action="store_true", help="one line of JSON per article on standard output"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        self._is_json = bool(options["json"])
        self._began_at = timezone.now()
        feeds = _chosen(options["url"], everything=options["all"])
        failures = [
            sentence
            for number, feed in enumerate(feeds, 1)
            if (sentence := self._poll(feed, number=number, of=len(feeds)))
        ]
        if not options["url"] and not options["all"]:
            self._finish_others(feeds)
        if failures and len(feeds) == 1:
            raise CommandError(failures[0])
        for sentence in failures:
            self.stderr.write(sentence)
        if failures:
            raise CommandError(
                _("%(failed)d of %(all)d feeds could not be polled.")
                % {"failed": len(failures), "all": len(feeds)}
            )

    def _poll(self, feed: Feed, *, number: int, of: int) -> str:
        """Poll one feed and carry its articles; the sentence of a failure, or ""."""
        if of > 1:
            self.stderr.write(f"{number}/{of} {feed.url}", self.style.NOTICE)
        failure, report = "", poll(feed.pk, self._tell)
        if report is None:
            self._tell(_("%(url)s: waiting for the worker that polls it.") % {"url": feed.url})
            wait_for_workers([feed.pk])
        elif report.outcome == FetchOutcome.FAILED:
            failure = f"{feed.url}: {report.message}"
        else:
            self._tell(_told(feed, report))
        self._finish([feed.pk])
        return failure

    def _finish_others(self, polled: list[Feed]) -> None:
        """Carry on what workers began with feeds that are not due any more: whoever registers a
        feed and asks for a poll finds its articles read, also when a worker was faster.
        """
        active = Feed.objects.filter(state=FeedState.ACTIVE)
        others = list(
            active.exclude(pk__in=[feed.pk for feed in polled]).values_list("pk", flat=True)
        )
        wait_for_workers(others)
        if not self._finish(others) and not polled:
            self._tell(_("No feed is due. Poll every active feed with --all."))

    def _finish(self, feed_ids: list[int]) -> int:
        """Carry the articles of these feeds that are new or that a worker left half done; one may
        be done with it before we come to it. Returns how many.
        """
        article_ids = unfinished(feed_ids, began_at=self._began_at, now=timezone.now())
        for article_id in article_ids:
            carried = carry(article_id, self._tell, began_at=self._began_at)
            self.stdout.write(carried.as_json() if self._is_json else "  " + carried.as_line())
        return len(article_ids)

    def _tell(self, line: str) -> None:
        """Progress: where rows of JSON are expected, nothing else is."""
        (self.stderr if self._is_json else self.stdout).write(line)


def _chosen(url: str, *, everything: bool) -> list[Feed]:
    now = timezone.now()
    if url:
        feed = require_feed(url)
        if feed.state != FeedState.ACTIVE:
            raise CommandError(_("%(url)s is paused; resume it in the admin.") % {"url": feed.url})
        feeds = [feed]
    elif everything:
        feeds = list(Feed.objects.filter(state=FeedState.ACTIVE).order_by("pk"))
    else:
        return list(Feed.objects.due(now))
    for feed in feeds:
        poll_soon(feed_id=feed.pk, reason=_("Asked for by poll_feeds."), now=now)
    return feeds


def _told(feed: Feed, report: PollReport) -> str:
    told = {"url": feed.url, "items": report.items, "new": len(report.article_ids)}
    if report.message:
        return f"{feed.url}: {report.message}"
    if not report.items:
        return _("%(url)s: nothing has changed.") % told
    return _("%(url)s: items: %(items)d, new: %(new)d.") % told
