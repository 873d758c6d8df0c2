"""The sample beside the server: nobody waits for it, and a program that ends stays ended."""

import sys
import time
from pathlib import Path

import pytest
import requests
from django.conf import settings

from config.processes.child import Child, Program
from config.sample import ferries
from tests.processes import Stack, wait_until


@pytest.mark.processes
def test_up_answers_first_and_loads_the_sample_beside(tmp_path: Path) -> None:
    stack = Stack(tmp_path, arguments=())
    try:
        stack.start()
        at_once = requests.get(f"{stack.url}/api/v1/experts/", timeout=10).json()
        wait_until(lambda: "Sample loaded" in stack.output(), 60, "the sample is loaded")
        wait_until(lambda: "sample" not in stack.children(), 5, "its program is gone")
        timeline = requests.get(
            f"{stack.url}/api/v1/propositions/{ferries.BRIDGE}/timeline/", timeout=10
        )
        stack.stop()
    finally:
        stack.close()

    assert {one.name for one in ferries.EXPERTS} < {one["name"] for one in at_once["results"]}
    assert timeline.status_code == 200
    assert stack.output().count("sample | Sample loaded") == 1
    assert "sample | ended" not in stack.output()


@pytest.mark.parametrize(("status", "said"), [(0, []), (3, ["broken off (status 3)"])])
def test_a_program_that_comes_to_an_end_is_not_started_again(status: int, said: list[str]) -> None:
    lines: list[str] = []
    program = Program("task", [sys.executable, "-c", f"raise SystemExit({status})"], is_task=True)
    child = Child(
        program,
        environment={},
        directory=settings.BASE_DIR,
        say=lambda _name, line: lines.append(line),
    )
    child.start()
    wait_until(lambda: not child.is_running(), 10, "it ended")

    for _ in range(3):
        child.keep_alive()
        time.sleep(0.01)

    assert not child.is_running()
    assert lines == [f"{one}; the next start goes on" for one in said]
