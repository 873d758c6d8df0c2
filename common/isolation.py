"""Run a function on foreign input in a process that can be killed with it.

Threads cannot be stopped and a parser caught in a hostile document cannot be interrupted, so
parsing happens in a few spawned worker processes, each with its own pipe. A call that passes its
limits costs one worker, which is replaced; no other call notices. Spawned rather than forked: a
fork of a process with threads may inherit a held lock. A worker opens no connection and starts no
program, whatever a document makes a library do.
"""

import atexit
import ctypes
import gc
import math
import multiprocessing
import os
import resource
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from multiprocessing.reduction import ForkingPickler
from typing import Any, Never, TypeVar, cast

from common.exceptions import DomainError

T = TypeVar("T")

WORKERS = min(8, max(2, os.cpu_count() or 1))
CALLS_PER_WORKER = 500  # then it is replaced, so that leaks of C libraries stay small
# What a worker may keep between two calls, or the next would have too little. The imports and the
# model for telling languages take 135 of it.
STALE_MEGABYTES = 200
START_SECONDS = 60.0  # for starting Python and importing the function's module on a busy machine

_OUT_OF_MEMORY = 70
# What Python announces before it does it (docs.python.org/3/library/audit_events.html).
_FORBIDDEN_EVENTS = frozenset(
    {
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.system",
        "socket.bind",
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.sendto",
        "subprocess.Popen",
    }
)
_PAGE = os.sysconf("SC_PAGE_SIZE")
_SPAWN = multiprocessing.get_context("spawn")


class IsolatedError(DomainError):
    """The function did not come to an end inside its limits."""

    code = "isolated_failed"


class IsolatedStartError(IsolatedError):
    """No process could be made ready for it; the input was not looked at."""

    code = "isolated_start"


class IsolatedTimeoutError(IsolatedError):
    """It took longer than the seconds it was given, and was killed."""

    code = "isolated_timeout"


class IsolatedCrashError(IsolatedError):
    """Its process died: out of memory, a crash in a C library, killed from outside."""

    code = "isolated_crash"


def run_isolated(function: Callable[..., T], *args: Any, seconds: float, megabytes: int) -> T:
    """`function(*args)` in a worker process of at most `megabytes`, within `seconds`.

    The function is importable (module level, in a light module: the worker imports it), and its
    arguments, result and errors can be pickled. Waits for a free worker first; the seconds
    count from when the function starts, imports not included. Raises IsolatedTimeoutError or
    IsolatedCrashError where the process ended, IsolatedStartError where none could be started,
    or what the function itself raised.
    """
    return cast("T", _POOL.run(function, args, seconds, megabytes))


class _Limit:
    """Until when a process may take; equal only to itself."""

    def __init__(self, process: SpawnProcess, ends_at: float) -> None:
        self.process = process
        self.ends_at = ends_at
        self.is_over = False


class _Watch:
    """One thread that kills each process whose time is over, however many there are.

    It is woken only for an end that comes before the one it sleeps for: most calls end long before
    their limit, and a thread for each of them costs as much as reading a small document.
    """

    def __init__(self) -> None:
        self._limits: set[_Limit] = set()
        self._changed = threading.Condition()
        self._wakes_at = math.inf
        self._is_running = False

    def begin(self, process: SpawnProcess, seconds: float) -> _Limit:
        limit = _Limit(process, time.monotonic() + seconds)
        with self._changed:
            self._limits.add(limit)
            if not self._is_running:
                self._is_running = True
                threading.Thread(target=self._run, name="isolated-watch", daemon=True).start()
            elif limit.ends_at < self._wakes_at:
                self._changed.notify()
        return limit

    def end(self, limit: _Limit) -> None:
        with self._changed:
            self._limits.discard(limit)

    def _run(self) -> None:
        with self._changed:
            while True:
                now = time.monotonic()
                for limit in [one for one in self._limits if one.ends_at <= now]:
                    self._limits.discard(limit)
                    limit.is_over = True
                    limit.process.kill()
                self._wakes_at = min((one.ends_at for one in self._limits), default=math.inf)
                left = self._wakes_at - now
                self._changed.wait(None if left == math.inf else left)


class _Worker:
    """One spawned process and the parent's end of its pipe; used by one thread at a time."""

    def __init__(self) -> None:
        self.calls = 0
        self._loaded: set[str] = set()
        self._pipe, theirs = _SPAWN.Pipe()
        self.process: SpawnProcess = _SPAWN.Process(
            target=_serve, args=(theirs,), name="isolated", daemon=True
        )
        self.process.start()
        theirs.close()

    def run(
        self, function: Callable[..., Any], args: tuple[Any, ...], seconds: float, megabytes: int
    ) -> tuple[bool, Any]:
        """(worked, result or error); raises IsolatedError when the process is gone."""
        self.calls += 1
        name = _name(function)
        if name not in self._loaded:
            try:
                self._exchange(function, START_SECONDS)
            except IsolatedError as error:
                raise IsolatedStartError(f"No process was ready to read it. {error}") from error
            self._loaded.add(name)
        call = (function, args, seconds, megabytes)
        return cast("tuple[bool, Any]", self._exchange(call, seconds))

    def resident(self) -> int:
        """Bytes of memory that it has; 0 where the system does not say (macOS)."""
        return _memory(self.process.pid or 0)[1]

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self._pipe.close()

    def _exchange(self, message: object, seconds: float) -> object:
        # Killing ends the wait wherever it is, even in the middle of half a message.
        limit = _WATCH.begin(self.process, seconds)
        try:
            self._pipe.send(message)
            return self._pipe.recv()
        except (EOFError, OSError):
            self._tell_death(seconds, timed_out=limit.is_over)
        finally:
            _WATCH.end(limit)

    def _tell_death(self, seconds: float, *, timed_out: bool) -> Never:
        self.process.join()
        code = self.process.exitcode
        if timed_out or code == -signal.SIGXCPU:
            raise IsolatedTimeoutError(f"It was not done within {seconds:g} seconds.")
        if code == _OUT_OF_MEMORY:
            raise IsolatedCrashError("It needed more memory than it may have.")
        raise IsolatedCrashError(f"Its process died (exit status {code}).")


class _Pool:
    """Workers made on demand, at most WORKERS at a time, most recently used first."""

    def __init__(self) -> None:
        self.idle: list[_Worker] = []
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(WORKERS)

    def run(
        self, function: Callable[..., Any], args: tuple[Any, ...], seconds: float, megabytes: int
    ) -> object:
        with self._places:
            worker = self._take()
            try:
                worked, value = worker.run(function, args, seconds, megabytes)
            except BaseException:
                worker.kill()
                raise
            self._give_back(worker)
        if worked:
            return value
        raise value

    def close(self) -> None:
        """Kill the idle workers; those at work are daemons and go with this process."""
        with self._lock:
            workers, self.idle = self.idle, []
        for worker in workers:
            worker.kill()

    def _take(self) -> _Worker:
        while True:
            with self._lock:
                worker = self.idle.pop() if self.idle else None
            if worker is None:
                return _Worker()
            if worker.process.is_alive():
                return worker
            worker.kill()  # it died in its sleep: nobody's call is to blame

    def _give_back(self, worker: _Worker) -> None:
        if worker.calls >= CALLS_PER_WORKER or worker.resident() > STALE_MEGABYTES * 1_000_000:
            worker.kill()
            return
        with self._lock:
            self.idle.append(worker)


_POOL = _Pool()
_WATCH = _Watch()


def _forget() -> None:
    """After a fork the workers and their pipes belong to the other process, as threads do."""
    global _POOL, _WATCH
    _POOL, _WATCH = _Pool(), _Watch()


def _close() -> None:
    _POOL.close()


os.register_at_fork(after_in_child=_forget)
atexit.register(_close)


def _memory(process_id: int) -> tuple[int, int]:
    """Bytes mapped and bytes resident, (0, 0) where there is no /proc."""
    # After every call: as a file object it would take as long as the call's whole way there.
    with suppress(OSError, ValueError, IndexError):
        file = os.open(f"/proc/{process_id}/statm", os.O_RDONLY)
        try:
            sizes = os.read(file, 200).split()
        finally:
            os.close(file)
        return int(sizes[0]) * _PAGE, int(sizes[1]) * _PAGE
    return 0, 0


def _name(function: Callable[..., object]) -> str:
    """What has to be imported for it."""
    while isinstance(function, partial):
        function = function.func
    return f"{function.__module__}.{function.__qualname__}"


# In the worker process.


def _serve(pipe: Connection) -> None:
    """Answer calls until the parent closes the pipe or dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    threading.Thread(target=_die_with_parent, daemon=True).start()
    sys.addaudithook(_forbid)
    with suppress(EOFError, OSError):
        while True:
            message = pipe.recv()
            if callable(message):  # imported now, before its seconds count
                pipe.send(None)
                continue
            function, args, seconds, megabytes = message
            _limit(seconds, megabytes)
            worked, value = _call(function, args)
            _tidy()
            _reply(pipe, worked, value)


def _forbid(event: str, _args: tuple[object, ...]) -> None:
    if event in _FORBIDDEN_EVENTS:
        raise PermissionError(f"A parser must not do this: {event}.")


def _call(function: Callable[..., object], args: tuple[object, ...]) -> tuple[bool, object]:
    try:
        return True, function(*args)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)  # what is left of this process cannot be relied on
    except Exception as error:  # noqa: BLE001 -- raised again in the parent
        return False, _portable(error)


def _tidy() -> None:
    """Give memory back to the system where this process would be replaced for what it keeps: a new
    one costs a second of imports, and what a large document leaves behind is mostly free memory
    that the C library holds on to.
    """
    if _memory(os.getpid())[1] > STALE_MEGABYTES * 1_000_000:
        gc.collect()
        with suppress(OSError, AttributeError):  # only glibc has it
            ctypes.CDLL(None).malloc_trim(0)


def _reply(pipe: Connection, worked: bool, value: object) -> None:  # noqa: FBT001 -- one message
    try:
        pipe.send((worked, value))
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 -- a result that cannot be pickled, told the caller
        pipe.send((False, _portable(error)))


def _portable(error: Exception) -> Exception:
    """The error as it can travel, with its traceback as a note."""
    trace = "".join(traceback.format_exception(error))
    try:
        error.__cause__ = error.__context__ = None
        error.add_note("In the isolated process:\n" + trace)
        ForkingPickler.loads(ForkingPickler.dumps(error))
    except Exception:  # noqa: BLE001 -- whatever its own class does wrong; told as a crash
        return IsolatedError(f"It raised {type(error).__name__}, which cannot be passed on.")
    return error


def _limit(seconds: float, megabytes: int) -> None:
    """Memory, and CPU as a second stop if the parent dies meanwhile."""
    spent = resource.getrusage(resource.RUSAGE_SELF)
    cpu = math.ceil(spent.ru_utime + spent.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    mapped, resident = _memory(os.getpid())
    if mapped:
        # A limit on addresses is the only one there is; growth beyond what is mapped now is what
        # can become resident.
        most = mapped + max(megabytes * 1_000_000 - resident, 0)
        with suppress(OSError, ValueError):  # a lower limit set from outside
            hard = resource.getrlimit(resource.RLIMIT_AS)[1]
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
    os._exit(0)
