"""Filing a correction without an account, and reading what was decided."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from commentary.models import CorrectionRequest
from common.public_ids import public_id
from tests.factories import CorrectionRequestFactory, PositionFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/correction-requests/"
PRIVATE = "Qzxw"


@pytest.fixture(autouse=True)
def _nobody_counted() -> None:
    cache.clear()


def filing(**given: Any) -> dict[str, Any]:
    record = public_id("position", PositionFactory.create(published=True).pk)
    values = {"asked_by": "reader", "claim": "wrong stance", "why": f"She was quoting. {PRIVATE}"}
    return {"record": record, **values, **given}


def test_anybody_files_one_and_gets_its_address_and_no_word_of_it_back(client: Client) -> None:
    sent = filing(contact=f"{PRIVATE}@mail.example")

    answer = client.post(ADDRESS, sent, content_type="application/json")

    filed = CorrectionRequest.objects.get()
    assert answer.status_code == 201
    assert answer["Location"] == f"http://testserver{ADDRESS}{filed.public_id}/"
    shape = answer.json()
    assert shape == {
        "id": filed.public_id,
        "kind": "position",
        "record": sent["record"],
        "asked_by": "reader",
        "is_verified": False,
        "claim": "wrong stance",
        "state": "received",
        "received_at": shape["received_at"],
        "taken_up_at": None,
        "decided_at": None,
        "answer": "",
        "reply": "",
    }
    assert client.get(answer["Location"]).json() == shape
    assert client.get(ADDRESS).json()["results"] == []


def test_the_log_has_decided_ones_only_newest_first(client: Client) -> None:
    CorrectionRequestFactory.create(why=PRIVATE)
    CorrectionRequestFactory.create(taken_up=True, why=PRIVATE)
    first = CorrectionRequestFactory.create(
        verified=True, upheld=True, reply="I spoke of the old pier.", contact=PRIVATE
    )
    second = CorrectionRequestFactory.create(subject=True, declined=True, reply=PRIVATE)

    answer = client.get(ADDRESS)

    rows = answer.json()["results"]
    assert [row["id"] for row in rows] == [second.public_id, first.public_id]
    assert [row["reply"] for row in rows] == ["", "I spoke of the old pier."]
    assert PRIVATE not in answer.content.decode()
    upheld = client.get(f"{ADDRESS}?state=upheld").json()["results"]
    assert [row["id"] for row in upheld] == [first.public_id]


def test_wrong_members_are_named(client: Client) -> None:
    sent = filing(record="pos_nothing", claim="date")

    unknown = client.post(ADDRESS, sent, content_type="application/json")
    wrong = client.post(
        ADDRESS, {**filing(), "claim": "ugly", "name": "Kai"}, content_type="application/json"
    )
    not_hers = client.post(ADDRESS, filing(reply="No."), content_type="application/json")

    assert [one.status_code for one in (unknown, wrong, not_hers)] == [400, 400, 400]
    assert unknown.json()["errors"][0]["pointer"] == "/record"
    assert {one["pointer"] for one in wrong.json()["errors"]} == {"/claim", "/name"}
    assert "Only the person quoted" in not_hers.json()["detail"]
    assert CorrectionRequest.objects.count() == 0


def test_a_request_that_is_not_there_is_a_404(client: Client) -> None:
    answer = client.get(f"{ADDRESS}cor_000000000000000000000000/")

    assert (answer.status_code, answer.json()["code"]) == (404, "correction_not_found")
