"""kill -9 of a worker at a named point, once.

The product knows nothing of this: an app that only these tests install replaces one function in
the worker process by one that kills the process it runs in, and does so a single time (a file says
that it happened).
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.apps import AppConfig

POINT = "STANCELINE_TEST_KILL_AT"
DONE = "killed-by-test"

TEXT_STORED_AND_NOT_READ = "text stored and not read"
CHANGE_CONFIRMED_AND_NO_EVENT = "change confirmed and no event"
CLAIMED_AND_NOT_SENT = "delivery claimed and not sent"
SENT_AND_NOT_RECORDED = "sent and not recorded"


class FaultsConfig(AppConfig):
    name = "tests.e2e"
    label = "faults"

    def ready(self) -> None:
        if " worker " in f" {' '.join(sys.argv)} " and os.environ.get(POINT):
            _PLANTS[os.environ[POINT]]()


_dying = threading.Lock()


def kill_once() -> None:
    """Kill this process, unless an earlier one was. Its other threads wait here to die with it:
    what they would still begin is another fault than the one under test.
    """
    mark = Path(os.environ["DATA_DIR"]) / DONE
    with _dying:
        try:
            mark.touch(exist_ok=False)
        except FileExistsError:
            return
        os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(60)


def _before(module: Any, name: str, when: Callable[..., bool]) -> None:
    """Let `module.name` kill the process before it does anything, the first time `when` holds."""
    wrapped = getattr(module, name)

    def dying(*args: Any, **kwargs: Any) -> Any:
        if when(*args, **kwargs):
            kill_once()
        return wrapped(*args, **kwargs)

    setattr(module, name, dying)


def _plant_before_reading() -> None:
    from commentary.services import readings

    _before(readings, "read_text", _pages_are_stored)


def _plant_before_numbering() -> None:
    from alerts.services import events
    from commentary.enums import RecordKind
    from commentary.models import Record

    waiting = Record.objects.filter(kind=RecordKind.CHANGE_CONFIRMED, numbered_at__isnull=True)
    _before(events, "number_events", lambda *_args, **_kwargs: waiting.exists())


def _pages_are_stored(*_args: Any, **_kwargs: Any) -> bool:
    """Wait for the other page: a visit in flight would be due again after its own lease only."""
    from sources.enums import ArticleState
    from sources.models import Article

    return _wait_for_none(Article.objects.filter(state=ArticleState.OWED))


def _mail_is_out(*_args: Any, **_kwargs: Any) -> bool:
    """Wait for the mail of the other thread: its lease is three times a webhook's."""
    from alerts.enums import Channel, DeliveryState
    from alerts.models import Delivery

    return _wait_for_none(Delivery.objects.filter(channel=Channel.EMAIL, state=DeliveryState.OWED))


def _wait_for_none(rows: Any) -> bool:
    deadline = time.monotonic() + 20
    while rows.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    return True


def _plant_before_sending() -> None:
    from alerts.transports import webhook

    _before(webhook, "send", _mail_is_out)


def _plant_before_recording() -> None:
    from alerts.enums import Channel
    from alerts.models import Delivery
    from alerts.services import deliveries

    webhooks = Delivery.objects.filter(channel=Channel.WEBHOOK)
    _before(
        deliveries,
        "settle",
        lambda _model, pk, **_kwargs: webhooks.filter(pk=pk).exists() and _mail_is_out(),
    )


_PLANTS: dict[str, Callable[[], None]] = {
    TEXT_STORED_AND_NOT_READ: _plant_before_reading,
    CHANGE_CONFIRMED_AND_NO_EVENT: _plant_before_numbering,
    CLAIMED_AND_NOT_SENT: _plant_before_sending,
    SENT_AND_NOT_RECORDED: _plant_before_recording,
}
