"""manage.py rebuild_changes: the stored changes of stance are those that the rules find."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commentary.services.changes import rebuild_changes
from common.management import StancelineCommand


class Command(StancelineCommand):
    help = (
        "Recompute the changes of stance on every timeline, or on one expert's; may be run again. "
        "A new change waits as possible until a curator confirms it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--expert", metavar="SLUG", default="", help="only this expert")

    def handle(self, *_args: Any, **options: Any) -> None:
        done = rebuild_changes(slug=options["expert"], progress=self._say)
        self.stdout.write(
            ngettext("%d timeline recomputed.", "%d timelines recomputed.", done.timelines)
            % done.timelines
        )
        self.stdout.write(
            _("Changes: %(created)d new, %(confirmed)d confirmed, %(withdrawn)d withdrawn.")
            % {
                "created": done.created,
                "confirmed": done.confirmed,
                "withdrawn": done.withdrawn,
            }
        )

    def _say(self, number: int, total: int) -> None:
        if number % 500 == 0:
            self.stderr.write(_("%(number)d of %(total)d …") % {"number": number, "total": total})
