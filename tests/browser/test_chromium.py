"""Which browser is driven, and what happens where there is none."""

from collections.abc import Callable

import pytest

from tests.browser.chromium import MISSING, NoBrowserError, find_chromium


@pytest.mark.parametrize(
    ("environment", "on_path", "found"),
    [
        ({}, {"chromium", "google-chrome"}, "chromium"),
        ({}, {"google-chrome"}, "google-chrome"),
        ({"CHROMIUM": "/opt/chromium"}, {"chromium", "/opt/chromium"}, "/opt/chromium"),
    ],
)
def test_the_named_browser_or_else_a_usual_one_is_driven(
    environment: dict[str, str], on_path: set[str], found: str
) -> None:
    assert find_chromium(environment, _which(on_path)) == found


@pytest.mark.parametrize(
    ("environment", "is_failure"),
    [
        ({}, False),
        ({"CI": "false"}, False),
        ({"CI": "true"}, True),
        ({"STANCELINE_BROWSER": "required"}, True),
        ({"CHROMIUM": "/not/there", "CI": "true"}, True),
    ],
)
def test_no_browser_is_a_failure_only_where_one_must_be(
    environment: dict[str, str], is_failure: bool
) -> None:
    with pytest.raises(NoBrowserError, match="NO BROWSER") as refusal:
        find_chromium(environment, _which(set()))

    assert (str(refusal.value), refusal.value.is_failure) == (MISSING, is_failure)


def _which(on_path: set[str]) -> Callable[[str], str | None]:
    return lambda name: name if name in on_path else None
