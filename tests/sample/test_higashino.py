"""The real part of the sample: where one person stood, without a word of hers."""

import re

import pytest
from django.test import Client
from django.utils.html import strip_tags

from commentary.models import Evidence, Expert, Occasion, Position, Proposition, Statement, Topic
from commentary.services.experts import add_expert
from commentary.services.propositions import add_proposition
from commentary.services.review import reject_statement
from commentary.services.withholding import withhold_statements
from config.sample import ferries, higashino
from config.sample.facts import load_facts
from config.sample.subjects import add_propositions
from config.sample.tables import Loaded
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

SLUG = "atsuko-higashino"
# The table of the people who read the interview with care.
STANCES = [
    ("second-trump-administration-understands-aims", "against", "plain", "plain"),
    ("ceasefire-for-territory-benefits-ukraine", "against", "plain", "plain"),
    ("russia-aims-to-control-ukraines-policy", "favor", "plain", "plain"),
    ("russia-intends-territory-beyond-four-oblasts", "favor", "plain", "hedged"),
    ("russia-willing-to-stop-at-front-line", "against", "plain", "hedged"),
    ("obama-policy-deterred-russia", "against", "plain", "plain"),
    ("biden-administration-armed-ukraine-in-time", "against", "plain", "plain"),
    ("japan-should-contribute-more-to-alliance", "unclear", "", "plain"),
]


def test_eight_positions_stand_on_six_withheld_answers() -> None:
    told = load_facts()

    positions = Position.objects.current().order_by("pk")
    assert told == Loaded(people=6, propositions=12, positions=8)
    assert [
        (one.proposition.slug, one.stance, one.strength, one.certainty) for one in positions
    ] == STANCES
    assert {(one.stated_on.isoformat(), one.precision, one.basis) for one in positions} == {
        ("2025-05-15", "day", "published")
    }
    assert set(Statement.objects.values_list("type", "medium", "state", "expert__slug")) == {
        ("direct", "speech", "accepted", SLUG)
    }
    assert (Statement.objects.count(), Occasion.objects.count()) == (6, 1)
    assert set(Evidence.objects.values_list("state", "exact")) == {("withheld", "")}
    assert [one["id"] for one in Expert.objects.filter(slug=SLUG).values("id")] == [
        positions[0].expert_id
    ]


def test_loaded_twice_it_adds_nothing_and_overrules_nobody() -> None:
    load_facts()
    Topic.objects.filter(slug=higashino.TOPIC.slug).update(name="renamed by a curator")
    Expert.objects.filter(slug=SLUG).update(name="Renamed")

    assert load_facts() == Loaded()
    assert Topic.objects.get(slug=higashino.TOPIC.slug).name == "renamed by a curator"
    assert Expert.objects.count() == 1 + len(ferries.EXPERTS)


def test_the_sample_of_before_is_completed() -> None:
    """One expert and eight propositions was all of it; the user has added rows since."""
    mine = add_expert(name=higashino.EXPERT.name, basis="as the user wrote it").expert
    add_propositions(higashino.PROPOSITIONS)
    add_proposition(
        wording="Havneby needs a second pier",
        kind="assessment",
        topic=Topic.objects.get(slug=higashino.TOPIC.slug),
    )

    told = load_facts()

    assert told == Loaded(people=5, propositions=4, positions=8)
    assert Proposition.objects.count() == 13
    assert Expert.objects.get(name=higashino.EXPERT.name) == mine
    assert set(Position.objects.values_list("expert", flat=True)) == {mine.pk}


def test_what_was_rejected_before_stays_rejected() -> None:
    expert = add_expert(name=higashino.EXPERT.name, basis="as the user wrote it").expert
    first = withhold_statements(
        expert_id=expert.pk,
        occasion=higashino.OCCASION,
        sources=[[stand.source for stand in higashino.ANSWERS[0] if stand.source]],
    )
    reject_statement(
        statement_id=first[0].pk, reviewer=UserFactory.create(), reason="not in these words"
    )

    told = load_facts()

    assert told.positions == 6
    assert sorted(Statement.objects.values_list("state", flat=True)) == [
        *["accepted"] * 5,
        "rejected",
    ]


def test_no_page_puts_anything_in_quotation_marks(client: Client) -> None:
    load_facts()
    position = Position.objects.order_by("pk")[0]

    pages = [client.get(address) for address in ("/", f"/experts/{SLUG}/")]

    words = " ".join(strip_tags(page.content.decode()) for page in pages)
    summaries = [stand.terms.summary for stands in higashino.ANSWERS for stand in stands]
    assert [page.status_code for page in pages] == [200, 200]
    assert position.summary in " ".join(words.split())
    for quoted in re.findall('[“"«]([^”"»]*)[”"»]', words):
        assert not any(quoted in summary or summary in quoted for summary in summaries), quoted
