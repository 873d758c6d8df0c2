"""The gate of the coverage groups files rightly and can fail."""

from typing import Any

import pytest

from tests.coverage_gate import Reached, group_of, reached

RULES = ("commentary.changes", "commentary.reading")


@pytest.mark.parametrize(
    ("path", "group"),
    [
        ("commentary/changes.py", "rules"),
        ("commentary/reading/__init__.py", "rules"),
        ("commentary/reading/cues.py", "rules"),
        ("commentary/services/changes.py", "services"),
        ("alerts/tasks.py", "tasks"),
        ("commentary/readings.py", None),
        ("commentary/models/positions.py", None),
        ("tests/services/test_x.py", None),
        ("manage.py", None),
    ],
)
def test_each_file_is_in_its_group(path: str, group: str | None) -> None:
    assert group_of(path, RULES) == group


def test_branches_count_as_lines_do_and_what_is_missing_is_named() -> None:
    def file(lines: tuple[int, int], branches: tuple[int, int], missing: list[int]) -> Any:
        summary = dict(
            zip(
                ("covered_lines", "num_statements", "covered_branches", "num_branches"),
                (*lines, *branches),
                strict=True,
            )
        )
        return {"summary": summary, "missing_lines": missing}

    found = reached({"a.py": file((60, 60), (10, 20), []), "b.py": file((38, 40), (0, 0), [3, 9])})

    assert found == Reached(together=90.0, branches=50.0, missing=("b.py:3", "b.py:9"))
    assert not found.is_enough
    assert reached({"a.py": file((95, 100), (0, 0), [1])}).is_enough
