"""Owing, doing and settling readings: from a stored text to statements that await review."""

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from commentary.dating import published_on
from commentary.enums import ReadingState
from commentary.exceptions import LeaseLostError
from commentary.models import Reading, RosterChange
from commentary.reading import READER_VERSION, Document, Mark, read
from commentary.reading import Reading as Found
from commentary.services.placing import Placement, place
from commentary.services.revisions import follow_text, owe_changed
from common import leases
from common.bulk import insert_rows
from common.isolation import IsolatedError, run_isolated
from common.wake import wake
from sources.models import ArticleText
from sources.services.articles import set_watch_priority

logger = logging.getLogger(__name__)

READ_SECONDS = 30
READ_MEGABYTES = 500
# Longer than a wait for a free process, its start, a reading and the writing of what it found.
LEASE = timedelta(minutes=3)
# A text that kills the reader this often is left alone until the next version.
MAX_ATTEMPTS = 3
_REASON_LENGTH = 500
SWEEP_SIZE = 200
# Stored texts are read again in the background, so many at once: what is new waits for no more.
READ_AGAIN_AT_ONCE = 100
TRACKED_SPEAKER_PRIORITY = 10


@dataclass(frozen=True, slots=True)
class ReadingReport:
    """What one reading came to; counts are of rows, `occasion` is a row number or None."""

    state: str
    reason: str
    form: str
    occasion: int | None
    exchanges: int
    passages: int
    statements_new: int
    statements_seen: int
    appearances_new: int


def current_roster() -> int:
    """The number of the last change of tracked names, 0 before any."""
    return RosterChange.objects.aggregate(last=Max("pk"))["last"] or 0


def owe_readings(now: datetime) -> int:
    """Owe a reading of every text that nobody has read, and behind these, so many at a time that
    new texts hardly wait for them, of those that only earlier versions of the reader have and of
    those whose article changed since; returns how many. A text whose words were let go of has
    nothing to read.

    Two sweeps at once owe the same rows; the unique constraint keeps one of each.
    """
    by_anybody = Reading.objects.filter(article_text=OuterRef("pk"))
    by_us = by_anybody.filter(reader_version=READER_VERSION)
    texts = ArticleText.objects.exclude(text="").order_by("pk").values_list("pk", flat=True)
    unread = list(texts.filter(~Exists(by_anybody))[:SWEEP_SIZE])
    roster = current_roster()
    owed = _owe(unread, roster=roster, now=now)
    if len(unread) == SWEEP_SIZE:
        wake("texts")  # there may be more
    room = READ_AGAIN_AT_ONCE - Reading.objects.filter(state=ReadingState.OWED).count()
    if room > 0:
        read_before = texts.filter(~Exists(by_us))[:room]
        owed += _owe(list(read_before), roster=roster, now=now)
        owed += owe_changed(now, most=room)
    return owed


def owe_reading_again(article_text_ids: Sequence[int], *, roster: int) -> int:
    """Owe a reading of these texts with a newer roster of tracked names; returns how many were not
    owed or done with it already.
    """
    owed = _owe(article_text_ids, roster=roster, now=timezone.now())
    wake("texts")
    return owed


def _owe(article_text_ids: Sequence[int], *, roster: int, now: datetime) -> int:
    return insert_rows(
        [
            Reading(article_text_id=pk, reader_version=READER_VERSION, roster=roster, due_at=now)
            for pk in article_text_ids
        ],
        ignore_conflicts=True,
    )


def due_reading_ids(now: datetime) -> list[int]:
    """The readings that somebody should do now, longest waiting first."""
    return list(Reading.objects.due(now).values_list("pk", flat=True)[:SWEEP_SIZE])


def read_text(reading_id: int) -> ReadingReport | None:
    """Do one owed reading. None: somebody else has it, or it is done.

    Run twice, or again after a kill at any line, it finds what the first run placed and adds
    nothing. Whatever hinders it is written on the row.
    """
    now = timezone.now()
    token = leases.claim(Reading, reading_id, now=now, lease=LEASE, state=ReadingState.OWED)
    if token is None:
        return None
    reading = Reading.objects.select_related("article_text__article__outlet").get(pk=reading_id)
    if reading.attempts > 2 * MAX_ATTEMPTS:
        return _postpone(reading, token, reason="The worker stopped in the middle too often.")
    try:
        found = run_isolated(
            read,
            _document(reading.article_text),
            seconds=READ_SECONDS,
            megabytes=READ_MEGABYTES,
        )
    except IsolatedError as error:
        return _postpone(reading, token, reason=str(error))
    try:
        return _settle(reading, token, found)
    except LeaseLostError:
        logger.info("reading outlived its lease", extra={"reading": reading_id})
        return None
    except Exception as error:
        # Recorded and tried again: a text that cannot be placed must neither be forgotten
        # silently nor be read for ever.
        logger.exception("reading could not be placed", extra={"reading": reading_id})
        return _postpone(reading, token, reason=f"Not stored: {type(error).__name__}.")


def _document(text: ArticleText) -> Document:
    article = text.article
    return Document(
        text=text.text,
        title=text.title,
        language=article.language or article.outlet.language or "en",
        marks=tuple(Mark(kind, start, end) for kind, start, end in text.marks),
        published_on=published_on(article.published_at, time_zone=article.outlet.time_zone),
        byline=article.author,
    )


@transaction.atomic
def _settle(reading: Reading, token: UUID, found: Found) -> ReadingReport:
    placement = place(found, reading.article_text)
    change_seen = follow_text(found, reading.article_text)
    if placement.occasion is not None:
        set_watch_priority([reading.article_text.article_id], TRACKED_SPEAKER_PRIORITY)
    report = _report(found, placement)
    settled = leases.settle(
        Reading,
        reading.pk,
        token=token,
        state=ReadingState.DONE,
        due_at=None,
        form=found.form,
        found=asdict(report),
        reason=report.reason,
        read_at=timezone.now(),
        change_seen=change_seen,
    )
    if not settled:
        raise LeaseLostError(f"Reading {reading.pk} took longer than its lease.")
    return report


def _report(found: Found, placement: Placement) -> ReadingReport:
    return ReadingReport(
        state=ReadingState.DONE,
        reason="; ".join(placement.refused)[:_REASON_LENGTH],
        form=found.form,
        occasion=placement.occasion,
        exchanges=len(found.interview.exchanges) if found.interview else 0,
        passages=placement.passages_new,
        statements_new=placement.statements_new,
        statements_seen=placement.statements_seen,
        appearances_new=placement.appearances_new,
    )


def _postpone(reading: Reading, token: UUID, *, reason: str) -> ReadingReport:
    """The reader did not come to an end: try again later, or give up and say so on the row."""
    given_up = reading.attempts >= MAX_ATTEMPTS
    leases.settle(
        Reading,
        reading.pk,
        token=token,
        state=ReadingState.FAILED if given_up else ReadingState.OWED,
        due_at=None if given_up else timezone.now() + LEASE,
        reason=reason[:_REASON_LENGTH],
    )
    state = ReadingState.FAILED if given_up else ReadingState.OWED
    return ReadingReport(state, reason, "", None, 0, 0, 0, 0, 0)
