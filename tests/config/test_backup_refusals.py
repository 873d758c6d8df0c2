"""What restore and copy_database refuse, with nothing written."""

import errno
import json
import os
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connections, models
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import DjangoDbBlocker

from config.backups.archive import Manifest, damage_told, new_archive, open_archive
from config.backups.columns import Column
from config.backups.databases import opened
from config.backups.exceptions import BackupError, DamagedBackupError, WrongSchemaError
from config.backups.restoring import restore
from config.backups.saving import save
from config.backups.schema import Table, check_same, column_of, in_order
from tests.config.databases import address, empty_default, quiet
from tests.config.everything import contents, make_everything
from tests.factories import HostTurnFactory, OutletFactory

pytestmark = [
    pytest.mark.django_db,
]

Row = dict[str, Any]


@pytest.fixture(scope="session")
def whole(
    django_db_setup: None,  # noqa: ARG001 - its database is needed
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> bytes:
    """A backup with a row in every table."""
    path = tmp_path_factory.mktemp("whole") / "whole.zip"
    with django_db_blocker.unblock():
        make_everything()
        save(path, tell=quiet)
        empty_default()
    return path.read_bytes()


@pytest.fixture
def backup(whole: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "backup.zip"
    path.write_bytes(whole)
    return path


def rewritten(
    path: Path,
    *,
    table: str = "",
    change: Callable[[Row], Row] = dict,
    manifest: Callable[[Manifest], Manifest] = replace,
) -> Path:
    """The same backup with changed rows or another manifest, and checksums to match."""
    result = path.with_name("rewritten.zip")
    with open_archive(path) as old, new_archive(result, replace=True) as new:
        members = []
        for member in old.manifest.members:
            lines: Iterator[bytes] = old.lines(member)
            if member.table == table:
                rows = (json.loads(line) for line in lines)
                lines = (f"{json.dumps(change(row))}\n".encode() for row in rows)
            members.append(new.add(member.table, lines, last_id=member.last_id))
        new.finish(manifest(replace(old.manifest, members=tuple(members))))
    return result


def repacked(path: Path, name: str, change: Callable[[bytes], bytes | None]) -> Path:
    """The same zip with one member changed behind the manifest's back."""
    result = path.with_name("repacked.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(result, "w") as new:
        for member in old.namelist():
            content: bytes | None = old.read(member)
            if member == name and content is not None:
                content = change(content)
            if content is not None:
                new.writestr(member, content)
    return result


def assert_untouched(alias: str) -> None:
    assert {*map(len, contents(alias).values())} == {0}


def test_no_file_that_was_cut_short_is_restored(backup: Path, other: str) -> None:
    whole = backup.read_bytes()
    for length in (0, 1, 100, len(whole) // 2, len(whole) - 100, len(whole) - 1):
        backup.write_bytes(whole[:length])

        with pytest.raises(DamagedBackupError, match="no whole backup of Stanceline"):
            restore(backup, tell=quiet, using=other)

    assert_untouched(other)


def test_an_offset_before_the_file_is_damage_and_not_a_failing_disk(backup: Path) -> None:
    damaged = bytearray(backup.read_bytes())
    place = damaged.rindex(b"PK\x05\x06") + 16  # where the zip says that its directory begins
    begins = int.from_bytes(damaged[place : place + 4], "little") + len(damaged)
    damaged[place : place + 4] = begins.to_bytes(4, "little")
    backup.write_bytes(damaged)

    with pytest.raises(DamagedBackupError), open_archive(backup):
        pass


def test_flipped_bit_is_found_or_changes_no_row(backup: Path) -> None:
    """What a zip says twice, or of times and rights, may be wrong without harm.

    Every bit of the last entry of the zip's directory and of the record at its end, which say
    where things are and how they are packed, and forty of the rest.
    """
    whole = backup.read_bytes()
    with open_archive(backup) as archive:
        manifest = archive.manifest
    chance = random.Random(20250303)  # noqa: S311 - the same places each time
    places = [
        *(
            (byte, bit)
            for byte in range(whole.rindex(b"PK\x01\x02"), len(whole))
            for bit in range(8)
        ),
        *((chance.randrange(len(whole)), chance.randrange(8)) for _ in range(40)),
    ]
    refused, taken = 0, []
    for byte, bit in places:
        damaged = bytearray(whole)
        damaged[byte] ^= 1 << bit
        backup.write_bytes(damaged)
        try:
            with open_archive(backup) as archive:
                archive.verify()
                taken.append(archive.manifest)
        except DamagedBackupError:
            refused += 1

    assert all(told == manifest for told in taken)
    assert refused > len(places) // 3


def test_failing_disk_is_not_told_as_damage(backup: Path) -> None:
    with pytest.raises(OSError, match="Input/output error"), damage_told(backup):
        raise OSError(errno.EIO, os.strerror(errno.EIO))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("tables/sources_outlet.ndjson", lambda rows: rows.replace(b"Havneby", b"Sjoeby!")),
        ("tables/sources_outlet.ndjson", lambda rows: rows + rows),
        ("tables/sources_outlet.ndjson", lambda _rows: b""),
        ("tables/sources_outlet.ndjson", lambda _rows: None),
        ("manifest.json", lambda told: told.replace(b'"rows": 2', b'"rows": 3')),
        ("manifest.json", lambda told: told.replace(b'"last_id": 1', b'"last_id": 7')),
        ("manifest.json", lambda told: told.replace(b"stanceline-backup", b"stanceline-bakery")),
        ("manifest.json", lambda _told: b"[]"),
        ("manifest.json", lambda _told: b"{"),
        ("manifest.json", lambda _told: None),
    ],
)
def test_no_file_that_was_altered_is_restored(
    backup: Path, other: str, name: str, change: Callable[[bytes], bytes | None]
) -> None:
    altered = repacked(backup, name, change)

    with pytest.raises(DamagedBackupError):
        restore(altered, tell=quiet, using=other)

    assert_untouched(other)


def test_no_file_with_a_member_too_many_is_restored(backup: Path, other: str) -> None:
    with zipfile.ZipFile(backup, "a") as archive:
        archive.writestr("tables/notes.ndjson", b"{}\n")

    with pytest.raises(DamagedBackupError, match="its members are not those of its manifest"):
        restore(backup, tell=quiet, using=other)

    assert_untouched(other)


@pytest.mark.parametrize("content", [b"", b"Dear diary,", b"PK\x05\x06" + bytes(18)])
def test_another_kind_of_file_is_no_backup(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "diary").write_bytes(content)

    with pytest.raises(DamagedBackupError, match="is no whole backup of Stanceline"):
        restore(tmp_path / "diary", tell=quiet)


def test_file_that_is_not_there_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"none\.zip cannot be read: No such file"):
        call_command("restore", tmp_path / "none.zip", stdout=StringIO())


def test_unknown_format_is_refused_with_the_version_that_made_it(backup: Path, other: str) -> None:
    def of_tomorrow(raw: bytes) -> bytes:
        told = json.loads(raw)
        told.update(format_version=2, product_version="9.1.0")
        return json.dumps(told).encode()

    with pytest.raises(BackupError) as refused:
        restore(repacked(backup, "manifest.json", of_tomorrow), tell=quiet, using=other)

    assert str(refused.value).endswith(
        "is a backup of format 2, and this Stanceline reads format 1: restore it with the version "
        "that made it (9.1.0)."
    )
    assert_untouched(other)


def test_newer_schema_is_refused(backup: Path, other: str) -> None:
    def newer(manifest: Manifest) -> Manifest:
        names = [*manifest.migrations["commentary"], "9999_tides"]
        return replace(
            manifest,
            product_version="9.1.0",
            migrations={**manifest.migrations, "commentary": names},
        )

    with pytest.raises(WrongSchemaError) as refused:
        restore(rewritten(backup, manifest=newer), tell=quiet, using=other)

    assert str(refused.value) == (
        "The backup was made by a newer Stanceline (9.1.0, with commentary.9999_tides): upgrade "
        "this one first."
    )
    assert_untouched(other)


def test_database_of_a_newer_stanceline_is_neither_saved_nor_filled(
    backup: Path, tmp_path: Path, other: str
) -> None:
    MigrationRecorder(connections[other]).record_applied("tides", "0001_initial")

    acts: list[Callable[[], Manifest]] = [
        lambda: save(tmp_path / "new.zip", tell=quiet, using=other),
        lambda: restore(backup, tell=quiet, using=other),
    ]
    for act in acts:
        with pytest.raises(
            WrongSchemaError, match=r"migrated by a newer .* \(tides\.0001_initial\)"
        ):
            act()

    assert not (tmp_path / "new.zip").exists()
    assert_untouched(other)


def test_database_that_lacks_a_migration_of_the_backup_is_migrated_first() -> None:
    known = {"piers": ["0001_initial", "0002_more"]}

    with pytest.raises(WrongSchemaError, match=r"lacks migrations .* \(piers\.0002_more\): run"):
        check_same(known, {"piers": ["0001_initial"]}, known, version="0.1.0")


def test_app_that_the_backup_never_had_is_taken_back_to_nothing() -> None:
    known = {"piers": ["0001_initial"], "tides": ["0001_initial"]}

    with pytest.raises(WrongSchemaError, match=r"`python manage\.py migrate tides zero`, restore"):
        check_same({"piers": ["0001_initial"]}, known, known, version="0.1.0")


def test_database_without_tables_is_migrated_first(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "new.sqlite3").touch()

    with (
        opened(f"sqlite:///{tmp_path / 'new.sqlite3'}", name="a new one") as alias,
        pytest.raises(WrongSchemaError, match=r"no tables yet: run `python manage\.py migrate`"),
    ):
        restore(backup, tell=quiet, using=alias)


def test_database_with_rows_is_left_alone(backup: Path, other: str) -> None:
    HostTurnFactory.build().save(using=other)
    before = contents(other)

    with pytest.raises(BackupError) as refused:
        restore(backup, tell=quiet, using=other)

    assert str(refused.value) == (
        "The database is not empty (sources_hostturn): name a new one with DATABASE_URL or "
        "DATA_DIR, run `python manage.py migrate` for it, and restore into that."
    )
    assert contents(other) == before


@pytest.mark.parametrize(
    ("table", "change", "said"),
    [
        ("commentary_evidence", {"exact": "Nobody said this."}, "evidence_is_a_slice"),
        ("commentary_position", {"stance": "sideways"}, "position_stance_known"),
        ("commentary_expertname", {"expert_id": 4711}, "refers to rows it does not have"),
        ("auth_user_user_permissions", {"permission_id": 4711}, "is no row of that table"),
        ("sources_outlet", {"tide": "high"}, "is no row of that table"),
        ("sources_outlet", {"created_at": "yesterday"}, "is no row of that table"),
        ("sources_articletext", {"signature": "no base64!"}, "is no row of that table"),
        ("sources_hostturn", {"token": "8a1f"}, "is no row of that table"),
    ],
)
def test_rules_of_the_tables_hold_for_restored_rows(
    backup: Path, other: str, table: str, change: Row, said: str
) -> None:
    """Also for a file with right checksums: whoever made it may have had no such rule."""

    def changed(row: Row) -> Row:
        return row if row.get("state") == "withheld" else {**row, **change}

    with pytest.raises(BackupError, match=said):
        restore(rewritten(backup, table=table, change=changed), tell=quiet, using=other)

    assert_untouched(other)


def test_rewritten_backup_without_a_change_is_restored(backup: Path, other: str) -> None:
    restore(rewritten(backup), tell=quiet, using=other)

    assert all(contents(other).values())


def test_message_of_a_refused_row_does_not_quote_it(backup: Path, other: str) -> None:
    change = {"stance": "sideways", "summary": "Known to few."}
    changed = rewritten(backup, table="commentary_position", change=lambda row: {**row, **change})

    with pytest.raises(BackupError) as refused:
        restore(changed, tell=quiet, using=other)

    assert str(refused.value).startswith(
        "The database refuses a row of commentary_position among rows 1 to "
    )
    assert "Known to few." not in str(refused.value)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("havneby", "is no address of a database; write postgres://"),
        ("mysql://root@127.0.0.1/havneby", "is no address of a database; write postgres://"),
        ("sqlite:////no/such/file.sqlite3", "There is no file /no/such/file.sqlite3"),
        ("postgres://me:secret-word@127.0.0.1:1/havneby", "cannot be used: "),
    ],
)
def test_wrong_address_is_told_without_its_password(
    other_file: Path, wrong: str, said: str
) -> None:
    right = f"sqlite:///{other_file}"
    for name, urls in {"FROM_URL": (wrong, right), "TO_URL": (right, wrong)}.items():
        with pytest.raises(CommandError) as refused:
            call_command("copy_database", *urls, stdout=StringIO())

        assert said in str(refused.value)
        assert name in str(refused.value)
        assert "secret-word" not in str(refused.value)


@pytest.mark.django_db(transaction=True)
def test_copy_into_a_database_with_rows_is_refused_before_anything_is_read() -> None:
    HostTurnFactory.create()
    told = StringIO()

    with pytest.raises(CommandError, match=r"The database is not empty \(sources_hostturn\)"):
        call_command("copy_database", address(), address(), stdout=told)

    assert told.getvalue() == ""


def test_column_of_an_unknown_kind_is_refused() -> None:
    field = models.GenericIPAddressField()
    field.set_attributes_from_name("berth")
    field.model = OutletFactory._meta.model

    with pytest.raises(BackupError, match=r"sources_outlet\.berth cannot be backed up"):
        column_of(field)


def test_tables_come_after_what_they_refer_to_also_in_circles() -> None:
    def table(name: str, **refers_to: bool) -> Table:
        columns = [
            Column(f"{other}_id", "BigIntegerField", is_nullable, other)
            for other, is_nullable in refers_to.items()
        ]
        return Table(name, "id", is_numbered=True, columns=tuple(columns))

    ordered = in_order(
        [
            table("anchor", berth=False),
            table("berth", pier=False, berth=True),
            table("pier", harbour=False, ship=True),
            table("ship", berth=False),
            table("harbour"),
            table("knot", rope=False),
            table("rope", knot=False),
        ]
    )

    assert [one.name for one in ordered] == [
        "harbour",
        "pier",
        "berth",
        "anchor",
        "ship",
        "knot",
        "rope",
    ]


def test_checksum_of_a_member_is_that_of_its_lines(backup: Path) -> None:
    with open_archive(backup) as archive, zipfile.ZipFile(backup) as file:
        told = {member.name: member.sha256 for member in archive.manifest.members}
        found = {name: sha256(file.read(name)).hexdigest() for name in told}

    assert told == found
