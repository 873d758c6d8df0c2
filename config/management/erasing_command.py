"""What the two commands of erasure share: the Editor, the reason, a confirmation, the account."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from commentary.enums import TombstoneReason
from common.management import StancelineCommand
from config.erasing import Outcome


class ErasingCommand(StancelineCommand):
    """A command that cannot be undone."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--by", required=True, metavar="USERNAME", help="the Editor who decided it"
        )
        parser.add_argument(
            "--reason",
            required=True,
            choices=TombstoneReason.values,
            help="public, in the tombstone; names nobody",
        )
        parser.add_argument("--yes", action="store_true", help="do not ask for a confirmation")

    def confirm(self, name: str, *, is_sure: bool) -> None:
        """Have the name typed again. Raises CommandError for another answer, or for none."""
        if is_sure:
            return
        if not sys.stdin.isatty():
            raise CommandError(_("Nobody can be asked here; --yes says that you are sure."))
        self.stderr.write(_("This cannot be undone. Make a backup only of what may be kept."))
        if input(_("Type %(name)s to erase it: ") % {"name": name}).strip() != name:
            raise CommandError(_("That is not it; nothing was erased."))

    def carry_out(self, erase: Callable[[], Outcome]) -> None:
        outcome = erase()
        done = outcome.erased
        if done is None:
            self.stdout.write(_("It was erased before; nothing of it is left here."))
            self._tell_mail(outcome)
            return
        for table, rows in sorted(done.rows.items()):
            self.stdout.write(f"{table}: {rows}")
        self.stdout.write(
            _("Texts blanked: %(texts)d. Messages that told of it: %(messages)d.")
            % {"texts": done.texts_blanked, "messages": outcome.messages}
        )
        self._tell_mail(outcome)
        if done.texts_kept:
            self.stdout.write(
                _("Texts that stay, because they show what others said: %(articles)s.")
                % {"articles": ", ".join(done.texts_kept)}
            )
        self.stdout.write(
            _("Erased. Files of backups that were made before still have it: delete them.")
        )

    def _tell_mail(self, outcome: Outcome) -> None:
        if outcome.mail_files:
            self.stdout.write(_("Files of mail deleted: %d.") % outcome.mail_files)
