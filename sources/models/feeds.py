"""Polled addresses and the log of polling them."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.history import History
from common.models import LeasedModel, TimeStampedModel, known_value
from sources.enums import FeedState, FetchOutcome
from sources.models.outlets import Outlet


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
    state = models.CharField(
        _("state"), max_length=20, choices=FeedState.choices, default=FeedState.ACTIVE
    )
    state_reason = models.CharField(_("why this state"), max_length=300, blank=True)
    due_reason = models.CharField(_("why the next poll is then"), max_length=300, blank=True)
    etag = models.TextField(blank=True, editable=False, help_text=_("Sent back byte for byte."))
    last_modified = models.TextField(
        blank=True, editable=False, help_text=_("Sent back byte for byte.")
    )
    body_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    last_polled_at = models.DateTimeField(_("last poll"), null=True, blank=True, editable=False)
    last_success_at = models.DateTimeField(
        _("last success"), null=True, blank=True, editable=False
    )
    failures_in_a_row = models.PositiveIntegerField(default=0, editable=False)
    last_error = models.CharField(_("last error"), max_length=500, blank=True, editable=False)

    objects = models.Manager.from_queryset(FeedQuerySet)()
    history = History(
        machine_columns=[
            "due_at",
            "lease_token",
            "attempts",
            "due_reason",
            "etag",
            "last_modified",
            "body_sha256",
            "last_polled_at",
            "last_success_at",
            "failures_in_a_row",
            "last_error",
        ]
    )

    class Meta:
        ordering = ["outlet__name", "url"]
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        constraints = [known_value("state", FeedState, name="feed_state_known")]
        indexes = [  # Serves due().
            models.Index(
                fields=["due_at", "id"],
                name="feed_due",
                condition=models.Q(state=FeedState.ACTIVE),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.url


class FeedFetch(models.Model):
    """One attempt to poll a feed: what was answered and what came of it."""

    feed = models.ForeignKey(
        Feed, on_delete=models.CASCADE, related_name="fetches", verbose_name=_("feed")
    )
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"))
    outcome = models.CharField(_("outcome"), max_length=20, choices=FetchOutcome.choices)
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True, blank=True)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    items = models.PositiveIntegerField(_("items in the feed"), default=0)
    items_new = models.PositiveIntegerField(_("new items"), default=0)
    error = models.CharField(_("error"), max_length=500, blank=True)

    class Meta:
        ordering = ["-started_at", "-id"]
        verbose_name = _("poll")
        verbose_name_plural = _("polls")
        constraints = [known_value("outcome", FetchOutcome, name="feedfetch_outcome_known")]
        indexes = [models.Index(fields=["feed", "-started_at"], name="feedfetch_of_feed")]

    def __str__(self) -> str:
        return f"{self.feed_id} {self.started_at:%Y-%m-%d %H:%M:%S}"


class HostTurn(models.Model):
    """Whose turn it is at one host (name and port): one request in flight, a gap between two.

    `free_at` is when the next request may start. A request in flight holds the turn until its own
    deadline, so a killed worker blocks the host no longer than that.
    """

    host = models.CharField(max_length=300, unique=True)
    free_at = models.DateTimeField()
    token = models.UUIDField(null=True)

    def __str__(self) -> str:
        return self.host
