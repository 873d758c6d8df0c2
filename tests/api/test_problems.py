"""Every error of the API has one shape."""

import json

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from rest_framework.exceptions import Throttled, ValidationError
from rest_framework.test import APIRequestFactory

from commentary.exceptions import UnknownExpertError
from common.api.problems import handle_exception

pytestmark = pytest.mark.django_db


def test_an_error_is_a_problem_of_rfc_9457(client: Client) -> None:
    response = client.get("/api/v1/positions/?limit=0&stanse=favor")

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json() == {
        "type": "urn:stanceline:problem:invalid-parameter",
        "title": "Bad Request",
        "status": 400,
        "detail": (
            "limit: “0” is not a whole number from 1 to 200."
            " There is no parameter “stanse”. Did you mean “stance”?"
        ),
        "instance": "/api/v1/positions/",
        "code": "invalid_parameter",
        "errors": [
            {"parameter": "limit", "detail": "limit: “0” is not a whole number from 1 to 200."},
            {
                "parameter": "stanse",
                "detail": "There is no parameter “stanse”. Did you mean “stance”?",
            },
        ],
    }


@pytest.mark.parametrize(
    ("method", "address", "status", "code", "detail"),
    [
        (
            "get",
            "/api/v1/expert/",
            404,
            "not_found",
            (
                "There is nothing at /api/v1/expert/. /api/v1/schema/ lists every address,"
                " /api/v1/docs/ explains them."
            ),
        ),
        (
            "post",
            "/api/nothing",
            404,
            "not_found",
            (
                "There is nothing at /api/nothing. /api/v1/schema/ lists every address,"
                " /api/v1/docs/ explains them."
            ),
        ),
        (
            "get",
            "/api/v1/experts/nobody/",
            404,
            "expert_not_found",
            "There is no expert “nobody”; /api/v1/experts/ lists them all.",
        ),
        (
            "get",
            "/api/v1/experts/nobody/timeline/",
            404,
            "expert_not_found",
            "There is no expert “nobody”; /api/v1/experts/ lists them all.",
        ),
        (
            "get",
            "/api/v1/positions/pos_nothing/",
            404,
            "position_not_found",
            "There is no public position “pos_nothing”.",
        ),
        (
            "post",
            "/api/v1/experts/",
            405,
            "method_not_allowed",
            "POST is not possible here; the header Allow lists what is.",
        ),
        (
            "get",
            "/api/v1/experts/?format=xml",
            400,
            "invalid_parameter",
            "format: “xml” is not one of json, csv, ndjson.",
        ),
        (
            "get",
            "/api/v1/experts/?cursor=forged",
            400,
            "invalid_parameter",
            (
                "cursor: this is not a cursor of this list with these filters."
                " Follow `next`, or begin again without a cursor."
            ),
        ),
        (
            "get",
            "/api/v1/positions/?expert=nobody",
            400,
            "invalid_parameter",
            "expert: There is no expert “nobody”; /api/v1/experts/ lists them all.",
        ),
    ],
)
def test_each_kind_of_error_says_what_to_do(
    client: Client, method: str, address: str, status: int, code: str, detail: str
) -> None:
    response = client.generic(method.upper(), address)

    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert (response.status_code, problem["status"]) == (status, status)
    assert (problem["code"], problem["detail"]) == (code, detail)


def test_what_nobody_can_read_is_a_406(client: Client) -> None:
    response = client.get("/api/v1/experts/", headers={"accept": "image/png"})

    assert (response.status_code, response.json()["code"]) == (406, "not_acceptable")


def test_a_domain_error_is_a_conflict() -> None:
    request = APIRequestFactory().get("/api/v1/experts/")

    response = handle_exception(UnknownExpertError("Track her first."), {"request": request})

    assert response is not None
    assert (response.status_code, response["Content-Type"]) == (409, "application/problem+json")


def test_faults_of_a_body_have_pointers() -> None:
    request = APIRequestFactory().post("/api/v1/experts/")
    error = ValidationError(
        {
            "name": ["Give a name."],
            "names": [{}, {"a/b": ["Too long."]}],
            "non_field_errors": ["Give either."],
        }
    )

    response = handle_exception(error, {"request": request})

    assert isinstance(response, HttpResponse)
    assert response.status_code == 400
    assert json.loads(response.content)["errors"] == [
        {"pointer": "/name", "detail": "Give a name."},
        {"pointer": "/names/1/a~1b", "detail": "Too long."},
        {"pointer": "", "detail": "Give either."},
    ]


def test_a_throttled_reader_is_told_when_to_come_back() -> None:
    request = APIRequestFactory().get("/api/v1/experts/")

    response = handle_exception(Throttled(wait=11.2), {"request": request})

    assert response is not None
    assert (response.status_code, response["Retry-After"]) == (429, "12")


def test_whoever_reads_too_fast_gets_429(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("common.api.throttles.AddressThrottle.rate", "2/min", raising=False)

    statuses = [client.get("/api/v1/topics/").status_code for _ in range(3)]

    assert statuses == [200, 200, 429]


def test_what_breaks_unexpectedly_is_a_problem_too(
    monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr("commentary.api.subjects.TopicListView.shape", broken)
    client.raise_request_exception = False

    response = client.get("/api/v1/topics/")

    assert (response.status_code, response["Content-Type"]) == (500, "application/problem+json")
    assert response.json()["code"] == "internal_error"
    assert b"planted" not in response.content


@override_settings(DEBUG=False)
def test_a_host_we_do_not_serve_is_a_problem_too(client: Client) -> None:
    response = client.get("/api/v1/topics/", headers={"host": "elsewhere.example"})

    assert (response.status_code, response.json()["code"]) == (400, "bad_request")


def test_an_address_without_its_slash_leads_to_the_one_with_it(client: Client) -> None:
    response = client.get("/api/v1/experts?limit=3")

    assert (response.status_code, response["Location"]) == (301, "/api/v1/experts/?limit=3")
