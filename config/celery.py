"""The Celery application. Everything it is told stands in `config.settings` (CELERY_...)."""

import os
import warnings
from typing import Any

import structlog
from celery import Celery
from celery.exceptions import SecurityWarning
from celery.signals import celeryd_init, setup_logging, task_postrun, task_prerun

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


@task_prerun.connect
def name_task_in_logs(task_id: str, task: Any, **_: Any) -> None:
    """Every line that a task writes says which one it was."""
    structlog.contextvars.bind_contextvars(task=task.name, task_id=task_id)


@task_postrun.connect
def forget_task_in_logs(**_: Any) -> None:
    structlog.contextvars.unbind_contextvars("task", "task_id")
