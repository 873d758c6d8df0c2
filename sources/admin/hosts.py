"""What we owe to hosts, and our own outages."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.admin import ReadOnlyAdmin
from sources.admin.words import span
from sources.models import HostTurn, Outage, RobotsFile


class BusyFilter(admin.SimpleListFilter):
    """Hosts that are not free at the moment."""

    title = gettext_lazy("now")
    parameter_name = "now"

    def lookups(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's signature
        model_admin: object,  # noqa: ARG002 - the same
    ) -> list[tuple[str, str]]:
        return [
            ("busy", _("a request is in flight")),
            ("closed", _("left alone, as it asked")),
        ]

    def queryset(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's signature
        queryset: QuerySet[HostTurn],
    ) -> QuerySet[HostTurn]:
        now = timezone.now()
        if self.value() == "busy":
            return queryset.filter(token__isnull=False, free_at__gt=now)
        return queryset.filter(closed_until__gt=now) if self.value() == "closed" else queryset


@admin.register(HostTurn)
class HostTurnAdmin(ReadOnlyAdmin[HostTurn]):
    list_display = ["host", "free_at", "recheck_free_at", "closed_until", "closed_reason"]
    list_filter = [BusyFilter]
    search_fields = ["host"]
    ordering = ["-free_at"]


@admin.register(RobotsFile)
class RobotsFileAdmin(ReadOnlyAdmin[RobotsFile]):
    list_display = ["host", "status", "fetched_at", "expires_at"]
    search_fields = ["host", "body"]
    date_hierarchy = "fetched_at"


@admin.register(Outage)
class OutageAdmin(ReadOnlyAdmin[Outage]):
    list_display = ["began_at", "ended_at", "length", "hosts_failed", "hosts_tried"]
    search_fields = ["began_at"]
    date_hierarchy = "began_at"

    @admin.display(description=gettext_lazy("length"))
    def length(self, outage: Outage) -> str:
        return span((outage.ended_at or timezone.now()) - outage.began_at)
