"""Writing through the API: bodies, who may, how often. The view is one of the tests' own."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.core.cache import cache, caches
from django.test import Client
from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from drf_spectacular.generators import SchemaGenerator
from pytest_django import Settings
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle

from commentary.exceptions import UnknownExpertError
from common.api.access import StaffOnly
from common.api.bodies import MOST_BYTES, wrong_member
from common.api.views import ApiView
from common.api.writing import Write, created, no_content
from tests.factories import REVIEWED_AT, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.test_writing")]


LAUNCHED: list[str] = []


@pytest.fixture(autouse=True)
def _empty_sea() -> None:
    LAUNCHED.clear()


class PlaceSerializer(serializers.Serializer[Any]):
    town = serializers.CharField(max_length=20)


class BoatSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=20)
    masts = serializers.IntegerField(min_value=1, required=False)
    harbours = PlaceSerializer(many=True, required=False)
    id = serializers.CharField(read_only=True)


class BoatsView(ApiView):
    writes = {
        "post": Write(
            _("Launch a boat"),
            body=BoatSerializer,
            answer=BoatSerializer,
            status=HTTPStatus.CREATED,
            conflicts=True,
        ),
        "patch": Write(_("Rename a boat"), body=BoatSerializer, answer=BoatSerializer),
        "delete": Write(_("Sink a boat"), status=HTTPStatus.NO_CONTENT),
    }

    def get(self, request: Request) -> Response:
        self.read(request)
        return Response({"boats": []})

    def post(self, request: Request) -> Response:
        boat = self.read_body(request)
        LAUNCHED.append(boat["name"])
        if boat["name"] == "Slow":
            time.sleep(0.2)
        if boat["name"] == "Titanic":
            raise UnknownExpertError("There was one already.")
        if boat["name"] == "Rock":
            raise wrong_member("name", "Rocks do not float.")
        return created(boat, location="/boats/1/")

    def patch(self, request: Request) -> Response:
        return Response(self.read_body(request))

    def delete(self, request: Request) -> Response:
        self.read_body(request)
        return no_content()


class LogbookView(BoatsView):
    permission_classes = [StaffOnly]


urlpatterns = [
    path("boats/", BoatsView.as_view()),
    path("logbook/", LogbookView.as_view()),
    path("", include("config.urls")),
]


def send(client: Client, body: Any, *, method: str = "POST", **given: Any) -> Any:
    text = body if isinstance(body, bytes | str) else json.dumps(body)
    address = given.pop("to", "/boats/")
    return client.generic(method, address, text, **{"content_type": "application/json", **given})


def faults(answer: Any) -> list[tuple[str, str]]:
    assert answer["Content-Type"] == "application/problem+json"
    return [(one.get("pointer"), one["detail"]) for one in answer.json()["errors"]]


def test_what_was_written_is_answered_with_its_address_and_kept_by_no_cache(
    client: Client,
) -> None:
    answer = send(client, {"name": "Fram", "masts": 3})

    assert (answer.status_code, answer.json()) == (201, {"name": "Fram", "masts": 3})
    assert answer["Location"] == "/boats/1/"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Vary"] == "Authorization, Cookie, Accept-Language"
    assert "ETag" not in answer


def test_every_fault_of_a_body_is_named_at_once_with_its_place(client: Client) -> None:
    boat = {
        "nmae": "Fram",
        "masts": 0,
        "harbours": [{"town": "Oslo"}, {"twon": "Bergen"}],
        "id": 1,
    }

    answer = send(client, boat)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_body")
    assert faults(answer) == [
        ("/nmae", "There is no member “nmae”. Did you mean “name”?"),
        ("/harbours/1/twon", "There is no member “twon”. Did you mean “town”?"),
        ("/id", "There is no member “id”. Possible here: harbours, masts, name."),
        ("/name", "name: This field is required."),
        ("/masts", "masts: Ensure this value is greater than or equal to 1."),
        ("/harbours/1/town", "harbours/1/town: This field is required."),
    ]
    assert answer.json()["detail"] == " ".join(detail for _pointer, detail in faults(answer))


def test_what_only_the_service_can_judge_has_its_place_too(client: Client) -> None:
    answer = send(client, {"name": "Rock"})

    assert (answer.status_code, faults(answer)) == (400, [("/name", "name: Rocks do not float.")])


def test_a_domain_error_is_a_conflict(client: Client) -> None:
    answer = send(client, {"name": "Titanic"})

    assert (answer.status_code, answer.json()["code"]) == (409, "unknown_expert")
    assert answer.json()["detail"] == "There was one already."


FORM = {"content_type": "application/x-www-form-urlencoded"}
ZIPPED = {"headers": {"content-encoding": "gzip"}}
NOT_JSON = ("unsupported_media_type", "The body must be plain application/json.")
UNREADABLE = ("malformed_body", "The body is not JSON that can be read here.")
NOT_UTF8 = ("malformed_body", "The body is not UTF-8.")


@pytest.mark.parametrize(
    ("body", "given", "status", "problem"),
    [
        (b"name=Fram", FORM, 415, NOT_JSON),
        (b"{}", ZIPPED, 415, NOT_JSON),
        (
            b'{"name": "Fram",}',
            {},
            400,
            ("malformed_body", "The body is not JSON: line 1, column 17."),
        ),
        (
            b'{"name": "a", "name": "b"}',
            {},
            400,
            ("malformed_body", "“name” is given more than once; give it once."),
        ),
        (b'{"masts": NaN}', {}, 400, ("malformed_body", "NaN is not a number of JSON.")),
        (b'{"name": "\xff"}', {}, 400, NOT_UTF8),
        (b'{"name": "\\ud800"}', {}, 400, NOT_UTF8),
        (b"[" * 60_000, {}, 400, UNREADABLE),
        (b"1" * 5_000, {}, 400, UNREADABLE),
        (
            b'{"name": "' + b"a" * MOST_BYTES + b'"}',
            {},
            413,
            ("body_too_large", "The body is too large: at most 65536 bytes are read."),
        ),
        (b"[1]", {}, 400, ("invalid_body", "The body must be a JSON object.")),
        (b"", {}, 400, ("invalid_body", "name: This field is required.")),
        (
            b"{}",
            {"to": "/boats/?dry=1"},
            400,
            (
                "invalid_parameter",
                "There is no parameter “dry”. No parameter is possible here.",
            ),
        ),
        (
            b"{}",
            {"headers": {"accept": "text/csv"}},
            406,
            ("not_acceptable", "Could not satisfy the request Accept header."),
        ),
    ],
)
def test_what_cannot_be_read_says_what_is_expected(
    client: Client, body: bytes, given: dict[str, Any], status: int, problem: tuple[str, str]
) -> None:
    answer = send(client, body, **given)

    assert answer["Content-Type"] == "application/problem+json"
    found = answer.json()
    assert (answer.status_code, (found["code"], found["detail"])) == (status, problem)


def test_a_change_names_only_what_changes_and_something(client: Client) -> None:
    changed = send(client, {"masts": 2}, method="PATCH")
    nothing = send(client, {}, method="PATCH")

    assert (changed.status_code, changed.json()) == (200, {"masts": 2})
    assert faults(nothing) == [
        ("", "The body names nothing to change. Possible here: harbours, masts, name.")
    ]


def test_a_write_without_a_body_takes_none(client: Client) -> None:
    done = client.delete("/boats/")
    refused = send(client, {"deep": True}, method="DELETE")

    assert (done.status_code, done.content) == (204, b"")
    assert faults(refused) == [("/deep", "There is no member “deep”. No member is possible here.")]


def test_what_is_not_declared_is_not_possible(client: Client) -> None:
    answer = send(client, {}, method="PUT")

    assert (answer.status_code, answer["Allow"]) == (
        405,
        "GET, HEAD, OPTIONS, POST, PATCH, DELETE",
    )


def staff(**user: Any) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory.create(is_staff=True, **user))
    client.get("/admin/")
    return client


def told(answer: Any) -> tuple[int, str, str]:
    problem = json.loads(answer.content)
    return answer.status_code, problem["code"], problem["detail"]


def test_staff_read_and_write_by_their_session_with_the_csrf_token() -> None:
    client = staff()
    client.cookies["csrftoken"] = "a" * 32

    shown = client.get("/logbook/")
    without = send(client, {"name": "Fram"}, to="/logbook/")
    form = client.post("/logbook/", {"name": "Fram"})
    written = send(client, {"name": "Fram"}, to="/logbook/", headers={"x-csrftoken": "a" * 32})

    assert (shown.status_code, shown["Cache-Control"]) == (200, "no-store")
    assert {"Cookie", "Authorization"} <= set(shown["Vary"].split(", "))
    assert written.status_code == 201
    missing = (
        "The CSRF token is missing or is not that of this session: send the value of the cookie"
        " csrftoken in the header X-CSRFToken, and over https a Referer of this site."
    )
    assert told(without) == (403, "csrf_failed", missing)
    assert told(form) == (415, *NOT_JSON)


def test_who_is_not_staff_is_told_so(client: Client) -> None:
    nobody = client.get("/logbook/")
    client.force_login(UserFactory.create(is_staff=False))
    somebody = client.get("/logbook/")

    assert told(nobody) == (
        401,
        "not_authenticated",
        "This address is for staff: sign in at /admin/.",
    )
    assert nobody["WWW-Authenticate"] == 'Session realm="/admin/"'
    assert told(somebody) == (403, "permission_denied", "This address is for staff only.")
    assert nobody["Cache-Control"] == somebody["Cache-Control"] == "no-store"


def test_who_writes_too_fast_is_told_to_wait_and_may_read_on(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, "anon_write", "2/min")
    cache.clear()

    statuses = [send(client, {"name": "Fram"}).status_code for _ in range(3)]
    last = send(client, {"name": "Fram"})

    assert statuses == [201, 201, 429]
    assert 0 < int(last["Retry-After"]) <= 60
    assert client.get("/boats/").status_code == 200
    known = staff()
    known.cookies["csrftoken"] = "a" * 32
    assert send(known, {}, to="/boats/", headers={"x-csrftoken": "a" * 32}).status_code == 400


def test_a_repeated_post_is_done_once_and_answered_alike(client: Client) -> None:
    key: dict[str, Any] = {"headers": {"idempotency-key": "6f1c"}}

    first, again = (send(client, {"name": "Fram"}, **key) for _ in range(2))
    launched = list(LAUNCHED)
    other_body = send(client, {"name": "Gjøa"}, **key)
    other_caller = send(client, {"name": "Gjøa"}, REMOTE_ADDR="192.0.2.7", **key)

    assert launched == ["Fram"]
    assert (
        (again.status_code, again.content)
        == (first.status_code, first.content)
        == (
            201,
            b'{"name":"Fram"}',
        )
    )
    assert (again["Location"], again["Idempotency-Replayed"]) == ("/boats/1/", "true")
    assert again["Cache-Control"] == "no-store"
    assert told(other_body) == (
        422,
        "idempotency_key_reused",
        "This Idempotency-Key was used for another request; take a new one.",
    )
    assert other_caller.status_code == 201
    kept: Any = caches["default"]
    assert len(kept._cache) > 0
    assert b"Fram" not in b"".join(kept._cache.values())


def test_a_key_is_free_again_after_an_error_and_after_a_day(client: Client) -> None:
    key: dict[str, Any] = {"headers": {"idempotency-key": "6f1c"}}
    with time_machine.travel(REVIEWED_AT, tick=False) as clock:
        statuses = [send(client, body, **key).status_code for body in ({}, {"name": "Fram"})]
        clock.shift(timedelta(hours=25))
        statuses.append(send(client, {"name": "Gjøa"}, **key).status_code)

    assert statuses == [400, 201, 201]
    assert LAUNCHED == ["Fram", "Gjøa"]


@pytest.mark.parametrize("key", ["", "a" * 256, "two words", "schlüssel"])
def test_a_key_that_is_none_is_refused(client: Client, key: str) -> None:
    answer = send(client, {"name": "Fram"}, headers={"idempotency-key": key})

    assert told(answer) == (
        400,
        "invalid_idempotency_key",
        "Idempotency-Key: 1 to 255 visible ASCII characters are expected.",
    )
    assert LAUNCHED == []


def test_the_same_key_twice_at_once_launches_one_boat() -> None:
    def launch() -> Any:
        return send(Client(), {"name": "Slow"}, headers={"idempotency-key": "6f1c"})

    with ThreadPoolExecutor(4) as pool:
        answers = [future.result() for future in [pool.submit(launch) for _ in range(4)]]
    in_use = [one for one in answers if one.status_code == 409]

    assert LAUNCHED == ["Slow"]
    assert {one.status_code for one in answers} <= {201, 409}
    assert all(
        (told(one)[1], one["Retry-After"]) == ("idempotency_key_in_use", "1") for one in in_use
    )
    assert launch().content == b'{"name":"Slow"}'


def test_a_key_that_cannot_be_kept_is_not_ignored(client: Client, settings: Settings) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }

    kept = send(client, {"name": "Fram"}, headers={"idempotency-key": "6f1c"})
    without = send(client, {"name": "Gjøa"})

    assert (kept.status_code, kept.json()["code"]) == (503, "idempotency_unavailable")
    assert without.status_code == 201
    assert LAUNCHED == ["Gjøa"]


def test_the_schema_says_what_a_write_takes_and_answers() -> None:
    generator: Any = SchemaGenerator
    schema = generator(patterns=urlpatterns[:2]).get_schema(request=None, public=True)

    open_to_all, of_staff = schema["paths"]["/boats/"], schema["paths"]["/logbook/"]
    assert {
        method: (one["summary"], list(one["responses"]), "requestBody" in one)
        for method, one in open_to_all.items()
        if method != "get"
    } == {
        "post": (
            "Launch a boat",
            ["201", "400", "406", "409", "413", "415", "422", "429"],
            True,
        ),
        "patch": ("Rename a boat", ["200", "400", "406", "413", "415", "429"], True),
        "delete": ("Sink a boat", ["204", "400", "406", "413", "415", "429"], False),
    }
    assert list(open_to_all["post"]["requestBody"]["content"]) == ["application/json"]
    assert "Location" in open_to_all["post"]["responses"]["201"]["headers"]
    assert [one.get("security") for one in open_to_all.values()] == [None] * 4
    assert [one["security"] for one in of_staff.values()] == [[{"staffSession": []}]] * 4
    assert {"401", "403"} <= set(of_staff["post"]["responses"])
    assert "staffSession" in schema["components"]["securitySchemes"]
