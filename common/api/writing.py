"""What an address does beside reading, declared: the view checks by it and the schema shows it."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django_stubs_ext import StrOrPromise
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer


@dataclass(frozen=True)
class Write:
    """One unsafe method of an address.

    `body` and `answer` are serializers, None where there is none; `status` is that of success.
    `conflicts`: whether a domain error (409) is possible; `other`: a second kind of success.
    """

    summary: StrOrPromise
    body: type[BaseSerializer[Any]] | None = None
    answer: type[BaseSerializer[Any]] | None = None
    status: HTTPStatus = HTTPStatus.OK
    conflicts: bool = False
    description: StrOrPromise = ""
    other: tuple[HTTPStatus, type[BaseSerializer[Any]]] | None = None


def created(shape: Any, *, location: str) -> Response:
    """201 with the new record and where it is."""
    return Response(shape, status=HTTPStatus.CREATED, headers={"Location": location})


def no_content() -> Response:
    return Response(status=HTTPStatus.NO_CONTENT)
