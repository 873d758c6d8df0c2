"""Standard Webhooks signatures and secrets (standardwebhooks.com, version 1). Pure.

The signed content is `id.timestamp.body`; the signature is `v1,` and the base64 of its HMAC with
SHA-256. A secret is `whsec_` and the base64 of 24 to 64 random bytes.
"""

import base64
import hashlib
import hmac
import secrets

PREFIX = "whsec_"
_SECRET_BYTES = 32


def new_secret() -> str:
    """A fresh signing secret, as it is shown to its owner."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def signed_headers(*, secret: str, message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The three headers of a signed message. `timestamp`: seconds since 1970, of this attempt."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    content = f"{message_id}.{timestamp}.".encode() + body
    digest = hmac.new(key, content, hashlib.sha256).digest()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }
