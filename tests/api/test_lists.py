"""What every list and every record of the API has in common."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from alerts.api.serializers import EventSerializer
from commentary.api import serializers
from commentary.api.corrections import CorrectionSerializer
from commentary.api.found_shapes import SearchResultSerializer
from commentary.enums import StatementType
from commentary.models import Interview, StanceChange, Statement
from commentary.services.search_index import index_records
from common.api.formats import write_csv
from common.public_ids import public_id
from tests.api.shapes import declared, differences
from tests.factories import (
    AffiliationFactory,
    AppearanceFactory,
    CorrectionRequestFactory,
    EventFactory,
    EvidenceFactory,
    ExchangeFactory,
    ExpertFactory,
    ExpertIdentifierFactory,
    ExpertNameFactory,
    InterviewFactory,
    OutletFactory,
    PassageFactory,
    PositionFactory,
    PropositionFactory,
    RecordFactory,
    StanceChangeFactory,
    StatementFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


def tracked_expert() -> None:
    expert = ExpertFactory.create()
    ExpertNameFactory.create(expert=expert)
    AffiliationFactory.create(expert=expert)
    ExpertIdentifierFactory.create(expert=expert)


def said() -> Statement:
    statement = StatementFactory.create(accepted=True)
    AppearanceFactory.create(statement=statement, shown=True)
    return statement


def changed() -> StanceChange:
    return StanceChangeFactory.create(confirmed=True)


def answered() -> Interview:
    """An interview of which the first answer is public, the second not."""
    interview = InterviewFactory.create()
    first = ExchangeFactory.create(interview=interview)
    ExchangeFactory.create(interview=interview, number=2)
    passage = PassageFactory.create(
        occasion=interview.occasion, exchange=first, article_text=interview.article_text
    )
    statement = StatementFactory.create(passage=passage, accepted=True, type=StatementType.DIRECT)
    AppearanceFactory.create(
        statement=statement, article_text=interview.article_text, start=27, end=47, shown=True
    )
    return interview


def happened(**event: Any) -> None:
    position = PositionFactory.create(published=True)
    record = RecordFactory.create(
        expert=position.expert, proposition=position.proposition, position=position
    )
    EventFactory.create(record=record, **event)


def found() -> None:
    """A position that can be found; REQUIRED finds no other kind of record."""
    index_records(positions=[PositionFactory.create(published=True).pk])


# What a list cannot do without.
REQUIRED = {"search": {"q": "havneby", "kind": "position"}}


def address_of(name: str, **query: Any) -> str:
    return f"/api/v1/{name}/?{urlencode({**REQUIRED.get(name, {}), **query})}"


# Each list: how a row of it is made, the declared row, and its queries, with 1 and 3 rows alike.
LISTS: dict[str, tuple[Callable[[], Any], Any, int]] = {
    "experts": (tracked_expert, serializers.ExpertSerializer, 4),
    "topics": (TopicFactory.create, serializers.TopicSerializer, 1),
    "propositions": (PropositionFactory.create, serializers.PropositionSerializer, 1),
    "statements": (said, serializers.StatementSerializer, 2),
    "positions": (
        lambda: PositionFactory.create(published=True),
        serializers.PositionSerializer,
        3,
    ),
    "changes": (changed, serializers.ChangeSerializer, 5),
    "interviews": (answered, serializers.InterviewSerializer, 7),
    "articles": (said, serializers.ArticleSerializer, 1),
    "correction-requests": (
        lambda: CorrectionRequestFactory.create(declined=True),
        CorrectionSerializer,
        1,
    ),
    "outlets": (OutletFactory.create, serializers.OutletSerializer, 1),
    "search": (found, SearchResultSerializer, 1),
    "events": (happened, EventSerializer, 2),
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_as_many_queries_with_three_rows_as_with_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, name: str, rows: int
) -> None:
    make, _row, queries = LISTS[name]
    for _ in range(rows):
        make()

    with django_assert_num_queries(queries):
        answer = client.get(address_of(name)).json()

    assert (len(answer["results"]), answer["next"]) == (rows, None)


@pytest.mark.parametrize("name", LISTS)
def test_a_row_has_exactly_the_keys_that_the_schema_declares(client: Client, name: str) -> None:
    make, row, _queries = LISTS[name]
    make()

    results = client.get(address_of(name)).json()["results"]

    assert differences(results, [declared(row)]) == []


@pytest.mark.parametrize("name", LISTS)
def test_the_same_rows_come_as_csv_and_as_a_row_a_line(client: Client, name: str) -> None:
    make, _row, _queries = LISTS[name]
    for _ in range(3):
        make()
    results = client.get(address_of(name)).json()["results"]

    lines = client.get(address_of(name, format="ndjson"))
    table = client.get(address_of(name, format="csv", limit=2))

    assert lines["Content-Type"] == "application/x-ndjson"
    assert [json.loads(line) for line in lines.content.decode().splitlines()] == results
    assert table["Content-Type"] == "text/csv; charset=utf-8"
    assert 'rel="next"' in table["Link"]
    header, *cells = csv.reader(io.StringIO(table.content.decode()))
    assert len(cells) == 2
    assert all(len(row) == len(header) == len(set(header)) for row in cells)
    key = "id" if "id" in header else "slug"
    assert [row[header.index(key)] for row in cells] == [row[key] for row in results[:2]]
    # A column that is empty in every row would be a path that leads nowhere.
    named = {"expert_slug", "proposition_slug", "evidence_0_url", "appearances_0_exact", "name"}
    for column in named & set(header):
        assert all(row[header.index(column)] for row in cells)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_has_not_changed_is_a_304_and_head_is_get_without_body(
    client: Client, name: str
) -> None:
    LISTS[name][0]()
    address = address_of(name)

    got = client.get(address)
    again = client.get(address, headers={"if-none-match": got["ETag"]})
    head = client.head(address)
    LISTS[name][0]()
    later = client.get(address, headers={"if-none-match": got["ETag"]})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", got["ETag"])
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", got["ETag"])
    assert later.status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_is_empty_in_every_format(client: Client, name: str) -> None:
    page = client.get(address_of(name)).json()
    lines = client.get(address_of(name, format="ndjson"))
    table = client.get(address_of(name, format="csv")).content.decode()

    beside = {"did_you_mean": None} if name == "search" else {}
    assert (page, table.count("\r\n")) == ({"results": [], "next": None, **beside}, 1)
    assert (lines.content, lines["Content-Type"]) == (b"", "application/x-ndjson")


def test_the_accept_header_chooses_a_format_too(client: Client) -> None:
    TopicFactory.create(name="=Harbours", slug="harbours")

    response = client.get("/api/v1/topics/", headers={"accept": "text/csv"})

    # A cell that a spreadsheet would run as a formula is defused.
    assert response.content == b"slug,name,parent\r\nharbours,'=Harbours,\r\n"


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "\uff1d", "\uff20"])
def test_no_cell_of_a_table_is_run_as_a_formula(begins: str) -> None:
    words = f"{begins}HYPERLINK(0)"
    rows = [{"word": words, "list": [words, "b"], "nested": {"0": words}, "sum": -2}]

    table = write_csv(["word", "list", "nested.0", "sum"], rows)

    header, row = csv.reader(io.StringIO(table, newline=""))
    assert header == ["word", "list", "nested_0", "sum"]
    assert row == [f"'{words}", f"'{words}; b", f"'{words}", "-2"]


@pytest.mark.parametrize(
    ("name", "kind", "make", "row"),
    [
        ("statements", "statement", said, serializers.StatementSerializer),
        (
            "positions",
            "position",
            lambda: PositionFactory.create(published=True),
            serializers.PositionSerializer,
        ),
        ("changes", "change", changed, serializers.ChangeSerializer),
    ],
)
def test_a_record_has_an_address_of_its_own(
    client: Client, name: str, kind: str, make: Callable[[], Any], row: Any
) -> None:
    record = make()

    one = client.get(f"/api/v1/{name}/{public_id(kind, record.pk)}/").json()

    assert [one] == client.get(f"/api/v1/{name}/").json()["results"]
    assert differences(one, declared(row)) == []


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ("expert=ana", 2),
        ("expert=ana-as-was", 2),
        ("proposition=pier", 2),
        ("topic=sea", 3),
        ("topic=land", 0),
        ("stance=against", 1),
        ("since=2025-03-04", 1),
        ("until=2025-03-03", 2),
        ("expert=ana&stance=favor&since=2025-03-03&until=2025-03-03", 1),
    ],
)
def test_positions_are_narrowed_by_each_filter(client: Client, filters: str, count: int) -> None:
    ana = ExpertFactory.create(slug="ana")
    ExpertFactory.create(slug="ana-as-was", merged_into=ana, merged_at="2025-03-03T12:00Z")
    sea, _land = TopicFactory.create(slug="sea"), TopicFactory.create(slug="land")
    harbours = TopicFactory.create(parent=sea)
    pier = PropositionFactory.create(slug="pier", topic=harbours)
    full = PropositionFactory.create(topic=harbours)
    PositionFactory.create(published=True, expert=ana, proposition=pier)
    PositionFactory.create(
        published=True, expert=ana, proposition=full, stance="against", stated_on="2025-03-03"
    )
    PositionFactory.create(published=True, proposition=pier, stated_on="2025-03-04")

    results = client.get(f"/api/v1/positions/?{filters}").json()["results"]

    assert len(results) == count


def test_a_timeline_has_exactly_the_keys_that_the_schema_declares(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    change = changed()
    own, about = change.expert.slug, change.proposition.slug

    with django_assert_num_queries(8):
        timeline = client.get(f"/api/v1/experts/{own}/timeline/").json()
    theirs = client.get(f"/api/v1/propositions/{about}/timeline/").json()

    assert differences(timeline, declared(serializers.ExpertTimelineSerializer)) == []
    assert differences(theirs, declared(serializers.PropositionTimelineSerializer)) == []
    part = timeline["propositions"][0]
    assert [one["stance"] for one in part["positions"]] == ["favor", "against"]
    assert [one["kind"] for one in part["changes"]] == ["reversal"]
    for address, found in (("experts/" + own, timeline), ("propositions/" + about, theirs)):
        assert client.get(f"/api/v1/{address}/timeline/?format=json").json() == found
    narrowed = client.get(f"/api/v1/experts/{own}/timeline/?as_of=2025-02-01&proposition={about}")
    assert [one["stance"] for one in narrowed.json()["propositions"][0]["positions"]] == ["favor"]


def test_a_merged_experts_address_leads_to_the_survivor(client: Client) -> None:
    survivor = ExpertFactory.create(slug="ana")
    between = ExpertFactory.create(merged_into=survivor, merged_at="2025-03-03T12:00Z")
    ExpertFactory.create(slug="old", merged_into=between, merged_at="2025-03-03T12:00Z")

    one = client.get("/api/v1/experts/old/")
    timeline = client.get("/api/v1/experts/old/timeline/?as_of=2025-03-03")

    assert (one.status_code, one["Location"]) == (301, "/api/v1/experts/ana/")
    assert timeline.status_code == 301
    assert timeline["Location"] == "/api/v1/experts/ana/timeline/?as_of=2025-03-03"


def test_an_interview_shows_the_exchanges_whose_answers_are_public(client: Client) -> None:
    interview = answered()
    address = f"/api/v1/interviews/{public_id('interview', interview.pk)}/"

    shown = client.get(address).json()

    assert differences(shown, declared(serializers.InterviewSerializer)) == []
    assert [one["number"] for one in shown["exchanges"]] == [1]
    words = shown["exchanges"][0]["statements"][0]["appearances"][0]
    assert (words["exact"], words["quotable"]) == ("It is, on most days.", True)


def test_the_stream_of_events_goes_on_after_an_id_without_gaps(client: Client) -> None:
    for number in range(1, 5):
        happened(sequence=number)

    page = client.get("/api/v1/events/?after=1&limit=2").json()
    rest = client.get(page["next"]).json()

    assert [one["id"] for one in page["results"] + rest["results"]] == ["2", "3", "4"]
    assert rest["next"] is None


def test_nothing_that_awaits_review_is_public(client: Client) -> None:
    statement = StatementFactory.create(printed=True)
    position = PositionFactory.create()
    rejected = PositionFactory.create(rejected=True, statement__accepted=False)
    possible = StanceChangeFactory.create()
    EvidenceFactory.create(statement=statement)
    interview = InterviewFactory.create()
    article = statement.appearances.get().article_text.article
    hidden = {
        "statements": ("statement", statement.pk),
        "positions": ("position", position.pk),
        "changes": ("change", possible.pk),
        "interviews": ("interview", interview.pk),
        "articles": ("article", article.pk),
    }

    statuses = {
        name: client.get(f"/api/v1/{name}/{public_id(kind, pk)}/").status_code
        for name, (kind, pk) in hidden.items()
    }
    listed = {
        name: [row["id"] for row in client.get(f"/api/v1/{name}/").json()["results"]]
        for name in ("statements", "positions", "changes", "articles")
    }

    assert set(statuses.values()) == {404}
    assert public_id("position", position.pk) not in listed["positions"]
    assert public_id("position", rejected.pk) not in listed["positions"]
    assert public_id("statement", statement.pk) not in listed["statements"]
    assert public_id("article", article.pk) not in listed["articles"]
    assert listed["changes"] == []
