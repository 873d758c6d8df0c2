"""Webhooks leave through the guarded client, so they reach nothing that a feed may not."""

from datetime import UTC, datetime

from pytest_django import Settings

from alerts.transports.results import Permanent, Temporary
from alerts.transports.webhook import WebhookRequest, send
from common.http.errors import BadUrlError
from common.http.urls import parse_target
from tests.common.hostile import NOT_PUBLIC, URLS

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def is_address(url: str) -> bool:
    try:
        parse_target(url)
    except BadUrlError:
        return False
    return True


def test_no_webhook_goes_to_a_hostile_address(settings: Settings) -> None:
    settings.WEBHOOK_ALLOWED_NETWORKS = ()
    wrong = [url for url in URLS if not is_address(url)]
    private = [f"https://{f'[{text}]' if ':' in text else text}/" for text in NOT_PUBLIC]

    told = {url: type(post(url)) for url in [*wrong, *private]}

    assert len(told) > 130
    assert told == dict.fromkeys(wrong, Permanent) | {
        url: Permanent if "%" in url else Temporary for url in private
    }


def post(url: str) -> object:
    """What an attempt comes to; a connection would be refused by the tests' own guard."""
    return send(WebhookRequest(url, ("whsec_c2VjcmV0",), "msg_1", b"{}"), now=NOW)
