"""Register a feed."""

import argparse
from typing import Any

from django.utils.translation import gettext as _

from common.management import StancelineCommand
from sources.parsing.discovery import FeedLink
from sources.services.feeds import add_feed, find_feed
from sources.services.finding import find_feeds


class Command(StancelineCommand):
    help = (
        "Register a feed to be polled. Fetches nothing, unless --site looks for the feeds of a "
        "site; poll_feeds polls, or a running worker."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("url", metavar="URL", help="address of an RSS, Atom or JSON feed")
        parser.add_argument(
            "--outlet",
            default="",
            metavar="NAME",
            help="who publishes it (default: what the feed calls itself, once it was read)",
        )

        parser.add_argument(
            "--site",
            action="store_true",
            help="URL is a page: ask it which feeds it names, register the first, list the others",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        url: str = options["url"]
        others: list[FeedLink] = []
        if options["site"]:
            first, *others = find_feeds(url)
            url = first.url
        self._register(url, options["outlet"])
        for other in others:
            told = {"url": other.url, "title": other.title or _("no title")}
            self.stdout.write(_("It also names %(url)s (%(title)s).") % told)

    def _register(self, url: str, outlet: str) -> None:
        known = find_feed(url)
        feed = known or add_feed(url=url, outlet_name=outlet)
        told = {"url": feed.url, "outlet": feed.outlet.name}
        if known:
            line = _("%(url)s is registered already (outlet: %(outlet)s); nothing changed.")
        else:
            line = _(
                "Registered %(url)s (outlet: %(outlet)s). It is due now: a running worker polls "
                "it within a minute, poll_feeds at once."
            )
        self.stdout.write(line % told)
