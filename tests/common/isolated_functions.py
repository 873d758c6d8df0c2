"""What the tests of isolation run in another process; imports nothing heavy."""

import os
import signal
import socket
import subprocess
import sys
import time


def double(number: int) -> int:
    return 2 * number


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def spin(count: int) -> bool:
    """Holds the interpreter's lock in one C call that no signal handler can interrupt."""
    return bool(sum(range(count)))


def take_memory(megabytes: int) -> int:
    return len(bytearray(megabytes * 1_000_000))


def raise_value_error(message: str) -> None:
    raise ValueError(message)


class AwkwardError(Exception):
    """Cannot be pickled: it wants two arguments and keeps one."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


def raise_awkward_error() -> None:
    raise AwkwardError("one", "two")


def return_function() -> object:
    return lambda: None


def leave(status: int) -> None:
    os._exit(status)


def kill_myself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def process_id() -> int:
    return os.getpid()


def loaded_modules() -> list[str]:
    return sorted(sys.modules)


def read(body: bytes) -> str:
    """A parser that some documents stop: `crash` and `hang` do what they say."""
    if body.startswith(b"crash"):
        kill_myself()
    if body.startswith(b"hang"):
        sleep(60)
    if body.startswith(b"refuse"):
        raise ValueError("This is no document.")
    return body.decode()


def connect(port: int) -> None:
    socket.create_connection(("127.0.0.1", port), timeout=1).close()


def look_up(name: str) -> None:
    socket.gethostbyname(name)


def start(program: str) -> None:
    subprocess.run([program], check=False)
