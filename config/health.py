"""Whether this process answers, and whether the installation does its work."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.readiness import find_checks


@require_safe
@never_cache
def healthz(_request: HttpRequest) -> HttpResponse:
    """200 as long as the process can answer at all; touches neither database nor broker."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def readyz(_request: HttpRequest) -> JsonResponse:
    """200 when every check holds, else 503: {"status", "checks": {name: {"ok", "detail"}}}."""
    checks = find_checks()
    is_ready = all(check.is_ok for check in checks)
    return JsonResponse(
        {
            "status": "ready" if is_ready else "not ready",
            "checks": {
                check.name: {"ok": check.is_ok, "detail": check.detail} for check in checks
            },
        },
        status=HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE,
    )
