"""House rules that a reader of one file cannot see."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.contracts import CONTRACTS, PACKAGES, ROOT

LONGEST = 500
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "misc", "common_utils"}
READS_THE_CLOCK = {"now", "utcnow", "today", "localdate", "localtime", "monotonic"}


def python_files(*folders: str) -> Iterator[Path]:
    for folder in folders or (*PACKAGES, "tests"):
        yield from (ROOT / folder).rglob("*.py")
    if not folders:
        yield from ROOT.glob("*.py")


def test_no_file_is_longer_than_it_should_be() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for path in python_files()
        if path.parent.name != "migrations"
    }

    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


def test_no_module_is_a_drawer_for_anything() -> None:
    assert [path for path in python_files() if path.stem in NAMES_THAT_SAY_NOTHING] == []


def test_nothing_lists_all_fields_of_a_model() -> None:
    lists_all = re.compile(r"""fields\s*=\s*["']__all__["']""")

    assert [path for path in python_files(*PACKAGES) if lists_all.search(path.read_text())] == []


def test_no_rule_reads_the_clock() -> None:
    """Imports alone do not show it: datetime is a type and a clock."""
    readers = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for module in CONTRACTS["rules"]["source_modules"]
        for path in _files_of(module)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in READS_THE_CLOCK
    ]

    assert readers == []


def _files_of(module: str) -> Iterator[Path]:
    path = ROOT.joinpath(*module.split("."))
    return path.rglob("*.py") if path.is_dir() else iter([path.with_suffix(".py")])
