"""Requests for a correction: anybody files one, everybody reads what was decided."""

from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from commentary.answers import CORRECTION_FIELDS, correction_shape
from commentary.api.lookups import no_record
from commentary.enums import Asker, Claim, CorrectionState
from commentary.exceptions import CorrectionError, UnknownRecordError
from commentary.models import CorrectionRequest
from commentary.models.corrections import DECIDED
from commentary.services.corrections import (
    CONTACT_LENGTH,
    REPLY_LENGTH,
    WHY_LENGTH,
    correction_record,
    file_request,
)
from common.api.bodies import wrong_member
from common.api.paging import Key, Keyset
from common.api.parameters import Choice
from common.api.problems import BodyProblem, Fault
from common.api.views import ApiView, ListView
from common.api.writing import Write, created


class FilingSerializer(serializers.Serializer[Any]):
    """A record is wrong: which, who says so, what, and why."""

    record = serializers.CharField(
        max_length=120,
        help_text=_("Id of a position, statement, change or article, or a person's slug."),
    )
    asked_by = serializers.ChoiceField(
        choices=Asker.choices, help_text=_("`subject` is the person quoted.")
    )
    claim = serializers.ChoiceField(choices=Claim.choices)
    why = serializers.CharField(
        max_length=WHY_LENGTH, help_text=_("For the Editor who decides; never public.")
    )
    contact = serializers.CharField(
        max_length=CONTACT_LENGTH,
        required=False,
        allow_blank=True,
        help_text=_("Where to ask; encrypted, never public."),
    )
    reply = serializers.CharField(
        max_length=REPLY_LENGTH,
        required=False,
        allow_blank=True,
        help_text=_("Of the person quoted: stands beside the record once verified."),
    )


class CorrectionSerializer(serializers.Serializer[Any]):
    """A request and what was answered; without names, and until then without a word of it."""

    id = serializers.CharField()
    kind = serializers.ChoiceField(
        choices=["position", "statement", "change", "article", "expert"]
    )
    record = serializers.CharField(help_text=_("Id of the record, or a person's slug."))
    asked_by = serializers.ChoiceField(choices=Asker.choices)
    is_verified = serializers.BooleanField(
        help_text=_("An Editor has verified that it comes from the person quoted.")
    )
    claim = serializers.ChoiceField(choices=Claim.choices)
    state = serializers.ChoiceField(choices=CorrectionState.choices)
    received_at = serializers.DateTimeField()
    taken_up_at = serializers.DateTimeField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    answer = serializers.CharField(help_text=_("Empty until it is decided."))
    reply = serializers.CharField(help_text=_("Of the person quoted, once verified."))


class CorrectionListView(ListView):
    """The public log: requests that were decided, newest first."""

    summary = _("List decided correction requests")
    answer = CorrectionSerializer
    fields = CORRECTION_FIELDS
    keyset = Keyset((Key("decided_at", is_descending=True), Key("id", is_descending=True)))
    parameters = (
        Choice("state", _("Only with this outcome."), choices=tuple(DECIDED)),
        Choice("claim", _("Only with this claim."), choices=tuple(Claim.values)),
    )
    columns = (
        "id",
        "kind",
        "record",
        "asked_by",
        "is_verified",
        "claim",
        "state",
        "received_at",
        "decided_at",
        "answer",
        "reply",
    )
    writes = {
        "post": Write(
            _("Say that a record is wrong"),
            body=FilingSerializer,
            answer=CorrectionSerializer,
            status=HTTPStatus.CREATED,
            description=_(
                "Nobody needs an account. Keep the id: the answer will stand at its address."
            ),
        )
    }

    def rows(self, values: dict[str, Any]) -> QuerySet[Any, Any]:
        only = {name: values[name] for name in ("state", "claim") if name in values}
        return CorrectionRequest.objects.decided().filter(**only)

    def shape(self, rows: list[Any]) -> list[dict[str, Any]]:
        return [correction_shape(row) for row in rows]

    def post(self, request: Request) -> Response:
        try:
            filed = file_request(**self.read_body(request))
        except UnknownRecordError as error:
            raise wrong_member("record", str(error)) from None
        except CorrectionError as error:
            raise BodyProblem([Fault(detail=str(error), pointer="")]) from None
        where = reverse("api:correction-request", args=[filed.public_id], request=request)
        return created(correction_record(filed.pk), location=where)


class CorrectionView(ApiView):
    """One request: how far it is, and the dated, reasoned answer once there is one."""

    summary = _("Read a correction request")
    answer = CorrectionSerializer

    def get(self, request: Request, id: str) -> Response:  # noqa: A002 - its name in the address
        self.read(request)
        rows = CorrectionRequest.objects.filter(public_id=id.replace("\0", ""))
        row = rows.values(*CORRECTION_FIELDS).first()
        if row is None:
            raise no_record("correction", id)
        return Response(correction_shape(row))
