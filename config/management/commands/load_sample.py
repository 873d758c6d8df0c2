"""manage.py load_sample: something to look at on a new installation."""

from typing import Any

from django.utils.translation import gettext as _

from common.management import StancelineCommand
from config.sample.loading import load_sample
from config.sample.tables import Loaded

_EVERY = 5


class Command(StancelineCommand):
    help = (
        "Load the sample: one real expert, facts in our own words, and invented articles about "
        "an invented country, carried through to positions. It may be run again; what was "
        "decided meanwhile stays."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        loaded = load_sample(progress=self._tell)
        if loaded == Loaded():
            self.stdout.write(_("The sample is loaded already."))
            return
        told = {
            "people": loaded.people,
            "propositions": loaded.propositions,
            "texts": loaded.texts,
            "positions": loaded.positions,
        }
        self.stdout.write(
            _(
                "Sample loaded. New people: %(people)d, propositions: %(propositions)d, "
                "texts: %(texts)d, positions: %(positions)d."
            )
            % told
        )

    def _tell(self, done: int, total: int) -> None:
        if done % _EVERY == 0 and done < total:
            self.stdout.write(_("%(done)d of %(total)d steps.") % {"done": done, "total": total})
