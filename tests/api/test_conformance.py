"""Every address answers as the schema says, whatever it is asked.

schemathesis draws requests out of our own schema, right ones and wrong ones. Each is sent as it
was drawn and once more with the names of rows that exist, so that full answers are compared too.
"""

import unittest
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from config.wsgi import application
from tests.config.everything import make_everything

pytestmark = pytest.mark.django_db

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
few_examples = settings(
    max_examples=5,
    database=None,
    derandomize=True,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
# Names that a filter takes, and the list that knows some.
NAMED_BY = {"expert": "experts", "topic": "topics", "proposition": "propositions"}


@contextmanager
def in_this_transaction() -> Iterator[None]:
    """Requests of schemathesis keep the connection of the test, as those of Django's client do."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    try:
        yield
    finally:
        request_started.connect(close_old_connections)
        request_finished.connect(close_old_connections)


@pytest.fixture
def operations(db: None) -> list[Any]:  # noqa: ARG001 - the schema is asked for
    """Every operation of the schema as it is served."""
    with in_this_transaction():
        schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", app=application)
    found = [one.ok() for one in schema.get_all_operations() if isinstance(one, Ok)]
    assert len(found) == len(list(schema.get_all_operations()))
    return found


def existing(client: Client, name: str) -> dict[str, Any]:
    """A row of the list `name`, or nothing when there is no such list or nothing in it."""
    response = client.get(f"/api/v1/{name}/")
    rows = response.json().get("results", []) if response.status_code == 200 else []
    return dict(rows[0]) if rows else {}


def with_existing(client: Client, operation: Any) -> tuple[dict[str, str], dict[str, str]]:
    """Path and query values that name rows there are."""
    parts = operation.path.removeprefix("/api/v1/").split("/")
    row = existing(client, parts[0])
    keys: tuple[str, ...] = ("slug", "id")
    path = {key: str(row[key]) for key in keys if f"{{{key}}}" in parts and key in row}
    if parts[0] == "interviews":
        path = {"id": str(existing(client, "statements").get("interview"))}
    query = {
        parameter: existing(client, name)["slug"]
        for parameter, name in NAMED_BY.items()
        if any(one.name == parameter for one in operation.query)
    }
    return path, query


def faults_of(
    operation: Any, mode: GenerationMode, path: dict[str, str], query: dict[str, str]
) -> list[str] | None:
    """What answers of this operation are not in the schema; None when it could not be asked."""
    faults: list[str] = []

    def send(case: Case[Any]) -> None:
        cache.clear()  # the throttle's counts
        try:
            case.call_and_validate(checks=CHECKS)
        except FailureGroup as group:
            faults.extend(f"{operation.label}: {fault}" for fault in group.exceptions)

    @few_examples
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Case[Any]) -> None:
        send(case)
        case.path_parameters = {**(case.path_parameters or {}), **path}
        case.query = {**(case.query or {}), **query}
        send(case)

    try:
        with in_this_transaction():
            ask()
    except unittest.SkipTest:  # nothing about it can be wrong
        return None
    return faults


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_no_answer_is_other_than_the_schema_says(
    client: Client, operations: list[Any], mode: GenerationMode
) -> None:
    make_everything()

    found = [faults_of(one, mode, *with_existing(client, one)) for one in operations]

    assert [fault for faults in found for fault in faults or ()] == []
    assert sum(faults is not None for faults in found) > len(operations) // 2


def test_an_answer_that_the_schema_does_not_have_is_a_fault(operations: list[Any]) -> None:
    """The checks can fail: an operation whose 404 is not declared."""
    (experts,) = (one for one in operations if one.label == "GET /api/v1/experts/{slug}/")
    del experts.definition.raw["responses"]["404"]
    del experts.responses._inner["404"]

    assert faults_of(experts, GenerationMode.POSITIVE, {}, {})
