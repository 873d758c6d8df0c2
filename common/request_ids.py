"""A name for each request, in its answer and in every log line it causes."""

import re
from collections.abc import Callable
from ipaddress import ip_address
from uuid import uuid4

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from common.http.networks import is_within

HEADER = "X-Request-ID"
_USABLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")


class RequestIdMiddleware:
    """Sets `request.request_id` and the header `X-Request-ID`; the outermost middleware.

    The id of a proxy of ours (settings.TRUSTED_PROXIES) is taken over, so that its log and ours
    can be laid side by side; what anybody else sends is not.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = _given(request) or uuid4().hex
        vars(request)["request_id"] = request_id
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self._get_response(request)
        response.headers[HEADER] = request_id
        return response


def _given(request: HttpRequest) -> str:
    given = request.headers.get(HEADER, "")
    if not given or not _USABLE.fullmatch(given):
        return ""
    try:
        peer = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return ""
    return given if is_within(peer, settings.TRUSTED_PROXIES) else ""
