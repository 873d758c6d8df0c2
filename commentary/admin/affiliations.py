"""Roles that texts tell of tracked people, beside the person and as a list to decide on."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commentary.admin.records import decide_each
from commentary.enums import StatementState
from commentary.models import ProposedAffiliation
from commentary.services.affiliations import accept_affiliation, reject_affiliation
from common.admin import ReadOnlyInline


class ProposedAffiliationInline(ReadOnlyInline):
    model = ProposedAffiliation
    fields = ("phrase", "role", "organisation", "state", "article_text")
    readonly_fields = ("phrase", "role", "organisation", "state", "article_text")
    show_change_link = True


@admin.register(ProposedAffiliation)
class ProposedAffiliationAdmin(admin.ModelAdmin[ProposedAffiliation]):
    """Role and organisation may be mended until the proposal is decided."""

    list_display = ["phrase", "expert", "role", "organisation", "state", "created_at"]
    list_filter = ["state"]
    list_select_related = ["expert"]
    search_fields = ["phrase", "expert__name", "organisation"]
    date_hierarchy = "created_at"
    fields = ("expert", "phrase", "article_text", "role", "organisation", "state", "reviewed_by")
    readonly_fields = ("expert", "phrase", "article_text", "state", "reviewed_by")
    actions = ["accept_selected", "reject_selected"]

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - the same
        """A deleted row would be proposed again by the next text."""
        return False

    def get_readonly_fields(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's signature
        obj: ProposedAffiliation | None = None,
    ) -> list[str]:
        decided = obj is not None and obj.state != StatementState.PROPOSED
        mended = ["role", "organisation"] if decided else []
        return [*self.readonly_fields, *mended]

    @admin.action(description=_("Accept: on record from now on"), permissions=["change"])
    def accept_selected(
        self, request: HttpRequest, queryset: QuerySet[ProposedAffiliation]
    ) -> None:
        decide_each(
            request,
            queryset.order_by("pk").values_list("pk", flat=True),
            lambda number, user: accept_affiliation(proposal_id=number, reviewer=user),
        )

    @admin.action(description=_("Reject: never propose it again"), permissions=["change"])
    def reject_selected(
        self, request: HttpRequest, queryset: QuerySet[ProposedAffiliation]
    ) -> None:
        decide_each(
            request,
            queryset.order_by("pk").values_list("pk", flat=True),
            lambda number, user: reject_affiliation(proposal_id=number, reviewer=user),
        )
