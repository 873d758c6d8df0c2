"""Tests that share something costly stay on one worker."""

import pytest

from tests.architecture.contracts import ROOT
from tests.grouping import GROUPS, group_of


@pytest.mark.parametrize(
    ("nodeid", "group"),
    [
        ("tests/browser/test_pages.py::test_a[1]", "browser"),
        ("tests/config/test_backups.py::test_b", "backups"),
        ("tests/config/test_carrying.py::test_c", "tests/config/test_carrying.py::test_c"),
    ],
)
def test_a_path_says_with_whom_a_test_stays(nodeid: str, group: str) -> None:
    assert group_of(nodeid) == group


def test_every_group_has_tests() -> None:
    paths = [str(path.relative_to(ROOT)) for path in (ROOT / "tests").rglob("test_*.py")]

    assert [
        start
        for start in GROUPS
        if not any(path.startswith(start.partition("::")[0]) for path in paths)
    ] == []
