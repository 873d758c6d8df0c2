"""OpenAPI out of what the views declare: parameters, the row, every error it can answer."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.authentication import SessionScheme
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, inline_serializer
from rest_framework import serializers

from common.api import problems
from common.api.access import StaffSession
from common.api.formats import CsvRenderer, JsonRenderer, NdjsonRenderer
from common.api.idempotency import HEADER as IDEMPOTENCY_KEY
from common.api.views import ApiView, ListView
from common.api.writing import Write


class FaultSerializer(serializers.Serializer[Any]):
    """One thing that is wrong; either `parameter` or `pointer` says where."""

    parameter = serializers.CharField(required=False, help_text=_("Name of the query parameter."))
    pointer = serializers.CharField(required=False, help_text=_("JSON pointer into the body."))
    detail = serializers.CharField(help_text=_("What is wrong and what would be right."))


class ProblemSerializer(serializers.Serializer[Any]):
    """RFC 9457 problem details."""

    type = serializers.CharField(help_text=_("URI of the kind of problem."))
    title = serializers.CharField(help_text=_("The status in words."))
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text=_("A sentence that tells the next step."))
    instance = serializers.CharField(help_text=_("Path of the request."))
    code = serializers.CharField(help_text=_("Stable name of the kind of problem."))
    errors = FaultSerializer(many=True, required=False)  # type: ignore[assignment] # declared fields are collected; the attribute `errors` stays


class StaffSessionScheme(SessionScheme):  # type: ignore[no-untyped-call] # its registry is untyped
    """The admin's session, in the schema."""

    target_class = "common.api.access.StaffSession"
    name = "staffSession"


class DeclaredSchema(AutoSchema):
    """Describes ApiView and ListView; other views as drf-spectacular does."""

    @property
    def _write(self) -> Write | None:
        """What the view declares for this method, when it is not one of reading."""
        writes = self.view.writes if isinstance(self.view, ApiView) else {}
        return writes.get(self.method.lower())

    def get_override_parameters(self) -> list[Any]:
        if not isinstance(self.view, ApiView):
            return list(super().get_override_parameters())
        if self._write is not None:
            return self._headers_of(self._write)
        headers = [
            OpenApiParameter(
                name="ETag",
                location=OpenApiParameter.HEADER,
                response=[200],
                description=_("Send it back in If-None-Match: 304 when nothing has changed."),
            )
        ]
        if isinstance(self.view, ListView):
            headers.append(
                OpenApiParameter(
                    name="Link",
                    location=OpenApiParameter.HEADER,
                    response=[200],
                    description=_('The next page, as <address>; rel="next".'),
                )
            )
        declared = [
            OpenApiParameter(
                name=parameter.name,
                type=parameter.schema,
                location=OpenApiParameter.QUERY,
                description=parameter.description,
                required=parameter.is_required,
            )
            for parameter in self.view.declared()
        ]
        return [*declared, *headers]

    def _headers_of(self, write: Write) -> list[OpenApiParameter]:
        location = OpenApiParameter(
            name="Location",
            location=OpenApiParameter.HEADER,
            response=[int(HTTPStatus.CREATED)],
            description=_("Address of the new record."),
        )
        key = OpenApiParameter(
            name=IDEMPOTENCY_KEY,
            location=OpenApiParameter.HEADER,
            description=_(
                "Made up by you, a new one for each request: sent again with the same body within"
                " a day, the request is not done again and the answer is the first one."
            ),
        )
        found = [location] if write.status == HTTPStatus.CREATED else []
        return [*found, key] if self.method == "POST" else found

    def _is_list_view(self, serializer: Any = None) -> bool:
        # False for a ListView too: its answer is a page, not an array.
        return not isinstance(self.view, ApiView) and bool(super()._is_list_view(serializer))

    def get_operation_id(self) -> str:
        name = str(super().get_operation_id())
        is_list = isinstance(self.view, ListView) and self._write is None
        return f"{name.removesuffix('_retrieve')}_list" if is_list else name

    def get_summary(self) -> str | None:
        if self._write is not None:
            return str(self._write.summary)
        return str(self.view.summary) if isinstance(self.view, ApiView) else super().get_summary()

    def get_description(self) -> str:  # type: ignore[override] # as drf-spectacular has it
        described = self._write.description if self._write is not None else ""
        return str(described or super().get_description())

    def get_auth(self) -> list[dict[str, Any]]:
        # What is public needs no session; another name may be given where the view asks for it.
        if (
            isinstance(self.view, ApiView)
            and not self.view.is_private
            and all(isinstance(one, StaffSession) for one in self.view.get_authenticators())
        ):
            return []
        return list(super().get_auth())

    def get_request_serializer(self) -> Any:
        if not isinstance(self.view, ApiView):
            return super().get_request_serializer()
        declared = self._write.body if self._write is not None else None
        return declared or {}

    def get_response_serializers(self) -> Any:
        if isinstance(self.view, ApiView) and self._write is not None:
            return self._answers_to(self._write, self.view)
        if not isinstance(self.view, ApiView) or self.view.answer is None:
            return super().get_response_serializers()
        answers: dict[Any, Any] = {
            (200, JsonRenderer.media_type): self.view.answer,
            304: OpenApiResponse(description=_("Not changed since the ETag in If-None-Match.")),
        }
        if isinstance(self.view, ListView):
            answers[200, JsonRenderer.media_type] = _page_of(self.view.answer, self.view.beside)
            answers[200, CsvRenderer.media_type] = OpenApiTypes.STR
            answers[200, NdjsonRenderer.media_type] = OpenApiTypes.STR
        if self.view.redirects_merged:
            answers[301] = OpenApiResponse(description=_("Merged: follow to the survivor."))
        statuses = [
            HTTPStatus.BAD_REQUEST,
            HTTPStatus.NOT_ACCEPTABLE,
            HTTPStatus.TOO_MANY_REQUESTS,
        ]
        return answers | self._problems(statuses, self.view)

    def _answers_to(self, write: Write, view: ApiView) -> dict[Any, Any]:
        answers: dict[Any, Any] = {}
        if write.answer is None:
            answers[int(write.status)] = OpenApiResponse(description=write.status.phrase)
        else:
            answers[int(write.status), JsonRenderer.media_type] = write.answer
        if write.other is not None:
            status, other = write.other
            answers[int(status), JsonRenderer.media_type] = other
        statuses = [
            HTTPStatus.BAD_REQUEST,
            HTTPStatus.NOT_ACCEPTABLE,
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            HTTPStatus.TOO_MANY_REQUESTS,
        ]
        if self.method == "POST":  # an idempotency key in use, or used for something else
            statuses += [HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY]
        elif write.conflicts:
            statuses.append(HTTPStatus.CONFLICT)
        return answers | self._problems(statuses, view)

    def _problems(self, statuses: list[HTTPStatus], view: ApiView) -> dict[Any, Any]:
        """Every error as a problem: those given, and those of the kind of address."""
        if "{" in self.path:
            statuses += [HTTPStatus.NOT_FOUND, HTTPStatus.GONE]
        if view.is_private:
            statuses += [HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN]
        return {
            (int(status), problems.MEDIA_TYPE): OpenApiResponse(
                ProblemSerializer, description=status.phrase
            )
            for status in sorted(statuses)
        }


def _page_of(
    row: type[serializers.BaseSerializer[Any]], beside: Mapping[str, Any]
) -> serializers.BaseSerializer[Any]:
    name = row.__name__.removesuffix("Serializer")
    return inline_serializer(
        f"{name}Page",
        {
            "results": row(many=True),
            "next": serializers.URLField(
                allow_null=True, help_text=str(_("Address of the next page; null at the end."))
            ),
            "count": serializers.IntegerField(
                required=False, help_text=str(_("Rows on all pages; with count=true."))
            ),
            **beside,
        },
    )
