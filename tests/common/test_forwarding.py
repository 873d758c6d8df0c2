"""Whose request it is behind proxies: only what our own proxies wrote is believed."""

from ipaddress import ip_network

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from common.forwarding import reader_address

PROXIES = [ip_network("10.0.0.0/8"), ip_network("fd00::/8")]
READER = "198.51.100.7"


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        ("10.0.0.1", READER, READER),
        ("10.0.0.1", f"{READER}, 10.0.0.2", READER),
        ("::ffff:10.0.0.1", READER, READER),
        ("fd00::1", "2001:db8::7", "2001:db8::7"),
        ("10.0.0.1", f"192.0.2.66, {READER}", READER),
        ("10.0.0.1", f"{READER}, made up, 10.0.0.2", "10.0.0.2"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("192.0.2.66", READER, "192.0.2.66"),
        ("", READER, ""),
    ],
    ids=[
        "one proxy",
        "two proxies",
        "IPv4 on a socket for both",
        "IPv6",
        "the reader wrote something before",
        "not an address",
        "empty",
        "only proxies",
        "no proxy of ours",
        "a socket without an address",
    ],
)
def test_the_reader_is_the_last_address_that_is_no_proxy(
    peer: str, forwarded: str, found: str
) -> None:
    assert reader_address(peer, forwarded, PROXIES) == found


@given(st.text(max_size=60))
def test_nothing_that_a_reader_sends_changes_whose_request_it_is(sent: str) -> None:
    assert reader_address("10.0.0.1", f"{sent}, {READER}", PROXIES) == READER


@pytest.mark.django_db
def test_the_throttle_counts_readers_and_not_their_proxy(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TRUSTED_PROXIES = PROXIES
    monkeypatch.setattr("common.api.throttles.AddressThrottle.rate", "1/min", raising=False)

    statuses = [
        client.get(
            "/api/v1/topics/",
            REMOTE_ADDR="10.0.0.1",
            headers={"X-Forwarded-For": reader},
        ).status_code
        for reader in ("198.51.100.71", "198.51.100.72", "192.0.2.1, 198.51.100.71")
    ]

    assert statuses == [200, 200, 429]
