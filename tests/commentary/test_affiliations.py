"""Roles in apposition reach the curator: proposed once, taken over or never asked again."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from commentary.affiliations import is_known, phrase_key, taken_apart
from commentary.exceptions import AlreadyReviewedError, DecisionError
from commentary.models import Affiliation, Expert, ProposedAffiliation
from commentary.services.affiliations import accept_affiliation, reject_affiliation
from commentary.services.readings import due_reading_ids, owe_readings, read_text
from tests.commentary.printings import marit
from tests.factories import ArticleTextFactory, ProposedAffiliationFactory, UserFactory


@pytest.mark.parametrize(
    ("phrase", "parts"),
    [
        (
            "a senior fellow at the Institute for Harbour Studies",
            ("senior fellow", "Institute for Harbour Studies"),
        ),
        ("director of the Norhaven Institute", ("director", "Norhaven Institute")),
        (
            "the director of tides at Norhaven University",
            ("director of tides", "Norhaven University"),
        ),
        ("Norhaven University professor", ("professor", "Norhaven University")),
        ("of the University of Norhaven", ("", "University of Norhaven")),
        ("the harbour minister", ("harbour minister", "")),
    ],
)
def test_a_phrase_is_taken_apart_in_its_own_words(phrase: str, parts: tuple[str, str]) -> None:
    assert taken_apart(phrase) == parts


@pytest.mark.parametrize(
    ("phrase", "known"),
    [
        ("a fellow of the Norhaven Institute", True),
        ("of the Norhaven Institute", True),
        ("the fellow", True),
        ("a director of the Norhaven Institute", False),
        ("a fellow of the Harbour Institute", False),
    ],
)
def test_what_is_on_record_is_known(phrase: str, known: bool) -> None:
    on_record = [("senior fellow", "The Norhaven Institute"), ("pilot", "Norhaven Port")]

    assert is_known(phrase, on_record) is known


@given(st.text())
def test_any_phrase_is_taken_apart_and_has_one_key(phrase: str) -> None:
    role, organisation = taken_apart(phrase)

    assert role in " ".join(phrase.split())
    assert organisation in " ".join(phrase.split())
    assert phrase_key(phrase_key(phrase)) == phrase_key(phrase)


def stored(*sentences: str) -> None:
    """Store a text of these sentences and read all that is owed."""
    ArticleTextFactory.create(text=" ".join(sentences))
    now = timezone.now()
    owe_readings(now)
    for pk in due_reading_ids(now):
        read_text(pk)


def proposals() -> list[tuple[str, str, str, str, str]]:
    rows = ProposedAffiliation.objects.order_by("pk")
    return list(rows.values_list("expert__name", "phrase", "role", "organisation", "state"))


SAID = "said the quay would sink before the next winter came."


@pytest.mark.django_db
def test_a_new_role_of_a_tracked_person_is_proposed_once() -> None:
    marit()

    stored("Marit Solvang, a fellow of the Norhaven Institute,", SAID)
    stored("Again Marit Solvang, fellow of the Norhaven Institute,", SAID)
    stored("Jonas Ekdahl, a pilot of the Norhaven Port,", SAID)

    assert proposals() == [
        (
            "Marit Solvang",
            "a fellow of the Norhaven Institute",
            "fellow",
            "Norhaven Institute",
            "proposed",
        )
    ]


@pytest.mark.django_db
def test_what_is_on_record_or_was_rejected_is_not_proposed() -> None:
    expert, curator = marit(), UserFactory.create()
    Affiliation.objects.create(
        expert=expert, role="senior fellow", organisation="Norhaven Institute"
    )
    stored("Marit Solvang, a pilot at Norhaven Port,", SAID)
    reject_affiliation(proposal_id=ProposedAffiliation.objects.get().pk, reviewer=curator)

    stored("Marit Solvang, a fellow of the Norhaven Institute,", SAID)
    stored("Today Marit Solvang, a pilot at Norhaven Port,", SAID)

    assert [row[1::3] for row in proposals()] == [("a pilot at Norhaven Port", "rejected")]


@pytest.mark.django_db
def test_an_accepted_role_is_on_record_and_decided_once() -> None:
    proposal, curator = ProposedAffiliationFactory.create(), UserFactory.create()

    accept_affiliation(proposal_id=proposal.pk, reviewer=curator)

    assert list(Affiliation.objects.values_list("expert", "role", "organisation", "since")) == [
        (proposal.expert_id, proposal.role, proposal.organisation, None)
    ]
    with pytest.raises(AlreadyReviewedError):
        accept_affiliation(proposal_id=proposal.pk, reviewer=curator)
    with pytest.raises(AlreadyReviewedError):
        reject_affiliation(proposal_id=proposal.pk, reviewer=curator)


@pytest.mark.django_db
def test_a_role_without_its_organisation_waits_for_a_curator() -> None:
    proposal = ProposedAffiliationFactory.create(phrase="the harbour minister", organisation="")

    with pytest.raises(DecisionError, match="fill in both"):
        accept_affiliation(proposal_id=proposal.pk, reviewer=UserFactory.create())

    assert not Affiliation.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("action", "state", "roles"),
    [("accept_selected", "accepted", 1), ("reject_selected", "rejected", 0)],
)
def test_a_curator_decides_beside_the_expert(
    admin_client: Client, admin_user: User, action: str, state: str, roles: int
) -> None:
    proposal = ProposedAffiliationFactory.create()
    expert: Expert = proposal.expert

    beside = admin_client.get(f"/admin/commentary/expert/{expert.pk}/change/").content.decode()
    answer = admin_client.post(
        "/admin/commentary/proposedaffiliation/",
        {"action": action, "_selected_action": [proposal.pk]},
    )

    proposal.refresh_from_db()
    assert proposal.phrase in beside
    assert answer.status_code == 302
    assert (proposal.state, proposal.reviewed_by) == (state, admin_user)
    assert expert.affiliations.count() == roles
