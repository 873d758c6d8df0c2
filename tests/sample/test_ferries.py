"""The sample of invented experts: read and decided by the real services, and only once."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from commentary.enums import EndedReason, PositionState, StatementState
from commentary.models import (
    Appearance,
    Expert,
    Interview,
    Position,
    Reading,
    Record,
    StanceChange,
    Statement,
)
from commentary.services.positions import retract_position
from config.sample import ferries
from config.sample.deciding import decide
from config.sample.exceptions import SampleError
from config.sample.loading import load_sample
from config.sample.subjects import REVIEWER, reviewer
from config.sample.tables import Decision, Loaded
from sources.enums import ArticleState, FeedState
from sources.models import Article, ArticleText, Feed, FeedFetch, HostTurn

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("sample")]

A, F, M = "against", "favor", "mixed"
POSITIONS = [
    ("2024-09-12", ferries.CALLOWAY, ferries.BRIDGE, F, "plain", "plain", ""),
    ("2024-11-26", ferries.TARROW, ferries.BRIDGE, A, "strong", "plain", ""),
    ("2025-02-04", ferries.VASMAKER, ferries.WINTER, F, "strong", "plain", ""),
    ("2025-06-17", ferries.VASMAKER, ferries.BRIDGE, A, "plain", "plain", ""),
    ("2025-08-21", ferries.OHLENFELD, ferries.POWER, F, "plain", "plain", ""),
    ("2025-10-08", ferries.TARROW, ferries.BRIDGE, F, "plain", "plain", ""),
    ("2025-12-03", ferries.CALLOWAY, ferries.FARES, F, "plain", "plain", ""),
    ("2025-12-03", ferries.TARROW, ferries.FARES, A, "plain", "plain", ""),
    ("2026-01-27", ferries.VASMAKER, ferries.WINTER, M, "", "plain", ""),
    ("2026-03-11", ferries.NAMIHARA, ferries.WINTER, F, "plain", "hedged", ""),
    ("2026-03-11", ferries.NAMIHARA, ferries.POWER, A, "plain", "plain", ""),
    ("2026-03-11", ferries.NAMIHARA, ferries.BRIDGE, "declined", "", "plain", ""),
    ("2026-04-22", ferries.TARROW, ferries.POWER, A, "strong", "plain", "corrected"),
    ("2026-04-22", ferries.TARROW, ferries.POWER, A, "plain", "hedged", ""),
    ("2026-07-02", ferries.OHLENFELD, ferries.POWER, A, "plain", "hedged", ""),
    ("2026-09-16", ferries.CALLOWAY, ferries.FARES, F, "strong", "plain", ""),
    ("2026-10-14", ferries.OHLENFELD, ferries.WINTER, F, "plain", "plain", ""),
]
CHANGES = [
    ("2025-10-08", ferries.TARROW, "reversal", "confirmed"),
    ("2026-01-27", ferries.VASMAKER, "softening", "confirmed"),
    ("2026-07-02", ferries.OHLENFELD, "reversal", "confirmed"),
    ("2026-09-16", ferries.CALLOWAY, "hardening", "confirmed"),
]


def invented() -> list[str]:
    return [one.name for one in ferries.EXPERTS]


def test_loading_broken_off_goes_on_and_a_further_one_adds_nothing(loaded: list[Loaded]) -> None:
    again, further = loaded

    # All texts and six of the decisions were there.
    assert again == Loaded(positions=10)
    assert further == Loaded()


@pytest.mark.usefixtures("loaded")
def test_positions_and_changes_are_those_of_the_table() -> None:
    positions = Position.objects.filter(expert__name__in=invented())
    changes = StanceChange.objects.filter(expert__name__in=invented())

    told = [
        (
            one.stated_on.isoformat(),
            one.expert.name,
            one.proposition.slug,
            *(one.stance, one.strength, one.certainty, one.ended_reason),
        )
        for one in positions.order_by("stated_on", "pk")
    ]
    moved = [
        (one.on.isoformat(), one.expert.name, one.kind, one.state)
        for one in changes.order_by("on")
    ]

    assert told == POSITIONS
    assert moved == CHANGES
    assert {(one.state, one.reviewed_by and one.reviewed_by.username) for one in positions} == {
        (PositionState.PUBLISHED, REVIEWER)
    }


@pytest.mark.usefixtures("loaded")
def test_a_copy_and_a_revision_are_appearances_of_one_statement() -> None:
    printed = {
        statement.pk: sorted(
            (one.article_text.article.url, one.article_text.revision)
            for one in Appearance.objects.filter(statement=statement)
        )
        for statement in Statement.objects.filter(expert__name__in=invented())
    }

    several = [places for places in printed.values() if len(places) > 1]

    late = "https://courier.example/2026/04/transformers-late-at-east-quay.html"
    assert sorted(several) == [
        [
            ("https://courier.example/2025/06/keep-the-boats-says-shipping-institute.html", 1),
            ("https://wire.example/2025/06/shipping-institute-boats-before-bridge.html", 1),
        ],
        [(late, 1), (late, 2)],
    ]


@pytest.mark.usefixtures("loaded")
def test_one_answer_of_the_interview_awaits_review() -> None:
    interview = Interview.objects.get(article_text__article__url=ferries.INTERVIEW.url)
    awaiting = Statement.objects.filter(state=StatementState.PROPOSED)

    assert interview.exchanges.count() == 4
    assert [one.passage and one.passage.exchange for one in awaiting] == [
        interview.exchanges.get(number=4)
    ]


@pytest.mark.usefixtures("loaded")
def test_nothing_of_it_asks_the_network() -> None:
    feeds = Feed.objects.all()

    assert {(one.state, one.state_reason) for one in feeds} == {
        (
            FeedState.PAUSED,
            "Part of the sample: it came with the program and stands nowhere.",
        )
    }
    assert sorted(
        FeedFetch.objects.values_list("feed__outlet__name", "status", "items", "items_new")
    ) == [
        ("Lantern Wire", None, 3, 3),
        ("Port Almery Courier", None, 10, 10),
        ("Shiomi Coastal Review", None, 1, 1),
    ]
    assert set(Article.objects.values_list("state", "due_at")) == {(ArticleState.STORED, None)}
    assert not HostTurn.objects.exists()


@pytest.mark.usefixtures("loaded")
def test_every_article_has_the_day_and_zone_of_its_outlet() -> None:
    interview = Statement.objects.filter(expert__name=ferries.NAMIHARA)

    zones = set(Article.objects.values_list("outlet__name", "outlet__time_zone"))

    assert zones == {(feed.outlet, feed.time_zone) for feed in ferries.FEEDS}
    # 01:00 UTC, ten in the morning in Tokyo.
    assert {one.stated_on.isoformat() for one in interview} == {"2026-03-11"}


@pytest.mark.usefixtures("loaded")
def test_what_is_shown_holds() -> None:
    told = StringIO()

    call_command("verify_evidence", stdout=told)

    assert told.getvalue().splitlines()[-1] == "All of it holds."


@pytest.mark.usefixtures("loaded")
def test_everything_said_is_too_old_to_be_announced() -> None:
    latest = Statement.objects.order_by("-stated_on")[0]

    assert latest.stated_on.isoformat() == "2026-10-14"


@pytest.mark.usefixtures("loaded")
def test_the_first_page_shows_the_latest_change(client: Client) -> None:
    page = client.get("/").content.decode()

    assert ferries.CALLOWAY in page
    assert "Tessaria must pay these fares" in page


@pytest.mark.usefixtures("loaded")
def test_what_a_curator_decided_stays() -> None:
    position = Position.objects.current().filter(expert__name=ferries.TARROW).order_by("pk")[0]
    corrected = Position.objects.get(ended_reason=EndedReason.CORRECTED)
    retract_position(
        position_id=position.pk, reviewer=reviewer(), reason=EndedReason.OUR_ERROR.value
    )
    retract_position(
        position_id=Position.objects.get(replaces=corrected).pk,
        reviewer=reviewer(),
        reason=EndedReason.OUR_ERROR.value,
    )
    Expert.objects.filter(name=ferries.CALLOWAY).update(name="Erased on request")
    before = (Position.objects.count(), Record.objects.count(), Reading.objects.count())

    again = load_sample()

    assert again == Loaded()
    assert (Position.objects.count(), Record.objects.count(), Reading.objects.count()) == before
    assert not Expert.objects.filter(name=ferries.CALLOWAY).exists()


@pytest.mark.usefixtures("loaded")
def test_words_that_the_reader_does_not_find_are_named() -> None:
    decision = Decision(ferries.INTERVIEW, ferries.NAMIHARA, "a pier launched with a band")

    with pytest.raises(SampleError) as refused:
        decide(decision, reviewer=reviewer())

    assert str(refused.value) == (
        "The reader finds no statement of Keiko Namihara with the words “a pier launched with a "
        "band” in https://review.example/2026/03/interview-keiko-namihara.html."
    )


@pytest.mark.usefixtures("loaded")
def test_the_reviewer_is_no_login() -> None:
    user = reviewer()

    assert (user.is_active, user.is_staff, user.has_usable_password()) == (False, False, False)
    assert user.get_full_name() == "The sample (came with the program)"


@pytest.mark.usefixtures("loaded")
def test_command_says_that_it_is_loaded() -> None:
    told = StringIO()

    call_command("load_sample", stdout=told)

    assert told.getvalue().splitlines()[-1] == "The sample is loaded already."


@pytest.mark.usefixtures("loaded")
def test_every_document_is_in_the_table() -> None:
    assert ArticleText.objects.count() == sum(len(page.files) for page in ferries.PAGES)
