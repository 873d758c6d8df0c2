"""Fixtures that every part of the tests may use."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import Stack


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    """A `manage.py up` that is not started yet; nothing of it is left after the test."""
    stack = Stack(tmp_path)
    try:
        yield stack
    finally:
        stack.close()
