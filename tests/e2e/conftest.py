"""The world outside a stack: a news site and a webhook receiver on loopback."""

from collections.abc import Iterator

import pytest

from tests.loopback import Loopback, serving_pages
from tests.sinks import Sink, receiving


@pytest.fixture
def site() -> Iterator[Loopback]:
    with serving_pages() as site:
        yield site


@pytest.fixture
def sink() -> Iterator[Sink]:
    with receiving() as sink:
        yield sink
