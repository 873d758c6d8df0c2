"""The log of polling, and what was missed."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from common.admin import ReadOnlyAdmin
from sources.admin.words import span
from sources.models import FeedFetch, FeedGap


@admin.register(FeedFetch)
class FeedFetchAdmin(ReadOnlyAdmin[FeedFetch]):
    list_display = [
        "started_at",
        "feed",
        "outcome",
        "status",
        "items",
        "items_new",
        "error_kind",
        "error",
    ]
    list_filter = ["outcome", "error_kind", "is_audit"]
    list_select_related = ["feed"]
    search_fields = ["feed__url", "feed__title", "host", "error"]
    date_hierarchy = "started_at"
    show_full_result_count = False


@admin.register(FeedGap)
class FeedGapAdmin(ReadOnlyAdmin[FeedGap]):
    list_display = ["feed", "after", "before", "length"]
    list_select_related = ["feed"]
    search_fields = ["feed__url", "feed__title"]
    date_hierarchy = "before"

    @admin.display(description=gettext_lazy("length"))
    def length(self, gap: FeedGap) -> str:
        return span(gap.before - gap.after)
