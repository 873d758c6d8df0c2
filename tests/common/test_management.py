"""Commands end with one sentence for whatever a user can cause."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from common.exceptions import DomainError
from common.management import StancelineCommand

NOT_SET_UP = "The database is not set up yet: run `python manage.py migrate` (or `make run`)."


class Refusing(StancelineCommand):
    def handle(self, *_args: Any, **_options: Any) -> None:
        raise DomainError("The feed is paused; resume it first.")


class Selecting(StancelineCommand):
    def handle(self, *_args: Any, **_options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM a_table_nobody_made")


def test_domain_error_is_one_sentence() -> None:
    with pytest.raises(CommandError, match=r"^The feed is paused; resume it first\.$"):
        call_command(Refusing())


@pytest.mark.django_db
def test_missing_table_tells_what_to_run() -> None:
    with pytest.raises(CommandError) as caught:
        call_command(Selecting())

    assert str(caught.value) == NOT_SET_UP


def test_command_on_a_new_directory_makes_it_and_says_what_to_run(tmp_path: Path) -> None:
    ending = subprocess.run(
        [sys.executable, "manage.py", "add_expert", "Marit Solvang"],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(tmp_path / "new"),
            "SECRET_KEY": "x" * 50,
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (ending.returncode, ending.stdout) == (1, "")
    assert ending.stderr == f"CommandError: {NOT_SET_UP}\n"
    assert (tmp_path / "new").is_dir()
