import re
import socket
from collections.abc import Sequence
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.http.client import Client, Trust
from common.http.errors import (
    BadUrlError,
    FetchError,
    RefusedAddressError,
    UnreachableError,
)
from common.http.networks import Address, is_public, parse_networks
from common.http.urls import parse_target
from tests.common.hostile import NAMES, NOT_PUBLIC, URLS
from tests.common.origin import answer, serving

PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.1",
    "198.17.255.255",
    "198.20.0.0",
    "223.255.255.255",
    "2001:200::1",
    "2001:4860:4860::8888",
    "2606:4700::1111",
    "2a00:1450:4001::1",
    "3ffe::1",
]


def loopback_for_localhost(host: str, _: int) -> Sequence[Address]:
    """Only `localhost` is at home; any other name is a public host that must not be reached."""
    return [ip_address("127.0.0.1" if host == "localhost" else "93.184.215.14")]


@pytest.mark.parametrize("text", NOT_PUBLIC)
def test_address_is_refused(text: str) -> None:
    address = ip_address(text)
    assert not is_public(address)
    with pytest.raises(RefusedAddressError):
        Client("t", resolver=lambda *_: [address]).fetch("http://host.example/")


@pytest.mark.parametrize("text", PUBLIC)
def test_address_next_to_a_special_block_is_public(text: str) -> None:
    assert is_public(ip_address(text))


@pytest.mark.parametrize("url", URLS)
def test_hostile_url_is_refused_in_a_sentence_without_its_secrets(url: str) -> None:
    client = Client("t", resolver=loopback_for_localhost)
    with pytest.raises(FetchError) as caught:
        client.fetch(url)
    assert isinstance(caught.value, BadUrlError | RefusedAddressError)
    assert str(caught.value).endswith(".")
    assert "passwd" not in str(caught.value)


@pytest.mark.parametrize("name", NAMES)
def test_name_that_leads_home_is_refused(name: str) -> None:
    client = Client("t", resolver=lambda host, _: [ip_address(text) for text in NAMES[host]])
    with pytest.raises(RefusedAddressError):
        client.fetch(f"https://{name}/")


@pytest.mark.allow_hosts(["127.0.0.77"])
def test_redirect_to_any_of_them_is_refused() -> None:
    """From a server that only an exemption lets us reach, to all but what else is exempt."""
    places = [url for url in URLS if _is_whole(url)]
    places += [f"http://{_in_url(text)}/" for text in NOT_PUBLIC if "%" not in text]
    places += [f"http://{name}/" for name in NAMES]
    asked: list[str] = []

    def resolver(host: str, _: int) -> Sequence[Address]:
        asked.append(host)
        return [ip_address(text) for text in NAMES.get(host, ["93.184.215.14"])]

    def script(connection: socket.socket, request: bytes) -> None:
        place = places[int(request.split()[1].strip(b"/"))]
        location = place.encode().decode("latin-1")
        answer("302 Found", Location=location)(connection, request)

    client = Client("t", resolver=resolver)
    trust = Trust(is_registered=True, networks=parse_networks(["127.0.0.77/32"]))
    told = {}
    with serving(script, host="127.0.0.77") as origin:
        for number, place in enumerate(places):
            try:
                client.fetch(f"{origin.url}/{number}", trust=trust)
            except FetchError as error:
                told[place] = isinstance(error, BadUrlError | RefusedAddressError)

    assert len(places) > 180
    assert told == dict.fromkeys(places, True)
    assert len(origin.requests) == len(places)
    assert set(NAMES) <= set(asked)


def _is_whole(url: str) -> bool:
    """An address that means the same without a base, in characters that a header can carry."""
    scheme, _, rest = url.partition(":")
    is_relative = not rest or "/" in scheme
    is_relative |= scheme in {"http", "https"} and not re.match(r"//[^/]", rest)
    return not is_relative and not re.search(r"[\x00\n]", url)


def _in_url(text: str) -> str:
    return f"[{text}]" if ":" in text else text


def test_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A resolver that answers a public address first and a private one ever after."""
    answers = iter(["93.184.215.14", *["127.0.0.1"] * 9])
    reached: list[object] = []

    def connect(_: socket.socket, address: object) -> None:
        reached.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    client = Client("t", resolver=lambda *_: [ip_address(next(answers))])
    with pytest.raises(UnreachableError):
        client.fetch("https://rebinding.example/")
    with pytest.raises(RefusedAddressError):
        client.fetch("https://rebinding.example/")

    assert reached == [("93.184.215.14", 443)]
    assert len(list(answers)) == 8  # asked once for each request


def test_fragment_is_not_a_host() -> None:
    assert parse_target("http://example.org#@127.0.0.1/").url == "http://example.org/"


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("http://example.org:80/a b?c d", "http://example.org/a%20b?c%20d"),
        ("https://example.org:443/#x", "https://example.org/"),
        ("http://example.org./", "http://example.org/"),
        ("http://müller.example/ä?ö=%C3%BC", "http://xn--mller-kva.example/%C3%A4?%C3%B6=%C3%BC"),
        ("http://a_b.example:8080", "http://a_b.example:8080/"),
        ("http://[2001:DB8:0::1]:81/", "http://[2001:db8::1]:81/"),
        ("http://192.0.2.1?q", "http://192.0.2.1/?q"),
    ],
)
def test_target_has_one_spelling(url: str, same: str) -> None:
    assert parse_target(url).url == same
    assert parse_target(same) == parse_target(url)


@given(st.text(max_size=40))
def test_any_text_is_a_target_or_a_bad_url(text: str) -> None:
    for url in (text, "http://" + text):
        try:
            target = parse_target(url)
        except BadUrlError:
            continue
        assert parse_target(target.url) == target


@given(st.ip_addresses())
def test_public_addresses_are_global_to_the_standard_library_too(address: Address) -> None:
    if is_public(address):
        assert not address.is_private
        assert not address.is_multicast
        assert not address.is_loopback


def test_parse_networks_names_the_wrong_one() -> None:
    assert [str(n) for n in parse_networks([" 127.0.0.0/8", "", "fd00::/8"])] == [
        "127.0.0.0/8",
        "fd00::/8",
    ]
    with pytest.raises(ValueError, match=r"10\.0\.0\.1/8"):
        parse_networks(["10.0.0.1/8"])
