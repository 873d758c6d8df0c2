"""Propositions are added by the service, with their first wording."""

from datetime import date

import pytest
from django.test import Client

from commentary.models import Proposition, PropositionWording, Record
from commentary.services.propositions import close_proposition
from tests.factories import PropositionFactory, TopicFactory

pytestmark = pytest.mark.django_db

ADD = "/admin/commentary/proposition/add/"


def values(**changed: str) -> dict[str, str]:
    given = {
        "wording": "The town of Havneby should pay for the new pier",
        "kind": "policy",
        "topic": str(TopicFactory.create().pk),
        "guide": "",
        "due_on": "",
        "slug": "",
    }
    return given | changed


def test_adding_a_proposition_gives_it_its_first_wording(admin_client: Client) -> None:
    answer = admin_client.post(ADD, values(), follow=True)

    assert "was added successfully" in answer.content.decode()
    wording = PropositionWording.objects.get()
    assert (wording.version, wording.wording) == (1, Proposition.objects.get().wording)
    assert wording.proposition.slug == "the-town-of-havneby-should-pay-for-the-new-pier"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"wording": "Should the town pay?"}, "question"),
        ({"kind": "forecast"}, "date"),
        ({"slug": "pier"}, "already exists"),
    ],
)
def test_a_wording_that_cannot_be_used_is_refused_beside_its_field(
    admin_client: Client, changed: dict[str, str], sentence: str
) -> None:
    PropositionFactory.create(slug="pier")

    answer = admin_client.post(ADD, values(**changed))

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert Proposition.objects.count() == 1


def test_the_wording_of_an_existing_proposition_is_not_a_field(admin_client: Client) -> None:
    proposition = PropositionFactory.create()

    page = admin_client.get(f"/admin/commentary/proposition/{proposition.pk}/change/")

    assert 'name="wording"' not in page.content.decode()
    assert 'name="guide"' in page.content.decode()


def changed(proposition: Proposition, **given: str) -> dict[str, str]:
    return {
        "topic": str(proposition.topic_id),
        "guide": "",
        "next_wording": "",
        "close_on": "",
        "close_because": "",
        "wordings-TOTAL_FORMS": "0",
        "wordings-INITIAL_FORMS": "0",
    } | given


def address(proposition: Proposition) -> str:
    return f"/admin/commentary/proposition/{proposition.pk}/change/"


def test_a_proposition_is_reworded_through_its_service(admin_client: Client) -> None:
    proposition = PropositionFactory.create(wording="The pier should be longer")
    given = changed(proposition, next_wording="The pier should be 40 m longer", guide="Any wish.")

    admin_client.post(address(proposition), given)

    proposition.refresh_from_db()
    assert (proposition.wording, proposition.guide) == (given["next_wording"], "Any wish.")
    assert [*proposition.wordings.values_list("version", "wording")] == [
        (1, "The pier should be longer"),
        (2, "The pier should be 40 m longer"),
    ]
    assert Record.objects.get().kind == "proposition.reworded"


def test_a_proposition_is_closed_through_its_service(admin_client: Client) -> None:
    proposition = PropositionFactory.create()

    admin_client.post(
        address(proposition),
        changed(proposition, close_on="2025-06-01", close_because="The pier was built."),
    )
    page = admin_client.get(address(proposition)).content.decode()

    proposition.refresh_from_db()
    assert (proposition.state, proposition.closed_on) == ("closed", date(2025, 6, 1))
    assert "The pier was built." in page
    assert 'name="next_wording"' not in page


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"next_wording": "Should the town pay?"}, "question"),
        ({"close_on": "2025-06-01"}, "Say why it is closed."),
        ({"close_because": "Built."}, "Say from which day on it is closed."),
        (
            {"close_on": "2025-06-01", "close_because": "Built.", "next_wording": "It stands"},
            "do one of the two",
        ),
    ],
)
def test_what_cannot_be_done_is_said_beside_its_field(
    admin_client: Client, given: dict[str, str], sentence: str
) -> None:
    proposition = PropositionFactory.create()

    page = admin_client.post(address(proposition), changed(proposition, **given))

    assert sentence in page.content.decode()
    assert Record.objects.count() == 0


def test_what_the_service_refuses_is_said_and_nothing_is_saved(admin_client: Client) -> None:
    proposition = PropositionFactory.create(wording="The pier should be longer")
    given = changed(proposition, next_wording="The pier should be longer", guide="Any wish.")

    page = admin_client.post(address(proposition), given, follow=True)

    proposition.refresh_from_db()
    assert "That is its wording already." in page.content.decode()
    assert proposition.guide != "Any wish."


def test_a_closed_proposition_still_keeps_its_guide(admin_client: Client) -> None:
    proposition = PropositionFactory.create()
    close_proposition(proposition_id=proposition.pk, closed_on=date(2025, 6, 1), reason="Built.")

    admin_client.post(address(proposition), changed(proposition, guide="Any wish."))

    proposition.refresh_from_db()
    assert (proposition.guide, proposition.state) == ("Any wish.", "closed")
