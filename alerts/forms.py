"""What the subscribing pages ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alerts.enums import Channel
from alerts.matching import SELECTABLE_KINDS
from commentary.enums import RecordKind
from commentary.models import Expert, Proposition, Topic


class PageForm(forms.Form):
    """A form whose labels stand above their fields, without a colon."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class SubscribeForm(PageForm):
    """One subscription: what about, which kinds, and where to."""

    everything = forms.BooleanField(label=_("Everything"), required=False)
    expert = forms.ModelChoiceField(
        label=_("Person"),
        queryset=Expert.objects.tracked(),
        to_field_name="slug",
        required=False,
        empty_label=_("any person"),
    )
    proposition = forms.ModelChoiceField(
        label=_("Proposition"),
        queryset=Proposition.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=_("any proposition"),
        help_text=_("Together with a person: that person on that proposition."),
    )
    topic = forms.ModelChoiceField(
        label=_("Topic"),
        queryset=Topic.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=_("any topic"),
        help_text=_("With all topics that are part of it."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("What to tell"),
        choices=[(kind, RecordKind(kind).label) for kind in SELECTABLE_KINDS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "Nothing chosen: confirmed and withdrawn changes of stance, and retracted positions."
        ),
    )
    channel = forms.ChoiceField(
        label=_("How"),
        choices=Channel.choices,
        widget=forms.RadioSelect,
        initial=Channel.EMAIL,
    )
    webhook_url = forms.CharField(
        label=_("Webhook address"),
        required=False,
        max_length=2000,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=_("Only for a webhook: the https address that receives signed POSTs."),
    )
    address = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("A webhook needs one too: it belongs to the address that confirms it."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("channel") == Channel.WEBHOOK and not cleaned.get("webhook_url"):
            self.add_error("webhook_url", _("A webhook needs an address."))
        return cleaned


class WebhookForm(PageForm):
    """One more place for what comes by mail."""

    webhook_url = forms.CharField(
        label=_("Webhook address"),
        max_length=2000,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=_("It receives everything that you receive by mail now, as signed POSTs."),
    )
