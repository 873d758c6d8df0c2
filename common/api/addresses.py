"""Addresses under /api/: the slug in a path, and what answers where nothing is."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, register_converter, resolve
from django.urls.converters import StringConverter
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from common.api.problems import problem_response


class UnicodeSlugConverter(StringConverter):
    """A slug in any script: letters, digits, hyphens, underscores."""

    regex = r"[-\w]+"


# Here, because whoever writes an address with it has imported this module's package first.
register_converter(UnicodeSlugConverter, "unicode_slug")


@csrf_exempt  # It answers 404 to any method; the check would turn a POST into a page.
def unknown_address(request: HttpRequest) -> HttpResponse:
    """404 as a problem, for everything under /api/ that is not an address.

    Without its closing slash an address redirects to the one with it, for reading.
    """
    if request.method in {"GET", "HEAD"} and not request.path.endswith("/"):
        try:
            is_known = resolve(f"{request.path_info}/").func is not unknown_address
        except Resolver404:
            is_known = False
        if is_known:
            return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    return problem_response(
        request,
        status=HTTPStatus.NOT_FOUND,
        code="not_found",
        detail=_(
            "There is nothing at %(path)s. /api/v1/schema/ lists every address,"
            " /api/v1/docs/ explains them."
        )
        % {"path": request.path},
    )
