"""manage.py add_expert: track a person."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from commentary.services.experts import add_expert
from common.management import StancelineCommand


class Command(StancelineCommand):
    help = "Track a person: what they say in public is found, reviewed and kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="full name, as usually printed")
        parser.add_argument(
            "--name",
            dest="other_names",
            action="append",
            default=[],
            metavar="OTHER_NAME",
            help="another spelling or script; may be given several times",
        )
        parser.add_argument(
            "--affiliation", default="", help='"ROLE, ORGANISATION", for example "professor, X"'
        )
        parser.add_argument(
            "--basis", default="", help="why this person is followed: the public role"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        tracked = add_expert(
            name=options["name"],
            other_names=options["other_names"],
            affiliation=options["affiliation"],
            basis=options["basis"],
        )
        expert = tracked.expert
        if tracked.is_new:
            self.stdout.write(_("Tracking %s (%s).") % (expert.name, expert.slug))
        elif tracked.names_added:
            names = ", ".join(tracked.names_added)
            self.stdout.write(_("%s is tracked already; added: %s.") % (expert.name, names))
        else:
            self.stdout.write(
                _("%s is tracked already (%s); nothing to add.") % (expert.name, expert.slug)
            )
        if tracked.names_added and tracked.stored_texts:
            self.stdout.write(
                _("%d stored texts print the name; to read them: manage.py backfill_expert %s")
                % (tracked.stored_texts, expert.slug)
            )
