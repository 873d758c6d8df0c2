"""Every row once, whatever is inserted meanwhile, and the crawl ends."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commentary.enums import EvidenceState, PositionState, Proposer, Stance, StatementState
from commentary.models import Evidence, Occasion, Position, Proposition, Statement
from common.api.paging import Key, Keyset
from common.api.problems import ParameterProblem
from common.public_ids import public_id
from sources.models import Article
from tests.factories import (
    REVIEWED_AT,
    SAID_ON,
    ArticleFactory,
    ExpertFactory,
    OccasionFactory,
    OutletFactory,
    PropositionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

NEWEST = Keyset(
    (Key("published_at", is_descending=True, is_nullable=True), Key("id", is_descending=True))
)


def publish_many(
    number: int, *, occasion: Occasion, proposition: Proposition, on: date = SAID_ON
) -> list[Position]:
    """`number` positions of one person on one day, straight into the tables."""
    signed = {"reviewed_by": UserFactory.create(), "reviewed_at": REVIEWED_AT}
    said = {"expert_id": occasion.expert_id, "stated_on": on}
    statements = Statement.objects.bulk_create(
        Statement(
            occasion=occasion,
            type="direct",
            state=StatementState.ACCEPTED,
            recorded_at=REVIEWED_AT,
            **said,
            **signed,
        )
        for _ in range(number)
    )
    evidence = Evidence.objects.bulk_create(
        Evidence(
            statement=statement,
            state=EvidenceState.WITHHELD,
            url="https://havneby.example/wall",
            letters_sha256="0" * 64,
            length=1,
        )
        for statement in statements
    )
    return Position.objects.bulk_create(
        Position(
            statement=one.statement,
            proposition=proposition,
            wording=proposition.wordings.get(),
            stance=Stance.FAVOR,
            proposed_by=Proposer.IMPORT,
            lead_evidence=one,
            state=PositionState.PUBLISHED,
            recorded_at=REVIEWED_AT,
            **said,
            **signed,
        )
        for one in evidence
    )


def test_three_thousand_positions_of_one_day_come_once_each_while_others_are_inserted(
    client: Client,
) -> None:
    expert, proposition = ExpertFactory.create(), PropositionFactory.create()
    occasion = OccasionFactory.create(expert=expert)
    there = publish_many(3000, occasion=occasion, proposition=proposition)
    seen: list[str] = []
    address: str | None = "/api/v1/positions/?limit=200"
    pages = 0

    while address:
        page = client.get(address).json()
        seen += [row["id"] for row in page["results"]]
        address = page["next"]
        pages += 1
        if pages in {3, 9}:
            publish_many(20, occasion=occasion, proposition=proposition)
        assert pages < 50

    newest_first = [public_id("position", one.pk) for one in reversed(there)]
    assert [one for one in seen if one in set(newest_first)] == newest_first
    assert len(seen) == len(set(seen))


def test_rows_without_a_date_come_last_and_once_each() -> None:
    outlet, days = OutletFactory.create(), count()
    noon = datetime(2025, 3, 3, 12, tzinfo=UTC)
    dated = [
        ArticleFactory.create(outlet=outlet, published_at=noon - timedelta(days=next(days) // 3))
        for _ in range(7)
    ]
    undated = [
        ArticleFactory.create(outlet=outlet, published_at=None, published_basis="unknown")
        for _ in range(5)
    ]

    crawled = crawl(NEWEST, limit=2)

    by_day = sorted(dated, key=lambda one: (one.published_at, one.pk), reverse=True)
    assert crawled == [one.pk for one in by_day] + [one.pk for one in reversed(undated)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    hours=st.lists(st.none() | st.integers(0, 2), max_size=9),
    limit=st.integers(1, 4),
    descending=st.booleans(),
)
def test_pages_of_any_size_put_together_are_the_whole_list_in_order(
    hours: list[int | None], limit: int, descending: bool
) -> None:
    keyset = Keyset(
        (
            Key("published_at", is_descending=descending, is_nullable=True),
            Key("title"),
            Key("id", is_descending=True),
        )
    )
    Article.objects.all().delete()
    outlet = OutletFactory.create()
    for hour in hours:
        ArticleFactory.create(
            outlet=outlet,
            published_at=None if hour is None else datetime(2025, 3, 3, hour, tzinfo=UTC),
            published_basis="unknown" if hour is None else "feed",
            title=f"Part {len(hours) % 2}",
        )

    whole = list(keyset.order(Article.objects.all()).values_list("pk", flat=True))

    assert crawl(keyset, limit=limit) == whole
    assert len(whole) == len(hours)


def test_a_page_says_where_the_next_one_is_and_counts_only_when_asked(client: Client) -> None:
    for name in ("Ana", "Bo", "Cy"):
        ExpertFactory.create(name=name)

    first = client.get("/api/v1/experts/?limit=2&count=true")

    page = first.json()
    assert [row["name"] for row in page["results"]] == ["Ana", "Bo"]
    assert page["count"] == 3
    assert first["Link"] == f'<{page["next"]}>; rel="next"'
    last = client.get(page["next"])
    assert [row["name"] for row in last.json()["results"]] == ["Cy"]
    assert last.json()["next"] is None
    assert "Link" not in last
    assert "count" not in client.get("/api/v1/experts/").json()


def test_a_cursor_belongs_to_its_list_and_its_filters(client: Client) -> None:
    for name in ("Ana", "Bo"):
        ExpertFactory.create(name=name)
    cursor = client.get("/api/v1/experts/?limit=1").json()["next"].partition("cursor=")[2]

    statuses = {
        path: client.get(f"/api/v1/{path}{cursor}").status_code
        for path in (
            "experts/?cursor=",
            "experts/?limit=7&format=ndjson&cursor=",
            "topics/?cursor=",
            "experts/?cursor=x",
        )
    }

    assert statuses == {
        "experts/?cursor=": 200,
        "experts/?limit=7&format=ndjson&cursor=": 200,
        "topics/?cursor=": 400,
        "experts/?cursor=x": 400,
    }


@given(cursor=st.text(min_size=1, max_size=60))
def test_any_made_up_cursor_is_refused_in_one_sentence(cursor: str) -> None:
    with pytest.raises(ParameterProblem) as caught:
        NEWEST.page(Article.objects.none(), cursor=cursor, limit=1, binding="here")

    assert [fault.parameter for fault in caught.value.faults] == ["cursor"]


def crawl(keyset: Keyset, *, limit: int) -> list[int]:
    """The ids of all articles, page by page."""
    found: list[int] = []
    cursor, begun = "", False
    while cursor or not begun:
        begun = True
        rows: Any = Article.objects.values("id", "published_at", "title")
        page = keyset.page(rows, cursor=cursor, limit=limit, binding="articles")
        found += [row["id"] for row in page.rows]
        cursor = page.next_cursor
    return found
