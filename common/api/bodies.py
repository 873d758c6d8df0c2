"""Bodies of requests, declared through serializers: one JSON object, every member of which is
known; anything else is a problem that says what is wrong where.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import exceptions, serializers
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

from common.api.parameters import hint
from common.api.problems import BodyProblem, Fault, faults_of, pointer_to

MEDIA_TYPE = "application/json"
# Far above what a person writes into a form.
MOST_BYTES = 64 * 1024
# Looking for the nearest right name takes time, and nobody reads more.
_MOST_FAULTS = 20


class BodyTooLarge(exceptions.APIException):
    """Refused before it was read to its end."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_code = "body_too_large"


class MalformedBody(exceptions.APIException):
    """Not JSON as RFC 8259 says."""

    status_code = HTTPStatus.BAD_REQUEST
    default_code = "malformed_body"


class JsonParser(BaseParser):
    """RFC 8259: UTF-8, no number that JSON does not know, no member twice in one object."""

    media_type = MEDIA_TYPE

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,  # noqa: ARG002 - the framework's signature
        parser_context: Mapping[str, Any] | None = None,  # noqa: ARG002 - the same
    ) -> Any:
        read: bytes = stream.read(MOST_BYTES + 1)
        if len(read) > MOST_BYTES:
            raise BodyTooLarge(
                _("The body is too large: at most %(bytes)d bytes are read.")
                % {"bytes": MOST_BYTES}
            )
        try:
            found = json.loads(
                read.decode(), object_pairs_hook=_object, parse_constant=_no_constant
            )
            # Half of a surrogate pair can be written as an escape and in no answer of ours.
            json.dumps(found, ensure_ascii=False).encode()
        except json.JSONDecodeError as error:
            raise MalformedBody(
                _("The body is not JSON: line %(line)d, column %(column)d.")
                % {"line": error.lineno, "column": error.colno}
            ) from None
        except UnicodeError:
            raise MalformedBody(_("The body is not UTF-8.")) from None
        except (RecursionError, ValueError):  # nested too deep; a number of thousands of digits
            raise MalformedBody(_("The body is not JSON that can be read here.")) from None
        return found


def read_body(
    request: Request, declared: type[serializers.BaseSerializer[Any]], *, is_partial: bool = False
) -> dict[str, Any]:
    """The values of the body by name. `is_partial`: nothing is required (PATCH).

    Raises BodyProblem with every fault at once; UnsupportedMediaType, MalformedBody or
    BodyTooLarge for what cannot be read at all.
    """
    data = _data(request)
    if not isinstance(data, Mapping):
        raise BodyProblem([Fault(detail=_("The body must be a JSON object."), pointer="")])
    serializer = declared(data=data, partial=is_partial)
    faults = _unknown_members(data, serializer)
    if not serializer.is_valid():
        faults += [_named(fault) for fault in faults_of(serializer.errors)]
    if is_partial and not data:
        detail = _("The body names nothing to change. Possible here: %(names)s.")
        names = ", ".join(sorted(_writable(serializer)))
        faults.append(Fault(detail=detail % {"names": names}, pointer=""))
    if faults:
        raise BodyProblem(faults)
    values: dict[str, Any] = serializer.validated_data
    return values


def wrong_member(name: str, detail: str, *, code: str | None = None) -> BodyProblem:
    """A member that is well formed and cannot be; `name` is one of the body's own. `code` is that
    of the rule that it breaks, when it has one.
    """
    fault = Fault(detail=f"{name}: {detail}", pointer=pointer_to("", name))
    return BodyProblem([fault], code=code)


def _data(request: Request) -> Any:
    given = (request.content_type or "").partition(";")[0].strip().lower()
    is_empty = request.META.get("CONTENT_LENGTH") in {None, "", "0"}
    if is_empty:
        return {}
    if given != MEDIA_TYPE or request.headers.get("Content-Encoding", "identity") != "identity":
        raise exceptions.UnsupportedMediaType(given)
    return request.data


def _object(members: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(members)
    if len(found) != len(members):
        names = [name for name, _value in members]
        twice = next(name for name in names if names.count(name) > 1)
        detail = _("“%(name)s” is given more than once; give it once.")
        raise MalformedBody(detail % {"name": twice})
    return found


def _no_constant(text: str) -> Any:
    raise MalformedBody(_("%(number)s is not a number of JSON.") % {"number": text})


def _unknown_members(data: Any, serializer: Any, pointer: str = "") -> list[Fault]:
    """What is given and not declared, in nested objects too."""
    if isinstance(serializer, serializers.ListSerializer):
        items = data if isinstance(data, list) else []
        return [
            fault
            for place, item in enumerate(items)
            for fault in _unknown_members(item, serializer.child, pointer_to(pointer, place))
        ]
    if not isinstance(serializer, serializers.Serializer) or not isinstance(data, Mapping):
        return []
    known = _writable(serializer)
    found: list[Fault] = []
    for name, value in data.items():
        place = pointer_to(pointer, name)
        if name in known:
            found += _unknown_members(value, known[name], place)
        elif len(found) < _MOST_FAULTS:
            found.append(Fault(detail=_unknown(name, known), pointer=place))
    return found


def _writable(serializer: Any) -> dict[str, Any]:
    return {name: field for name, field in serializer.fields.items() if not field.read_only}


def _unknown(name: str, known: Mapping[str, Any]) -> str:
    near = hint(name, tuple(known))
    if not near:
        near = (
            _(" Possible here: %(names)s.") % {"names": ", ".join(sorted(known))}
            if known
            else _(" No member is possible here.")
        )
    return _("There is no member “%(name)s”.%(hint)s") % {"name": name, "hint": near}


def _named(fault: Fault) -> Fault:
    """As in a query, a detail says itself what it is about: "kinds/0: …"."""
    name = (fault.pointer or "").removeprefix("/")
    return Fault(detail=f"{name}: {fault.detail}" if name else fault.detail, pointer=fault.pointer)
