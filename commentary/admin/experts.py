"""Tracked people in the admin."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from commentary.admin.affiliations import ProposedAffiliationInline
from commentary.models import Affiliation, Expert, ExpertIdentifier, ExpertName, RosterChange
from commentary.services.experts import note_changed_names
from commentary.services.search_index import index_expert
from common.admin import HistoryAdmin, ReadOnlyAdmin


class NameInline(admin.TabularInline[ExpertName, Expert]):
    model = ExpertName
    extra = 0


class AffiliationInline(admin.TabularInline[Affiliation, Expert]):
    model = Affiliation
    extra = 0


class IdentifierInline(admin.TabularInline[ExpertIdentifier, Expert]):
    model = ExpertIdentifier
    extra = 0


@admin.register(Expert)
class ExpertAdmin(HistoryAdmin[Expert]):
    list_display = ["name", "slug", "public_basis", "followers", "merged_into", "created_at"]
    list_filter = [("merged_into", admin.EmptyFieldListFilter), "affiliations__organisation"]
    list_select_related = ["merged_into"]
    search_fields = ["name", "names__name", "slug"]
    readonly_fields = ["merged_into", "merged_at", "followers", "created_at"]
    date_hierarchy = "created_at"
    inlines = [NameInline, AffiliationInline, ProposedAffiliationInline, IdentifierInline]
    history_parts = [(ExpertName, "expert"), (Affiliation, "expert"), (ExpertIdentifier, "expert")]

    def get_readonly_fields(self, request: HttpRequest, obj: Expert | None = None) -> list[str]:  # noqa: ARG002 - Django's signature
        """The slug is an address that others have written down."""
        return [*self.readonly_fields, "slug"] if obj else [*self.readonly_fields]

    def get_prepopulated_fields(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's signature
        obj: Expert | None = None,
    ) -> dict[str, Sequence[str]]:
        return {} if obj else {"slug": ["name"]}

    def has_delete_permission(self, request: HttpRequest, obj: Expert | None = None) -> bool:  # noqa: ARG002 - Django's signature
        """Nobody is deleted here: merging and erasure keep the record honest."""
        return False

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm[Expert],
        formsets: Any,
        change: bool,  # noqa: FBT001 - Django's signature
    ) -> None:
        """A new roster is for new names: other edits make nobody read anything again."""
        super().save_related(request, form, formsets, change)
        names = [formset for formset in formsets if formset.model is ExpertName]
        if "name" in form.changed_data or any(formset.has_changed() for formset in names):
            note_changed_names(form.instance)
        else:
            index_expert(form.instance.pk)


@admin.register(ExpertName)
class ExpertNameAdmin(HistoryAdmin[ExpertName], ReadOnlyAdmin[ExpertName]):
    """To be found and looked at; names are edited on the page of their expert."""

    list_display = ["name", "expert", "language", "script", "order", "created_at"]
    list_filter = ["language", "script", "order"]
    list_select_related = ["expert"]
    search_fields = ["name", "expert__name"]
    date_hierarchy = "created_at"


@admin.register(Affiliation)
class AffiliationAdmin(HistoryAdmin[Affiliation], ReadOnlyAdmin[Affiliation]):
    """The same for roles."""

    list_display = ["expert", "role", "organisation", "since", "until"]
    list_select_related = ["expert"]
    search_fields = ["expert__name", "role", "organisation"]
    date_hierarchy = "since"


@admin.register(ExpertIdentifier)
class ExpertIdentifierAdmin(HistoryAdmin[ExpertIdentifier], ReadOnlyAdmin[ExpertIdentifier]):
    """The same for identifiers."""

    list_display = ["expert", "scheme", "value", "created_at"]
    list_filter = ["scheme"]
    list_select_related = ["expert"]
    search_fields = ["expert__name", "value"]


@admin.register(RosterChange)
class RosterChangeAdmin(ReadOnlyAdmin[RosterChange]):
    list_display = ["id", "expert", "what", "at"]
    list_select_related = ["expert"]
    search_fields = ["expert__name", "what"]
    date_hierarchy = "at"
    ordering = ["-pk"]
