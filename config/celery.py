"""The Celery application. Everything it is told stands in `config.settings` (CELERY_...)."""

import os
import warnings
from typing import Any

from celery import Celery
from celery.exceptions import SecurityWarning
from celery.signals import celeryd_init, setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("stanceline")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


# A worker of root is warned about because of pickled messages; ours are JSON and nothing else.
warnings.filterwarnings("ignore", category=SecurityWarning)


@setup_logging.connect
def leave_logging_to_django(**_: Any) -> None:
    """Being connected is enough: Celery then leaves Django's LOGGING alone."""


@celeryd_init.connect
def refuse_without_secret_key(**_: Any) -> None:
    """A worker signs links and decrypts addresses: stop with one line instead of in some task."""
    from config.startup import exit_without_secret_key  # noqa: PLC0415 - it reads the settings

    exit_without_secret_key()
