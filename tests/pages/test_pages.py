"""The public pages: what stands on them, and what does not."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from commentary.enums import Stance, StatementType, Strength
from commentary.models import Expert, Position, StanceChange
from common.public_ids import public_id
from sources.models import Article
from tests.factories import (
    SPOKEN,
    AffiliationFactory,
    ExpertFactory,
    ExpertNameFactory,
    FeedFactory,
    FeedGapFactory,
    PositionFactory,
    PropositionFactory,
    StanceChangeFactory,
)
from tests.pages.reading import words_of

pytestmark = pytest.mark.django_db


def reversal() -> StanceChange:
    """Marit Solvang opposes a second pier in January and supports it in June."""
    on = {
        "expert": ExpertFactory.create(name="Marit Solvang", slug="marit"),
        "proposition": PropositionFactory.create(
            wording="Havneby needs a second pier", slug="pier", policy=True
        ),
    }
    before = PositionFactory.create(
        **on, published=True, stance=Stance.AGAINST, stated_on=date(2025, 1, 15)
    )
    after = PositionFactory.create(
        **on, published=True, stance=Stance.FAVOR, stated_on=date(2025, 6, 15)
    )
    return StanceChangeFactory.create(**on, before=before, after=after, confirmed=True)


def address_of(position: Position) -> str:
    return f"/positions/{public_id('position', position.pk)}/"


def test_home_tells_the_latest_change_with_both_days_and_both_quotations(client: Client) -> None:
    reversal()

    words = words_of(client, "/")

    assert "Reversal · 15 June 2025 Marit Solvang Havneby needs a second pier" in words
    before, after = words.split("After · ")
    assert "15 January 2025 opposes" in before
    assert after.startswith("15 June 2025 supports")
    assert f"“{SPOKEN}”" in before
    assert f"“{SPOKEN}”" in after
    assert "2 positions" in words


def test_words_that_came_as_a_file_are_no_link(client: Client) -> None:
    change = reversal()
    Article.objects.filter(texts__evidence=change.before.lead_evidence).update(url="urn:sha256:0")

    pages = ["/", "/experts/marit/", "/changes/", address_of(change.before)]

    assert "urn:" not in "".join(client.get(page).content.decode() for page in pages)
    assert "Original words · Havneby" in words_of(client, address_of(change.before))


def test_an_empty_site_says_what_to_do_next(client: Client) -> None:
    words = words_of(client, "/")

    assert "No confirmed change yet." in words
    assert "add_expert" in words
    for address in ("/experts/", "/propositions/", "/changes/"):
        assert "yet" in words_of(client, address)


def test_an_experts_page_tells_roles_names_and_the_timeline_oldest_first(client: Client) -> None:
    expert = reversal().expert
    AffiliationFactory.create(expert=expert, since=date(2019, 1, 1))
    ExpertNameFactory.create(expert=expert, name="M. Solvang")

    words = words_of(client, "/experts/marit/")

    told = [
        "senior fellow, Institute for Harbour Studies since 1 January 2019",
        "Also: M. Solvang",
        "Latest known: supports (15 June 2025)",
        "15 January 2025 opposes",
        "Reversal: opposes (15 January 2025) → then supports (15 June 2025)",
        "15 June 2025 supports",
    ]
    places = [words.find(one) for one in told]
    assert -1 not in places
    assert places == sorted(places)


def test_how_strongly_it_was_put_tells_a_hardening_from_standing_still(client: Client) -> None:
    strong = PositionFactory.create(
        published=True, stance=Stance.AGAINST, strength=Strength.STRONG, expert__slug="marit"
    )
    PositionFactory.create(
        published=True,
        stance=Stance.AGAINST,
        strength=Strength.PLAIN,
        stated_on=date(2025, 6, 1),
        expert=strong.expert,
        proposition=strong.proposition,
    )

    assert words_of(client, "/experts/marit/").count("disputes strongly put") == 1


def test_a_propositions_page_tells_everybody_on_it(client: Client) -> None:
    proposition = reversal().proposition
    other = ExpertFactory.create(name="Ivo Lindqvist-Brandt")
    PositionFactory.create(
        expert=other, proposition=proposition, published=True, stance=Stance.DECLINED
    )
    ExpertFactory.create(name="Somebody Silent")

    words = words_of(client, "/propositions/pier/")

    assert "2 of 3 tracked experts have a position here." in words
    assert "Ivo Lindqvist-Brandt" in words
    assert "declined to answer" in words
    assert "Somebody Silent" not in words


def test_only_words_as_they_were_said_stand_in_quotation_marks(client: Client) -> None:
    reported = PositionFactory.create(published=True, statement__type=StatementType.INDIRECT)

    words = words_of(client, f"/experts/{reported.expert.slug}/")

    assert SPOKEN in words
    assert f"“{SPOKEN}" not in words
    assert "In the reporter's words" in words.replace("&#x27;", "'")


def test_a_position_has_a_page_with_its_words_in_their_place(client: Client) -> None:
    after = reversal().after

    words = words_of(client, address_of(after))

    assert "The words that show it" in words
    assert SPOKEN in words
    assert "15 June 2025 (day of publication)" in words


def test_a_position_that_has_ended_stays_and_says_why(client: Client) -> None:
    ended = PositionFactory.create(published=True, ended=True)

    assert "No longer held here: our error." in words_of(client, address_of(ended))


def test_what_is_not_public_has_no_page(client: Client) -> None:
    proposed = PositionFactory.create(summary="Nobody has reviewed this.")

    assert client.get(address_of(proposed)).status_code == 404
    for address in ("/", f"/experts/{proposed.expert.slug}/", "/changes/"):
        assert "Nobody has reviewed this." not in words_of(client, address)


@pytest.mark.parametrize(
    "address", ["/nothing/", "/experts/nobody/", "/positions/pos_x/", "/changes/?cursor=forged"]
)
def test_an_unknown_address_is_a_404_that_leads_on(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 404
    assert 'href="/experts/"' in response.content.decode()


def test_a_merged_experts_page_leads_to_the_survivor(client: Client) -> None:
    survivor = ExpertFactory.create(slug="ana")
    ExpertFactory.create(slug="old", merged_into=survivor, merged_at="2025-03-03T12:00Z")

    response = client.get("/experts/old/")

    assert (response.status_code, response["Location"]) == (301, "/experts/ana/")


def test_a_persons_page_names_the_latest_days_that_may_be_missing(client: Client) -> None:
    reversal()
    followed = Expert.objects.get(slug="marit").created_at
    feed = FeedFactory.create(outlet__name="Havneby Courier")
    for day in range(1, 30, 3):
        with time_machine.travel(followed + timedelta(days=day), tick=False):
            FeedGapFactory.create(
                feed=feed,
                after=timezone.now() - timedelta(days=day % 2),
                before=timezone.now(),
            )

    with time_machine.travel(followed + timedelta(days=60), tick=False):
        words = words_of(client, "/experts/marit/")

    assert "In 10 stretches something may have been published that we did not see" in words
    assert words.count("Havneby Courier, ") == 6


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/", 10),
        ("/experts/", 4),
        ("/propositions/", 1),
        ("/changes/", 6),
        ("/experts/marit/", 13),
    ],
)
@pytest.mark.parametrize("others", [0, 2])
def test_a_page_costs_as_many_queries_however_much_is_on_it(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    address: str,
    queries: int,
    others: int,
) -> None:
    reversal()
    for _ in range(others):
        StanceChangeFactory.create(confirmed=True)

    with django_assert_num_queries(queries):
        client.get(address)


def test_lists_go_on_page_by_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commentary.views.parts.PAGE", 2)
    for name in ("Ana", "Bo", "Cy"):
        ExpertFactory.create(name=name)

    first = client.get("/experts/").content.decode()
    following = re.search(r'href="(\?cursor=[^"]+)" rel="next"', first)

    assert following is not None
    assert "Cy" in words_of(client, f"/experts/{following[1]}")


def test_pages_carry_no_script_and_nothing_from_elsewhere(client: Client) -> None:
    reversal()

    for address in ("/", "/experts/marit/", "/propositions/pier/", "/changes/"):
        page = client.get(address).content.decode()
        assert "<script" not in page
        assert re.findall(r'(?:src|href)="(https?://[^"]+)"', page.partition("<body>")[0]) == []
