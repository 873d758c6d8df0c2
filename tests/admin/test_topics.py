"""Propositions are added by the service, with their first wording."""

import pytest
from django.test import Client

from commentary.models import Proposition, PropositionWording
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
