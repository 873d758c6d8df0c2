"""Fixtures that every part of the tests may use."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer

from tests.browser.chromium import MISSING
from tests.grouping import PathGroupScheduling
from tests.migrated import Migrated, make_migrated
from tests.processes import Stack

# Rules are judged by what they answer: how long that takes on a busy machine tells nothing.
settings.register_profile(
    "stanceline", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("stanceline")


@pytest.hookimpl(trylast=True)  # after the order is shuffled
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that mostly wait for processes: others fill the time beside them."""
    items.sort(key=lambda item: item.get_closest_marker("processes") is None)


@pytest.fixture(scope="session")
def migrated_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Migrated]:
    """What stacks begin from that are not about their first start."""
    migrated = make_migrated(tmp_path_factory.mktemp("migrated"))
    try:
        yield migrated
    finally:
        migrated.drop()


@pytest.fixture
def stack(tmp_path: Path, migrated_database: Migrated) -> Iterator[Stack]:
    """A `manage.py up` that is not started yet; nothing of it is left after the test."""
    stack = Stack(tmp_path, migrated_database)
    try:
        yield stack
    finally:
        stack.close()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(
    config: pytest.Config, log: Producer
) -> PathGroupScheduling | None:
    """Ours for `--dist loadgroup`; the usual ones for every other way."""
    return PathGroupScheduling(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A line that nobody overlooks where pages could not be looked at."""
    skipped = terminalreporter.getreports("skipped")
    if any(MISSING in str(report.longrepr) for report in skipped):
        terminalreporter.write_line(MISSING, red=True, bold=True)
