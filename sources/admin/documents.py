"""Documents as they came."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.admin import ReadOnlyAdmin
from sources.admin.telling import tell
from sources.health import DEADLY
from sources.models import DeadlyDocument, RawResponse
from sources.services.rereading import read_again


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
    list_display = ["url", "is_quarantined", "kills", "reason", "first_at", "last_at"]
    search_fields = ["url", "sha256", "reason"]
    date_hierarchy = "last_at"
    actions = ["read_again"]

    @admin.display(description=gettext_lazy("in quarantine"), boolean=True)
    def is_quarantined(self, document: DeadlyDocument) -> bool:
        """Not read any more, until it changes."""
        return document.kills >= DEADLY

    @admin.action(description=gettext_lazy("Read selected documents again"), permissions=["read"])
    def read_again(self, request: HttpRequest, queryset: QuerySet[DeadlyDocument]) -> None:
        reason = _("Taken out of quarantine by %(who)s.") % {"who": request.user.get_username()}
        freed = sum(
            read_again(document_id=pk, reason=reason)
            for pk in queryset.order_by("pk").values_list("pk", flat=True)
        )
        line = ngettext("%d document may be read again.", "%d documents may be read again.", freed)
        tell(self, request, line % freed)

    def has_read_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("sources.change_deadlydocument")
