"""Every import contract of pyproject.toml refuses a violation planted in a copy of the code."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import CHECKOUT

PACKAGES = ("config", "alerts", "commentary", "sources", "common")
PLANTED = [
    ("apps", "sources/planted.py", "import commentary.models"),
    ("layers", "commentary/enums.py", "import commentary.models"),
    ("layers", "alerts/services/planted.py", "import alerts.tasks"),
    ("rules", "sources/addresses.py", "import django.db"),
    ("rules", "alerts/retries.py", "import time"),
    ("network", "commentary/planted.py", "import socket"),
]


@pytest.mark.parametrize(("contract", "file", "line"), PLANTED)
def test_contract_refuses_a_planted_violation(
    contract: str, file: str, line: str, tmp_path: Path
) -> None:
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    for package in PACKAGES:
        shutil.copytree(CHECKOUT / package, tmp_path / package, ignore=only_code)
    place = tmp_path / file

    before = lint(tmp_path, contract)
    kept = place.read_text() if place.exists() else ""
    place.write_text(f"{kept}\n{line}\n")
    after = lint(tmp_path, contract)

    assert before.returncode == 0, before.stdout + before.stderr
    assert (after.returncode, "1 broken" in after.stdout) == (1, True), after.stdout


def only_code(_directory: str, names: list[str]) -> set[str]:
    return {name for name in names if "." in name and not name.endswith(".py")} | {"__pycache__"}


def lint(directory: Path, contract: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, "--no-cache", "--no-logo", "--contract", contract],
        cwd=directory,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
