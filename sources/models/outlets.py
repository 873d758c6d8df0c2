"""Who publishes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.history import History
from common.models import TimeStampedModel


class Outlet(TimeStampedModel):
    """Who publishes: a newspaper, an agency, a broadcaster, an institution's own site."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True, allow_unicode=True)
    name = models.CharField(_("name"), max_length=200)
    home = models.URLField(_("home page"), max_length=500, blank=True)
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        default="UTC",
        help_text=_("IANA name; the calendar day of a statement is the day in this zone."),
    )
    language = models.CharField(
        _("main language"), max_length=16, blank=True, help_text=_("BCP 47, for example en or ja.")
    )

    history = History()

    class Meta:
        ordering = ["name"]
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")

    def __str__(self) -> str:
        return self.name
