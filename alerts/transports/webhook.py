"""Webhooks after Standard Webhooks, through the guarded client only."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.conf import settings
from django.utils.translation import gettext as _

from alerts.retries import GONE, parse_retry_after
from alerts.signing import signed_headers
from alerts.transports.results import Permanent, Result, Sent, Temporary
from common.http.client import Client, Limits, Response, Trust
from common.http.errors import BadUrlError, FetchError

TOTAL_SECONDS = 15.0
_LIMITS = Limits(
    connect=3,
    idle=10,
    total=TOTAL_SECONDS,
    wire_bytes=1_000_000,
    decoded_bytes=1_000_000,
    redirects=0,
)
_ANSWER_BYTES = 4_096
_SUCCESS = range(200, 300)
_REDIRECT = range(300, 400)


@dataclass(frozen=True, slots=True)
class WebhookRequest:
    """One signed POST. `body` is what is signed, byte for byte."""

    url: str
    secrets: tuple[str, ...]
    message_id: str
    body: bytes

    def __repr__(self) -> str:  # neither address nor secret in a log or traceback
        return f"WebhookRequest({self.message_id})"


def send(request: WebhookRequest, *, now: datetime) -> Result:
    """POST once; takes at most TOTAL_SECONDS. `now` (UTC) is the signed time of this attempt.

    2xx is success, 410 means gone, every other answer may be different next time; a redirect is
    not followed. An address that our own rules refuse for ever is permanent.
    """
    headers = {
        "Content-Type": "application/json",
        **signed_headers(
            secrets=request.secrets,
            message_id=request.message_id,
            timestamp=int(now.timestamp()),
            body=request.body,
        ),
    }
    trust = Trust(
        is_registered=True, networks=tuple(settings.WEBHOOK_ALLOWED_NETWORKS), https_only=True
    )
    try:
        response = _client().fetch(
            request.url,
            trust=trust,
            method="POST",
            headers=headers,
            body=request.body,
            limits=_LIMITS,
        )
    except BadUrlError as error:
        return Permanent(str(error))
    except FetchError as error:
        return Temporary(str(error))
    return _result(response, now)


def _result(response: Response, now: datetime) -> Result:
    status = response.status
    answer = response.body[:_ANSWER_BYTES].decode(errors="replace").replace("\x00", "")
    if status in _SUCCESS:
        return Sent(status, answer)
    if status == GONE:
        return Permanent(
            _("The endpoint answered 410: it wants no more messages."),
            is_gone=True,
            status=status,
            answer=answer,
        )
    if status in _REDIRECT:
        reason = _("The endpoint answered %(status)d; redirects are not followed.")
    else:
        reason = _("The endpoint answered %(status)d.")
    return Temporary(
        reason % {"status": status},
        retry_after=parse_retry_after(response.headers.get("Retry-After", ""), now=now),
        status=status,
        answer=answer,
    )


@cache
def _client() -> Client:
    return Client(f"Stanceline (+{settings.SITE_URL})")
