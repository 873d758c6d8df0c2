"""manage.py backfill_expert: read stored texts again for a newly tracked person."""

from argparse import ArgumentParser
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from commentary.services.experts import backfill_expert
from commentary.services.readings import due_reading_ids, read_text
from common.management import StancelineCommand


class Command(StancelineCommand):
    help = "Read the stored texts that print a tracked person's name again, in the foreground."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the expert's slug, as in the address of their page")

    def handle(self, *_args: Any, **options: Any) -> None:
        expert, texts = backfill_expert(options["slug"])
        new = seen = 0
        while due := due_reading_ids(timezone.now()):
            for reading_id in due:
                report = read_text(reading_id)
                if report is not None:
                    new += report.statements_new
                    seen += report.statements_seen
        self.stdout.write(
            _("%s: %d texts read again; %d new statements, %d seen before.")
            % (expert.name, texts, new, seen)
        )
