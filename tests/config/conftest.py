"""A second database beside the one of the tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from config.backups.databases import opened


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Path:
    """A file of SQLite with every table and no row of ours; copy it, never write to it."""
    file = tmp_path_factory.mktemp("databases") / "migrated.sqlite3"
    file.touch()
    with django_db_blocker.unblock(), opened(f"sqlite:///{file}", name="the other one") as alias:
        call_command("migrate", database=alias, verbosity=0)
        # Made anew, permissions have other ids than in the database of the tests.
        Permission.objects.using(alias).filter(content_type__app_label="sources").delete()
        call_command("migrate", database=alias, verbosity=0)
    return file


@pytest.fixture
def other_file(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(migrated, tmp_path_factory.mktemp("other") / "other.sqlite3"))


@pytest.fixture
def other(other_file: Path) -> Iterator[str]:
    """The alias of an empty, migrated database beside the one of the tests."""
    with opened(f"sqlite:///{other_file}", name="the other one") as alias:
        yield alias
