"""The sample, loaded once for all tests of a module: that takes seconds."""

from collections.abc import Iterator
from functools import partial

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from config.sample.loading import load_sample
from config.sample.tables import Loaded

# Where loadings are broken off: in the middle of the texts, and of the decisions.
_BROKEN_OFF_AT = (6, 20)


class BrokenOffError(Exception):
    """What a kill is to whoever waits for the loading."""


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[Loaded]]:  # noqa: ARG001 - its tables
    """The sample, loaded by two calls that were broken off and one that went on; what this one
    and a further one added. The tests see it committed and take back what they change.
    """
    with django_db_blocker.unblock():
        try:
            for step in _BROKEN_OFF_AT:
                with pytest.raises(BrokenOffError):
                    load_sample(progress=partial(_break_off, step))
            yield [load_sample(), load_sample()]
        finally:
            call_command("flush", interactive=False, verbosity=0)


def _break_off(at: int, done: int, _total: int) -> None:
    if done == at:
        raise BrokenOffError
