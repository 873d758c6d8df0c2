"""Encryption at rest for addresses and secrets (Fernet: AES-128-CBC with HMAC-SHA256).

FIELD_KEYS holds the keys, newest first: the first encrypts, all decrypt, so a key is rotated by
putting a new one in front. Without FIELD_KEYS one key is derived from SECRET_KEY.
"""

import base64
import hashlib
import hmac
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models


def _fernet() -> MultiFernet:
    keys: list[str | bytes] = [*settings.FIELD_KEYS] or [
        base64.urlsafe_b64encode(
            hashlib.sha256(b"stanceline.fields:" + settings.SECRET_KEY.encode()).digest()
        )
    ]
    return MultiFernet([Fernet(key) for key in keys])


def encrypt(plain: str) -> str:
    return _fernet().encrypt(plain.encode()).decode() if plain else ""


def decrypt(stored: str) -> str:
    """The plain text. Raises ImproperlyConfigured when no current key opens it."""
    try:
        return _fernet().decrypt(stored.encode()).decode() if stored else ""
    except InvalidToken:
        raise ImproperlyConfigured(
            "A stored secret cannot be read with the keys in FIELD_KEYS or SECRET_KEY."
        ) from None


def keyed_hash(value: str) -> str:
    """HMAC-SHA256 hex by which an encrypted value can be found again; of no use without
    SECRET_KEY.
    """
    return hmac.new(
        b"stanceline.lookup:" + settings.SECRET_KEY.encode(), value.encode(), hashlib.sha256
    ).hexdigest()


class EncryptedTextField(models.TextField[str, str]):
    """Text that is plain in Python and encrypted in the database. It cannot be searched."""

    def get_prep_value(self, value: Any) -> Any:
        return encrypt(str(value)) if value else ""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str:  # noqa: ARG002 - Django's signature
        return decrypt(value or "")
