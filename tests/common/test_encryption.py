"""Addresses and secrets at rest: unreadable in the database, and keys can be rotated."""

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from alerts.models import Subscriber, WebhookEndpoint
from common.encryption import decrypt, encrypt, keyed_hash
from tests.factories import SubscriberFactory, WebhookEndpointFactory

ADDRESS = "marit.solvang@harbour-studies.example"


def new_key() -> str:
    return Fernet.generate_key().decode()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_what_is_encrypted_can_be_read_again(plain: str) -> None:
    assert decrypt(encrypt(plain)) == plain


def test_one_text_is_never_encrypted_alike_twice() -> None:
    assert encrypt(ADDRESS) != encrypt(ADDRESS)


def test_new_key_in_front_still_reads_what_the_old_one_wrote(settings: Settings) -> None:
    old, new = new_key(), new_key()
    settings.FIELD_KEYS = [old]
    written_before = encrypt(ADDRESS)

    settings.FIELD_KEYS = [new, old]
    written_after = encrypt(ADDRESS)

    assert decrypt(written_before) == decrypt(written_after) == ADDRESS
    settings.FIELD_KEYS = [new]
    assert decrypt(written_after) == ADDRESS


def test_removed_key_is_missed_with_a_clear_sentence(settings: Settings) -> None:
    settings.FIELD_KEYS = [new_key()]
    stored = encrypt(ADDRESS)
    settings.FIELD_KEYS = [new_key()]

    with pytest.raises(ImproperlyConfigured) as caught:
        decrypt(stored)

    assert str(caught.value) == (
        "A stored secret cannot be read with the keys in FIELD_KEYS or SECRET_KEY."
    )
    assert caught.value.__cause__ is None  # a traceback shows neither the token nor the key


def test_without_field_keys_the_secret_key_is_the_key(settings: Settings) -> None:
    settings.FIELD_KEYS = []
    stored = encrypt(ADDRESS)
    assert decrypt(stored) == ADDRESS

    settings.SECRET_KEY = "another-secret-key-of-the-tests-0123456789-0123456789"

    with pytest.raises(ImproperlyConfigured):
        decrypt(stored)


def test_altered_ciphertext_is_refused() -> None:
    stored = encrypt(ADDRESS)
    altered = stored[:40] + ("A" if stored[40] != "A" else "B") + stored[41:]

    with pytest.raises(ImproperlyConfigured):
        decrypt(altered)


@pytest.mark.django_db
def test_database_holds_no_plain_address_and_no_plain_secret() -> None:
    subscriber = SubscriberFactory.create(address=ADDRESS)
    endpoint = WebhookEndpointFactory.create(subscriber=subscriber)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM alerts_subscriber")
        rows = cursor.fetchall()
        cursor.execute("SELECT url, url_hash, secret FROM alerts_webhookendpoint")
        rows += cursor.fetchall()

    stored = " ".join(str(value) for row in rows for value in row)
    for plain in (ADDRESS, "marit", "harbour-studies", endpoint.url, endpoint.secret):
        assert plain not in stored
    assert Subscriber.objects.get().address == ADDRESS
    assert WebhookEndpoint.objects.get().secret == endpoint.secret


@pytest.mark.django_db
def test_encrypted_address_is_found_by_its_keyed_hash(settings: Settings) -> None:
    subscriber = SubscriberFactory.create(address=ADDRESS)

    assert Subscriber.objects.get(address_hash=keyed_hash(ADDRESS)) == subscriber
    before = keyed_hash(ADDRESS)
    settings.SECRET_KEY = "another-secret-key-of-the-tests-0123456789-0123456789"
    assert keyed_hash(ADDRESS) != before


def test_empty_stays_empty() -> None:
    assert (encrypt(""), decrypt("")) == ("", "")
