"""Searching by the API: what is asked, what is answered, and what is refused."""

from typing import Any

import pytest
from django.test import Client

from commentary.services.experts import add_expert
from commentary.services.search_index import rebuild_search
from common.public_ids import public_id
from tests.factories import PositionFactory

pytestmark = pytest.mark.django_db


def results(client: Client, **query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/api/v1/search/", query).json()["results"]
    return found


def test_a_result_says_what_it_is_and_where_it_stands(client: Client) -> None:
    add_expert(name="Haruka Azumano", other_names=["東野 遥"], affiliation="warden, Weir Board")

    answer = client.get("/api/v1/search/", {"q": "東野"}).json()

    assert answer == {
        "results": [
            {
                "kind": "expert",
                "id": "haruka-azumano",
                "title": "Haruka Azumano",
                "title_matches": [],
                "snippet": {
                    "of": "name",
                    "text": "東野 遥",
                    "matches": [[0, 2]],
                    "is_cut_before": False,
                    "is_cut_after": False,
                    "rendering": None,
                    "quotable": None,
                    "language": None,
                },
                "expert": {"slug": "haruka-azumano", "name": "Haruka Azumano"},
                "proposition": None,
                "stance": None,
                "stance_text": None,
                "stated_on": None,
                "found_by": "title",
                "api_url": "http://127.0.0.1:8000/api/v1/experts/haruka-azumano/",
                "page_url": "http://127.0.0.1:8000/experts/haruka-azumano/",
            }
        ],
        "next": None,
        "did_you_mean": None,
    }


def test_a_misspelt_name_is_answered_with_the_person(client: Client) -> None:
    add_expert(name="Haruka Azumano")

    answer = client.get("/api/v1/search/", {"q": "Azumnao"}).json()

    assert answer["did_you_mean"] == "Haruka Azumano"
    assert [(row["id"], row["found_by"]) for row in answer["results"]] == [
        ("haruka-azumano", "near")
    ]
    assert results(client, q="Azumnao", kind="position") == []


def test_addresses_of_results_answer(client: Client) -> None:
    PositionFactory.create(published=True)
    rebuild_search()

    rows = results(client, q="marit") + results(client, q="havneby")

    assert {row["kind"] for row in rows} == {"expert", "proposition", "position", "statement"}
    for row in rows:
        for address in filter(None, (row["api_url"], row["page_url"])):
            assert client.get(address).status_code == 200, address


def test_pages_follow_each_other_and_belong_to_their_search(client: Client) -> None:
    positions = PositionFactory.create_batch(3, published=True)
    rebuild_search()
    asked = {"q": "havneby", "kind": "position", "limit": "2"}

    first = client.get("/api/v1/search/", asked).json()
    second = client.get(first["next"]).json()
    foreign = client.get(first["next"].replace("q=havneby", "q=pier"))

    assert [row["id"] for row in first["results"] + second["results"]] == [
        public_id("position", position.pk) for position in positions
    ]
    assert second["next"] is None
    assert foreign.status_code == 400
    assert client.get("/api/v1/search/", {**asked, "count": "true"}).json()["count"] == 3


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("", "q: is missing; give it."),
        ("q=", "q: a search needs a letter or a digit."),
        ("q=%00", "q: a search needs a letter or a digit."),
        ("q=%22%2A", "q: a search needs a letter or a digit."),
        (f"q={'a' * 10_000}", "q: a search has at most 200 characters."),
        ("q=a&q=b", "q: given more than once; give it once."),
        ("q=a&kind=experts", "kind: “experts” is not one of"),
        ("query=a", "There is no parameter “query”."),
    ],
)
def test_what_cannot_be_searched_is_a_400_that_says_why(
    client: Client, query: str, detail: str
) -> None:
    response = client.get(f"/api/v1/search/?{query}")

    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert detail in response.json()["detail"]


@pytest.mark.parametrize(
    "text", ['"', "NEAR(", "*", "a*", "a:b", "(", "a OR b", "\\", "'", "%", "a\0b", "-a", "&|!"]
)
def test_no_search_breaks_the_server(client: Client, text: str) -> None:
    assert client.get("/api/v1/search/", {"q": text}).status_code in {200, 400}
