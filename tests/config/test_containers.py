"""The image and the compose file run commands that exist, with settings that are accepted.

No container engine is needed: the files are read, and what they run is tried on this machine.
"""

import json
import re
import shlex
from typing import Any

import pytest
import yaml
from celery.bin.base import CLIContext
from celery.bin.celery import celery as command_line
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.management import get_commands
from django.urls import resolve
from gunicorn.config import Config

from config import celery_app, schedule
from config.environment import VARIABLES, read_environment

DOCKERFILE = (settings.BASE_DIR / "Dockerfile").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load((settings.BASE_DIR / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: one for name, one in SERVICES.items() if one["image"] == "stanceline"}
GIVEN = {
    "POSTGRES_PASSWORD": "letters1234",
    "SECRET_KEY": "a-long-random-text",
    "FIELD_KEYS": Fernet.generate_key().decode(),
}
# ${NAME}, ${NAME:-default} and ${NAME:?complaint}, the innermost first.
_REFERENCE = re.compile(r"\$\{([A-Z_]+)(?::([-?])([^{}]*))?\}")
# Read by the programs that we start, not by us.
FOREIGN = {"WEB_CONCURRENCY"}


def environment_of(service: dict[str, Any]) -> dict[str, str]:
    """What compose hands to a service when `.env` has GIVEN."""
    return {name: _filled(value) for name, value in service["environment"].items()}


def _filled(value: str) -> str:
    def given(reference: re.Match[str]) -> str:
        name, kind, default = reference.groups()
        return GIVEN.get(name) or (default if kind == "-" else f"<{name} is missing>")

    while _REFERENCE.search(value):
        value = _REFERENCE.sub(given, value)
    return value


def celery_options(command: list[str]) -> dict[str, Any]:
    """The options of a `celery` command as Celery reads them; fails for one it does not know."""
    assert command[0] == "celery"
    context = command_line.make_context("celery", command[1:])
    context.obj = CLIContext(app=celery_app, no_color=True, workdir=None, quiet=True)
    rest = [*context._protected_args, *context.args]
    name, program, arguments = command_line.resolve_command(context, rest)
    assert program is not None
    found = program.make_context(name, arguments, parent=context).params
    assert context.params["app"] is not None
    return {"program": name, **found}


def documented_commands() -> dict[str, list[str]]:
    """The commands in the head of the Dockerfile, by the name of their process."""
    lines = re.findall(r"^#   ([a-z]+) +(\S[^(\n]*)", DOCKERFILE, re.MULTILINE)
    return {name: shlex.split(command) for name, command in lines}


def instruction(name: str) -> str:
    """The last instruction of that name, its continued lines joined."""
    joined = DOCKERFILE.replace("\\\n", " ")
    found: list[str] = re.findall(rf"^{name} +(.*)$", joined, re.MULTILINE)
    return found[-1].strip()


def test_there_are_the_processes_that_it_takes() -> None:
    assert set(SERVICES) == {
        "migrate",
        "web",
        *schedule.QUEUES,
        "beat",
        "database",
        "broker",
    }
    assert set(SERVICES) - set(OURS) == {"database", "broker"}


def test_everything_waits_for_what_it_needs() -> None:
    healthy = {"condition": "service_healthy"}
    done = {"condition": "service_completed_successfully"}
    needs = {"migrate": done, "database": healthy, "broker": healthy}

    assert {name: one["depends_on"] for name, one in OURS.items()} == {
        **dict.fromkeys(OURS, needs),
        "migrate": {"database": healthy},
    }
    assert all("healthcheck" in SERVICES[name] for name in ("database", "broker"))


def test_every_process_gets_settings_that_it_accepts() -> None:
    known = {variable.name for variable in VARIABLES}
    environments = {name: environment_of(one) for name, one in OURS.items()}
    found = read_environment(environments["web"])

    assert set().union(*environments.values()) - FOREIGN - known == set()
    assert {name: one["SECRET_KEY"] for name, one in environments.items()} == dict.fromkeys(
        OURS, GIVEN["SECRET_KEY"]
    )
    assert (found["SITE_URL"], found["REDIS_URL"]) == (
        "http://127.0.0.1:8000",
        "redis://broker:6379/0",
    )
    assert (found["DATABASE_URL"]["HOST"], found["DATABASE_URL"]["PASSWORD"]) == (
        "database",
        SERVICES["database"]["environment"]["POSTGRES_PASSWORD"] and GIVEN["POSTGRES_PASSWORD"],
    )


def test_a_secret_that_is_missing_stops_compose() -> None:
    references = [
        match
        for service in SERVICES.values()
        for value in service.get("environment", {}).values()
        for match in _REFERENCE.findall(value)
    ]

    assert {name for name, kind, _text in references if kind == "?"} == set(GIVEN)


def test_every_queue_has_its_worker() -> None:
    queues = {
        name: celery_options(one["command"])["queues"]
        for name, one in OURS.items()
        if "worker" in one.get("command", [])
    }

    assert queues == {queue: [queue] for queue in schedule.QUEUES}


def test_celery_takes_every_option_that_is_given() -> None:
    documented = documented_commands()

    assert celery_options(documented["worker"])["queues"] == list(schedule.QUEUES)
    assert celery_options(documented["beat"])["program"] == "beat"


def test_the_documented_commands_are_those_that_run() -> None:
    documented = documented_commands()

    assert documented["web"] == json.loads(instruction("CMD"))
    assert "command" not in SERVICES["web"]
    assert documented["beat"] == SERVICES["beat"]["command"]
    assert documented["migrate"] == SERVICES["migrate"]["command"]
    assert documented["migrate"][2] in get_commands()


def test_gunicorn_takes_every_option_that_is_given() -> None:
    program, *arguments = json.loads(instruction("CMD"))

    options = Config().parser()  # type: ignore[no-untyped-call] # it ships no types
    found = vars(options.parse_args(arguments))

    assert program == "gunicorn"
    assert {name: value for name, value in found.items() if value is not None} == {
        "bind": ["0.0.0.0:8000"],
        "graceful_timeout": 20,
        "args": ["config.wsgi"],
    }
    assert SERVICES["web"]["ports"] == ["127.0.0.1:${PORT:-8000}:8000"]


def test_the_image_asks_itself_for_the_page_that_needs_nothing() -> None:
    command = json.loads(instruction("HEALTHCHECK").partition(" CMD ")[2])
    found = re.search(r"http://127\.0\.0\.1:8000(/\w+)", command[2])

    compile(command[2], "HEALTHCHECK", "exec")
    assert command[:2] == ["python", "-c"]
    assert found is not None
    assert resolve(found[1]).url_name == "healthz"
    assert "127.0.0.1" in settings.ALLOWED_HOSTS


def test_the_image_runs_as_nobody_special_and_leaves_the_compilers_behind() -> None:
    assert instruction("USER").isdigit()
    assert instruction("USER") != "0"
    assert len(re.findall(r"^FROM ", DOCKERFILE, re.MULTILINE)) == 2


@pytest.mark.parametrize("name", [".env", "var", ".git"])
def test_what_is_private_stays_out_of_the_image(name: str) -> None:
    assert name in (settings.BASE_DIR / ".dockerignore").read_text().split()
