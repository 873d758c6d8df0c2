"""What we owe to hosts: turns, their robots.txt, and telling our own outages from theirs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.models import ordered


class HostTurn(models.Model):
    """Whose turn it is at one host (name and port): one request in flight, a gap between two.

    `free_at` is when the next request may start. A request in flight holds the turn until its own
    deadline, so a killed worker blocks the host no longer than that.
    """

    host = models.CharField(max_length=300, unique=True)
    free_at = models.DateTimeField()
    recheck_free_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text=_("Before this no page that we have is asked for again."),
    )
    closed_until = models.DateTimeField(
        _("closed until"), null=True, blank=True, help_text=_("As the host itself asked.")
    )
    closed_reason = models.CharField(_("why"), max_length=300, blank=True)
    token = models.UUIDField(null=True)

    def __str__(self) -> str:
        return self.host


class RobotsFile(models.Model):
    """What one host asks of robots (RFC 9309), as last heard.

    `status` is null where it did not answer. `body` is cut to what we read of it.
    """

    host = models.CharField(_("host"), max_length=300, unique=True)
    body = models.TextField(_("text"), blank=True)
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True, blank=True)
    fetched_at = models.DateTimeField(_("fetched"))
    expires_at = models.DateTimeField(_("asked again after"))

    class Meta:
        ordering = ["host"]
        verbose_name = "robots.txt"
        verbose_name_plural = "robots.txt"
        constraints = [
            ordered("fetched_at", "expires_at", name="robotsfile_expires_after_it_was_fetched")
        ]

    def __str__(self) -> str:
        return self.host


class Outage(models.Model):
    """A stretch in which most hosts failed at once: our own network, for which no feed is blamed.

    `ended_at` is null while it lasts.
    """

    began_at = models.DateTimeField(_("began"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    hosts_tried = models.PositiveIntegerField(_("hosts tried"))
    hosts_failed = models.PositiveIntegerField(_("hosts that failed"))

    class Meta:
        ordering = ["-began_at", "-id"]
        verbose_name = _("outage of ours")
        verbose_name_plural = _("outages of ours")
        constraints = [
            ordered("began_at", "ended_at", name="outage_ends_after_it_begins"),
            models.CheckConstraint(
                name="outage_counts_failed_among_tried",
                condition=models.Q(hosts_failed__lte=models.F("hosts_tried")),
            ),
            models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(ended_at__isnull=True),
                name="outage_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.began_at:%Y-%m-%d %H:%M}"
