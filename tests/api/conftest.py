"""Reading the API as anybody may."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.api.owners import Program


@pytest.fixture(autouse=True)
def _uncounted() -> Iterator[None]:
    """Each test begins with nobody's requests counted by the throttle."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def program(db: None) -> Program:  # noqa: ARG001 - it writes the subscriber
    """A subscriber who has a token and nothing else."""
    return Program()
