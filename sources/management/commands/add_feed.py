"""Register a feed."""

import argparse
from typing import Any

from django.utils.translation import gettext as _

from common.management import StancelineCommand
from sources.services.feeds import add_feed, find_feed


class Command(StancelineCommand):
    help = "Register a feed to be polled. Fetches nothing; poll_feeds does, or a running worker."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("url", metavar="URL", help="address of an RSS, Atom or JSON feed")
        parser.add_argument(
            "--outlet",
            default="",
            metavar="NAME",
            help="who publishes it (default: what the feed calls itself, once it was read)",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        known = find_feed(options["url"])
        feed = known or add_feed(url=options["url"], outlet_name=options["outlet"])
        told = {"url": feed.url, "outlet": feed.outlet.name}
        if known:
            line = _("%(url)s is registered already (outlet: %(outlet)s); nothing changed.")
        else:
            line = _(
                "Registered %(url)s (outlet: %(outlet)s). It is due now: a running worker polls "
                "it within a minute, poll_feeds at once."
            )
        self.stdout.write(line % told)
