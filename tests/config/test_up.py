"""`manage.py up` as real processes: it serves, refuses, restarts, stops, and leaves nothing."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import redis
from django.conf import settings

from tests.migrated import CHECKOUT
from tests.processes import STOP_SECONDS, Stack, wait_until

pytestmark = pytest.mark.processes

NAMES = {"web", "worker", "beat"} | (set() if os.environ.get("REDIS_URL") else {"broker"})


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """One running `up` for the tests that only look at it."""
    stack = Stack(tmp_path_factory.mktemp("serving"))
    try:
        stack.start()
        wait_until(lambda: "Ctrl-C" in stack.output(), 10, "the addresses are printed")
        yield stack
    finally:
        stack.close()


def is_replaced(stack: Stack, name: str, killed: int) -> bool:
    return stack.children().get(name, killed) != killed


def test_up_serves_restarts_what_dies_and_stops_without_leaving_a_process(stack: Stack) -> None:
    stack.start()
    wait_until(lambda: set(stack.children()) == NAMES, 10, "every child runs")
    wait_until(lambda: "Ctrl-C" in stack.output(), 10, "the addresses are printed")

    for name in sorted(NAMES):
        killed = stack.children()[name]
        os.kill(killed, signal.SIGKILL)
        wait_until(partial(is_replaced, stack, name, killed), 3, f"{name} is back")
    wait_until(stack.answers, 10, "the site answers again")
    took = stack.stop()

    assert took < STOP_SECONDS
    assert stack.processes() == []


@pytest.mark.skipif(bool(os.environ.get("REDIS_URL")), reason="about the embedded broker")
def test_worker_and_beat_find_a_broker_that_was_restarted(stack: Stack) -> None:
    stack.start()
    wait_until(lambda: set(stack.children()) == NAMES, 10, "every child runs")
    wait_until(partial(is_used, stack), 20, "beat sends and the worker listens")

    os.kill(stack.children()["broker"], signal.SIGKILL)
    wait_until(lambda: set(stack.children()) == NAMES, 5, "every child runs again")

    wait_until(partial(is_used, stack), 30, "beat sends and the worker listens again")


def is_used(stack: Stack) -> bool:
    """Whether this run of the broker was sent a message and has somebody who waits for more."""
    with stack.broker() as broker:
        try:
            sent = "cmdstat_lpush" in broker.info("commandstats")
            return sent and any(client["cmd"] == "brpop" for client in broker.client_list())
        except redis.RedisError:
            return False


def test_up_prints_where_everything_is_and_keeps_its_secrets_to_itself(serving: Stack) -> None:
    password_file = serving.data_dir / "admin_password"
    password = password_file.read_text().strip()
    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode)
        for path in serving.data_dir.iterdir()
        if path.name in {"secret_key", "broker_url", "admin_password"}
    }
    commands = [Path(f"/proc/{pid}/cmdline").read_bytes().decode() for pid in serving.processes()]

    assert f"{serving.url}/\n" in serving.output()
    assert f"{serving.url}/admin/\n" in serving.output()
    assert f"{serving.url}/api/v1/\n" in serving.output()
    assert f"password {password}\n" in serving.output()
    assert f"(kept in {password_file})" in serving.output()
    assert stat.S_IMODE(serving.data_dir.stat().st_mode) == 0o700
    assert set(modes.values()) == {0o600}
    secrets = [
        path.read_text().strip() for path in serving.data_dir.iterdir() if path.name in modes
    ]
    assert [secret for secret in secrets if any(secret in command for command in commands)] == []


def test_second_up_on_the_same_directory_is_refused_in_one_line(serving: Stack) -> None:
    second = serving.manage("up", "--port", str(serving.port))

    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr.count("\n") == 1
    assert str(serving.data_dir) in second.stderr


def test_taken_port_is_refused_in_one_line(serving: Stack, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Stack(tmp_path / "other")
    try:
        refused = other.manage("up", "--port", str(serving.port))
    finally:
        other.close()

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.count("\n") == 1
    assert f"Port {serving.port}" in refused.stderr


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("REDIS_URL", "redis://:hidden@127.0.0.1:1/0"),
        ("DATABASE_URL", "postgres://somebody:hidden@127.0.0.1:1/stanceline"),
    ],
)
def test_up_refuses_a_server_that_does_not_answer(stack: Stack, name: str, address: str) -> None:
    stack.environment[name] = address

    refused = stack.manage("up", "--port", str(stack.port))

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith(f"CommandError: The server that {name} names cannot be used")
    assert refused.stderr.count("\n") == 1
    assert "hidden" not in refused.stderr


def test_killed_up_leaves_no_process_and_the_next_one_has_the_same_data(stack: Stack) -> None:
    stack.start()
    wait_until(lambda: set(stack.children()) == NAMES, 10, "every child runs")
    kept = {name: (stack.data_dir / name).read_text() for name in ("secret_key", "admin_password")}

    stack.stop(signal.SIGKILL)
    wait_until(lambda: stack.processes() == [], 5, "nothing of it is left")
    stack.start()

    assert kept == {name: (stack.data_dir / name).read_text() for name in kept}
    assert stack.manage("migrate", "--check").returncode == 0


def test_up_started_by_make_stops_when_make_is_killed(stack: Stack) -> None:
    stack.environment["PORT"] = str(stack.port)
    makefile = stack.data_dir.parent / "Makefile"
    # The recipe of `make run`, without the installation in front of it.
    recipe = f"@exec {sys.executable} manage.py up --follow-parent --no-sample"
    assert (
        "@exec $(BIN)/python manage.py up --follow-parent" in (CHECKOUT / "Makefile").read_text()
    )
    makefile.write_text(f"run:\n\t{recipe}\n")
    stack.launch("make", "--file", str(makefile), "run")
    wait_until(stack.answers, 40, "the site answers")

    stack.stop(signal.SIGKILL)

    wait_until(lambda: stack.processes() == [], STOP_SECONDS, "nothing of it is left")


def test_ctrl_c_in_the_terminal_stops_everything_quietly(stack: Stack) -> None:
    stack.start()
    assert stack.process is not None

    os.killpg(stack.process.pid, signal.SIGINT)
    status = stack.process.wait(timeout=STOP_SECONDS)

    assert status == 0
    assert "Traceback" not in stack.output()
    assert stack.processes() == []


def test_gunicorn_and_worker_refuse_to_start_without_a_secret_key(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "none")}
    endings = [
        subprocess.run(
            [sys.executable, "-m", *command],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        for command in (
            ["gunicorn", "--bind", "127.0.0.1:0", "config.wsgi"],
            ["celery", "--app", "config", "--quiet", "worker", "--pool=threads"],
        )
    ]

    assert [ending.returncode for ending in endings] == [1, 1]
    for ending in endings:
        assert ending.stderr.startswith("stanceline: SECRET_KEY is not set;")
        assert ending.stderr.count("\n") == 1
