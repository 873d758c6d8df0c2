"""manage.py load_sample: something to look at on a new installation."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commentary.services.samples import load_sample
from common.management import StancelineCommand


class Command(StancelineCommand):
    help = "Load the sample (one expert, eight propositions); may be run again."

    def handle(self, *_args: Any, **_options: Any) -> None:
        added = load_sample()
        if not added:
            self.stdout.write(_("The sample is loaded already."))
            return
        self.stdout.write(
            ngettext("Sample loaded: %d proposition.", "Sample loaded: %d propositions.", added)
            % added
        )
