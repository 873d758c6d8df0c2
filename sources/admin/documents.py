"""Documents as they came."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from common.admin import ReadOnlyAdmin
from sources.models import DeadlyDocument, RawResponse


@admin.register(RawResponse)
class RawResponseAdmin(ReadOnlyAdmin[RawResponse]):
    list_display = ["fetched_at", "url", "page", "status", "content_type", "length"]
    list_filter = ["status"]
    search_fields = ["url", "sha256"]
    date_hierarchy = "fetched_at"
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[RawResponse]:
        """Nobody looks at a compressed body."""
        return super().get_queryset(request).defer("body")


@admin.register(DeadlyDocument)
class DeadlyDocumentAdmin(ReadOnlyAdmin[DeadlyDocument]):
    list_display = ["last_at", "url", "kills", "reason"]
    search_fields = ["url", "sha256", "reason"]
    date_hierarchy = "last_at"
