"""Write the registered feeds as OPML."""

from typing import Any

from common.management import StancelineCommand
from sources.services.opml import export_opml


class Command(StancelineCommand):
    help = "Write every registered feed as an OPML list to standard output."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(export_opml().decode())
