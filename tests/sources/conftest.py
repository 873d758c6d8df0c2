"""A news site on loopback that staff may register."""

from collections.abc import Iterator
from ipaddress import ip_network

import pytest
from pytest_django import Settings

from tests.loopback import Loopback, serving_pages


@pytest.fixture
def site(settings: Settings) -> Iterator[Loopback]:
    """Its pages and feeds may be fetched, without a gap between two requests."""
    settings.FETCH_ALLOWED_NETWORKS = (ip_network("127.0.0.0/8"),)
    settings.FETCH_HOST_GAP = 0.0
    with serving_pages() as site:
        yield site
