"""Everything in one go: broker, worker, scheduler and web server, until Ctrl-C."""

import argparse
import contextlib
import http.client
import os
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connections

from common.management import StancelineCommand
from config import data_directory, schedule
from config.environment import read_environment
from config.processes import broker, preparation
from config.processes.child import Program
from config.processes.supervisor import Supervisor

_HOST = "127.0.0.1"
_HIGHEST_PORT = 65535
_WORKER_THREADS = 4
_BROKER_WAIT = 5.0  # seconds
_WEB_WAIT = 20.0
# How long the port of an `up` that was just killed may stay taken.
_PORT_WAIT = 1.0


class Command(StancelineCommand):
    help = (
        "Set up the database and serve everything (web, worker, scheduler, broker) on 127.0.0.1 "
        "until Ctrl-C."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--port", type=_port, help="port of the web server (default: PORT)")
        parser.add_argument(
            "--no-sample", action="store_true", help="do not load the sample people and texts"
        )
        parser.add_argument(
            "--follow-parent",
            action="store_true",
            help="stop when the process that started this one ends (used by `make run`)",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        parent = os.getppid() if options["follow_parent"] else None
        port: int = options["port"] or settings.PORT
        directory = Path(settings.DATA_DIR)
        _create(directory)
        try:
            claim = preparation.lock(directory)
        except preparation.AlreadyServedError as error:
            raise CommandError(str(error)) from error
        with claim:
            _wait_for_port(port)
            _check_servers()
            supervisor = Supervisor(
                environment={
                    "LOG_FORMAT": "console",  # for whoever reads this terminal
                    **os.environ,
                    "PORT": str(port),
                    "PYTHONUNBUFFERED": "1",
                },
                directory=settings.BASE_DIR,
                parent=parent,
            )
            with supervisor.stopping_children():
                self._serve(supervisor, port, directory, with_sample=not options["no_sample"])

    def _serve(
        self, supervisor: Supervisor, port: int, directory: Path, *, with_sample: bool
    ) -> None:
        preparation.ensure_secret_key(directory)
        with _embedded_broker(supervisor, directory):
            self.stdout.write("Preparing the database ...")
            preparation.migrate()
            administrator = preparation.ensure_administrator(directory)
            if with_sample:
                preparation.load_facts()
            connections.close_all()  # nothing is asked of the database from here on
            # The first page does not share the processor with the start of the workers.
            supervisor.start(_web(port))
            deadline = time.monotonic() + _WEB_WAIT
            while not _answers(port) and time.monotonic() < deadline:
                if not supervisor.tick():
                    return
            self._announce(port, administrator)
            for program in _workers():
                supervisor.start(program)
            if with_sample:
                supervisor.start(_sample())
            while supervisor.tick():
                pass
            self.stdout.write("Stopping ...")

    def _announce(self, port: int, administrator: preparation.Administrator) -> None:
        origin = f"http://{_HOST}:{port}"
        password = administrator.password or "(changed since it was generated)"
        self.stdout.write(
            "\n".join(
                [
                    "",
                    f"  Stanceline  {origin}/",
                    f"  Admin       {origin}/admin/",
                    f"              user {administrator.name}, password {password}",
                    f"              (kept in {administrator.kept_in})",
                    f"  API         {origin}/api/v1/",
                    "",
                    "  Ctrl-C stops everything.",
                    "",
                ]
            )
        )
        self.stdout.flush()


def _port(given: str) -> int:
    if not (given.isascii() and given.isdigit() and 1 <= int(given) <= _HIGHEST_PORT):
        raise argparse.ArgumentTypeError(f"{given!r} is not a port number from 1 to 65535")
    return int(given)


def _create(directory: Path) -> None:
    try:
        data_directory.create(directory)
    except OSError as error:
        raise CommandError(f"DATA_DIR cannot be created: {error}.") from error


def _check_servers() -> None:
    try:
        preparation.check_database()
        if url := read_environment(os.environ)["REDIS_URL"]:
            preparation.check_redis(url)
    except preparation.UnreachableError as error:
        raise CommandError(str(error)) from error


def _wait_for_port(port: int) -> None:
    deadline = time.monotonic() + _PORT_WAIT
    while True:
        with socket.socket() as probe:
            # As gunicorn does: connections of the last run that still close are no obstacle.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((_HOST, port))
            except OSError as error:
                if time.monotonic() > deadline:
                    raise CommandError(
                        f"Port {port} on {_HOST} cannot be used ({error.strerror}); choose "
                        f"another one with --port or PORT."
                    ) from error
            else:
                return
        time.sleep(0.1)


@contextlib.contextmanager
def _embedded_broker(supervisor: Supervisor, directory: Path) -> Iterator[None]:
    """A broker of our own while inside, unless REDIS_URL names another one."""
    if read_environment(os.environ)["REDIS_URL"]:
        yield
        return
    server = broker.find_server()
    if server is None:
        raise CommandError(
            "There is no Valkey or Redis server on this machine; set REDIS_URL to one, such as "
            "redis://127.0.0.1:6379/0."
        )
    place = directory / "broker"
    place.mkdir(mode=0o700, exist_ok=True)
    address = directory / data_directory.BROKER_URL_FILE
    chosen = broker.choose_broker(data_directory.read_kept(address))
    data_directory.keep(address, chosen.url)
    supervisor.start(broker.broker_program(server, chosen, place), stop_last=True)
    if not broker.wait_for_broker(chosen, _BROKER_WAIT):
        raise CommandError(f"The embedded broker ({server}) does not answer; set REDIS_URL.")
    yield
    address.unlink(missing_ok=True)


def _web(port: int) -> Program:
    return Program(
        "web", [sys.executable, "-m", "gunicorn", "--bind", f"{_HOST}:{port}", "config.wsgi"]
    )


def _sample() -> Program:
    """The articles of the sample take seconds to read: nobody waits for them."""
    command = [sys.executable, "manage.py", "load_sample"]
    return Program("sample", command, is_task=True)


def _workers() -> list[Program]:
    celery = [sys.executable, "-m", "celery", "--app", "config", "--quiet"]
    return [
        Program(
            "worker",
            [
                *celery,
                "worker",
                "--pool=threads",
                f"--concurrency={_WORKER_THREADS}",
                f"--queues={','.join(schedule.QUEUES)}",
                "--without-gossip",
                "--without-mingle",
                "--hostname=up@%h",
            ],
        ),
        Program("beat", [*celery, "beat", "--pidfile="]),
    ]


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(_HOST, port, timeout=1)
    with contextlib.closing(connection):
        try:
            connection.request("GET", "/healthz")
            connection.getresponse()
        except (OSError, http.client.HTTPException):
            return False
    return True
