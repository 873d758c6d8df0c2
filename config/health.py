"""Whether this process answers."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def healthz(_request: HttpRequest) -> HttpResponse:
    """200 as long as the process can answer at all; touches neither database nor broker."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
