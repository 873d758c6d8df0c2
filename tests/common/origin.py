"""A scripted web server on loopback: the test says, byte for byte, what it answers."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Script = Callable[[socket.socket, bytes], None]


class Origin:
    """Answers each connection with `script(connection, request)`; `requests` keeps what came."""

    def __init__(
        self, script: Script, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1"
    ) -> None:
        self.tls = tls
        self.host = host
        self.script = script
        self.requests: list[bytes] = []
        self.finished = threading.Event()
        self._listener = socket.create_server((host, 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    def close(self) -> None:
        self.finished.set()
        self._listener.close()
        with socket.socket() as knock:
            knock.settimeout(1)
            knock.connect_ex((self.host, self.port))
        self._thread.join(5)

    def _serve(self) -> None:
        while not self.finished.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        connection.settimeout(5)
        try:
            if self.tls is not None:
                connection = self.tls.wrap_socket(connection, server_side=True)
            with connection:
                if request := self._receive(connection):
                    self.requests.append(request)
                    self.script(connection, request)
        except OSError:
            connection.close()  # the client hung up, as many tests want it to

    @staticmethod
    def _receive(connection: socket.socket) -> bytes:
        request = b""
        while b"\r\n\r\n" not in request:
            part = connection.recv(65_536)
            request += part
            if not part or request[0] == 0x16:  # hung up, or TLS to a plain server
                return request
        head, _, body = request.partition(b"\r\n\r\n")
        length = 0
        for line in head.split(b"\r\n"):
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        while len(body) < length:
            part = connection.recv(65_536)
            if not part:
                break
            body += part
        return head + b"\r\n\r\n" + body


@contextmanager
def serving(
    script: Script, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1"
) -> Iterator[Origin]:
    """An origin for the length of a block."""
    origin = Origin(script, tls, host)
    try:
        yield origin
    finally:
        origin.close()


def answer(status: str = "200 OK", body: bytes = b"", **headers: str) -> Script:
    """A script that gives one whole answer; header names are written with `_` for `-`."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    whole = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body

    def script(connection: socket.socket, _: bytes) -> None:
        connection.sendall(whole)

    return script
