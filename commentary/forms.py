"""What the public pages ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commentary.enums import Asker, Claim
from commentary.services.corrections import CONTACT_LENGTH, REPLY_LENGTH, WHY_LENGTH


class CorrectionForm(forms.Form):
    """A record is wrong: who says so, what, and why."""

    record = forms.CharField(widget=forms.HiddenInput, max_length=120)
    asked_by = forms.ChoiceField(
        label=_("Who are you?"), choices=Asker.choices, widget=forms.RadioSelect
    )
    claim = forms.ChoiceField(
        label=_("What is wrong?"), choices=Claim.choices, widget=forms.RadioSelect
    )
    why = forms.CharField(
        label=_("Why?"),
        max_length=WHY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("An Editor reads it; it is never public."),
    )
    contact = forms.CharField(
        label=_("E-mail address"),
        max_length=CONTACT_LENGTH,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_(
            "If you like to be asked. It is stored encrypted, never public, and used for "
            "nothing else. The person quoted needs it to be verified."
        ),
    )
    reply = forms.CharField(
        label=_("Reply"),
        max_length=REPLY_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Only for the person quoted: it stands beside the record once we have verified that "
            "it comes from you."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
