"""Renders the page of an expert of the sample to docs/images/expert.png, for the README.

    make screenshot

Needs a browser (tests/browser/chromium.py says how it is found). The sample is loaded into a
directory of its own; the picture is the same each time, on the same browser and fonts.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from tests.browser.chromium import ARGUMENTS, NoBrowserError, find_chromium
from tests.processes import Stack

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "expert.png"
PAGE = "/experts/joren-vasmaker/"
SIZE = ViewportSize(width=1200, height=1000)
LARGEST = 200_000  # bytes: what a README may weigh
_LOADING = 300.0  # seconds


def main() -> None:
    try:
        program = find_chromium(os.environ, shutil.which)
    except NoBrowserError as missing:
        sys.exit(str(missing))
    with tempfile.TemporaryDirectory() as directory:
        stack = Stack(Path(directory))
        try:
            for command in ("migrate", "load_sample"):
                stack.manage(command, seconds=_LOADING).check_returncode()
            stack.start()
            render(program, f"{stack.url}{PAGE}")
        finally:
            stack.close()
    size = PICTURE.stat().st_size
    if size > LARGEST:
        sys.exit(f"{PICTURE.relative_to(ROOT)} has {size} bytes, more than {LARGEST}.")
    sys.stdout.write(f"{PICTURE.relative_to(ROOT)}: {size} bytes\n")


def render(program: str, address: str) -> None:
    """The upper part of the page by day, as on a desk; SystemExit when there is no such page."""
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        page = browser.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
        answer = page.goto(address, wait_until="load")
        if answer is None or not answer.ok:
            sys.exit(f"There is no page {address}.")
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
