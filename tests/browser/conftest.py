"""One browser and one filled site for all tests that look at pages.

    def test_home_is_quiet(site: Site, open_window: OpenWindow) -> None:
        assert open_window(site.address).open("/").troubles == []

`site` is served for real, from committed rows that the tests of a module share: they read, through
the browser alone. Tests that write stand in another module, take pytest-django's `live_server`
and make their own rows. All stay in this package, which runs on one worker
(tests.grouping): one browser starts.
"""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from django.db import connections
from playwright.sync_api import Browser, ViewportSize, sync_playwright
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from tests.browser.chromium import ARGUMENTS, NoBrowserError, find_chromium
from tests.browser.filled import Site, fill
from tests.browser.window import DESKTOP, Scheme, Window

OpenWindow = Callable[..., Window]

SECONDS = 10


def pytest_itemcollected(item: pytest.Item) -> None:
    item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The browser; where there is none the test is skipped, or fails (tests.browser.chromium)."""
    try:
        program = find_chromium(os.environ, shutil.which)
    except NoBrowserError as missing:
        if missing.is_failure:
            pytest.fail(str(missing))
        pytest.skip(str(missing))
    with pytest.MonkeyPatch.context() as patch:
        # Playwright keeps an event loop open in this thread; Django would refuse every query in
        # it, though none runs inside the loop.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
            yield browser
            # Beside an open loop Django has connections of their own, which nobody else closes:
            # one left open keeps PostgreSQL's test database from being dropped.
            connections.close_all()
            browser.close()


# The browser first: without one there is nothing to fill a site for.
@pytest.fixture(scope="module")
def site(
    browser: Browser,  # noqa: ARG001
    django_db_setup: None,  # noqa: ARG001
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Site]:
    """A site with everything on it, served by a thread of this process."""
    with django_db_blocker.unblock():
        try:
            filled = fill()
            server = LiveServer("127.0.0.1")
            yield filled.served_at(server.url)
            server.stop()
        finally:
            call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def open_window(browser: Browser) -> Iterator[OpenWindow]:
    """Makes windows: `open_window(address, scheme="dark", size=PHONE)`."""
    contexts = []

    def make(
        address: str,
        *,
        scheme: Scheme = "light",
        size: ViewportSize = DESKTOP,
        script: bool = True,
    ) -> Window:
        context = browser.new_context(
            color_scheme=scheme, viewport=size, reduced_motion="reduce", java_script_enabled=script
        )
        context.set_default_timeout(SECONDS * 1000)
        contexts.append(context)
        return Window.of(context, address)

    yield make
    for context in contexts:
        context.close()
