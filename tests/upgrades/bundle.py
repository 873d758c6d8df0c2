"""A release's data, made by that release, for the upgrades that come after it.

    python -m tests.upgrades.bundle DIRECTORY     # in the checkout of the release

writes `backup.zip` (the sample and a row in every table) and `release.json`: the triggers of that
release, what verify_evidence said and the timelines it served. Add the directory beside the others
and tests/upgrades/test_upgrade.py takes it through every migration from then on.
"""

import json
import os
import sys
from io import StringIO
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")


def main(directory: Path) -> None:
    """Make the bundle in a database of its own."""
    import django

    django.setup()
    from django.core.management import call_command

    from config.backups.saving import save
    from tests.config.everything import make_everything

    call_command("migrate", verbosity=0)
    call_command("load_sample", stdout=StringIO())
    make_everything()
    directory.mkdir(parents=True, exist_ok=True)
    save(directory / "backup.zip", tell=lambda _line: None)
    told = {"triggers": triggers(), **served()}
    (directory / "release.json").write_text(
        json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    )


def triggers() -> dict[str, list[str]]:
    """The statements that install this release's triggers, by database."""
    from alerts.triggers import TRIGGERS as ALERTS
    from commentary.triggers import TRIGGERS as COMMENTARY
    from sources.triggers import TRIGGERS as SOURCES

    return {
        vendor: [
            statement
            for trigger in (*SOURCES, *COMMENTARY, *ALERTS)
            for statement in trigger.install_sql(vendor)
        ]
        for vendor in ("sqlite", "postgresql")
    }


def served() -> dict[str, Any]:
    """What verify_evidence says of the database, and the timelines of everybody in it."""
    from django.core.management import CommandError, call_command
    from django.test import Client
    from django.test.utils import setup_test_environment

    from commentary.models import Expert

    setup_test_environment()
    told = StringIO()
    try:
        call_command("verify_evidence", stdout=told, stderr=told)
    except CommandError as error:
        told.write(str(error))
    client = Client()
    slugs = Expert.objects.filter(merged_into=None).order_by("slug").values_list("slug", flat=True)
    return {
        "verified": told.getvalue().splitlines(),
        "timelines": {
            slug: client.get(f"/api/v1/experts/{slug}/timeline/?as_of=2026-01-01").json()
            for slug in slugs
        },
    }


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        import django

        django.setup()
        sys.stdout.write(json.dumps(served()))
