"""Requests for a correction, as Editors answer them: each step is one service call."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commentary.admin.records import decide_each
from commentary.enums import CorrectionState
from commentary.models import CorrectionRequest
from commentary.models.corrections import DECIDED
from commentary.services.corrections import ANSWER_LENGTH, decide, take_up, verify_subject
from common.admin import ReadOnlyAdmin
from common.exceptions import DomainError


class AnswerForm(forms.Form):
    """The decision on a request, with the reasons that everybody reads."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[(one.value, one.label) for one in CorrectionState if one in DECIDED],
    )
    answer = forms.CharField(
        label=_("Answer"),
        max_length=ANSWER_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6, "cols": 80}),
        help_text=_(
            "Public, with its date: what was found and what follows from it. No names of those "
            "who asked, no addresses."
        ),
    )


@admin.register(CorrectionRequest)
class CorrectionRequestAdmin(ReadOnlyAdmin[CorrectionRequest]):
    list_display = ["received_at", "state", "asked_by", "claim", "about", "is_verified"]
    list_filter = ["state", "asked_by", "claim"]
    list_select_related = [
        "position__expert",
        "statement__expert",
        "change__expert",
        "expert",
        "article",
    ]
    search_fields = ["public_id", "why"]
    date_hierarchy = "received_at"
    actions = ["take_up_selected"]

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("commentary.decide_correctionrequest")

    def has_view_permission(
        self, request: HttpRequest, obj: CorrectionRequest | None = None
    ) -> bool:
        return self.has_decide_permission(request) or super().has_view_permission(request, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_decide_permission(request) or super().has_module_permission(request)

    def get_fields(self, request: HttpRequest, obj: CorrectionRequest | None = None) -> list[Any]:
        """Addresses are for those who answer."""
        fields = list(super().get_fields(request, obj))
        if not self.has_decide_permission(request):
            fields.remove("contact")
        return fields

    @admin.display(description=_("about"))
    def about(self, request: CorrectionRequest) -> str:
        return str(request.record)

    @admin.display(description=_("verified"), boolean=True)
    def is_verified(self, request: CorrectionRequest) -> bool:
        return request.verified_at is not None

    @admin.action(description=_("Take up selected requests"), permissions=["decide"])
    def take_up_selected(
        self, request: HttpRequest, queryset: QuerySet[CorrectionRequest]
    ) -> None:
        numbers = queryset.order_by("received_at", "pk").values_list("pk", flat=True)
        decide_each(request, list(numbers), lambda pk, user: take_up(request_id=pk, editor=user))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        form = AnswerForm()
        if request.method == "POST":
            asked = self.get_object(request, object_id)
            if asked is None:
                raise Http404(_now("There is no such request."))
            form = AnswerForm(request.POST)
            if self._step(request, asked, form):
                return HttpResponseRedirect(request.path)
            request.method = "GET"  # the page is shown again, with what is missing
        context = {
            **(extra_context or {}),
            "step_form": form,
            "may_decide": self.has_decide_permission(request),
        }
        return super().change_view(request, object_id, form_url, context)

    def _step(self, request: HttpRequest, asked: CorrectionRequest, form: AnswerForm) -> bool:
        """Carry out the step that was posted. False: something is missing in the form."""
        if not self.has_decide_permission(request) or not isinstance(request.user, User):
            raise PermissionDenied
        editor, step = request.user, request.POST.get("step", "")
        steps: dict[str, Callable[[], Any]] = {
            "take_up": lambda: take_up(request_id=asked.pk, editor=editor),
            "verify": lambda: verify_subject(request_id=asked.pk, editor=editor),
            "decide": lambda: decide(request_id=asked.pk, editor=editor, **form.cleaned_data),
        }
        if step == "decide" and not form.is_valid():
            return False
        if step not in steps:
            messages.error(request, _now("That is no step of a request; nothing was done."))
            return True
        try:
            steps[step]()
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _now("Done."))
        return True
