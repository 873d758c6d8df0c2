"""Whether the tests reach what the product is about: its rules, services and tasks.

    python -m pytest --cov && python -m tests.coverage_gate

Each group needs LEAST percent of its lines and branches together, which is what coverage.py calls
the coverage with branches, and of its branches alone. What is a rule is said once, in the import
contract of pyproject.toml.
"""

import json
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
LEAST = 95.0
GROUPS = ("rules", "services", "tasks")


@dataclass(frozen=True, slots=True)
class Reached:
    """How much of some files the tests ran, in percent: lines and branches together, branches
    alone; `missing` names the lines that they did not.
    """

    together: float
    branches: float
    missing: tuple[str, ...]

    @property
    def is_enough(self) -> bool:
        return min(self.together, self.branches) >= LEAST


def rule_modules(pyproject: dict[str, Any]) -> tuple[str, ...]:
    """The modules that the contract calls pure."""
    contracts = pyproject["tool"]["importlinter"]["contracts"]
    (rules,) = (contract for contract in contracts if contract["id"] == "rules")
    return tuple(rules["source_modules"])


def group_of(path: str, rules: tuple[str, ...]) -> str | None:
    """The group of a file by its path from the checkout, None when it is in none."""
    module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    if any(module == rule or module.startswith(f"{rule}.") for rule in rules):
        return "rules"
    parts = module.split(".")
    if len(parts) > 1 and parts[0] != "tests":
        if parts[1] == "services":
            return "services"
        if parts[1] == "tasks":
            return "tasks"
    return None


def reached(files: dict[str, Any]) -> Reached:
    """What a report in coverage.py's JSON says of these files together."""

    def total(name: str) -> int:
        return sum(file["summary"][name] for file in files.values())

    return Reached(
        together=_percent(
            total("covered_lines") + total("covered_branches"),
            total("num_statements") + total("num_branches"),
        ),
        branches=_percent(total("covered_branches"), total("num_branches")),
        missing=tuple(
            f"{path}:{line}" for path, file in files.items() for line in file["missing_lines"]
        ),
    )


def _percent(part: int, whole: int) -> float:
    return 100.0 * part / whole if whole else 100.0


def main() -> int:
    with tempfile.TemporaryDirectory() as directory:
        report = Path(directory) / "coverage.json"
        command = [sys.executable, "-m", "coverage", "json", "--quiet", "-o", str(report)]
        subprocess.run(command, check=True, cwd=CHECKOUT)
        files = json.loads(report.read_text())["files"]
    rules = rule_modules(tomllib.loads((CHECKOUT / "pyproject.toml").read_text()))
    failed = False
    for group in GROUPS:
        found = reached({p: f for p, f in files.items() if group_of(p, rules) == group})
        failed = failed or not found.is_enough
        sys.stdout.write(
            f"{group}: {found.together:.1f} % of lines and branches, "
            f"{found.branches:.1f} % of branches alone (at least {LEAST:.0f})\n"
        )
        if not found.is_enough:
            sys.stdout.write("".join(f"  not run: {place}\n" for place in found.missing))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
