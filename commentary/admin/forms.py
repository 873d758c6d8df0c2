"""What a curator fills in at the review desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commentary.enums import Certainty, PropositionState, Stance, Strength
from commentary.models import Proposition


class RejectForm(forms.Form):
    """Why the words are not what the reader took them for."""

    reason = forms.CharField(
        label=_("Why not"),
        max_length=500,
        help_text=_("For example: somebody else speaks; a caption; not a statement."),
    )


class PositionForm(forms.Form):
    """One position on one proposition.

    `seen` carries the changes of stance that the page has shown: a position that would make one is
    published only after the curator has seen it.
    """

    proposition = forms.ModelChoiceField(
        label=_("Proposition"),
        queryset=Proposition.objects.filter(state=PropositionState.OPEN).select_related("topic"),
    )
    stance = forms.ChoiceField(label=_("Stance"), choices=Stance.choices, widget=forms.RadioSelect)
    strength = forms.ChoiceField(
        label=_("Strength"),
        choices=[("", _("not judged")), *Strength.choices],
        required=False,
        help_text=_("Only for favor and against."),
    )
    certainty = forms.ChoiceField(
        label=_("Certainty"), choices=Certainty.choices, initial=Certainty.PLAIN
    )
    summary = forms.CharField(
        label=_("Summary"),
        max_length=500,
        required=False,
        help_text=_("In our words, one sentence; never shown in quotation marks."),
    )
    words = forms.CharField(
        label=_("The words that show it best"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Copied from the statement, letter for letter; empty: the whole statement. The public "
            "sees the beginning of it, as much as the text's share of quotations allows: choose "
            "few."
        ),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, said: str = "", offset: int = 0, **kwargs: object) -> None:
        """`said` is the statement as printed, `offset` where it begins in its text."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # forms.Form's own long list
        self._said = said
        self._offset = offset
        self.spans: list[tuple[int, int]] | None = None

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"].replace("\r\n", "\n").strip()
        if words:
            at = self._said.find(words)
            if at < 0:
                raise forms.ValidationError(
                    _("These words do not stand in the statement: copy them from it.")
                )
            self.spans = [(self._offset + at, self._offset + at + len(words))]
        return words

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("strength") and cleaned.get("stance") not in {Stance.FAVOR, Stance.AGAINST}:
            self.add_error("strength", _("Only favor and against have a strength."))
        return cleaned

    def show_again(self, seen: str) -> None:
        """Show the form as it was filled in, with the changes that the page shows this time."""
        posted = {name: self.data[name] for name in self.data}
        self.data = posted | {self.add_prefix("seen"): seen}
