"""What the subscribing pages ask for."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
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


class SlugChoiceField(forms.ModelChoiceField[Any]):
    """One of many by its slug; PostgreSQL would break on a slug with a NUL character."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and "\0" in value:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)


class SubscribeForm(PageForm):
    """One subscription: what about, which kinds, and where to."""

    everything = forms.BooleanField(label=_("Everything"), required=False)
    expert = SlugChoiceField(
        label=_("Person"),
        queryset=Expert.objects.tracked(),
        to_field_name="slug",
        required=False,
        empty_label=_("any person"),
    )
    proposition = SlugChoiceField(
        label=_("Proposition"),
        queryset=Proposition.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=_("any proposition"),
        help_text=_("Together with a person: that person on that proposition."),
    )
    topic = SlugChoiceField(
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


TARGETS = ("expert", "proposition", "topic")


def are_targets(slugs: Mapping[str, str | None]) -> bool:
    """Whether everything that is named is there to be subscribed to; by the field's name."""
    try:
        for name in TARGETS:
            SubscribeForm.base_fields[name].clean(slugs[name])
    except ValidationError:
        return False
    return True


class WebhookForm(PageForm):
    """One more place for what comes by mail."""

    webhook_url = forms.CharField(
        label=_("Webhook address"),
        max_length=2000,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=_("It receives everything that you receive by mail now, as signed POSTs."),
    )
