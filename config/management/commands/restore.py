"""manage.py restore: a backup into an empty database."""

import argparse
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from common.management import StancelineCommand
from config.backups.restoring import restore


class Command(StancelineCommand):
    help = (
        "Read a file that `backup` wrote into an empty database, SQLite or PostgreSQL, on which "
        "`migrate` was run. All of it or nothing; start nothing else before it is done."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        manifest = restore(path, tell=self.stdout.write)
        self.stdout.write(
            _("%(rows)d rows of %(tables)d tables were restored, as they were at %(moment)s.")
            % {
                "rows": manifest.rows,
                "tables": len(manifest.members),
                "moment": manifest.created_at,
            }
        )
