"""Reading the API as anybody may."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _uncounted() -> Iterator[None]:
    """Each test begins with nobody's requests counted by the throttle."""
    cache.clear()
    yield
    cache.clear()
