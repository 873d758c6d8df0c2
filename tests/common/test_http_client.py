import gzip
import socket
import ssl
import time
import zlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from common.http import connection
from common.http.client import PUBLIC, Client, Limits, Trust
from common.http.connection import Deadline
from common.http.errors import (
    BadResponseError,
    BadUrlError,
    FetchError,
    RefusedAddressError,
    TimedOutError,
    TooLargeError,
    TooManyRedirectsError,
    UnreachableError,
)
from common.http.networks import Address, parse_networks
from common.http.urls import Target, parse_target
from tests.common.origin import Script, answer, serving

LOOPBACK = Trust(is_registered=True, networks=parse_networks(["127.0.0.0/8"]))
LIMITS = Limits(connect=5, idle=5, total=10)
CLIENT = Client("Stanceline-test")


def fetch_error(script: Script, *, limits: Limits = LIMITS) -> FetchError:
    """The error that fetching from an origin with this script ends in."""
    with serving(script) as origin, pytest.raises(FetchError) as caught:
        CLIENT.fetch(origin.url, trust=LOOPBACK, limits=limits)
    return caught.value


def test_fetch_gives_status_headers_and_body() -> None:
    with serving(answer(body=b"<rss/>", ETag='W/"a\xe9"', X_A="1")) as origin:
        response = CLIENT.fetch(origin.url + "/feed?q=1", trust=LOOPBACK)

    assert replace(response, elapsed=0) == replace(
        response,
        status=200,
        url=origin.url + "/feed?q=1",
        body=b"<rss/>",
        redirects=(),
        elapsed=0,
        is_exempt=True,
    )
    assert dict(response.headers) == {"content-length": "6", "etag": 'W/"a\xe9"', "x-a": "1"}
    assert response.headers["ETAG"] == 'W/"a\xe9"'
    assert response.wire_bytes > 6
    assert response.elapsed < 1


def test_fetch_sends_validators_back_byte_for_byte() -> None:
    with serving(answer("304 Not Modified", ETag='W/"a\xe9"')) as origin:
        first = CLIENT.fetch(origin.url, trust=LOOPBACK)
        CLIENT.fetch(origin.url, trust=LOOPBACK, headers={"If-None-Match": first.headers["etag"]})

    assert first.status == 304
    assert b'If-None-Match: W/"a\xe9"\r\n' in origin.requests[1]


def test_fetch_posts_a_body_and_returns_the_redirect_itself() -> None:
    with serving(answer("308 Permanent Redirect", Location="/elsewhere")) as origin:
        response = CLIENT.fetch(
            origin.url + "/hook",
            trust=LOOPBACK,
            method="POST",
            body=b'{"a":1}',
            headers={"Content-Type": "application/json"},
            limits=Limits(redirects=0),
        )

    assert (response.status, response.url) == (308, origin.url + "/hook")
    (request,) = origin.requests
    assert request.startswith(b"POST /hook HTTP/1.1\r\n")
    assert request.endswith(b'\r\n\r\n{"a":1}')
    assert f"Host: 127.0.0.1:{origin.port}".encode() in request
    assert b"User-Agent: Stanceline-test" in request


def test_fetch_follows_redirects_and_names_each_hop() -> None:
    def script(connection: socket.socket, request: bytes) -> None:
        if request.startswith(b"GET /old "):
            answer("301 Moved", Location="/new#part")(connection, request)
        elif request.startswith(b"GET /new "):
            answer("302 Found", Location="last?a=b c")(connection, request)
        else:
            answer(body=b"here")(connection, request)

    with serving(script) as origin:
        response = CLIENT.fetch(origin.url + "/old", trust=LOOPBACK)

    assert (response.url, response.body) == (origin.url + "/last?a=b%20c", b"here")
    assert response.redirects == ((301, origin.url + "/old"), (302, origin.url + "/new"))


def test_fetch_does_not_carry_credentials_to_another_host() -> None:
    with (
        serving(answer(body=b"x")) as other,
        serving(answer("302 Found", Location=other.url)) as origin,
    ):
        secret = {"Authorization": "Bearer s", "If-None-Match": "e"}
        CLIENT.fetch(origin.url, trust=LOOPBACK, headers=secret)

    assert b"Bearer" in origin.requests[0]
    assert b"Bearer" not in other.requests[0]
    assert b"If-None-Match: e" in other.requests[0]


def test_fetch_gives_up_on_a_redirect_loop() -> None:
    error = fetch_error(answer("301 Moved", Location="/"))
    assert isinstance(error, TooManyRedirectsError)
    assert str(error) == "127.0.0.1 redirects in a circle."


def test_fetch_gives_up_after_five_redirects() -> None:
    count = iter(range(100))

    def script(connection: socket.socket, request: bytes) -> None:
        answer("301 Moved", Location=f"/{next(count)}")(connection, request)

    with serving(script) as origin, pytest.raises(TooManyRedirectsError):
        CLIENT.fetch(origin.url, trust=LOOPBACK)

    assert len(origin.requests) == 6


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        ("http://10.0.0.1/", RefusedAddressError),
        ("http://169.254.169.254/latest/meta-data/", RefusedAddressError),
        ("http://[::1]/", RefusedAddressError),
        ("file:///etc/passwd", BadUrlError),
        ("gopher://127.0.0.1/", BadUrlError),
        ("http://user:pass@127.0.0.1/", BadUrlError),
        ("http://0x7f000001/", BadUrlError),
        ("http://[::1", BadUrlError),
    ],
)
def test_fetch_checks_every_redirect_hop(location: str, kind: type[FetchError]) -> None:
    assert type(fetch_error(answer("302 Found", Location=location))) is kind


def test_fetch_refuses_loopback_unless_registered() -> None:
    networks = LOOPBACK.networks
    with serving(answer()) as origin:
        for trust in (PUBLIC, Trust(networks=networks), Trust(is_registered=True)):
            with pytest.raises(RefusedAddressError):
                CLIENT.fetch(origin.url, trust=trust)

    assert origin.requests == []


def test_exemption_covers_port_and_https_too() -> None:
    with serving(answer(body=b"x")) as origin:
        trust = replace(LOOPBACK, https_only=True)
        assert CLIENT.fetch(origin.url, trust=trust).body == b"x"


def test_public_host_must_use_the_known_ports_and_https_where_asked() -> None:
    client = Client("t", resolver=lambda *_: [ip_address("93.184.215.14")])
    with pytest.raises(BadUrlError, match="Port 8080 is not used"):
        client.fetch("http://example.org:8080/")
    with pytest.raises(BadUrlError, match="must begin with https"):
        client.fetch("http://example.org/", trust=Trust(https_only=True))


def test_redirect_from_a_public_host_is_never_exempt() -> None:
    """A name whose second address is public is not exempt, nor is what it redirects to."""
    names = {
        "mixed.example": ["127.0.0.1", "93.184.215.14"],
        "inside.example": ["127.0.0.1"],
    }
    client = Client("t", resolver=lambda host, _: [ip_address(a) for a in names[host]])
    with pytest.raises(RefusedAddressError):
        client.fetch("http://mixed.example/", trust=LOOPBACK)
    with serving(answer(body=b"x")) as origin:
        inside = client.fetch(f"http://inside.example:{origin.port}/", trust=LOOPBACK)
    assert inside.is_exempt
    _, trusted = client._admit(*_admission("http://93.184.215.14/"), trusted=True)
    with pytest.raises(RefusedAddressError):
        client._admit(*_admission("http://127.0.0.1/"), trusted=trusted)


def _admission(url: str) -> tuple[Target, Trust, Limits, Deadline]:
    return parse_target(url), LOOPBACK, LIMITS, Deadline(1)


def test_rebinding_resolver_is_asked_once_and_its_address_is_used() -> None:
    asked: list[str] = []

    def rebinding(host: str, _: int) -> Sequence[Address]:
        asked.append(host)
        return [ip_address("127.0.0.1" if len(asked) == 1 else "10.0.0.1")]

    with serving(answer(body=b"x")) as origin:
        client = Client("t", resolver=rebinding)
        response = client.fetch(f"http://feeds.example:{origin.port}/", trust=LOOPBACK)
        with pytest.raises(RefusedAddressError):
            client.fetch(f"http://feeds.example:{origin.port}/", trust=LOOPBACK)

    assert response.body == b"x"
    assert asked == ["feeds.example", "feeds.example"]
    assert f"Host: feeds.example:{origin.port}".encode() in origin.requests[0]


def test_one_private_address_among_public_ones_refuses_the_host() -> None:
    addresses = [ip_address(a) for a in ("93.184.215.14", "2606:2800:21f::1", "192.168.0.1")]
    client = Client("t", resolver=lambda *_: addresses)
    with pytest.raises(RefusedAddressError) as caught:
        client.fetch("https://example.org/secret-path?token=1")
    assert str(caught.value) == (
        "example.org is not on the public internet, so it is not fetched."
    )


def test_unknown_name_and_hanging_lookup_are_told_apart() -> None:
    def unknown(*_: object) -> Sequence[Address]:
        raise socket.gaierror(-2, "Name or service not known")

    def hanging(*_: object) -> Sequence[Address]:
        time.sleep(2)
        return []

    with pytest.raises(UnreachableError) as caught:
        Client("t", resolver=unknown).fetch("http://nowhere.example/")
    assert caught.value.reason == "dns"
    with pytest.raises(TimedOutError) as slow:
        Client("t", resolver=hanging).fetch("http://slow.example/", limits=Limits(connect=0.1))
    assert slow.value.reason == "connect_timeout"


def test_closed_port_is_unreachable() -> None:
    with serving(answer()) as origin:
        pass
    with pytest.raises(UnreachableError) as caught:
        CLIENT.fetch(origin.url, trust=LOOPBACK)
    assert (caught.value.reason, str(caught.value)) == (
        "connect",
        "127.0.0.1 does not accept connections.",
    )


def test_plain_server_behind_https_is_a_tls_error() -> None:
    with serving(answer()) as origin, pytest.raises(UnreachableError) as caught:
        CLIENT.fetch(origin.url.replace("http:", "https:"), trust=LOOPBACK, limits=LIMITS)
    assert caught.value.reason == "tls"


@pytest.fixture(scope="module")
def tls_of_feeds_example(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, str]:
    """A server's certificate for feeds.example, and the file a client may trust it by."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "feeds.example")])
    now = datetime.now(tz=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("feeds.example")]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    path.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(path)
    return server, str(path)


def test_certificate_is_checked_against_the_name_not_the_address(
    tls_of_feeds_example: tuple[ssl.SSLContext, str],
) -> None:
    server, trusted = tls_of_feeds_example
    client = Client(
        "t",
        resolver=lambda *_: [ip_address("127.0.0.1")],
        tls=ssl.create_default_context(cafile=trusted),
    )
    with serving(answer(body=b"x"), server) as origin:
        right = client.fetch(f"https://feeds.example:{origin.port}/", trust=LOOPBACK)
        for host in ("other.example", "127.0.0.1"):
            with pytest.raises(UnreachableError) as caught:
                client.fetch(f"https://{host}:{origin.port}/", trust=LOOPBACK)
            assert caught.value.reason == "tls"
        with pytest.raises(UnreachableError) as unknown_issuer:
            replace(client, tls=CLIENT.tls).fetch(
                f"https://feeds.example:{origin.port}/", trust=LOOPBACK
            )

    assert right.body == b"x"
    assert str(unknown_issuer.value) == ("The certificate of feeds.example is not valid.")


def test_certificates_are_read_once_however_many_begin_together() -> None:
    connection._verifying.cache_clear()

    with ThreadPoolExecutor(8) as threads:
        contexts = list(threads.map(lambda _: connection.default_tls(), range(8)))

    assert connection._verifying.cache_info().misses == 1
    assert {*map(id, contexts)} == {id(connection.default_tls())}


def test_environment_proxy_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("all_proxy", "http://127.0.0.1:1")
    with serving(answer(body=b"x")) as origin:
        assert CLIENT.fetch(origin.url, trust=LOOPBACK).body == b"x"


def drip(prefix: bytes, piece: bytes, pause: float, times: int) -> Script:
    def script(connection: socket.socket, _: bytes) -> None:
        connection.sendall(prefix)
        for _i in range(times):
            connection.sendall(piece)
            time.sleep(pause)

    return script


@pytest.mark.parametrize(
    "prefix",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nX: ",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
)
def test_slow_drip_ends_at_the_total_limit_wherever_it_drips(prefix: bytes) -> None:
    began = time.monotonic()
    limits = Limits(connect=1, idle=0.9, total=1)
    error = fetch_error(drip(prefix, b"1", 0.1, 50), limits=limits)
    assert (type(error), error.reason) == (TimedOutError, "total_timeout")
    assert time.monotonic() - began < 3


def test_silence_ends_at_the_idle_limit() -> None:
    silent = drip(b"HTTP/1.1 200 OK\r\n", b"", 3, 1)
    error = fetch_error(silent, limits=Limits(idle=0.3))
    assert (type(error), error.reason) == (TimedOutError, "idle_timeout")


@pytest.mark.parametrize(
    ("sent", "kind", "reason"),
    [
        (b"", UnreachableError, "broken"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", UnreachableError, "broken"),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhal",
            UnreachableError,
            "broken",
        ),
        (b"SSH-2.0-OpenSSH_9.7\r\n", BadResponseError, "bad_response"),
        (b"HTTP/1.1 2OO OK\r\n\r\n", BadResponseError, "bad_response"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70_000, BadResponseError, "bad_response"),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 120, BadResponseError, "bad_response"),
    ],
)
def test_broken_answers_are_told_in_a_sentence(
    sent: bytes, kind: type[FetchError], reason: str
) -> None:
    error = fetch_error(drip(sent, b"", 0, 0))
    assert (type(error), error.reason) == (kind, reason)
    assert str(error).startswith("127.0.0.1 ")
    assert str(error).endswith(".")


def encoded(body: bytes, encoding: str) -> Script:
    return answer(body=body, Content_Encoding=encoding)


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(b"words", mtime=0), "gzip"),
        (gzip.compress(b"wo", mtime=0) + gzip.compress(b"rds", mtime=0), "x-gzip"),
        (gzip.compress(b"words", mtime=0) + b"\0\0", "GZIP"),
        (zlib.compress(b"words"), "deflate"),
        (zlib.compress(b"words", wbits=-15), "deflate"),
        (b"words", "identity"),
    ],
)
def test_compressed_bodies_are_unpacked(body: bytes, encoding: str) -> None:
    with serving(encoded(body, encoding)) as origin:
        assert CLIENT.fetch(origin.url, trust=LOOPBACK).body == b"words"


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (encoded(gzip.compress(b"\0" * 20_000_000, mtime=0), "gzip"), "ratio"),
        (encoded(zlib.compress(b"\0" * 1_000_000), "deflate"), "ratio"),
        (drip(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 1_000_000, 0, 6), "wire_size"),
        (answer(body=b"x" * 5_000_001), "wire_size"),
    ],
)
def test_too_large_bodies_are_dropped_while_they_arrive(script: Script, reason: str) -> None:
    error = fetch_error(script, limits=Limits(total=10))
    assert (type(error), error.reason) == (TooLargeError, reason)


def test_decoded_size_has_its_own_limit() -> None:
    body = zlib.compress(b"ab" * 500_000)
    error = fetch_error(
        encoded(body, "deflate"), limits=Limits(decoded_bytes=900_000, ratio=10_000)
    )
    assert (type(error), error.reason) == (TooLargeError, "decoded_size")


@pytest.mark.parametrize(
    "script",
    [
        encoded(b"not gzip at all", "gzip"),
        encoded(gzip.compress(b"words" * 100, mtime=0)[:-12], "gzip"),
        encoded(b"words", "br"),
        encoded(b"words", "gzip, gzip"),
    ],
)
def test_bodies_that_do_not_unpack_are_a_bad_response(script: Script) -> None:
    assert type(fetch_error(script)) is BadResponseError


def test_headers_with_line_breaks_are_not_sent() -> None:
    with serving(answer()) as origin, pytest.raises(BadUrlError):
        CLIENT.fetch(origin.url, trust=LOOPBACK, headers={"If-None-Match": "a\r\nX: y"})
    assert origin.requests == []
