"""The guarded client: feeds, pages, robots.txt and webhooks all go out through `Client.fetch`."""

import http.client
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic

from common.http.bodies import read_body
from common.http.connection import (
    Deadline,
    GuardedConnection,
    Resolver,
    default_tls,
    resolve,
    resolve_in_time,
)
from common.http.errors import (
    BadResponseError,
    BadUrlError,
    RefusedAddressError,
    TooManyRedirectsError,
    UnreachableError,
)
from common.http.networks import Address, Network, is_public, is_within
from common.http.urls import DEFAULT_PORTS, Target, join, parse_target

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SECRET_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization"})


@dataclass(frozen=True, slots=True)
class Trust:
    """How far the caller vouches for an address.

    `networks` (from FETCH_ALLOWED_NETWORKS or WEBHOOK_ALLOWED_NETWORKS, see `parse_networks`)
    are exempt from the address, port and https rules, but only when `is_registered`: staff
    entered the address, or it stands in a feed that was itself fetched by exemption. A redirect
    is exempt only when it comes from an exempt host. `https_only` is for webhooks.
    """

    is_registered: bool = False
    networks: tuple[Network, ...] = ()
    https_only: bool = False


PUBLIC = Trust()


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, bytes and hops. Beyond `redirects` hops is an error; 0 returns the 3xx itself."""

    connect: float = 5
    idle: float = 10
    total: float = 30
    wire_bytes: int = 5_000_000
    decoded_bytes: int = 10_000_000
    ratio: float = 50
    redirects: int = 5


class Headers(Mapping[str, str]):
    """Response headers: names without regard to case, repeated ones joined with ", "."""

    def __init__(self, pairs: Sequence[tuple[str, str]] = ()) -> None:
        self._values: dict[str, str] = {}
        for name, value in pairs:
            key = name.lower()
            # A folded value (obsolete, RFC 9112 5.2) would be refused when sent back as validator.
            one_line = " ".join(value.split("\r\n"))
            before = f"{self._values[key]}, " if key in self._values else ""
            self._values[key] = before + one_line

    def __getitem__(self, name: str) -> str:
        return self._values[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Headers({self._values!r})"


@dataclass(frozen=True, slots=True)
class Response:
    """What came back, whatever the status.

    `url` is the final address, `redirects` the (status, address asked) of each hop before it,
    `elapsed` seconds, `wire_bytes` what the last hop sent. `is_exempt`: the answer came from a
    host that only `Trust.networks` lets us reach, so links in it may be fetched as registered.
    """

    status: int
    url: str
    headers: Headers
    body: bytes
    redirects: tuple[tuple[int, str], ...] = ()
    elapsed: float = 0.0
    wire_bytes: int = 0
    is_exempt: bool = False


@dataclass(frozen=True, slots=True)
class Client:
    """Fetches addresses for one sender; safe for many threads, keeps nothing between calls.

    Never reads proxies or credentials from the environment. `resolver` is asked once per hop
    and the connection goes to the addresses it gave. `tls`: how certificates are verified; None
    as `default_tls` does.
    """

    user_agent: str
    resolver: Resolver = resolve
    tls: ssl.SSLContext | None = None

    def fetch(
        self,
        url: str,
        *,
        trust: Trust = PUBLIC,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        limits: Limits = Limits(),
    ) -> Response:
        """One request with its redirects (those of GET and HEAD only).

        Raises a FetchError (BadUrlError, RefusedAddressError, UnreachableError, TimedOutError,
        TooLargeError, TooManyRedirectsError, BadResponseError); every status is a Response.
        """
        began, deadline = monotonic(), Deadline(limits.total)
        headers = dict(headers or {})
        target, trusted = parse_target(url), trust.is_registered
        hops: list[tuple[int, str]] = []
        while True:
            addresses, trusted = self._admit(target, trust, limits, deadline, trusted=trusted)
            with _hanging_up(self._connection(target, addresses, limits, deadline)) as connection:
                answer = self._ask(connection, method, headers, body)
                location = answer.headers.get("Location", "")
                if not (_may_follow(answer.status, method, limits) and location):
                    return Response(
                        status=answer.status,
                        url=target.url,
                        headers=Headers(answer.getheaders()),
                        body=self._read(connection, answer, limits),
                        redirects=tuple(hops),
                        elapsed=monotonic() - began,
                        wire_bytes=connection.received,
                        is_exempt=trusted,
                    )
            hops.append((answer.status, target.url))
            previous, target = target, parse_target(join(target, location))
            _check_hops(hops, target, limits)
            if (previous.scheme, previous.authority) != (target.scheme, target.authority):
                headers = {k: v for k, v in headers.items() if k.lower() not in _SECRET_HEADERS}

    def _admit(
        self, target: Target, trust: Trust, limits: Limits, deadline: Deadline, *, trusted: bool
    ) -> tuple[list[Address], bool]:
        """The addresses to connect to, and whether the host was let in by exemption."""
        addresses = (
            [target.literal]
            if target.literal is not None
            else resolve_in_time(self.resolver, target, limit=limits.connect, deadline=deadline)
        )
        if trusted and all(is_within(address, trust.networks) for address in addresses):
            return addresses, True
        if not all(is_public(address) for address in addresses):
            raise RefusedAddressError(
                f"{target.host} is not on the public internet, so it is not fetched."
            )
        if target.port not in DEFAULT_PORTS.values():
            raise BadUrlError(f"Port {target.port} is not used; only 80 and 443 are.")
        if trust.https_only and target.scheme != "https":
            raise BadUrlError("The address must begin with https://.")
        return addresses, False

    def _connection(
        self, target: Target, addresses: Sequence[Address], limits: Limits, deadline: Deadline
    ) -> GuardedConnection:
        return GuardedConnection(
            target,
            addresses,
            deadline=deadline,
            connect=limits.connect,
            idle=limits.idle,
            most_bytes=limits.wire_bytes,
            tls=(self.tls or default_tls()) if target.scheme == "https" else None,
        )

    def _ask(
        self,
        connection: GuardedConnection,
        method: str,
        headers: Mapping[str, str],
        body: bytes | None,
    ) -> http.client.HTTPResponse:
        """Send the request and read the status line and headers."""
        target = connection.target
        sent = {
            "Host": target.authority,
            "User-Agent": self.user_agent,
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
        }
        own = {name.lower() for name in headers}
        sent = {k: v for k, v in sent.items() if k.lower() not in own} | dict(headers)
        with _told(target.host):
            try:
                connection.request(method, target.path, body=body, headers=sent)
            except ValueError:
                raise BadUrlError("The request has a header that cannot be sent.") from None
            return connection.getresponse()

    def _read(
        self, connection: GuardedConnection, answer: http.client.HTTPResponse, limits: Limits
    ) -> bytes:
        host = connection.target.host

        def chunks() -> Iterator[bytes]:
            while chunk := answer.read1(65_536):
                yield chunk
            if answer.length:  # Content-Length promised more
                raise http.client.IncompleteRead(b"", answer.length)

        with _told(host):
            return read_body(
                chunks(),
                encoding=answer.headers.get("Content-Encoding", ""),
                most_bytes=limits.decoded_bytes,
                most_ratio=limits.ratio,
                host=host,
            )


@contextmanager
def _hanging_up(connection: GuardedConnection) -> Iterator[GuardedConnection]:
    try:
        yield connection
    finally:
        connection.hang_up()


@contextmanager
def _told(host: str) -> Iterator[None]:
    """Turns what sockets and http.client raise into one sentence about the host."""
    try:
        yield
    except (http.client.IncompleteRead, OSError) as error:
        raise UnreachableError(f"{host} broke off the connection.", reason="broken") from error
    except http.client.HTTPException as error:
        raise BadResponseError(f"{host} did not answer in proper HTTP.") from error


def _may_follow(status: int, method: str, limits: Limits) -> bool:
    return status in REDIRECTS and method in {"GET", "HEAD"} and limits.redirects > 0


def _check_hops(hops: Sequence[tuple[int, str]], target: Target, limits: Limits) -> None:
    if len(hops) > limits.redirects:
        raise TooManyRedirectsError(
            f"{target.host} redirects more than {limits.redirects} times.", reason="redirects"
        )
    if any(target.url == url for _, url in hops):
        raise TooManyRedirectsError(f"{target.host} redirects in a circle.", reason="redirects")
