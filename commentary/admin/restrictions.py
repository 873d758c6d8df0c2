"""What is kept and not shown, and the tombstones of what was erased."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commentary.admin.records import decide_each
from commentary.models import Restriction, Tombstone
from commentary.models.restrictions import RESTRICTABLE
from commentary.services.restriction import RESTRICT, lift, restrict
from common.admin import ReadOnlyAdmin


class RestrictionForm(forms.ModelForm[Restriction]):
    """One record, a public reason and a note for the staff."""

    class Meta:
        model = Restriction
        fields = (*RESTRICTABLE, "reason", "note")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        named = {name: cleaned[name] for name in RESTRICTABLE if cleaned.get(name)}
        if len(named) != 1:
            raise ValidationError(_now("Name one record: a person, a statement or a position."))
        if Restriction.objects.live().filter(**named).exists():
            raise ValidationError(_now("This record is restricted already."))
        return cleaned

    @property
    def record(self) -> Any:
        return next(one for name in RESTRICTABLE if (one := self.cleaned_data[name]) is not None)


@admin.register(Restriction)
class RestrictionAdmin(ReadOnlyAdmin[Restriction]):
    form = RestrictionForm
    list_display = ["__str__", "reason", "restricted_at", "restricted_by", "lifted_at"]
    list_filter = ["reason", ("lifted_at", admin.EmptyFieldListFilter)]
    list_select_related = ["expert", "statement__expert", "position__expert", "restricted_by"]
    search_fields = ["expert__name", "statement__expert__name", "position__expert__name", "note"]
    autocomplete_fields = RESTRICTABLE
    date_hierarchy = "restricted_at"
    actions = ["lift_selected"]

    def has_restrict_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(RESTRICT)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_restrict_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Restriction | None = None) -> bool:
        return self.has_restrict_permission(request) or super().has_view_permission(request, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_restrict_permission(request) or super().has_module_permission(request)

    def save_model(
        self,
        request: HttpRequest,
        obj: Restriction,
        form: Any,
        change: bool,  # noqa: ARG002, FBT001 - Django's signature
    ) -> None:
        """Through the service, which hides what rests on the record too."""
        if not isinstance(request.user, User):
            raise PermissionDenied
        given = form.cleaned_data
        made = restrict(
            record=form.record, editor=request.user, reason=given["reason"], note=given["note"]
        )
        vars(obj).update(vars(made))

    @admin.action(description=_("Lift selected restrictions"), permissions=["restrict"])
    def lift_selected(self, request: HttpRequest, queryset: QuerySet[Restriction]) -> None:
        numbers = queryset.order_by("restricted_at", "pk").values_list("pk", flat=True)
        decide_each(request, list(numbers), lambda pk, user: lift(restriction_id=pk, editor=user))


@admin.register(Tombstone)
class TombstoneAdmin(ReadOnlyAdmin[Tombstone]):
    list_display = ["kind", "key", "reason", "erased_at", "erased_by"]
    list_filter = ["kind", "reason"]
    search_fields = ["key"]
    list_select_related = ["erased_by"]
    date_hierarchy = "erased_at"
