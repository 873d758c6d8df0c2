"""Erase a tracked person with everything said by and about them."""

from argparse import ArgumentParser
from typing import Any

from config.erasing import erase_person
from config.management.erasing_command import ErasingCommand


class Command(ErasingCommand):
    help = (
        "Erase a person under every slug that was merged: names, roles, statements, positions, "
        "changes, corrections, history, search, what events say of them, texts that print a name "
        "of theirs and quote nobody else. It cannot be undone; run again it changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="SLUG", help="the end of the person's address")
        super().add_arguments(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        slug = options["slug"]
        self.confirm(slug, is_sure=options["yes"])
        self.carry_out(lambda: erase_person(slug, by=options["by"], reason=options["reason"]))
