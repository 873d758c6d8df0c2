"""Who publishes."""

from django.contrib import admin
from django.db import models

from common.admin import HistoryAdmin
from sources.models import Outlet


@admin.register(Outlet)
class OutletAdmin(HistoryAdmin[Outlet]):
    list_display = ["name", "slug", "home", "time_zone", "language", "created_at"]
    list_filter = ["language", "time_zone"]
    date_hierarchy = "created_at"
    search_fields = ["name", "slug", "home"]
    prepopulated_fields = {"slug": ["name"]}
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
