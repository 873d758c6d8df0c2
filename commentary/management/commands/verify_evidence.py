"""manage.py verify_evidence: prove that every quotation is what the stored texts say."""

from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commentary.services.verification import verify_all
from common.management import StancelineCommand


class Command(StancelineCommand):
    help = (
        "Check every statement, quotation and position against the stored texts. Exit status 1, "
        "with the ids, when one does not hold."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        failed = 0
        for outcome in verify_all():
            self.stdout.write(f"{outcome.what}: {outcome.checked}")
            for failure in outcome.failures:
                self.stderr.write(f"{failure.id}: {failure.sentence}")
            failed += len({failure.id for failure in outcome.failures})
        if failed:
            raise CommandError(
                ngettext("%d record does not hold.", "%d records do not hold.", failed) % failed
            )
        self.stdout.write(_("All of it holds."))
