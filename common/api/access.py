"""Who may use an address: staff by the session of the admin, until there are keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

if TYPE_CHECKING:  # settings name a class, and the framework's views read them when imported
    from rest_framework.views import APIView


class StaffSession(SessionAuthentication):
    """The session of the admin. Whatever is not reading needs the CSRF token too, or any page on
    the web could make a curator's browser ask for it.
    """

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002 - the framework's signature
        # RFC 9110 wants a challenge with every 401; there is no registered word for a cookie.
        return 'Session realm="/admin/"'

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except exceptions.PermissionDenied:
            raise exceptions.PermissionDenied(
                _(
                    "The CSRF token is missing or is not that of this session: send the value of"
                    " the cookie csrftoken in the header X-CSRFToken, and over https a Referer of"
                    " this site."
                ),
                code="csrf_failed",
            ) from None


class StaffOnly(BasePermission):
    """Signed in and a member of staff: 401 for nobody, 403 for somebody else."""

    message = gettext_lazy("This address is for staff only.")

    def has_permission(self, request: Request, view: APIView) -> bool:  # noqa: ARG002 - the framework's signature
        if not request.user.is_authenticated:
            raise exceptions.NotAuthenticated(_("This address is for staff: sign in at /admin/."))
        return bool(request.user.is_active and request.user.is_staff)


class StaffMay(StaffOnly):
    """Staff with the right that the view names in `rights`: {"read": ..., "write": ...}."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not super().has_permission(request, view):
            return False
        rights: Mapping[str, str] = getattr(view, "rights", {})
        right = rights.get("read" if request.method in SAFE_METHODS else "write")
        return right is None or bool(request.user.has_perm(right))
