"""Whose request it is: the token of the manage link, as a bearer token (RFC 6750)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.throttling import UserRateThrottle
from rest_framework.views import APIView

from alerts.exceptions import LinkError
from alerts.models import Subscriber
from alerts.services.managing import owner_of

_CHALLENGE = 'Bearer realm="stanceline"'


@dataclass(frozen=True, slots=True)
class Owner:
    """A subscriber who asks; in the place of Django's user, but no user of the admin."""

    subscriber: Subscriber

    is_authenticated = True
    is_active = True
    is_staff = False
    is_superuser = False

    @property
    def pk(self) -> int:
        return self.subscriber.pk


class BadToken(exceptions.AuthenticationFailed):
    """A token that opens nothing, or nothing any more."""

    default_code = "invalid_token"


class ManageToken(BaseAuthentication):
    """`Authorization: Bearer` and the last part of the manage link in any of our mails."""

    def authenticate(self, request: Request) -> tuple[Owner, None] | None:
        scheme, _blank, token = request.headers.get("Authorization", "").partition(" ")
        if not scheme:
            return None
        if scheme.casefold() != "bearer" or not token.strip():
            raise BadToken(
                _("Authorization: “Bearer” and the token of a manage link is expected.")
            )
        try:
            return Owner(owner_of(token.strip())), None
        except LinkError as error:
            raise BadToken(str(error)) from None

    def authenticate_header(self, request: Request) -> str:
        # RFC 6750, 3: the error only where a token was given.
        given = "Authorization" in request.headers
        return f'{_CHALLENGE}, error="invalid_token"' if given else _CHALLENGE


def owner_in(request: Request) -> Owner | None:
    """Who asks, when it is somebody with a token."""
    user: Any = request.user
    return user if isinstance(user, Owner) else None


class OwnerOnly(BasePermission):
    """Somebody who has a manage link."""

    def has_permission(self, request: Request, view: APIView) -> bool:  # noqa: ARG002 - the framework's signature
        if owner_in(request) is None:
            raise exceptions.NotAuthenticated(
                _(
                    "This address wants to know whose it is: send “Authorization: Bearer” with the"
                    " last part of the manage link that stands in every mail from here."
                )
            )
        return True


class OwnerThrottle(UserRateThrottle):
    """How often one subscriber may ask."""

    scope = "owner"

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        return super().get_cache_key(request, view) if owner_in(request) else None


class ManageTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call] # its registry is untyped
    """The token, in the schema."""

    target_class = "alerts.api.owners.ManageToken"
    name = "manageToken"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:  # noqa: ARG002 - the framework's signature
        return {
            "type": "http",
            "scheme": "bearer",
            "description": _(
                "The last part of the manage link that stands in every mail from here, good for 30"
                " days. Whoever has it may do what its owner may: keep it as a password."
            ),
        }
