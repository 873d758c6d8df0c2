"""Which browser the tests drive, and what happens where there is none.

`CHROMIUM` names a program; else the usual names on PATH are tried. Where none is found the tests
are skipped, and say so loudly at the end of the run; they fail where `CI` or
`STANCELINE_BROWSER=required` says that a browser must be there.
"""

from collections.abc import Callable, Mapping

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
MISSING = (
    "NO BROWSER, so no page was looked at: install Debian's chromium, or name one in CHROMIUM."
)


class NoBrowserError(Exception):
    """There is no browser; `is_failure` where there must be one."""

    def __init__(self, *, is_failure: bool) -> None:
        super().__init__(MISSING)
        self.is_failure = is_failure


def find_chromium(environment: Mapping[str, str], which: Callable[[str], str | None]) -> str:
    """The program to start; raises NoBrowserError. `which` finds a name on PATH."""
    named = environment.get("CHROMIUM", "")
    for name in (named,) if named else NAMES:
        program = which(name)
        if program:
            return program
    required = environment.get("STANCELINE_BROWSER") == "required"
    raise NoBrowserError(is_failure=required or environment.get("CI", "") in {"true", "1"})
