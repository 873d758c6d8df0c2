"""The page of searching."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from commentary.services.search_index import rebuild_search
from tests.factories import ExpertFactory, ExpertNameFactory, PositionFactory
from tests.pages.reading import words_of

pytestmark = pytest.mark.django_db

ASKING = "Search A name or words All of them have to be there; “in quotation marks” in that order."
KINDS = "Everything People Propositions Positions Statements What was found"


def test_without_words_there_is_only_the_line_to_ask_with(client: Client) -> None:
    assert words_of(client, "/search/") == f"{ASKING} Search"


def test_what_is_found_is_marked_and_leads_to_its_page(client: Client) -> None:
    position = PositionFactory.create(
        published=True,
        expert__name="Marit Solvang",
        expert__slug="marit",
        proposition__wording="The harbour is full",
        summary="Sees no free berth.",
    )
    ExpertNameFactory.create(expert=position.expert)
    rebuild_search()

    words = words_of(client, "/search/?q=solvang")
    body = client.get("/search/?q=solvang").content.decode()

    assert words.startswith(f"{ASKING} Search {KINDS} Person Marit Solvang")
    assert "Position · 3 March 2025 Marit Solvang: holds – The harbour is full" in words
    assert "Statement · 3 March 2025 Marit Solvang" in words
    assert body.count("<mark>Solvang</mark>") == 3
    assert '<a href="/experts/marit/">Marit <mark>Solvang</mark></a>' in body


def test_a_search_can_be_narrowed_to_one_kind(client: Client) -> None:
    PositionFactory.create(published=True, proposition__wording="The harbour is full")
    rebuild_search()

    words = words_of(client, "/search/?q=harbour&kind=proposition")

    assert words.startswith(f"{ASKING} Search {KINDS} Proposition The harbour is full")
    assert "Position ·" not in words


def test_nothing_found_says_so_and_a_name_nearly_so_is_offered(client: Client) -> None:
    expert = ExpertFactory.create(name="Marit Solvang")
    ExpertNameFactory.create(expert=expert)
    rebuild_search()

    assert "Nothing was found for “lighthouse”." in words_of(client, "/search/?q=lighthouse")
    near = words_of(client, "/search/?q=Marit+Solvag")
    assert "Nothing is called exactly so. Nearly so: Marit Solvang Person Marit Solvang" in near


@pytest.mark.parametrize("asked", ["%21", "a" * 201, "%00"])
def test_what_can_find_nothing_is_sent_back_with_the_reason(client: Client, asked: str) -> None:
    words = words_of(client, f"/search/?q={asked}", status=422)

    assert "A search " in words
    assert "What was found" not in words


def test_a_forged_page_of_a_search_is_a_404(client: Client) -> None:
    assert client.get("/search/?q=marit&cursor=forged").status_code == 404


@pytest.mark.parametrize("others", [1, 3])
def test_a_search_costs_as_many_queries_however_much_is_found(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, others: int
) -> None:
    for _ in range(others):
        ExpertFactory.create(name="Marit Solvang")
    rebuild_search()

    with django_assert_num_queries(2):
        client.get("/search/?q=solvang")
