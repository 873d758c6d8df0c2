"""Polled addresses, the log of polling them, and the stretches that were missed."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.history import History
from common.http.errors import BadUrlError
from common.models import LeasedModel, TimeStampedModel, known_value, ordered
from sources.addresses import host_of
from sources.enums import ErrorKind, FeedState, FetchOutcome
from sources.models.outlets import Outlet

#: What polling writes of its own accord; nobody edits it, so it is in no history.
POLLER_COLUMNS = [
    "due_at",
    "lease_token",
    "attempts",
    "due_reason",
    "etag",
    "last_modified",
    "host",
    "validators_distrusted_at",
    "body_sha256",
    "full_answer_at",
    "recent_items",
    "pace_seconds",
    "asked_seconds",
    "moved_to",
    "moved_since",
    "last_polled_at",
    "last_success_at",
    "failures_in_a_row",
    "gone_in_a_row",
    "error_kind",
    "last_error",
]


class FeedQuerySet(models.QuerySet["Feed"]):
    def due(self, now: datetime) -> FeedQuerySet:
        """Feeds that somebody should poll now, longest waiting first."""
        return self.filter(state=FeedState.ACTIVE, due_at__lte=now).order_by("due_at", "pk")


class Feed(TimeStampedModel, LeasedModel):
    """A feed that is polled. `due_at` is the next poll, `due_reason` why then."""

    outlet = models.ForeignKey(
        Outlet, on_delete=models.PROTECT, related_name="feeds", verbose_name=_("outlet")
    )
    url = models.URLField(_("address"), max_length=2000, unique=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    host = models.CharField(
        _("host"), max_length=300, blank=True, editable=False, help_text=_("Name and port.")
    )
    state = models.CharField(
        _("state"), max_length=20, choices=FeedState.choices, default=FeedState.ACTIVE
    )
    state_reason = models.CharField(_("why this state"), max_length=300, blank=True)
    due_reason = models.CharField(_("why the next poll is then"), max_length=300, blank=True)
    etag = models.TextField(blank=True, editable=False, help_text=_("Sent back byte for byte."))
    last_modified = models.TextField(
        blank=True, editable=False, help_text=_("Sent back byte for byte.")
    )
    validators_distrusted_at = models.DateTimeField(
        _("validators distrusted since"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Its server said “not modified” of a feed that was."),
    )
    body_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    full_answer_at = models.DateTimeField(
        _("last answer in full"), null=True, blank=True, editable=False
    )
    recent_items = models.BinaryField(
        default=bytes,
        editable=False,
        help_text=_("Eight bytes of the hash of each item of the last answer in full."),
    )
    pace_seconds = models.PositiveIntegerField(
        _("pace"),
        default=0,
        editable=False,
        help_text=_("Seconds between polls by rate and overlap alone; 0: not known yet."),
    )
    asked_seconds = models.PositiveIntegerField(
        _("asked for"),
        default=0,
        editable=False,
        help_text=_("Seconds between polls that the feed's own words ask for."),
    )
    moved_to = models.CharField(_("says it moved to"), max_length=2000, blank=True, editable=False)
    moved_since = models.DateTimeField(_("says so since"), null=True, blank=True, editable=False)
    last_polled_at = models.DateTimeField(_("last poll"), null=True, blank=True, editable=False)
    last_success_at = models.DateTimeField(
        _("last success"), null=True, blank=True, editable=False
    )
    failures_in_a_row = models.PositiveIntegerField(default=0, editable=False)
    gone_in_a_row = models.PositiveIntegerField(default=0, editable=False)
    error_kind = models.CharField(
        _("kind of error"),
        max_length=20,
        choices=ErrorKind.choices,
        blank=True,
        editable=False,
    )
    last_error = models.CharField(_("last error"), max_length=500, blank=True, editable=False)

    objects = models.Manager.from_queryset(FeedQuerySet)()
    history = History(machine_columns=POLLER_COLUMNS)

    class Meta:
        ordering = ["outlet__name", "url"]
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        constraints = [
            known_value("state", FeedState, name="feed_state_known"),
            known_value("error_kind", ErrorKind, name="feed_error_kind_known", or_empty=True),
            models.CheckConstraint(
                name="feed_move_has_its_day",
                condition=models.Q(moved_to="", moved_since__isnull=True)
                | (~models.Q(moved_to="") & models.Q(moved_since__isnull=False)),
            ),
        ]
        indexes = [  # Serves due().
            models.Index(
                fields=["due_at", "id"],
                name="feed_due",
                condition=models.Q(state=FeedState.ACTIVE),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.url

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Keep the host beside the address, whoever changes that: polls are spread over hosts."""
        self.host = ""
        with suppress(BadUrlError):  # polling it says what is wrong with it
            self.host = host_of(self.url)[:300]
        if update_fields is not None and "url" in update_fields:
            update_fields = {*update_fields, "host"}
        super().save(*args, update_fields=update_fields, **kwargs)


class FeedFetch(models.Model):
    """One attempt to poll a feed: what was answered and what came of it."""

    feed = models.ForeignKey(
        Feed, on_delete=models.CASCADE, related_name="fetches", verbose_name=_("feed")
    )
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"))
    outcome = models.CharField(_("outcome"), max_length=20, choices=FetchOutcome.choices)
    host = models.CharField(_("host"), max_length=300, blank=True)
    error_kind = models.CharField(
        _("kind of error"), max_length=20, choices=ErrorKind.choices, blank=True
    )
    is_audit = models.BooleanField(
        _("asked without validators to see whether “not modified” is true"), default=False
    )
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True, blank=True)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    items = models.PositiveIntegerField(_("items in the feed"), default=0)
    items_new = models.PositiveIntegerField(_("new items"), default=0)
    error = models.CharField(_("error"), max_length=500, blank=True)

    class Meta:
        ordering = ["-started_at", "-id"]
        verbose_name = _("poll")
        verbose_name_plural = _("polls")
        constraints = [
            known_value("outcome", FetchOutcome, name="feedfetch_outcome_known"),
            known_value("error_kind", ErrorKind, name="feedfetch_error_kind_known", or_empty=True),
        ]
        indexes = [
            models.Index(fields=["feed", "-started_at"], name="feedfetch_of_feed"),
            # Serves pruning and the look at all hosts of the last minutes.
            models.Index(fields=["finished_at"], name="feedfetch_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.feed_id} {self.started_at:%Y-%m-%d %H:%M:%S}"


class FeedGap(models.Model):
    """A stretch of a feed that nobody may have seen: a full answer shared no item with the one
    before it.
    """

    feed = models.ForeignKey(
        Feed, on_delete=models.CASCADE, related_name="gaps", verbose_name=_("feed")
    )
    after = models.DateTimeField(_("after"), help_text=_("The last answer before it."))
    before = models.DateTimeField(_("before"), help_text=_("The answer that shared nothing."))

    class Meta:
        ordering = ["-before", "-id"]
        verbose_name = _("gap")
        verbose_name_plural = _("gaps")
        constraints = [
            models.UniqueConstraint(fields=["feed", "before"], name="feedgap_once"),
            ordered("after", "before", name="feedgap_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.feed_id} {self.after:%Y-%m-%d %H:%M} .. {self.before:%Y-%m-%d %H:%M}"
