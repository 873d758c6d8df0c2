"""The pages as people meet them: in a browser, on a phone or at a desk, by day and by night."""

import pytest

from tests.browser.conftest import OpenWindow
from tests.browser.filled import Site
from tests.browser.window import BY_NIGHT, DESKTOP, NARROWER, NARROWEST, PHONE

# Not for rows of their own: so that the database is there.
pytestmark = pytest.mark.django_db


def test_every_page_loads_under_its_policy_with_nothing_to_complain_about(
    site: Site, open_window: OpenWindow
) -> None:
    window, found = open_window(site.address), {}
    for name, path in site.paths.items():
        found[name] = list(window.open(path).troubles)
        window.troubles.clear()

    refused = "error: Failed to load resource: the server responded with a status of "
    expected = {name: list[str]() for name in site.paths} | {
        "dead link": [f"{refused}404 (Not Found)"],
        "not found": [f"{refused}404 (Not Found)"],
        "search refused": [f"{refused}422 (Unprocessable Entity)"],
    }
    assert found == expected


def test_axe_finds_nothing_on_any_page(site: Site, open_window: OpenWindow) -> None:
    window, found = open_window(site.address), {}

    for name, path in site.paths.items():
        window.look("light", DESKTOP).open(path)
        found[name, "light, desktop"] = window.violations()
        window.look("dark", DESKTOP)
        found[name, "dark, desktop"] = window.violations(rules=BY_NIGHT)
        window.look("dark", PHONE)
        found[name, "dark, phone"] = window.violations(rules=NARROWER)

    assert {where: what for where, what in found.items() if what} == {}


def test_no_page_scrolls_sideways(site: Site, open_window: OpenWindow) -> None:
    window, found = open_window(site.address), {}

    for name, path in site.paths.items():
        window.open(path)
        for size in (NARROWEST, PHONE, DESKTOP):
            window.look("light", size)
            found[name, size["width"]] = window.wider_than_the_window()

    assert {where: what for where, what in found.items() if what} == {}


def test_the_first_key_reaches_the_content(site: Site, open_window: OpenWindow) -> None:
    window = open_window(site.address).open("/experts/")

    window.page.keyboard.press("Tab")
    skip = window.focused()
    window.page.keyboard.press("Enter")
    window.page.keyboard.press("Tab")

    assert (skip["text"], skip["seen"], skip["outline"]) == ("Skip to the content", True, "solid")
    assert window.page.url.endswith("#content")
    assert window.page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("name", ["home", "expert", "subscribe"])
def test_whatever_a_key_reaches_is_seen_to_be_reached(
    site: Site, open_window: OpenWindow, name: str
) -> None:
    window = open_window(site.address, size=PHONE).open(site.paths[name])
    reached = []

    for _ in range(25):
        window.page.keyboard.press("Tab")
        focus = window.focused()
        if focus["tag"] == "body":
            break
        reached.append((focus["text"][:30], focus["outline"], focus["width"] >= 2, focus["seen"]))

    assert len(reached) > 8
    assert [one for one in reached if one[1:] != ("solid", True, True)] == []


def test_a_list_is_read_without_script(site: Site, open_window: OpenWindow) -> None:
    window = open_window(site.address, script=False).open("/")

    window.page.get_by_role("link", name="Experts", exact=True).click()
    window.page.get_by_role("link", name="Marit Solvang", exact=True).click()

    assert window.page.get_by_role("heading", level=1).inner_text() == "Marit Solvang"
