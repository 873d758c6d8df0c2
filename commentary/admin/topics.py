"""Topics and propositions in the admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commentary.models import Proposition, PropositionWording, Topic
from commentary.services.propositions import add_proposition
from commentary.services.search_index import index_proposition, index_topic
from commentary.wording import HARD, find_faults
from common.admin import ReadOnlyInline


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin[Topic]):
    list_display = ["name", "slug", "parent"]
    list_select_related = ["parent"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["parent"]

    def save_model(
        self,
        request: HttpRequest,
        obj: Topic,
        form: forms.ModelForm[Topic],
        change: bool,  # noqa: FBT001 - Django's signature
    ) -> None:
        super().save_model(request, obj, form, change)
        index_topic(obj.pk)


class WordingInline(ReadOnlyInline):
    """Every wording there was; a new one is a decision of its own, not an edit."""

    model = PropositionWording
    fields = ["version", "wording", "recorded_at", "ended_at", "ended_reason"]
    readonly_fields = ["recorded_at", "ended_at", "ended_reason"]  # not editable anywhere


class PropositionForm(forms.ModelForm[Proposition]):
    """A new proposition is held against the rules for wordings before it is added."""

    class Meta:
        model = Proposition
        fields = ["wording", "kind", "topic", "guide", "due_on", "slug"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Made from the wording when left empty.")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if "wording" in cleaned and "kind" in cleaned:
            faults = find_faults(cleaned["wording"], cleaned["kind"], due_on=cleaned.get("due_on"))
            for fault in faults:
                if fault in HARD:
                    self.add_error("wording", str(fault.label))
        return cleaned


@admin.register(Proposition)
class PropositionAdmin(admin.ModelAdmin[Proposition]):
    """What people can stand on. The wording of an existing one is not edited but reworded."""

    form = PropositionForm
    list_display = ["wording", "kind", "topic", "state", "due_on"]
    list_filter = ["kind", "state", "topic"]
    list_select_related = ["topic"]
    search_fields = ["wording", "guide"]

    def has_delete_permission(self, request: HttpRequest, obj: Proposition | None = None) -> bool:  # noqa: ARG002 - Django's signature
        """A proposition is closed, with its day and reason; its timeline stays."""
        return False

    def get_readonly_fields(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's signature
        obj: Proposition | None = None,
    ) -> list[str]:
        return [] if obj is None else ["wording", "kind", "slug", "due_on"]

    def get_inlines(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's signature
        obj: Proposition | None,
    ) -> list[type[admin.options.InlineModelAdmin[Any, Any]]]:
        return [] if obj is None else [WordingInline]

    def save_model(
        self,
        request: HttpRequest,
        obj: Proposition,
        form: forms.ModelForm[Proposition],
        change: bool,  # noqa: FBT001 - Django's signature
    ) -> None:
        """Add through the service: a proposition without its first wording must not exist."""
        if change:
            super().save_model(request, obj, form, change)
            index_proposition(obj.pk)
            return
        given = form.cleaned_data
        added = add_proposition(
            wording=given["wording"],
            kind=given["kind"],
            topic=given["topic"],
            guide=given["guide"],
            slug=given["slug"],
            due_on=given["due_on"],
        )
        vars(obj).update(vars(added))
