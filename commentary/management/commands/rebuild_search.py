"""manage.py rebuild_search: what can be found is what is public."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from commentary.services.search_index import rebuild_search
from common.management import StancelineCommand

_PROGRESS = 5_000


class Command(StancelineCommand):
    help = (
        "Make the search index what the public records say; may be run again, and beside "
        "everything else. Acts keep it so by themselves, and migrate runs this after an upgrade."
    )

    _next = _PROGRESS

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="change nothing, and end with exit status 1 when something would be changed",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        done = rebuild_search(is_check=options["check"], progress=self._say)
        told = _("Search entries: %(added)d missing, %(changed)d wrong, %(removed)d too many.") % {
            "added": done.added,
            "changed": done.changed,
            "removed": done.removed,
        }
        if options["check"] and done.total:
            raise CommandError(told)
        self.stdout.write(told)

    def _say(self, number: int) -> None:
        if number >= self._next:
            self._next = number + _PROGRESS
            self.stderr.write(_("%(number)d records …") % {"number": number})
