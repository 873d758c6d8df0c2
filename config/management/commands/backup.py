"""manage.py backup: everything in the database, in one file."""

import argparse
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from common.management import StancelineCommand
from config.backups.saving import save


class Command(StancelineCommand):
    help = (
        "Write the whole database, as it is at one moment, to one file that `restore` reads into "
        "SQLite or PostgreSQL. Encrypted values stay encrypted: keep SECRET_KEY and FIELD_KEYS "
        "beside the file. Everything may go on running meanwhile."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="such as stanceline.zip")
        parser.add_argument("--force", action="store_true", help="replace FILE when it exists")

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        manifest = save(path, tell=self.stdout.write, replace=options["force"])
        self.stdout.write(
            _("%(rows)d rows of %(tables)d tables are in %(file)s.")
            % {"rows": manifest.rows, "tables": len(manifest.members), "file": path}
        )
