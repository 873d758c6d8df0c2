"""The OpenAPI schema is valid, complete and served."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver

from common.api.views import ApiView
from config import api

pytestmark = pytest.mark.django_db


@pytest.fixture
def schema(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/v1/schema/").json()
    return found


def test_the_schema_is_openapi_3_1_without_warnings() -> None:
    out = StringIO()

    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)

    assert out.getvalue().startswith("openapi: 3.1.0\n")


def test_every_address_is_in_the_schema(schema: dict[str, Any]) -> None:
    routes = {
        route
        for route, view in addresses(api.urlpatterns)
        if issubclass(view, ApiView) and view is not api.SchemaView
    }

    assert {path.count("/") for path in schema["paths"]} <= {3, 4, 5, 6}
    assert len(schema["paths"]) == len(routes)


def test_the_address_that_up_prints_lists_addresses_that_answer(client: Client) -> None:
    found = client.get("/api/v1/").json()["addresses"]

    assert {"experts", "positions", "changes", "events", "schema", "docs"} <= set(found)
    # Some ask for a word or for whom to compare; what is an owner's or for staff asks for them.
    private = ("subscriptions", "webhook-endpoints", "feeds", "review")
    others = {"search": 400, "compare": 400, **dict.fromkeys(private, 401)}
    assert {name: client.get(address).status_code for name, address in found.items()} == {
        name: others.get(name, 200) for name in found
    }


def test_each_operation_declares_its_parameters_and_its_errors(schema: dict[str, Any]) -> None:
    timeline = schema["paths"]["/api/v1/experts/{slug}/timeline/"]["get"]

    assert [one["name"] for one in timeline["parameters"] if one["in"] == "query"] == [
        "as_of",
        "format",
        "known_at",
        "proposition",
        "since",
        "topic",
        "until",
    ]
    assert sorted(timeline["responses"]) == [
        "200",
        "301",
        "304",
        "400",
        "404",
        "406",
        "410",
        "429",
    ]
    assert list(timeline["responses"]["404"]["content"]) == ["application/problem+json"]
    positions = schema["paths"]["/api/v1/positions/"]["get"]["responses"]["200"]
    assert list(positions["content"]) == ["application/json", "text/csv", "application/x-ndjson"]


def test_the_docs_page_loads_nothing_from_elsewhere(client: Client) -> None:
    page = client.get("/api/v1/docs/").content.decode()

    assert "swagger-ui-bundle.js" in page
    assert "https://" not in page
    assert "http://" not in page


def addresses(patterns: list[Any]) -> list[tuple[str, type]]:
    found: list[tuple[str, type]] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += addresses(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and hasattr(pattern.callback, "cls"):
            found.append((str(pattern.pattern), pattern.callback.cls))
    return found
