import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from common import isolation
from common.isolation import (
    IsolatedCrashError,
    IsolatedError,
    IsolatedStartError,
    IsolatedTimeoutError,
    run_isolated,
)
from tests.common import isolated_functions as functions

ROOT = Path(__file__).resolve().parents[2]


def run(function: Callable[..., object], *args: object, seconds: float = 10) -> object:
    return run_isolated(function, *args, seconds=seconds, megabytes=300)


def test_result_comes_from_another_process_that_is_kept() -> None:
    assert run(functions.double, 21) == 42
    first = run(functions.process_id)
    assert first != os.getpid()
    assert run(functions.process_id) == first


def test_warm_call_is_cheap() -> None:
    run(functions.double, 1)
    spent = []
    for number in range(51):
        began = time.perf_counter()
        run(functions.double, number)
        spent.append(time.perf_counter() - began)
    assert statistics.median(spent) < 0.01


@pytest.mark.parametrize(
    ("function", "argument"), [(functions.sleep, 60), (functions.spin, 10**12)]
)
def test_function_that_does_not_end_is_killed(
    function: Callable[..., object], argument: float
) -> None:
    began = time.monotonic()
    with pytest.raises(IsolatedTimeoutError, match=r"not done within 0\.5 seconds"):
        run(function, argument, seconds=0.5)
    assert time.monotonic() - began < START_AND_MORE
    assert run(functions.double, 2) == 4


START_AND_MORE = 20  # a worker may have to be started first, on a busy machine


def test_memory_beyond_the_limit_is_a_crash_and_below_it_is_not() -> None:
    assert run(functions.take_memory, 200) == 200_000_000
    with pytest.raises(IsolatedCrashError, match="more memory"):
        run(functions.take_memory, 2_000)
    assert run(functions.double, 2) == 4


@pytest.mark.parametrize(
    ("function", "args"), [(functions.leave, (0,)), (functions.kill_myself, ())]
)
def test_death_of_the_process_is_a_crash(
    function: Callable[..., object], args: tuple[int, ...]
) -> None:
    with pytest.raises(IsolatedCrashError, match="Its process died"):
        run(function, *args)
    assert run(functions.double, 2) == 4


def test_errors_of_the_function_are_raised_here_with_their_traceback() -> None:
    with pytest.raises(ValueError, match="no feed") as caught:
        run(functions.raise_value_error, "no feed")
    assert caught.value.args == ("no feed",)
    assert "raise_value_error" in caught.value.__notes__[0]


def test_error_or_result_that_cannot_travel_is_told() -> None:
    with pytest.raises(IsolatedError, match="It raised AwkwardError") as caught:
        run(functions.raise_awkward_error)
    assert type(caught.value) is IsolatedError  # the process lives
    with pytest.raises((AttributeError, TypeError, ValueError)):
        run(functions.return_function)
    assert run(functions.double, 2) == 4


def test_worker_that_died_in_its_sleep_is_replaced() -> None:
    process_id = run(functions.process_id)
    assert isinstance(process_id, int)
    os.kill(process_id, signal.SIGKILL)
    time.sleep(0.1)
    assert run(functions.double, 3) == 6


def test_process_that_is_not_ready_in_time_is_not_blamed_on_the_input(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    isolation._POOL.close()
    monkeypatch.setattr(isolation, "START_SECONDS", 0.0)
    with pytest.raises(IsolatedStartError, match="No process was ready to read it"):
        run(functions.double, 1)


def test_many_threads_share_few_workers() -> None:
    def call(number: int) -> object:
        if number % 10 == 5:
            with pytest.raises(IsolatedCrashError):
                run(functions.kill_myself)
        return run(functions.double, number)

    with ThreadPoolExecutor(16) as threads:
        results = list(threads.map(call, range(60)))

    assert results == [2 * number for number in range(60)]
    assert len(isolation._POOL.idle) <= isolation.WORKERS


def test_worker_is_recycled(monkeypatch: pytest.MonkeyPatch) -> None:
    isolation._POOL.close()
    monkeypatch.setattr(isolation, "CALLS_PER_WORKER", 2)
    ids = [run(functions.process_id) for _ in range(4)]
    assert ids[0] == ids[1]
    assert ids[2] == ids[3]
    assert ids[1] != ids[2]


def test_worker_imports_nothing_of_django() -> None:
    isolation._POOL.close()
    modules = run(functions.loaded_modules)
    assert isinstance(modules, list)
    assert not [name for name in modules if name.split(".")[0] in {"django", "celery"}]


@pytest.mark.parametrize(
    ("function", "argument"),
    [(functions.connect, 9), (functions.look_up, "localhost"), (functions.start, "true")],
)
def test_worker_opens_no_connection_and_starts_no_program(
    function: Callable[..., object], argument: object
) -> None:
    with pytest.raises(PermissionError, match="A parser must not do this"):
        run(function, argument)


PARENT = """
import threading, time
from common.isolation import run_isolated
from tests.common import isolated_functions as functions

if __name__ == "__main__":
    limits = {"seconds": 50, "megabytes": 100}
    idle = run_isolated(functions.process_id, **limits)
    threading.Thread(target=lambda: run_isolated(functions.sleep, 40, **limits)).start()
    time.sleep(0.3)
    print(idle, run_isolated(functions.process_id, **limits), flush=True)
    time.sleep(40)
"""


def is_running(process_id: int) -> bool:
    stat = Path(f"/proc/{process_id}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize("deadly", [signal.SIGKILL, signal.SIGTERM])
def test_workers_die_with_their_parent(deadly: signal.Signals, tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as parent:
        assert parent.stdout is not None
        workers = [int(word) for word in parent.stdout.readline().split()]
        assert len(set(workers)) == 2
        assert all(is_running(worker) for worker in workers)

        parent.send_signal(deadly)
        parent.wait(5)

        ends_at = time.monotonic() + 5
        while any(is_running(worker) for worker in workers) and time.monotonic() < ends_at:
            time.sleep(0.05)
        assert not any(is_running(worker) for worker in workers)
