"""The data of each earlier release, taken through every migration since.

A release's bundle (tests/upgrades/bundle.py) goes into a database that has that release's tables
and triggers; then `migrate`, as an operator does it.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from pytest_django import DjangoDbBlocker

from config.backups.archive import open_archive
from config.backups.databases import opened
from config.backups.restoring import restore
from config.backups.schema import NATURAL_KEYS, Table, read_schema
from tests.config.databases import address, quiet
from tests.migrated import CHECKOUT

# Not django_db: that would shut the upgraded database, which is open while its fixture is.
pytestmark = pytest.mark.xdist_group("upgrade")

RELEASES = sorted(path for path in Path(__file__).with_name("releases").iterdir() if path.is_dir())
Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Upgraded:
    """A database that was upgraded: address, alias, rows before and after, triggers after."""

    release: Path
    url: str
    alias: str
    before: Rows
    after: Rows
    triggers: list[tuple[Any, ...]]

    @property
    def told(self) -> dict[str, Any]:
        """What the release said of its own data."""
        told: dict[str, Any] = json.loads((self.release / "release.json").read_text())
        return told


@pytest.fixture(scope="module", params=RELEASES, ids=lambda path: path.name)
def upgraded(
    request: pytest.FixtureRequest,
    django_db_setup: None,  # noqa: ARG001 - the kind of its database
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Upgraded]:
    release: Path = request.param
    with (
        django_db_blocker.unblock(),
        _new_database(tmp_path_factory.mktemp("upgrade")) as url,
        opened(url, name="the upgraded one") as alias,
    ):
        tables = _old_state(release, alias)
        before = _rows(tables, alias)
        call_command("migrate", database=alias, verbosity=0)
        after = _rows(tables, alias)
        yield Upgraded(release, url, alias, before, after, _triggers(alias))


@contextmanager
def _new_database(directory: Path) -> Iterator[str]:
    """The address of an empty database of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        file = directory / "upgraded.sqlite3"
        file.touch()
        yield f"sqlite:///{file}"
        shutil.rmtree(directory)
        return
    name = f"upgraded_{uuid4().hex[:12]}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    yield address().rpartition("/")[0] + f"/{name}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _old_state(release: Path, alias: str) -> tuple[Table, ...]:
    """The release's tables and rows, and its triggers; as it left them."""
    with open_archive(release / "backup.zip") as archive:
        migrations = archive.manifest.migrations
    executor = MigrationExecutor(connections[alias])
    executor.migrate([(app, names[-1]) for app, names in migrations.items()])
    restore(release / "backup.zip", tell=quiet, using=alias)
    statements = json.loads((release / "release.json").read_text())["triggers"]
    with connections[alias].cursor() as cursor:
        for statement in statements[connections[alias].vendor]:
            cursor.execute(statement)
    return read_schema(connections[alias]).tables


def _rows(tables: tuple[Table, ...], alias: str) -> Rows:
    """Every row in the columns that the release knew; those that migrate itself makes left out."""
    found = {}
    with connections[alias].cursor() as cursor:
        for table in tables:
            if table.name not in NATURAL_KEYS:
                columns = ", ".join(f'"{column.name}"' for column in table.columns)
                cursor.execute(f'SELECT {columns} FROM {table.name} ORDER BY "{table.key}"')  # noqa: S608 - names of our tables
                found[table.name] = [_plain(row) for row in cursor.fetchall()]
    return found


def _plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)


def _triggers(alias: str) -> list[tuple[Any, ...]]:
    ask = {
        "sqlite": """
            SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY 1""",
        "postgresql": """
            SELECT rule.tgname, rule.tgrelid::regclass::text, pg_get_functiondef(rule.tgfoid)
            FROM pg_trigger AS rule WHERE NOT rule.tgisinternal ORDER BY 1""",
    }
    with connections[alias].cursor() as cursor:
        cursor.execute(ask[connections[alias].vendor])
        return [tuple(row) for row in cursor.fetchall()]


def test_every_row_is_as_before(upgraded: Upgraded) -> None:
    assert {table for table, rows in upgraded.before.items() if not rows} == set()
    assert upgraded.after == upgraded.before


@pytest.mark.django_db
def test_triggers_are_those_of_a_new_installation(upgraded: Upgraded) -> None:
    assert upgraded.triggers == _triggers("default")


@pytest.mark.parametrize(
    ("rule", "write"),
    [
        ("articletext_is_final", "UPDATE sources_articletext SET text = 'other words'"),
        ("record_stays", "DELETE FROM commentary_record"),
        ("appearance_is_not_empty", 'UPDATE commentary_appearance SET start = "end"'),
    ],
)
def test_rules_hold(upgraded: Upgraded, rule: str, write: str) -> None:
    with (
        pytest.raises(IntegrityError, match=rule),
        transaction.atomic(using=upgraded.alias),
        connections[upgraded.alias].cursor() as cursor,
    ):
        cursor.execute(write)


def test_what_is_served_is_what_was_served(upgraded: Upgraded) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.upgrades.bundle"],
        cwd=CHECKOUT,
        env={
            **os.environ,
            "DATABASE_URL": upgraded.url,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    served = json.loads(done.stdout.splitlines()[-1])
    assert served["verified"] == upgraded.told["verified"]
    assert (
        _only(served["timelines"], like=upgraded.told["timelines"]) == upgraded.told["timelines"]
    )


def _only(new: Any, *, like: Any) -> Any:
    """`new` without the keys that `like` does not have: answers may gain keys."""
    if isinstance(new, dict) and isinstance(like, dict):
        return {key: _only(new.get(key), like=value) for key, value in like.items()}
    if isinstance(new, list) and isinstance(like, list) and len(new) == len(like):
        return [_only(one, like=other) for one, other in zip(new, like, strict=True)]
    return new
