"""Which Stanceline this is."""

import tomllib
from functools import cache

from django.conf import settings


@cache
def product_version() -> str:
    """The version in pyproject.toml, such as `0.1.0`."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    version: str = project["project"]["version"]
    return version
