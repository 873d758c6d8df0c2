"""Erase a statement, a position or a correction request."""

from argparse import ArgumentParser
from typing import Any

from config.erasing import erase_record
from config.management.erasing_command import ErasingCommand


class Command(ErasingCommand):
    help = (
        "Erase a statement with its positions, one position, or a correction request: rows, "
        "history, search, what events say of it, texts in which nobody else is quoted. Its id and "
        "times stay as a tombstone. It cannot be undone; run again it changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID", help="sta_..., pos_... or cor_...")
        super().add_arguments(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        name = options["id"]
        self.confirm(name, is_sure=options["yes"])
        self.carry_out(lambda: erase_record(name, by=options["by"], reason=options["reason"]))
