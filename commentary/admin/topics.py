"""Topics and propositions in the admin."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commentary.enums import PropositionState
from commentary.models import Proposition, PropositionWording, Topic
from commentary.services.propositions import (
    add_proposition,
    close_proposition,
    reword_proposition,
)
from commentary.services.search_index import index_proposition, index_topic
from commentary.wording import HARD, MAX_LENGTH, find_faults
from common.admin import HistoryAdmin, ReadOnlyInline


@admin.register(Topic)
class TopicAdmin(HistoryAdmin[Topic]):
    list_display = ["name", "slug", "parent", "created_at"]
    list_filter = [("parent", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["parent"]
    search_fields = ["name", "slug"]
    autocomplete_fields = ["parent"]
    date_hierarchy = "created_at"

    def get_readonly_fields(self, request: HttpRequest, obj: Topic | None = None) -> list[str]:  # noqa: ARG002 - Django's signature
        """The slug is an address that others have written down."""
        return ["slug"] if obj else []

    def get_prepopulated_fields(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's signature
        obj: Topic | None = None,
    ) -> dict[str, Sequence[str]]:
        return {} if obj else {"slug": ["name"]}

    def save_model(
        self,
        request: HttpRequest,
        obj: Topic,
        form: forms.ModelForm[Topic],
        change: bool,  # noqa: FBT001 - Django's signature
    ) -> None:
        super().save_model(request, obj, form, change)
        index_topic(obj.pk)


# What is decided once, or by a service.
_SETTLED = ["wording", "kind", "slug", "due_on", "state", "closed_on", "closed_reason"]


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


class RewordForm(forms.ModelForm[Proposition]):
    """An existing proposition: its topic and guide, its next wording, and its end."""

    next_wording = forms.CharField(
        label=_("Next wording"),
        required=False,
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text=_(
            "The same claim in better words; what was judged keeps the wording it was judged on. "
            "Another claim is another proposition."
        ),
    )
    close_on = forms.DateField(
        label=_("Close on"),
        required=False,
        widget=AdminDateWidget,
        help_text=_("From then on it makes no more changes; its timelines stay."),
    )
    close_because = forms.CharField(label=_("Why it is closed"), required=False, max_length=300)

    class Meta:
        model = Proposition
        fields = ["topic", "guide"]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        wording, is_closed = cleaned.get("next_wording"), cleaned.get("close_on")
        if wording:
            self._check(wording)
        if is_closed and not cleaned.get("close_because"):
            self.add_error("close_because", _("Say why it is closed."))
        if cleaned.get("close_because") and not is_closed:
            self.add_error("close_on", _("Say from which day on it is closed."))
        if wording and is_closed:
            self.add_error("next_wording", _("What is closed is not reworded: do one of the two."))
        return cleaned

    def _check(self, wording: str) -> None:
        faults = find_faults(wording, self.instance.kind, due_on=self.instance.due_on)
        for fault in faults:
            if fault in HARD:
                self.add_error("next_wording", str(fault.label))


@admin.register(Proposition)
class PropositionAdmin(HistoryAdmin[Proposition]):
    """What people can stand on. The wording of an existing one is not edited but reworded."""

    form = PropositionForm
    list_display = ["wording", "kind", "topic", "state", "due_on", "closed_on"]
    list_filter = ["kind", "state", ("topic", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["topic"]
    search_fields = ["wording", "guide", "slug"]
    autocomplete_fields = ["topic"]
    date_hierarchy = "created_at"

    def has_delete_permission(self, request: HttpRequest, obj: Proposition | None = None) -> bool:  # noqa: ARG002 - Django's signature
        """A proposition is closed, with its day and reason; its timeline stays."""
        return False

    def get_readonly_fields(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's signature
        obj: Proposition | None = None,
    ) -> list[str]:
        return [] if obj is None else _SETTLED

    def get_form(
        self,
        request: HttpRequest,
        obj: Proposition | None = None,
        change: bool = False,  # noqa: FBT001, FBT002 - Django's signature
        **kwargs: Any,
    ) -> Any:
        if obj is not None:
            kwargs["form"] = RewordForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Proposition | None = None) -> Any:
        if obj is None or not self.has_change_permission(request, obj):
            return super().get_fieldsets(request, obj)
        ending = ["state", "closed_on", "closed_reason"]
        parts = [
            (None, {"fields": [*(one for one in _SETTLED if one not in ending), "topic", "guide"]})
        ]
        if obj.state == PropositionState.CLOSED:
            return [*parts, (_("Closed"), {"fields": ending})]
        return [
            *parts,
            (_("Reword"), {"fields": ["next_wording"]}),
            (_("Close"), {"fields": ["close_on", "close_because"]}),
        ]

    def get_inlines(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's signature
        obj: Proposition | None,
    ) -> list[type[admin.options.InlineModelAdmin[Any, Any]]]:
        return [] if obj is None else [WordingInline]

    def save_model(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's signature
        obj: Proposition,
        form: forms.ModelForm[Proposition],
        change: bool,  # noqa: FBT001 - Django's signature
    ) -> None:
        """Add through the service: a proposition without its first wording must not exist."""
        given = form.cleaned_data
        if change:
            obj.save(update_fields=["topic", "guide", "updated_at"])
            index_proposition(obj.pk)
            if given.get("next_wording"):
                reword_proposition(proposition_id=obj.pk, wording=given["next_wording"])
            if given.get("close_on"):
                close_proposition(
                    proposition_id=obj.pk,
                    closed_on=given["close_on"],
                    reason=given["close_because"],
                )
            return
        added = add_proposition(
            wording=given["wording"],
            kind=given["kind"],
            topic=given["topic"],
            guide=given["guide"],
            slug=given["slug"],
            due_on=given["due_on"],
        )
        vars(obj).update(vars(added))
