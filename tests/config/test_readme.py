"""The tour of the README, run as printed: every command works, every answer is the real one."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from tests.migrated import CHECKOUT
from tests.processes import Stack, wait_until

pytestmark = [pytest.mark.processes, pytest.mark.enable_socket]

_PRINTED_AT = "http://127.0.0.1:8000"
_SAMPLE_SECONDS = 90.0


@dataclass(frozen=True, slots=True)
class Step:
    """One block of commands, and the answer that is printed below it."""

    command: str
    language: str = ""
    answer: str = ""


def tour() -> list[Step]:
    section = (CHECKOUT / "README.md").read_text().partition("\n## Five minutes\n")[2]
    section = section.partition("\n## ")[0]
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
    steps: list[Step] = []
    for language, content in blocks:
        if language == "sh":
            steps.append(Step(content))
        else:
            steps[-1] = Step(steps[-1].command, language, content)
    return steps


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    stack = Stack(tmp_path, arguments=())
    try:
        yield stack
    finally:
        print(stack.output())  # noqa: T201 - pytest shows it when the tour went wrong
        stack.close()


def run(stack: Stack, command: str) -> str:
    """What the block prints; curl is asked of us instead, which not every machine has."""
    asked = re.fullmatch(r"curl -s '(\S+)'\n", command)
    if asked is not None:
        address = asked[1].replace(_PRINTED_AT, stack.url)
        assert address != asked[1], command
        return requests.get(address, timeout=20).text
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["/bin/sh", "-eu"],
        input=command.replace(". .venv/bin/activate\n", ""),
        cwd=CHECKOUT,
        env={**stack.environment, "PATH": path},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stderr}"
    return done.stdout


def differences(printed: Any, real: Any, path: str = "") -> list[str]:
    """Where the answer is not as printed; a printed object may leave keys out."""
    if isinstance(printed, dict) and isinstance(real, dict):
        return [
            found
            for key, value in printed.items()
            for found in (
                differences(value, real[key], f"{path}.{key}")
                if key in real
                else [f"{path}.{key}"]
            )
        ]
    if isinstance(printed, list) and isinstance(real, list) and len(printed) == len(real):
        return [
            found
            for number, (one, other) in enumerate(zip(printed, real, strict=True))
            for found in differences(one, other, f"{path}[{number}]")
        ]
    return [] if printed == real else [f"{path}: {printed!r}, not {real!r}"]


def test_every_command_of_the_tour_answers_as_printed(stack: Stack) -> None:
    steps = tour()
    stack.start()
    wait_until(lambda: "Sample loaded" in stack.output(), _SAMPLE_SECONDS, "the sample is loaded")

    for step in steps:
        real = run(stack, step.command)
        if step.language == "json":
            assert differences(json.loads(step.answer), json.loads(real)) == [], step.command
        elif step.language:
            assert real.replace(stack.url, _PRINTED_AT) == step.answer, step.command

    assert sum(bool(step.answer) for step in steps) >= 5


def test_every_address_of_the_readme_is_one_of_this_machine_or_reserved() -> None:
    found = re.findall(r"https?://[^\s`'\")>]+", (CHECKOUT / "README.md").read_text())
    hosts = {urlsplit(address).hostname or "" for address in found}

    assert {host for host in hosts if not host.endswith((".example", "127.0.0.1"))} == set()


@pytest.mark.parametrize(
    ("printed", "real", "found"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, []),
        ({"a": 1}, {"a": 2}, [".a: 1, not 2"]),
        ({"a": 1}, {"b": 1}, [".a"]),
        ([{"a": 1}], [{"a": 1}, {"a": 2}], [": [{'a': 1}], not [{'a': 1}, {'a': 2}]"]),
        ({"a": [1, {"b": None}]}, {"a": [1, {"b": 0}]}, [".a[1].b: None, not 0"]),
    ],
)
def test_an_answer_that_is_not_as_printed_is_found(
    printed: Any, real: Any, found: list[str]
) -> None:
    assert differences(printed, real) == found
