"""The import contracts as pyproject.toml states them, and runs of import-linter over a tree."""

import json
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
PACKAGES: list[str] = LINTER["root_packages"]
CONTRACTS: dict[str, dict[str, Any]] = {
    contract["id"]: contract for contract in LINTER["contracts"]
}


@dataclass(frozen=True)
class Verdict:
    """What import-linter said: names of kept and of broken contracts, and all it wrote."""

    kept: frozenset[str]
    broken: frozenset[str]
    output: str


def judge(tree: Path) -> Verdict:
    """Run every contract over the packages in `tree`."""
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache", "--no-logo"],
        cwd=tree,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    found = re.findall(
        r"^(.+) (KEPT|BROKEN)(?: \(\d+ ignored imports?\))?$", done.stdout, re.MULTILINE
    )
    names = {
        word: frozenset(name for name, said in found if said == word)
        for word in ("KEPT", "BROKEN")
    }
    assert done.returncode == (1 if names["BROKEN"] else 0), done.stdout + done.stderr
    return Verdict(kept=names["KEPT"], broken=names["BROKEN"], output=done.stdout)


def lint(code: str, path: str) -> list[tuple[str, int]]:
    """(rule, line) of what ruff says about `code` if it stood at `path`."""
    done = subprocess.run(
        [
            Path(sys.executable).parent / "ruff",
            *("check", "--output-format", "json", "--no-cache", "--stdin-filename", path, "-"),
        ],
        cwd=ROOT,
        input=code,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return [(one["code"], one["location"]["row"]) for one in json.loads(done.stdout)]


def name_of(contract: str) -> str:
    name: str = CONTRACTS[contract]["name"]
    return name


def layer_names() -> list[list[str]]:
    """The layers inside an app from the top, each with its modules."""
    return [re.findall(r"\w+", layer) for layer in CONTRACTS["layers"]["layers"]]
