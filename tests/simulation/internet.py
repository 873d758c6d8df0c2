"""Hosts that answer without a network: the guarded client is the real one down to its sockets.

What it sends is read as HTTP by the host it names, and what the host answers comes back as bytes.
Each exchange is written down as the host sees it.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from ipaddress import IPv4Address
from typing import Any, Protocol
from unittest.mock import patch

from common.http import client
from common.http.connection import GuardedConnection
from common.http.errors import UnreachableError
from common.http.networks import Address
from sources import fetching
from tests.simulation.clock import VirtualClock

#: From the first byte of a request to the last one of its answer.
TAKES = timedelta(milliseconds=200)
_ADDRESS = IPv4Address("9.9.9.9")  # any public one; nothing is sent there


@dataclass(frozen=True, slots=True)
class Request:
    """What a host was asked; names of headers in lower case."""

    host: str
    path: str
    headers: Mapping[str, str]
    began: datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """What it answered; status 0: it took no connection."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    def with_headers(self, **headers: str) -> "Reply":
        """With these as well; `_` stands for `-`."""
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        return replace(self, headers={**self.headers, **more})


@dataclass(frozen=True, slots=True)
class Exchange:
    """One line of a host's log."""

    request: Request
    reply: Reply
    ended: datetime


class Host(Protocol):
    """Whoever answers for a name."""

    name: str

    def has_name(self, now: datetime) -> bool: ...
    def is_up(self, now: datetime) -> bool: ...
    def answer(self, request: Request) -> Reply: ...


class Internet:
    """Hosts by name, and what they were asked, in the order of asking."""

    def __init__(self, clock: VirtualClock, hosts: Sequence[Host]) -> None:
        self.log: list[Exchange] = []
        self._clock = clock
        self._hosts = {host.name: host for host in hosts}

    @contextmanager
    def plugged_in(self) -> Iterator[None]:
        """The product's own client reaches these hosts and no other for the length of a block."""
        ours = replace(fetching._client(), resolver=self._resolve)
        with ExitStack() as stack:
            stack.enter_context(patch.object(fetching, "_client", lambda: ours))
            stack.enter_context(patch.object(client, "GuardedConnection", self._connection))
            yield

    def _resolve(self, name: str, port: int) -> list[Address]:
        del port
        host = self._hosts.get(name)
        if host is None or not host.has_name(self._clock.now):
            raise OSError(f"no such name: {name}")
        return [_ADDRESS]

    def _connection(self, *args: Any, **kwargs: Any) -> "_Connection":
        return _Connection(*args, internet=self, **kwargs)

    def exchange(self, name: str, sent: bytes) -> bytes:
        """The bytes of an answer to the bytes of a request; raises as for a closed door."""
        host, began = self._hosts[name], self._clock.now
        path, headers = _read_request(sent)
        request = Request(name, path, headers, began)
        reply = host.answer(request) if host.is_up(began) else Reply(0)
        self._clock.pass_by(TAKES)
        self.log.append(Exchange(request, reply, self._clock.now))
        if not reply.status:
            raise UnreachableError(f"{name} does not accept connections.", reason="connect")
        return _write_reply(reply)


class _Connection(GuardedConnection):
    """Connected to a host of the simulated internet instead of an address."""

    def __init__(self, *args: Any, internet: Internet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._internet = internet

    def connect(self) -> None:
        self.sock = _Wire(self)

    def carry(self, sent: bytes) -> bytes:
        answer = self._internet.exchange(self.target.host, sent)
        self.received += len(answer)
        return answer


class _Wire:
    """The part of a socket that http.client uses."""

    def __init__(self, connection: _Connection) -> None:
        self._connection = connection
        self._sent = b""

    def sendall(self, data: bytes) -> None:
        self._sent += data

    def makefile(self, mode: str) -> io.BytesIO:
        assert mode == "rb"
        return io.BytesIO(self._connection.carry(self._sent))

    def close(self) -> None:
        """Nothing is open."""


def _read_request(sent: bytes) -> tuple[str, dict[str, str]]:
    first, *lines = sent.decode("latin-1").split("\r\n")
    method, path, _version = first.split(" ")
    assert method == "GET"
    pairs = (line.split(": ", 1) for line in lines if line)
    return path, {name.lower(): value for name, value in pairs}


def _write_reply(reply: Reply) -> bytes:
    headers = {**reply.headers, "Content-Length": str(len(reply.body)), "Connection": "close"}
    lines = [f"HTTP/1.1 {reply.status} {HTTPStatus(reply.status).phrase}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + reply.body
