"""What answers when no view does: a problem under /api/, a page elsewhere."""

from http import HTTPStatus

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views import defaults

from common.api.problems import problem_response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if not _is_api(request):
        return defaults.bad_request(request, exception)
    return problem_response(
        request,
        status=HTTPStatus.BAD_REQUEST,
        code="bad_request",
        detail=_("The request could not be read."),
    )


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if not _is_api(request):
        return defaults.permission_denied(request, exception)
    return problem_response(
        request,
        status=HTTPStatus.FORBIDDEN,
        code="permission_denied",
        detail=_("You may not do this."),
    )


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if not _is_api(request):
        return defaults.page_not_found(request, exception)
    return problem_response(
        request,
        status=HTTPStatus.NOT_FOUND,
        code="not_found",
        detail=_("There is nothing at this address."),
    )


def server_error(request: HttpRequest) -> HttpResponseBase:
    if not _is_api(request):
        return defaults.server_error(request)
    return problem_response(
        request,
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
        code="internal_error",
        detail=_("Something broke on our side and has been logged. Please try again later."),
    )


def _is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")
