"""Documents that end the process reading them: counted, and not read a third time."""

import hashlib
from collections.abc import Callable
from typing import TypeVar

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from common.isolation import IsolatedCrashError, IsolatedTimeoutError, run_isolated
from sources.exceptions import QuarantinedError
from sources.models import DeadlyDocument

T = TypeVar("T")

DEADLY = 2  # processes ended; the first end may have been the machine's fault
_LONGEST_REASON = 300
_LONGEST_URL = 2_000


def read_safely(
    function: Callable[[bytes], T], body: bytes, *, url: str, seconds: float, megabytes: int
) -> T:
    """`function(body)` in a process of its own, as common.isolation.run_isolated.

    A body that ends its process is remembered by its sha256; from the second time on it raises
    QuarantinedError, and it is not read again wherever it comes from. The first time raises the
    IsolatedError itself. Must not be called inside a transaction: the count has to stay.
    """
    sha256 = hashlib.sha256(body).hexdigest()
    _refuse_deadly(sha256)
    try:
        return run_isolated(function, body, seconds=seconds, megabytes=megabytes)
    except (IsolatedTimeoutError, IsolatedCrashError) as error:
        count_end(sha256, url, str(error))
        _refuse_deadly(sha256)
        raise


def deadly_documents() -> dict[str, str]:
    """The sha256 of each document in quarantine, and the sentence that says why: for those who
    read many documents where they may not ask the database.
    """
    deadly = DeadlyDocument.objects.filter(kills__gte=DEADLY)
    return {document.sha256: _sentence(document) for document in deadly}


def _refuse_deadly(sha256: str) -> None:
    deadly = DeadlyDocument.objects.filter(sha256=sha256, kills__gte=DEADLY).first()
    if deadly is not None:
        raise QuarantinedError(_sentence(deadly))


def _sentence(deadly: DeadlyDocument) -> str:
    return _(
        "The document is in quarantine and is not read until it changes: it stopped the "
        "process reading it %(kills)d times, last on %(day)s. %(reason)s"
    ) % {
        "kills": deadly.kills,
        "day": deadly.last_at.date().isoformat(),
        "reason": deadly.reason,
    }


def count_end(sha256: str, url: str, reason: str) -> None:
    """One more process ended; two workers with the same document both count."""
    now = timezone.now()
    _document, is_first = DeadlyDocument.objects.get_or_create(
        sha256=sha256,
        defaults={
            "url": url[:_LONGEST_URL],
            "reason": reason[:_LONGEST_REASON],
            "first_at": now,
            "last_at": now,
        },
    )
    if not is_first:
        DeadlyDocument.objects.filter(sha256=sha256).update(
            kills=F("kills") + 1, reason=reason[:_LONGEST_REASON], last_at=now
        )
