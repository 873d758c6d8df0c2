"""Register the feeds of an OPML file."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from common.management import StancelineCommand
from sources.services.opml import ImportedFeed, import_opml


class Command(StancelineCommand):
    help = "Register every feed of an OPML file; one line for each. Fetches nothing."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="an OPML list of feeds")

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be read: %(why)s.") % {"file": path, "why": error.strerror}
            ) from error
        imported = import_opml(data)
        for one in imported:
            (self.stderr if one.state == "refused" else self.stdout).write(_line(one))
        refused = sum(one.state == "refused" for one in imported)
        if refused:
            raise CommandError(
                _("%(refused)d of %(all)d feeds were refused.")
                % {"refused": refused, "all": len(imported)}
            )
        if not imported:
            raise CommandError(_("The list has no feeds."))


def _line(one: ImportedFeed) -> str:
    told = {"url": one.url, "outlet": one.outlet, "reason": one.reason}
    lines = {
        "added": _("Registered %(url)s (outlet: %(outlet)s)."),
        "known": _("%(url)s is registered already (outlet: %(outlet)s)."),
        "refused": _("Refused %(url)s: %(reason)s"),
    }
    return lines[one.state] % told
