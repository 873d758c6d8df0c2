"""Errors as RFC 9457 problem details, for every address under /api/.

Shape: {"type", "title", "status", "detail", "instance", "code"} and, where single parameters or
fields are wrong, "errors": [{"detail", "parameter" or "pointer"}]. `code` is stable; `detail` is a
sentence in the reader's language that tells the next step.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from math import ceil
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework import exceptions

from common.exceptions import DomainError

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: in the query parameter `parameter` or at the JSON `pointer`
    (RFC 6901) of the body.
    """

    detail: str
    parameter: str = ""
    pointer: str | None = None

    def as_json(self) -> dict[str, str]:
        place = (
            {"parameter": self.parameter} if self.parameter else {"pointer": self.pointer or ""}
        )
        return {**place, "detail": self.detail}


class FaultyRequest(exceptions.APIException):
    """Something in the request is wrong, said for each place; nothing was done."""

    status_code = HTTPStatus.BAD_REQUEST

    def __init__(self, faults: Sequence[Fault], *, code: str | None = None) -> None:
        super().__init__(" ".join(fault.detail for fault in faults), code=code)
        self.faults = tuple(faults)


class ParameterProblem(FaultyRequest):
    """The query is wrong; nothing was looked up."""

    default_code = "invalid_parameter"


class BodyProblem(FaultyRequest):
    """The body is wrong; nothing was written. Details begin with the name of the member."""

    default_code = "invalid_body"


class UnknownRecord(exceptions.NotFound):
    """There is no such public record. `code` says of which kind: `expert_not_found`."""

    def __init__(self, detail: str, *, kind: str) -> None:
        super().__init__(detail, code=f"{kind}_not_found")


class GoneRecord(exceptions.APIException):
    """A record was here and is restricted or erased: 410 with its tombstone beside the members of
    every problem. `code` says which: `record_restricted`, `record_erased`.
    """

    status_code = HTTPStatus.GONE

    def __init__(self, detail: str, *, tombstone: Mapping[str, Any]) -> None:
        super().__init__(detail, code=f"record_{tombstone['state']}")
        self.members = {"tombstone": dict(tombstone)}


def problem_response(
    request: HttpRequest,
    *,
    status: int,
    code: str,
    detail: str,
    faults: Sequence[Fault] = (),
    members: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    problem: dict[str, Any] = {
        "type": f"urn:stanceline:problem:{code.replace('_', '-')}",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": detail,
        "instance": request.path,
        "code": code,
    }
    if faults:
        problem["errors"] = [fault.as_json() for fault in faults]
    problem |= members or {}
    return HttpResponse(
        json.dumps(problem, ensure_ascii=False),
        status=status,
        content_type=MEDIA_TYPE,
        headers=dict(headers or {}),
    )


def handle_exception(error: Exception, context: Mapping[str, Any]) -> HttpResponseBase | None:
    """REST framework's exception handler. None for what nobody expected: Django logs it and
    answers 500 through its own handler.
    """
    request: HttpRequest = context["request"]
    if isinstance(error, DomainError):
        return problem_response(
            request, status=HTTPStatus.CONFLICT, code=error.code, detail=str(error)
        )
    known = _as_api_error(error)
    if known is None:
        return None
    return problem_response(
        request,
        status=known.status_code,
        code=_code(known),
        detail=_detail(known, request),
        faults=_faults(known),
        members=getattr(known, "members", None),
        headers=_headers(known),
    )


def _as_api_error(error: Exception) -> exceptions.APIException | None:
    if isinstance(error, exceptions.APIException):
        return error
    if isinstance(error, Http404):
        return exceptions.NotFound(_("There is nothing at this address."))
    if isinstance(error, PermissionDenied):
        return exceptions.PermissionDenied()
    return None


def _code(error: exceptions.APIException) -> str:
    if isinstance(error, exceptions.ValidationError):
        return "invalid_request"
    code = error.get_codes()
    return code if isinstance(code, str) else error.default_code


def _detail(error: exceptions.APIException, request: HttpRequest) -> str:
    if isinstance(error, exceptions.ValidationError):
        return _("The request is not valid; errors says what is wrong where.")
    if isinstance(error, exceptions.MethodNotAllowed):
        return _("%(method)s is not possible here; the header Allow lists what is.") % {
            "method": request.method
        }
    if isinstance(error, exceptions.UnsupportedMediaType):
        return _("The body must be plain application/json.")
    return str(error.detail)


def _faults(error: exceptions.APIException) -> tuple[Fault, ...]:
    if isinstance(error, FaultyRequest):
        return error.faults
    if isinstance(error, exceptions.ValidationError):
        return tuple(faults_of(error.detail))
    return ()


def pointer_to(place: str, step: object) -> str:
    """The JSON pointer of a member or an item below `place` (RFC 6901)."""
    return f"{place}/{str(step).replace('~', '~0').replace('/', '~1')}"


def faults_of(detail: Any, *, pointer: str = "") -> list[Fault]:
    """REST framework's nested lists and mappings of messages as one list, in their order."""
    if isinstance(detail, Mapping):
        found = []
        for key, inner in detail.items():
            own = key == "non_field_errors"
            found += faults_of(inner, pointer=pointer if own else pointer_to(pointer, key))
        return found
    if isinstance(detail, list):
        nested = any(isinstance(inner, Mapping) for inner in detail)
        return [
            fault
            for place, inner in enumerate(detail)
            for fault in faults_of(inner, pointer=f"{pointer}/{place}" if nested else pointer)
        ]
    return [Fault(detail=str(detail), pointer=pointer)]


def _headers(error: exceptions.APIException) -> dict[str, str]:
    headers = {}
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(ceil(wait))
    if scheme := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = scheme
    return headers
