"""What a browser may do with our pages, said in headers of every answer.

Django 5.2 sends no Content-Security-Policy. Ours is one fixed line without exceptions: everything
comes from our own origin, scripts and styles only from files. So it needs no library, no nonces
and nothing per view.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_SOURCES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    # data: is how the style sheets of the admin and of the API docs bring their icons.
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
CONTENT_SECURITY_POLICY = "; ".join(f"{kind} {source}" for kind, source in _SOURCES.items())
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
)

_DEBUG_STATUSES = frozenset({404, 500})


class SecurityHeadersMiddleware:
    """Adds the policies to every answer; stands outside WhiteNoise, so that files have them too.

    X-Frame-Options, nosniff, the referrer and opener policies and HSTS are Django's own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        # Django's own debug pages are written with inline styles and scripts.
        if not (settings.DEBUG and response.status_code in _DEBUG_STATUSES):
            response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        return response
