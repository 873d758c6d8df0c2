"""One pass of everything that workers do, in the foreground."""

import argparse
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from alerts.services import deliveries, events
from commentary.services import readings
from common.management import StancelineCommand
from config.carrying import fetch, poll
from sources.enums import FetchOutcome
from sources.services.articles import due_article_ids
from sources.services.polling.drain import due_feed_ids


class Command(StancelineCommand):
    help = (
        "Do once what workers do all the time: poll due feeds, fetch due articles, read unread "
        "texts, number events, match them and deliver what is owed. Repeatable at any time."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """It takes none of its own."""

    def handle(self, *_args: Any, **_options: Any) -> None:
        tell = self.stdout.write
        polled = [poll(pk, tell) for pk in due_feed_ids(timezone.now())]
        failed = [one for one in polled if one and one.outcome == FetchOutcome.FAILED]
        tell(
            _("Feeds polled: %(all)d, of which failed: %(failed)d.")
            % {"all": len(polled) - polled.count(None), "failed": len(failed)}
        )
        fetched = [fetch(pk, tell) for pk, _url in due_article_ids(timezone.now())]
        tell(_("Articles fetched: %(all)d.") % {"all": len(fetched)})
        tell(_("Texts read: %(all)d.") % {"all": _read_texts()})
        tell(_("Events numbered: %(all)d.") % {"all": events.number_events()})
        sent = [deliveries.deliver(pk) for pk in deliveries.due_ids()]
        tell(_("Messages handled: %(all)d.") % {"all": len(sent) - sent.count(None)})


def _read_texts() -> int:
    """Owe and do readings until nothing is due; returns how many were done."""
    done = 0
    while True:
        readings.owe_readings(timezone.now())
        reports = [readings.read_text(pk) for pk in readings.due_reading_ids(timezone.now())]
        if not any(reports):
            return done
        done += len(reports) - reports.count(None)
