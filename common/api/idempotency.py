"""`Idempotency-Key`: a POST that is sent again because its answer was lost is done once.

The answer is kept in the cache, encrypted, for a day: the same caller with the same key and the
same request gets it again (draft-ietf-httpapi-idempotency-key-header). In the cache and not in a
table, because answers may hold a secret that is shown once and must get into no backup, because
they end by themselves, and because losing them loses no fact: what services write stands in the
database, and doing it twice is theirs to bear. So a lost cache costs this promise and nothing
else; while it is away, who gives a key is told so instead of being done twice silently.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured, RequestDataTooBig
from django.utils.translation import gettext as _
from redis.exceptions import RedisError
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from common.api.bodies import MOST_BYTES, BodyTooLarge
from common.api.formats import dump
from common.encryption import decrypt, encrypt, keyed_hash

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
KEPT_SECONDS = 24 * 60 * 60
# Longer than any request of ours takes; a process that died holds its key no longer.
_RUNNING_SECONDS = 60
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_RUNNING = "running"


class WrongKey(exceptions.APIException):
    status_code = HTTPStatus.BAD_REQUEST
    default_code = "invalid_idempotency_key"


class KeyInUse(exceptions.APIException):
    """The first request with this key is not done yet."""

    status_code = HTTPStatus.CONFLICT
    default_code = "idempotency_key_in_use"
    wait = 1  # seconds, for Retry-After


class KeyOfAnother(exceptions.APIException):
    """The key stands for another request."""

    status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    default_code = "idempotency_key_reused"


class NoMemory(exceptions.APIException):
    """Nothing can be remembered now."""

    status_code = HTTPStatus.SERVICE_UNAVAILABLE
    default_code = "idempotency_unavailable"
    wait = 5


def answer_once(
    request: Request, work: Callable[[], Response], *, caller: str, key: str
) -> Response:
    """Do `work`, or give its earlier answer to the same `caller`, `key` and request.

    Only success is kept: after an error the same key may come with what was corrected. Raises
    WrongKey, KeyInUse, KeyOfAnother, NoMemory.
    """
    if not _KEY.fullmatch(key):
        raise WrongKey(
            _("%(header)s: 1 to 255 visible ASCII characters are expected.") % {"header": HEADER}
        )
    place = f"once:{keyed_hash(f'{caller} {key}')}"
    mark = _fingerprint(request)
    try:
        if not cache.add(place, f"{_RUNNING} {mark}", _RUNNING_SECONDS):
            return _earlier(cache.get(place), mark)
    except RedisError:
        raise NoMemory(
            _("%(header)s cannot be kept at this moment; try again soon, or without it.")
            % {"header": HEADER}
        ) from None
    try:
        response = work()
    except BaseException:
        _forget(place)
        raise
    _keep(place, mark, response)
    return response


def _fingerprint(request: Request) -> str:
    try:
        body = request._request.body  # noqa: SLF001 - the bytes as they came, before any parsing
    except RequestDataTooBig:
        raise BodyTooLarge(
            _("The body is too large: at most %(bytes)d bytes are read.") % {"bytes": MOST_BYTES}
        ) from None
    return hashlib.sha256(f"{request.method} {request.path}\n".encode() + body).hexdigest()


def _earlier(found: Any, mark: str) -> Response:
    state, _blank, rest = str(found or f"{_RUNNING} {mark}").partition(" ")
    if state == _RUNNING:
        kept: dict[str, Any] = {"mark": rest}
    else:
        try:
            kept = json.loads(decrypt(state))
        except ImproperlyConfigured:  # the keys changed; what was kept cannot be read any more
            kept = {}
    if kept.get("mark") != mark:
        raise KeyOfAnother(
            _("This %(header)s was used for another request; take a new one.") % {"header": HEADER}
        )
    if state == _RUNNING:
        raise KeyInUse(
            _("The first request with this %(header)s is not done yet.") % {"header": HEADER}
        )
    return Response(
        kept["data"], status=kept["status"], headers={**kept["headers"], REPLAYED: "true"}
    )


def _keep(place: str, mark: str, response: Response) -> None:
    location = response.headers.get("Location")
    kept = {
        "mark": mark,
        "status": response.status_code,
        "data": response.data,
        "headers": {"Location": location} if location else {},
    }
    _quietly(lambda: cache.set(place, encrypt(dump(kept)), KEPT_SECONDS))


def _forget(place: str) -> None:
    _quietly(lambda: cache.delete(place))


def _quietly(act: Callable[[], object]) -> None:
    """What was done is done: a cache that went away meanwhile must not look like its failure."""
    try:
        act()
    except RedisError:
        return
