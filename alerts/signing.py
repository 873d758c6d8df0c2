"""Standard Webhooks signatures and secrets (standardwebhooks.com, version 1). Pure.

The signed content is `id.timestamp.body`; the signature is `v1,` and the base64 of its HMAC with
SHA-256. A secret is `whsec_` and the base64 of 24 to 64 random bytes.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from secrets import token_bytes

PREFIX = "whsec_"
_SECRET_BYTES = 32


def new_secret() -> str:
    """A fresh signing secret, as it is shown to its owner."""
    return PREFIX + base64.b64encode(token_bytes(_SECRET_BYTES)).decode()


def signed_headers(
    *, secrets: Sequence[str], message_id: str, timestamp: int, body: bytes
) -> dict[str, str]:
    """The three headers of a signed message. `timestamp`: seconds since 1970, of this attempt.

    Several secrets make several signatures with blanks between, so that a receiver verifies with
    the old secret or the new one while a rotation lasts.
    """
    content = f"{message_id}.{timestamp}.".encode() + body
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(_signature(secret, content) for secret in secrets),
    }


def _signature(secret: str, content: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    digest = hmac.new(key, content, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"
