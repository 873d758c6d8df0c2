"""Everything in one file and back, on one kind of database and the other.

Here "default" is the database of the tests, SQLite or PostgreSQL; the other one is always a file
of SQLite. On PostgreSQL every way between the two kinds is taken.
"""

import json
import shutil
import stat
import tracemalloc
import zipfile
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from commentary.enums import SearchKind
from commentary.models import SearchEntry
from commentary.terms import Search
from config.backups.databases import opened
from config.backups.exceptions import BackupError, WrongSchemaError
from config.backups.restoring import restore
from config.backups.saving import save
from config.backups.schema import read_schema
from config.version import product_version
from sources.models import ArticleText, Feed
from tests.config.databases import address, empty_default, quiet
from tests.config.everything import (
    PAYLOAD,
    contents,
    group_rights,
    make_everything,
    staff_rights,
    stored,
)
from tests.factories import (
    STORED_AT,
    ArticleTextFactory,
    ExpertFactory,
    FeedFactory,
    OutletFactory,
    SubscriberFactory,
)

pytestmark = [
    pytest.mark.django_db(transaction=True),
]


def test_everything_is_the_same_in_the_other_database_and_back(tmp_path: Path, other: str) -> None:
    make_everything()
    before, rights = contents(), staff_rights("default")
    groups = group_rights("default")
    encrypted = stored("default", "alerts_webhookendpoint", "url", "secret")
    assert {table for table, rows in before.items() if not rows} == set(), (
        "give these tables a row in tests/config/everything.py"
    )

    save(tmp_path / "there.zip", tell=quiet)
    restore(tmp_path / "there.zip", tell=quiet, using=other)

    assert contents(other) == before
    assert found_by_words(other) == found_by_words("default") == 1
    assert staff_rights(other) == rights
    assert group_rights(other) == groups
    assert stored(other, "alerts_webhookendpoint", "url", "secret") == encrypted

    save(tmp_path / "back.zip", tell=quiet, using=other)
    empty_default()
    assert {*map(len, contents().values())} == {0}
    restore(tmp_path / "back.zip", tell=quiet)

    assert contents() == before
    assert found_by_words("default") == 1
    assert staff_rights("default") == rights
    assert group_rights("default") == groups
    assert stored("default", "alerts_webhookendpoint", "url", "secret") == encrypted


def found_by_words(alias: str) -> int:
    """How many entries the database itself finds: its index is no table of the backup."""
    entries = SearchEntry.objects.using(alias).filter(kind=SearchKind.EXPERT)
    return entries.asked_for(Search.of("solv")).count()


def test_copy_database_goes_both_ways(other_file: Path) -> None:
    make_everything()
    before = contents()
    there = f"sqlite:///{other_file}"

    call_command("copy_database", address(), there, stdout=StringIO())
    empty_default()
    told = StringIO()
    call_command("copy_database", there, address(), stdout=told)

    assert contents() == before
    assert told.getvalue().splitlines()[-1].endswith(" tables were copied.")


def test_every_table_of_ours_is_in_the_backup(tmp_path: Path) -> None:
    manifest = save(tmp_path / "all.zip", tell=quiet)

    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    assert {member.table for member in manifest.members} == tables - {"django_session"}


def test_the_file_is_lines_of_json_and_a_manifest(tmp_path: Path) -> None:
    make_everything()
    path = tmp_path / "all.zip"

    manifest = save(path, tell=quiet)

    with zipfile.ZipFile(path) as archive:
        told = json.loads(archive.read("manifest.json"))
        record = archive.read("tables/commentary_record.ndjson").decode().splitlines()[0]
        texts = b"".join(archive.read(name) for name in archive.namelist())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (told["format"], told["format_version"]) == ("stanceline-backup", 1)
    assert told["product_version"] == product_version()
    assert told["created_at"] == manifest.created_at
    assert told["migrations"] == read_schema(connection).state
    assert told["tables"]["commentary_record"]["rows"] == 2
    assert json.loads(record)["payload"] == PAYLOAD
    assert json.loads(record)["at"] == "2025-03-03T12:00:00.000000Z"
    for plain in (b"@mail.example", b"hooks.example/inbox", b"whsec_"):
        assert plain not in texts


def test_an_id_that_was_given_once_is_never_given_again(tmp_path: Path, other: str) -> None:
    kept = OutletFactory.create()
    gone = OutletFactory.create()
    gone_id = gone.pk
    gone.delete()
    FeedFactory.create(outlet=kept).delete()
    save(tmp_path / "there.zip", tell=quiet)
    restore(tmp_path / "there.zip", tell=quiet, using=other)
    save(tmp_path / "back.zip", tell=quiet, using=other)
    empty_default()

    restore(tmp_path / "back.zip", tell=quiet)

    assert OutletFactory.create().pk == gone_id + 1
    assert FeedFactory.create(outlet=kept).pk > 1


def test_backup_is_of_one_moment_and_keeps_nobody_waiting(tmp_path: Path, other: str) -> None:
    OutletFactory.create()
    late: list[int] = []

    def write_meanwhile(_line: str) -> None:
        if not late:
            with opened(address(), name="a writer") as writer:
                outlet = OutletFactory.build()
                outlet.save(using=writer)
                late.append(FeedFactory.build(outlet=outlet).pk or 1)
                feed = FeedFactory.build(outlet=outlet)
                feed.save(using=writer)

    ExpertFactory.create()
    save(tmp_path / "one.zip", tell=write_meanwhile)
    restore(tmp_path / "one.zip", tell=quiet, using=other)

    assert (Feed.objects.count(), Feed.objects.using(other).count()) == (1, 0)
    assert len(contents(other)["sources_outlet"]) == 1


def test_long_tables_do_not_fill_the_memory(tmp_path: Path, other: str) -> None:
    article = ArticleTextFactory.create().article
    size, count = 20_000, 450
    ArticleText.objects.bulk_create(
        [
            ArticleText(
                article=article,
                revision=number,
                text=f"{number} ".ljust(size, "x"),
                sha256=f"{number:064x}",
                length=size,
                stored_at=STORED_AT,
            )
            for number in range(2, count + 2)
        ]
    )

    def watch(_line: str) -> None:  # from the first table on: what comes before is read once
        if not tracemalloc.is_tracing():
            tracemalloc.start()

    save(tmp_path / "long.zip", tell=watch)
    saving = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    restore(tmp_path / "long.zip", tell=watch, using=other)
    restoring = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert ArticleText.objects.using(other).count() == count + 1
    assert 0 < max(saving, restoring) < size * count / 1.5, (saving, restoring)


def test_existing_file_is_replaced_only_by_force(tmp_path: Path) -> None:
    path = tmp_path / "backup.zip"
    path.write_text("something dear")

    with pytest.raises(CommandError, match=r"exists already: choose another name, or .* --force"):
        call_command("backup", path, stdout=StringIO())
    kept = path.read_text()
    told = StringIO()
    call_command("backup", path, force=True, stdout=told)

    assert kept == "something dear"
    assert zipfile.is_zipfile(path)
    assert told.getvalue().splitlines()[-1].endswith(f" are in {path}.")
    assert [*tmp_path.iterdir()] == [path]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "not/there/backup.zip"])
def test_backup_with_no_place_to_go_says_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(
        BackupError, match=r"is a directory: name a file|cannot be written: No such"
    ):
        save(tmp_path / name, tell=quiet)

    assert [*tmp_path.iterdir()] == []


def test_backup_that_fails_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "old.zip").write_text("the one before")
    SubscriberFactory.create()

    def interrupt(_line: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        save(tmp_path / "old.zip", tell=interrupt, replace=True)

    assert [path.read_text() for path in tmp_path.iterdir()] == ["the one before"]


@pytest.mark.django_db
def test_backup_of_an_older_state_goes_into_that_state(tmp_path: Path, other_file: Path) -> None:
    """Taken before an upgrade with the new code, and restored after going back."""
    older = Path(shutil.copy(other_file, tmp_path / "older.sqlite3"))
    with opened(f"sqlite:///{older}", name="the older one") as alias:
        call_command("migrate", "auth", "0011", database=alias, verbosity=0)
    again = Path(shutil.copy(older, tmp_path / "again.sqlite3"))
    with opened(f"sqlite:///{older}", name="the older one") as alias:
        OutletFactory.build().save(using=alias)
        manifest = save(tmp_path / "older.zip", tell=quiet, using=alias)
        outlets = contents(alias)["sources_outlet"]

    with pytest.raises(WrongSchemaError) as refused:
        restore(tmp_path / "older.zip", tell=quiet)
    with opened(f"sqlite:///{again}", name="the older one") as alias:
        restore(tmp_path / "older.zip", tell=quiet, using=alias)
        call_command("migrate", database=alias, verbosity=0)
        restored = contents(alias)["sources_outlet"]

    assert manifest.migrations["auth"][-1] == "0011_update_proxy_permissions"
    assert str(refused.value) == (
        "The backup is older than the tables of the database: bring the empty database back to it "
        "with `python manage.py migrate auth 0011_update_proxy_permissions`, restore, and then "
        "run `python manage.py migrate`."
    )
    assert restored == outlets
