"""Forms in a browser: what is wrong is said first, and a key leads to the field."""

import pytest

from tests.browser.conftest import OpenWindow
from tests.browser.filled import Site
from tests.browser.window import PHONE

# Not for rows of their own: so that the database is there.
pytestmark = pytest.mark.django_db


def test_a_form_sent_back_says_what_is_wrong_and_leads_to_it(
    site: Site, open_window: OpenWindow
) -> None:
    window = open_window(site.address, size=PHONE).open("/subscribe/?expert=marit-solvang")

    window.page.get_by_role("button", name="Subscribe", exact=True).click()
    summary = window.page.get_by_role("alert")
    summary.get_by_role("link").click()

    assert summary.get_by_role("link").inner_text() == "E-mail address: This field is required."
    assert window.page.evaluate("document.activeElement.name") == "address"
    assert window.page.get_by_label("E-mail address").get_attribute("aria-invalid") == "true"
    assert window.violations() == []
    assert window.wider_than_the_window() == []


def test_searching_works_by_keyboard_alone(site: Site, open_window: OpenWindow) -> None:
    window = open_window(site.address).open("/search/")

    window.page.get_by_label("A name or words").focus()
    window.page.keyboard.type("霧浜")
    window.page.keyboard.press("Enter")
    window.page.get_by_role("link", name="霧浜 澄江", exact=True).first.click()

    assert window.page.get_by_role("heading", level=1).inner_text() == "霧浜 澄江"
