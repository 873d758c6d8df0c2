"""What can be set, run or asked for is written down, and nothing else is."""

import json
import re

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.http import QueryDict
from django.test import Client
from django.urls import resolve

from common.api.parameters import read_parameters
from config import schedule
from config.environment import VARIABLES, Variable
from tests.architecture.contracts import PACKAGES

DOCS = settings.BASE_DIR / "docs"
COMMANDS = {name for name, app in get_commands().items() if app in PACKAGES}


def read(name: str) -> str:
    return str((settings.BASE_DIR / name).read_text())


def row_of(variable: Variable) -> str:
    """The line of a variable in the table of docs/configuration.md."""
    default = variable.default
    if isinstance(default, bool):
        default = str(default).lower()
    shown = f"`{default:g}`" if isinstance(default, float) else f"`{default}`" if default else ""
    secret = " Secret." if variable.is_secret else ""
    return (
        f"| `{variable.name}` | {shown} | {variable.description}{secret}"
        f" Expected: {variable.expected}. |"
    )


def test_every_variable_stands_in_the_table_as_the_program_reads_it() -> None:
    rows = [line for line in read("docs/configuration.md").splitlines() if line.startswith("| `")]

    assert rows == [row_of(variable) for variable in VARIABLES]


def test_the_readme_names_no_variable_that_is_not_read() -> None:
    table = read("README.md").partition("\n## Configuration\n")[2].partition("\n## ")[0]
    named = {
        name
        for line in table.splitlines()
        if line.startswith("| `")
        for name in re.findall(r"`([A-Z_]+)`", line.split("|")[1])
    }

    assert named - {variable.name for variable in VARIABLES} == set()


def test_every_command_is_written_down() -> None:
    written = set(re.findall(r"`([a-z_]+)[ `]", read("README.md") + read("docs/operations.md")))

    assert COMMANDS - written == set()


@pytest.mark.parametrize(
    "name",
    ["README.md", "CONTRIBUTING.md", *(f"docs/{p.name}" for p in sorted(DOCS.glob("*.md")))],
)
def test_every_command_that_a_page_names_exists(name: str) -> None:
    named = set(re.findall(r"manage\.py ([a-z_]+)", read(name)))

    assert named - set(get_commands()) == set()


@pytest.mark.django_db
def test_every_address_of_the_api_is_written_down_and_each_that_is_written_exists(
    client: Client,
) -> None:
    paths = set(client.get("/api/v1/schema/").json()["paths"])
    written = set(re.findall(r"^\| `(/api/v1/[^`]*)`", read("docs/api.md"), re.MULTILINE))

    assert written == paths


def test_every_example_of_the_api_is_a_request_it_understands() -> None:
    examples = re.findall(
        r"`(GET|POST|PATCH|DELETE) (/api/v1/[^`?]*)(?:\?([^`]*))?`", read("docs/api.md")
    )

    assert len(examples) > len(re.findall(r"^\| `/api", read("docs/api.md"), re.MULTILINE))
    for method, path, query in examples:
        view = resolve(path).func.view_class()  # type: ignore[attr-defined] # as_view() sets it
        assert hasattr(view, method.lower()), f"{method} {path}"
        read_parameters(QueryDict(query), view.declared() if method == "GET" else ())


@pytest.mark.django_db
def test_the_problem_that_is_shown_is_the_one_that_is_answered(client: Client) -> None:
    found = re.search(r"```\nGET (\S+)\n```\n\n```json\n(.*?)```", read("docs/api.md"), re.DOTALL)
    assert found is not None

    assert client.get(found[1]).json() == json.loads(found[2])


def test_every_task_of_the_schedule_is_written_down() -> None:
    page = read("docs/operations.md")

    assert [name for name in schedule.QUEUES if f"`{name}`" not in page] == []


def test_every_link_between_the_pages_leads_somewhere() -> None:
    pages = [
        settings.BASE_DIR / "CONTRIBUTING.md",
        settings.BASE_DIR / "CHANGELOG.md",
        *DOCS.rglob("*.md"),
    ]
    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text())
        if not (page.parent / target).exists()
    ]

    assert broken == []
