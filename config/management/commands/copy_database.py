"""manage.py copy_database: a backup and a restore in a row, between two databases."""

import argparse
from typing import Any

from django.utils.translation import gettext as _

from common.management import StancelineCommand
from config.backups.copying import copy_database


class Command(StancelineCommand):
    help = (
        "Copy everything from one database into another, empty one, on which `migrate` was run; "
        "each may be SQLite or PostgreSQL. The first one is only read."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("from_url", metavar="FROM_URL", help="written like DATABASE_URL")
        parser.add_argument("to_url", metavar="TO_URL", help="written like DATABASE_URL")

    def handle(self, *_args: Any, **options: Any) -> None:
        manifest = copy_database(options["from_url"], options["to_url"], tell=self.stdout.write)
        self.stdout.write(
            _("%(rows)d rows of %(tables)d tables were copied.")
            % {"rows": manifest.rows, "tables": len(manifest.members)}
        )
