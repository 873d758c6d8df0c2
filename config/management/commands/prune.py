"""Retention in the foreground."""

import argparse
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from common.management import StancelineCommand
from config.pruning import prune


class Command(StancelineCommand):
    help = (
        "Let go of what has been kept for long enough, until nothing is left: words of texts "
        "and pages without a statement of a tracked person (TEXT_RETENTION_DAYS), records of "
        "polls and of tries to send. Workers do the same every hour, a little at a time."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """It takes none of its own."""

    def handle(self, *_args: Any, **_options: Any) -> None:
        done = prune(timezone.now(), most_steps=None)
        for name, rows in sorted(done.items()):
            self.stdout.write(f"{name}: {rows}")
        if not done:
            self.stdout.write(_("Nothing has been kept for long enough."))
