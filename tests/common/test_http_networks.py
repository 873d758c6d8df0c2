from collections.abc import Sequence
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.http.client import Client
from common.http.errors import BadUrlError, FetchError, RefusedAddressError
from common.http.networks import Address, is_public, parse_networks
from common.http.urls import parse_target

NOT_PUBLIC = [
    "0.0.0.0",  # noqa: S104 -- an address to refuse, nothing listens
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.100.100.200",  # metadata
    "100.127.255.254",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",  # metadata
    "169.254.169.254",  # metadata
    "169.254.170.2",  # metadata
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.0.192",  # metadata
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::808:808",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",  # Teredo
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:2::1",
    "2001:10::1",
    "2001:20::1",
    "2001:db8::1",
    "2002:7f00:1::1",  # 6to4 of 127.0.0.1
    "2002:808:808::1",
    "3fff::1",
    "3fff:fff:ffff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",  # metadata
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "feff::1",
    "ff02::1",
    "ff0e::1",
]
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
HOSTILE_URLS = [
    "http://127.1/",
    "http://127.0.1/",
    "http://0/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://0x7f.0.0.1/",
    "http://0x7f000001/",
    "http://0X7F000001/",
    "http://0x/",
    "http://2130706433/",
    "http://4294967297/",
    "http://127.0.0.1./",
    "http://127.0.0.1../",
    "http://127.0.0.256/",
    "http://1.2.3.4.5/",
    "http://\uff11\uff12\uff17.\uff10.\uff10.\uff11/",
    "http://①②⑦.⓪.⓪.①/",
    "http://\u0967\u0968\u096d.\u0966.\u0966.\u0967/",
    "http://127。0。0。1/",
    "http://user@127.0.0.1/",
    "http://example.org@127.0.0.1/",
    "http://example.org:80@127.0.0.1/",
    "http://@example.org/",
    "http://:@example.org/",
    "http://127.0.0.1\\@example.org/",
    "http://example.org\\.evil.example/",
    "http://example.org#@127.0.0.1/",
    "http://exa\tmple.org/",
    "http://exa\nmple.org/",
    "http://exa mple.org/",
    "http://example.org\x00.evil.example/",
    "http://example.org:0/",
    "http://example.org:-80/",
    "http://example.org:65536/",
    "http://example.org:80:80/",
    "http://example.org:8080/",
    "http://example.org:22/",
    "https://example.org:6379/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://[fe80::1%25eth0]/",
    "http://[::1",
    "http://::1/",
    "http://[127.0.0.1]/",
    "http://[v1.x]/",
    "http://localhost/",
    "http://localhost./",
    "http://LOCALHOST/",
    "http://%6c%6f%63%61%6c/",
    "http:///etc/passwd",
    "http://",
    "http:example.org",
    "//example.org/",
    "",
    "example.org",
    "file:///etc/passwd",
    "ftp://example.org/",
    "gopher://example.org/",
    "javascript:alert(1)",
    "data:text/html,x",
    "http+unix://%2Fvar%2Frun%2Fdocker.sock/",
    "http://-example.org/",
    "http://example..org/",
    "http://.example.org/",
    "http://" + "a" * 64 + ".example/",
    "http://" + "a.example" * 40 + "/",
    "http://example.org/" + "a" * 9_000,
    "http://\u202eexample.org/",
    "http://exam℀ple.org/",
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


@pytest.mark.parametrize("url", [u for u in HOSTILE_URLS if "#@" not in u])
def test_hostile_url_is_refused_in_a_sentence_without_its_secrets(url: str) -> None:
    client = Client("t", resolver=loopback_for_localhost)
    with pytest.raises(FetchError) as caught:
        client.fetch(url)
    assert isinstance(caught.value, BadUrlError | RefusedAddressError)
    assert str(caught.value).endswith(".")
    assert "passwd" not in str(caught.value)


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
