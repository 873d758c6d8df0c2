"""Connections that go to the checked address and cannot outlive their deadline."""

import http.client
import io
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from functools import cache
from ipaddress import IPv6Address, ip_address
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING

import certifi

from common.http.errors import TimedOutError, TooLargeError, UnreachableError
from common.http.networks import Address
from common.http.urls import Target

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Resolver = Callable[[str, int], Sequence[Address]]
_MOST_ADDRESSES = 4  # tried one after the other within one connect limit
_MAKING_TLS = threading.Lock()


class Deadline:
    """One wall-clock limit for a whole exchange, and the part of it that one wait may take."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._ends_at = monotonic() + seconds

    def share(self, seconds: float, host: str) -> float:
        """Seconds that a single wait may last; raises TimedOutError when nothing is left."""
        left = self._ends_at - monotonic()
        if left <= 0:
            raise TimedOutError(
                f"{host} did not finish answering within {self.seconds:g} seconds.",
                reason="total_timeout",
            )
        return min(left, seconds)


def resolve(host: str, port: int) -> list[Address]:
    """All addresses of a name, in the system's order of preference; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    # A scope ("%eth0") only comes with link-local addresses, which are refused with it.
    return list(dict.fromkeys(ip_address(str(entry[4][0])) for entry in found))


def resolve_in_time(
    resolver: Resolver, target: Target, *, limit: float, deadline: Deadline
) -> list[Address]:
    """Resolve once, in a thread that is left behind when it hangs: getaddrinfo has no timeout."""
    answer: SimpleQueue[Sequence[Address] | OSError | UnicodeError] = SimpleQueue()

    def ask() -> None:
        try:
            answer.put(resolver(target.host, target.port))
        except (OSError, UnicodeError) as error:
            answer.put(error)

    threading.Thread(target=ask, name="resolve", daemon=True).start()
    try:
        found = answer.get(timeout=deadline.share(limit, target.host))
    except Empty:
        raise TimedOutError(
            f"The name {target.host} could not be looked up in time.", reason="connect_timeout"
        ) from None
    if isinstance(found, OSError | UnicodeError) or not found:
        raise UnreachableError(
            f"The name {target.host} could not be found; check the spelling.", reason="dns"
        )
    return list(found)


class _WireReader(io.RawIOBase):
    """Reads a socket under the deadline, counting what arrives; every wait has its own limit."""

    def __init__(self, owner: "GuardedConnection", sock: socket.socket) -> None:
        super().__init__()
        self._owner = owner
        self._sock = sock

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        owner = self._owner
        self._sock.settimeout(owner.deadline.share(owner.idle, owner.host))
        try:
            count = self._sock.recv_into(buffer)
        except TimeoutError:
            owner.deadline.share(1, owner.host)  # tells the total limit from the idle one
            raise TimedOutError(
                f"{owner.host} sent nothing for {owner.idle:g} seconds.", reason="idle_timeout"
            ) from None
        owner.received += count
        if owner.received > owner.most_bytes:
            raise TooLargeError(
                f"{owner.host} sent more than {owner.most_bytes:,} bytes.", reason="wire_size"
            )
        return count


class _WireSocket:
    """The part of a socket that http.client uses, with guarded reading."""

    def __init__(self, owner: "GuardedConnection", sock: socket.socket) -> None:
        self._owner = owner
        self._sock = sock

    def makefile(self, mode: str) -> io.BufferedReader:
        assert mode == "rb"  # noqa: S101 -- the only mode http.client asks for
        return io.BufferedReader(_WireReader(self._owner, self._sock), 65_536)

    def sendall(self, data: bytes) -> None:
        """In steps, for over TLS `socket.sendall` begins its limit anew with each record."""
        owner, left = self._owner, memoryview(data)
        while left:
            self._sock.settimeout(owner.deadline.share(owner.idle, owner.host))
            try:
                left = left[self._sock.send(left) :]
            except TimeoutError:
                owner.deadline.share(1, owner.host)  # tells the total limit from the idle one
                raise TimedOutError(
                    f"{owner.host} took nothing for {owner.idle:g} seconds.", reason="idle_timeout"
                ) from None

    def close(self) -> None:
        """http.client lets go before the body is read; `GuardedConnection.hang_up` closes."""


class GuardedConnection(http.client.HTTPConnection):
    """One request to one of the addresses that were checked; never resolves, never uses a proxy.

    `received` counts the bytes on the wire, headers included (inside TLS: decrypted).
    """

    def __init__(
        self,
        target: Target,
        addresses: Sequence[Address],
        *,
        deadline: Deadline,
        connect: float,
        idle: float,
        most_bytes: int,
        tls: ssl.SSLContext | None,
    ) -> None:
        super().__init__(target.host, target.port)
        self.target = target
        self.addresses = addresses[:_MOST_ADDRESSES]
        self.deadline = deadline
        self.connect_limit = connect
        self.idle = idle
        self.most_bytes = most_bytes
        self.tls = tls
        self.received = 0
        self._open: socket.socket | None = None

    def connect(self) -> None:
        """Reach the first address that answers, all within one connect limit, then do TLS."""
        sock = self._reach()
        try:
            if self.tls is not None:
                sock.settimeout(self.deadline.share(self.connect_limit, self.host))
                sock = self.tls.wrap_socket(sock, server_hostname=self.target.host)
        except TimeoutError:
            sock.close()
            raise _connect_timeout(self.host, self.connect_limit) from None
        except ssl.SSLCertVerificationError:
            sock.close()
            raise UnreachableError(
                f"The certificate of {self.host} is not valid.", reason="tls"
            ) from None
        except OSError:
            sock.close()
            raise UnreachableError(
                f"No secure connection to {self.host} could be made.", reason="tls"
            ) from None
        self._open = sock
        self.sock = _WireSocket(self, sock)

    def hang_up(self) -> None:
        """Close for good, whatever was read."""
        self.close()
        if self._open is not None:
            self._open.close()

    def _reach(self) -> socket.socket:
        ends_at = monotonic() + self.connect_limit
        timed_out = False
        for position, address in enumerate(self.addresses):
            share = max(0.05, (ends_at - monotonic()) / (len(self.addresses) - position))
            is_6 = isinstance(address, IPv6Address)
            sock = socket.socket(socket.AF_INET6 if is_6 else socket.AF_INET, socket.SOCK_STREAM)
            try:
                sock.settimeout(self.deadline.share(share, self.host))
                sock.connect((str(address), self.port))
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            except OSError as error:
                sock.close()
                timed_out = timed_out or isinstance(error, TimeoutError)
                continue
            except BaseException:
                sock.close()
                raise
            return sock
        if timed_out:
            raise _connect_timeout(self.host, self.connect_limit)
        raise UnreachableError(f"{self.host} does not accept connections.", reason="connect")


def _connect_timeout(host: str, seconds: float) -> TimedOutError:
    return TimedOutError(
        f"{host} did not accept a connection within {seconds:g} seconds.",
        reason="connect_timeout",
    )


def default_tls() -> ssl.SSLContext:
    """Certificates verified against the system's roots and certifi's (a slim image has none).

    Reading the roots takes as long as a hundred plain requests, so it is done by the first who
    needs them, while others wait: `cache` alone would let each of many threads do it.
    """
    with _MAKING_TLS:
        return _verifying()


@cache
def _verifying() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
