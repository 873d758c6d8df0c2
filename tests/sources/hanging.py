"""A parser that comes to no end, for the processes that read documents: they import no more."""

import time


def hang(_body: bytes, *, url: str, content_type: str) -> None:
    time.sleep(60)
    raise AssertionError(f"Nobody ended the reading of {url} ({content_type}).")
