"""Fixtures that every part of the tests may use."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.processes import Stack

# Rules are judged by what they answer: how long that takes on a busy machine tells nothing.
settings.register_profile(
    "stanceline", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("stanceline")


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    """A `manage.py up` that is not started yet; nothing of it is left after the test."""
    stack = Stack(tmp_path)
    try:
        yield stack
    finally:
        stack.close()
