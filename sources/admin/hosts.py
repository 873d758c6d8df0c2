"""What we owe to hosts, and our own outages."""

from django.contrib import admin

from common.admin import ReadOnlyAdmin
from sources.models import HostTurn, Outage, RobotsFile


@admin.register(HostTurn)
class HostTurnAdmin(ReadOnlyAdmin[HostTurn]):
    list_display = ["host", "free_at"]
    search_fields = ["host"]
    ordering = ["-free_at"]


@admin.register(RobotsFile)
class RobotsFileAdmin(ReadOnlyAdmin[RobotsFile]):
    list_display = ["host", "status", "fetched_at", "expires_at"]
    search_fields = ["host"]
    date_hierarchy = "fetched_at"


@admin.register(Outage)
class OutageAdmin(ReadOnlyAdmin[Outage]):
    list_display = ["began_at", "ended_at", "hosts_failed", "hosts_tried"]
    search_fields = ["began_at"]
    date_hierarchy = "began_at"
