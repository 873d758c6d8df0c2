"""The first command on a new machine finds no directory, and makes it."""

import os
import stat
import subprocess
import sys
from pathlib import Path

from tests.migrated import CHECKOUT


def manage(data_dir: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"DATA_DIR": str(data_dir), "PATH": os.environ["PATH"]}
    return subprocess.run(
        (sys.executable, "manage.py", *arguments),
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_migrate_makes_the_directory_of_the_database_for_its_owner_only(tmp_path: Path) -> None:
    data_dir = tmp_path / "not" / "there"

    done = manage(data_dir, "migrate", "--verbosity", "0")

    assert (done.returncode, done.stderr) == (0, "")
    assert (data_dir / "stanceline.sqlite3").exists()
    assert stat.S_IMODE(data_dir.stat().st_mode) == 0o700


def test_a_data_dir_that_is_a_file_stops_the_start_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a directory")

    done = manage(tmp_path / "file", "migrate")

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "DATA_DIR" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_command_before_migrate_names_the_next_step(tmp_path: Path) -> None:
    done = manage(tmp_path / "data", "add_feed", "https://press.example/feed")

    assert done.returncode == 1
    assert "run `python manage.py migrate` (or `make run`)" in done.stderr
    assert "Traceback" not in done.stderr


def test_reading_a_file_leaves_no_traces(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("“It will not hold,” said Marit Solvang of Havneby.")

    done = manage(tmp_path / "data", "read_article", str(tmp_path / "text.txt"), "--jsonl")

    assert (done.returncode, done.stderr) == (0, "")
    assert not (tmp_path / "data").exists()
