"""The sample in a backup: the same on the other kind of database, and back."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from config.backups.restoring import restore
from config.backups.saving import save
from config.sample.loading import load_sample
from config.sample.tables import Loaded
from tests.config.conftest import migrated, other, other_file
from tests.config.databases import address, empty_default, quiet
from tests.config.everything import contents

__all__ = ["migrated", "other", "other_file"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("sample")]


def test_the_sample_goes_to_the_other_kind_of_database_and_back(
    tmp_path: Path, other: str, other_file: Path
) -> None:
    load_sample()
    before = contents()

    save(tmp_path / "sample.zip", tell=quiet)
    restore(tmp_path / "sample.zip", tell=quiet, using=other)
    there = contents(other)
    empty_default()
    call_command("copy_database", f"sqlite:///{other_file}", address(), stdout=StringIO())
    told = StringIO()
    call_command("verify_evidence", stdout=told)

    assert there == before
    assert contents() == before
    assert told.getvalue().splitlines()[-1] == "All of it holds."
    assert load_sample() == Loaded()
