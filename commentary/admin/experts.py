"""Tracked people in the admin."""

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from commentary.models import Affiliation, Expert, ExpertIdentifier, ExpertName
from commentary.services.experts import note_changed_names


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
class ExpertAdmin(admin.ModelAdmin[Expert]):
    list_display = ["name", "slug", "public_basis", "followers", "merged_into", "created_at"]
    list_select_related = ["merged_into"]
    search_fields = ["name", "names__name"]
    readonly_fields = ["merged_into", "merged_at", "followers", "created_at"]
    prepopulated_fields = {"slug": ["name"]}
    date_hierarchy = "created_at"
    inlines = [NameInline, AffiliationInline, IdentifierInline]

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
        super().save_related(request, form, formsets, change)
        note_changed_names(form.instance)
