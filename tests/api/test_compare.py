"""Where several people stood on one proposition on one day."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from commentary.api.found_shapes import ComparisonSerializer
from commentary.models import Expert, Proposition
from common.public_ids import public_id
from tests.api.shapes import declared, differences
from tests.factories import ExpertFactory, PositionFactory, PropositionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pier() -> Proposition:
    return PropositionFactory.create(slug="pier")


@pytest.fixture
def people() -> list[Expert]:
    return [ExpertFactory.create(slug=slug) for slug in ("ana", "bo", "cy")]


def compared(client: Client, query: str) -> Any:
    return client.get(f"/api/v1/compare/?proposition=pier&{query}").json()


def test_each_stands_where_the_last_known_view_puts_them(
    client: Client, pier: Proposition, people: list[Expert]
) -> None:
    ana, bo, _cy = people
    on = {"proposition": pier, "published": True}
    PositionFactory.create(**on, expert=ana, stance="favor", stated_on=date(2024, 1, 1))
    later = PositionFactory.create(**on, expert=ana, stance="against", stated_on=date(2025, 1, 1))
    declined = PositionFactory.create(**on, expert=bo, stance="declined")
    PositionFactory.create(proposition=pier, expert=bo, stance="favor")

    answer = compared(client, "expert=bo&expert=ana&expert=cy")

    assert differences(answer, declared(ComparisonSerializer)) == []
    assert [
        (
            one["expert"]["slug"],
            one["current"] and (one["current"]["stance"], one["current"]["score"]),
            one["position"] and one["position"]["id"],
            one["position"] and len(one["position"]["evidence"]),
        )
        for one in answer["experts"]
    ] == [
        ("bo", ("declined", None), public_id("position", declined.pk), 1),
        ("ana", ("against", -1), public_id("position", later.pk), 1),
        ("cy", None, None, None),
    ]
    assert (answer["as_of"], answer["known_at"]) == (None, None)
    earlier = compared(client, "expert=ana&expert=cy&as_of=2024-06-01")
    assert [one["current"] and one["current"]["stance"] for one in earlier["experts"]] == [
        "favor",
        None,
    ]
    unknown = compared(client, "expert=ana&expert=cy&known_at=2024-06-01")
    assert [one["current"] for one in unknown["experts"]] == [None, None]


def test_a_comparison_costs_the_same_for_two_and_for_six(
    client: Client, pier: Proposition, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        PositionFactory.create(
            published=True, proposition=pier, expert=ExpertFactory.create(slug=f"e{number}")
        )

    for many in (2, 6):
        query = "&".join(f"expert=e{number}" for number in range(many))
        with django_assert_num_queries(8 + many):
            answer = compared(client, query)
        assert len(answer["experts"]) == many


def test_a_comparison_is_cited_with_everybody_in_it(
    client: Client, pier: Proposition, people: list[Expert]
) -> None:
    PositionFactory.create(published=True, proposition=pier, expert=people[0])

    answer = compared(client, "expert=cy&expert=ana")
    again = client.get(answer["citation"]["url"]).json()

    assert "proposition=pier&expert=cy&expert=ana&as_of=" in answer["citation"]["url"]
    assert (again["experts"], again["citation"]) == (answer["experts"], answer["citation"])


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("proposition=pier", "expert: is missing; give it."),
        ("expert=ana&expert=bo", "proposition: is missing; give it."),
        ("proposition=pier&expert=ana", "expert: give 2 to 6 different ones"),
        ("proposition=pier&expert=ana&expert=ana", "expert: give 2 to 6 different ones"),
        ("proposition=pier&" + "&".join(f"expert=e{n}" for n in range(7)), "2 to 6"),
        ("proposition=pier&expert=ana&expert=nobody", "expert: There is no expert “nobody”"),
        ("proposition=quay&expert=ana&expert=bo", "proposition: There is no proposition “quay”"),
        ("proposition=pier&expert=ana&expert=ana-as-was", "one and the same person"),
        ("proposition=pier&expert=ana&expert=%00", "expert: letters, digits and hyphens"),
    ],
)
@pytest.mark.usefixtures("pier")
def test_what_cannot_be_compared_is_a_400_that_says_why(
    client: Client, people: list[Expert], query: str, detail: str
) -> None:
    ExpertFactory.create(slug="ana-as-was", merged_into=people[0], merged_at="2025-03-03T12:00Z")

    response = client.get(f"/api/v1/compare/?{query}")

    assert response.status_code == 400
    assert detail in response.json()["detail"]
