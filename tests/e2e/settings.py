"""The product's settings and one app more: it kills the worker at a named point."""

from config.settings import *  # noqa: F403 - all of the product's settings
from config.settings import INSTALLED_APPS as PRODUCT

INSTALLED_APPS = [*PRODUCT, "tests.e2e.faults.FaultsConfig"]
