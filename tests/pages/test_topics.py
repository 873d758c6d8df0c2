"""The tree of topics, and what is held within one of its branches."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from commentary.models import Topic
from tests.factories import PositionFactory, PropositionFactory, TopicFactory
from tests.pages.reading import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def coast() -> Topic:
    """The coast, with harbours, with ferries; a proposition on each of the two upper ones."""
    coast = TopicFactory.create(slug="coast", name="The coast")
    harbours = TopicFactory.create(slug="harbours", name="Harbours", parent=coast)
    TopicFactory.create(slug="ferries", name="Ferries", parent=harbours)
    for topic, wording in ((coast, "The lighthouse is needed"), (harbours, "The harbour is full")):
        PropositionFactory.create(topic=topic, wording=wording)
    return coast


@pytest.mark.usefixtures("coast")
def test_topics_stand_below_what_they_are_part_of(client: Client) -> None:
    TopicFactory.create(name="Another subject")

    assert words_of(client, "/topics/") == (
        "Topics What the propositions are about. A topic holds everything below it. "
        "Another subject 0 propositions The coast 1 proposition Harbours 1 proposition "
        "Ferries 0 propositions This page as data"
    )


def test_a_topic_has_the_propositions_and_people_of_all_below_it(
    client: Client, coast: Topic
) -> None:
    inside = PositionFactory.create(
        published=True,
        expert__name="Marit Solvang",
        proposition__topic=coast.children.get(),
        proposition__wording="A second pier is needed",
    )
    PositionFactory.create(published=True, expert=inside.expert)
    PositionFactory.create(published=True, ended=True, proposition__topic=coast)
    PositionFactory.create(proposition__topic=coast, summary="Nobody has reviewed this.")

    words = words_of(client, "/topics/coast/")

    assert words.startswith("Topics The coast Tell me about changes")
    assert "Within this topic Harbours 2 propositions Ferries 0 propositions" in words
    propositions, people = words.split("Propositions ")[1].split("Who has taken a stance")
    assert "A second pier is needed Harbours · assessment: it is so 1 position" in propositions
    assert "The lighthouse is needed The coast · assessment: it is so 0 positions" in propositions
    assert people == " Marit Solvang 1 position"


@pytest.mark.usefixtures("coast")
def test_a_topic_says_what_it_is_part_of_and_that_nothing_is_there(client: Client) -> None:
    assert words_of(client, "/topics/ferries/") == (
        "Topics The coast Harbours Ferries Tell me about changes This page as data "
        "Propositions There is no proposition on this topic yet. "
        "Who has taken a stance Nobody's position on this topic has been published yet."
    )


def test_topics_that_are_parts_of_each_other_stand_there_once(
    client: Client, coast: Topic
) -> None:
    Topic.objects.filter(pk=coast.pk).update(parent=coast.children.get())

    assert words_of(client, "/topics/").count("Harbours") == 1
    words = words_of(client, "/topics/harbours/")
    assert words.startswith("Topics The coast Harbours Tell me")
    assert "Within this topic Ferries 0 propositions The coast 1 proposition Prop" in words


def test_an_unknown_topic_is_a_404(client: Client) -> None:
    assert "nothing at this address" in words_of(client, "/topics/nowhere/", status=404)


@pytest.mark.parametrize(("address", "queries"), [("/topics/", 1), ("/topics/coast/", 6)])
@pytest.mark.parametrize("others", [1, 3])
@pytest.mark.usefixtures("coast")
def test_a_topic_page_costs_as_many_queries_however_much_is_on_it(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    address: str,
    queries: int,
    others: int,
) -> None:
    for _ in range(others):
        PositionFactory.create(
            published=True, proposition__topic__parent=Topic.objects.get(slug="coast")
        )

    with django_assert_num_queries(queries):
        client.get(address)
