"""How records and timelines are cited, and that a cited address answers the same for ever."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client

from commentary.citing import Cited, citation_shape, listed, stated
from commentary.services.positions import correct_position, retract_position
from commentary.services.propositions import reword_proposition
from common.public_ids import public_id
from tests.commentary.sayings import publish
from tests.factories import (
    AppearanceFactory,
    ExpertFactory,
    PropositionFactory,
    StanceChangeFactory,
    StatementFactory,
    UserFactory,
)

START = datetime(2025, 6, 1, 12, tzinfo=UTC)
MOMENT = datetime(2025, 6, 1, 12, 0, 0, 1, tzinfo=UTC)


def test_a_timeline_is_cited_with_both_clocks() -> None:
    cited = Cited(
        title="Stance timeline of Ida Weir",
        issued=date(2025, 6, 1),
        url="https://stanceline.example/experts/ida/?as_of=2025-06-01",
        as_of=date(2025, 6, 1),
        known_at=MOMENT,
    )

    shape = citation_shape(cited)

    assert shape == {
        "text": (
            "Stance timeline of Ida Weir. Stanceline, 2025-06-01. As of 2025-06-01, known at "
            "2025-06-01T12:00:00.000001Z. https://stanceline.example/experts/ida/?as_of=2025-06-01"
        ),
        "bibtex": (
            f"@misc{{{cited.key},\n"
            "  author = {{Stanceline}},\n"
            "  title = {{Stance timeline of Ida Weir}},\n"
            "  year = {2025},\n"
            "  month = {6},\n"
            "  note = {As of 2025-06-01, known at 2025-06-01T12:00:00.000001Z},\n"
            "  url = {https://stanceline.example/experts/ida/?as_of=2025-06-01}\n"
            "}"
        ),
        "csl_json": {
            "id": cited.key,
            "type": "dataset",
            "author": [{"literal": "Stanceline"}],
            "title": "Stance timeline of Ida Weir",
            "publisher": "Stanceline",
            "issued": {"date-parts": [[2025, 6, 1]]},
            "URL": "https://stanceline.example/experts/ida/?as_of=2025-06-01",
            "version": "2025-06-01T12:00:00.000001Z",
            "note": "As of 2025-06-01, known at 2025-06-01T12:00:00.000001Z",
        },
        "url": "https://stanceline.example/experts/ida/?as_of=2025-06-01",
    }
    assert re.fullmatch(r"stanceline-2025-[0-9a-f]{8}", cited.key)


def test_signs_that_mean_something_to_latex_are_written_out() -> None:
    title = r"100 % of {A} & B_C #1 $2 ~ ^ \end"
    shape = citation_shape(Cited(title, date(2025, 1, 2), "https://x.example/a b{c}"))

    assert (
        r"title = {{100 \% of \{A\} \& B\_C \#1 \$2 \textasciitilde{} \textasciicircum{} "
        r"\textbackslash{}end}}"
    ) in shape["bibtex"]
    assert "url = {https://x.example/a%20b%7Bc%7D}" in shape["bibtex"]
    assert shape["text"] == f"{title}. Stanceline, 2025-01-02. https://x.example/a b{{c}}"
    assert set(shape["csl_json"]) & {"note", "version"} == set()


@pytest.mark.parametrize(
    ("names", "told"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_names_are_listed(names: list[str], told: str) -> None:
    assert listed(names) == told


@pytest.mark.parametrize(
    ("precision", "told"), [("day", "2025-05-15"), ("month", "2025-05"), ("year", "2025")]
)
def test_a_day_is_told_as_far_as_it_is_known(precision: str, told: str) -> None:
    assert stated("2025-05-15", precision) == told


def asked_again(client: Client, url: str, address: str) -> Any:
    """The answer of the API at the clocks (and filters) of a cited address."""
    return client.get(address, parse_qs(urlsplit(url).query)).json()


def told(timeline: Any) -> list[Any]:
    """What a cited timeline promises to keep: records, stances, dates and wording."""
    return [
        (part["proposition"]["wording"], part["positions"], part["changes"])
        for part in timeline["propositions"]
    ]


@pytest.mark.django_db
def test_a_cited_timeline_stays_the_same_whatever_happens_later(client: Client) -> None:
    """After each act the timeline is cited; at the end every citation answers as it did then."""
    curator: User = UserFactory.create()
    expert = ExpertFactory.create(slug="ida", name="Ida Weir")
    pier = PropositionFactory.create(slug="pier", wording="The pier is long enough")
    address = "/api/v1/experts/ida/timeline/"
    made: dict[str, Any] = {}

    def reverse_it() -> None:
        made["second"] = publish(expert, pier, "against", date(2025, 3, 3), curator)

    acts: list[Callable[[], Any]] = [
        lambda: made.update(first=publish(expert, pier, "favor", date(2025, 1, 6), curator)),
        reverse_it,
        lambda: reword_proposition(proposition_id=pier.pk, wording="The pier suffices"),
        lambda: correct_position(position_id=made["second"].pk, reviewer=curator, stance="mixed"),
        lambda: retract_position(
            position_id=made["first"].pk, reviewer=curator, reason="our error"
        ),
    ]
    cited: list[tuple[Any, str]] = []
    for number, act in enumerate(acts):
        with time_machine.travel(START + timedelta(days=number), tick=False):
            act()
        with time_machine.travel(START + timedelta(days=number, hours=5), tick=False):
            timeline = client.get(address).json()
        with time_machine.travel(START + timedelta(days=number, hours=9), tick=False):
            again = client.get(address).json()
        assert again == timeline  # and so is its ETag, until something happens
        cited.append((told(timeline), timeline["citation"]["url"]))

    assert len({url for _told, url in cited}) == len(acts)
    for then, url in cited:
        assert told(asked_again(client, url, address)) == then
        assert client.get(urlsplit(url).path, parse_qs(urlsplit(url).query)).status_code == 200


@pytest.mark.django_db
def test_what_was_asked_for_is_in_the_cited_address(client: Client) -> None:
    expert = ExpertFactory.create(slug="ida")
    publish(
        expert,
        PropositionFactory.create(slug="pier"),
        "favor",
        date(2025, 1, 6),
        UserFactory.create(),
    )

    narrowed = client.get(
        "/api/v1/experts/ida/timeline/?proposition=pier&since=2025-01-01&as_of=2025-02-01"
    ).json()["citation"]["url"]
    by_page = client.get("/api/v1/propositions/pier/timeline/?known_at=2025-02-01").json()

    query = parse_qs(urlsplit(narrowed).query)
    assert urlsplit(narrowed).path == "/api/v1/experts/ida/timeline/"
    assert {name: values[0] for name, values in query.items() if name != "known_at"} == {
        "proposition": "pier",
        "since": "2025-01-01",
        "as_of": "2025-02-01",
    }
    assert by_page["citation"]["url"] == (
        "http://127.0.0.1:8000/propositions/pier/"
        "?as_of=2025-02-01&known_at=2025-02-01T23:59:59.999999Z"
    )


@pytest.mark.django_db
def test_a_page_shows_what_was_known_at_the_clocks_of_its_address(client: Client) -> None:
    curator: User = UserFactory.create()
    expert = ExpertFactory.create(slug="ida")
    pier = PropositionFactory.create(slug="pier", wording="The pier is long enough")
    with time_machine.travel(START, tick=False):
        publish(expert, pier, "favor", date(2025, 1, 6), curator, summary="Calls it long.")
    with time_machine.travel(START + timedelta(days=2), tick=False):
        reword_proposition(proposition_id=pier.pk, wording="The pier suffices")

    for address in ("/experts/ida/", "/propositions/pier/"):
        now = client.get(address).content.decode()
        then = client.get(f"{address}?as_of=2025-06-02&known_at=2025-06-02").content.decode()
        before = client.get(f"{address}?as_of=2025-01-05").content.decode()

        assert "The pier suffices" in now
        assert "The pier is long enough" in then
        assert "The pier suffices" not in then
        assert "What was public here at 2025-06-02 23:59:59 UTC." in then
        assert ("Calls it long." in then, "Calls it long." in before) == (True, False)
    assert client.get("/experts/ida/?as_of=yesterday").status_code == 400


@pytest.mark.django_db
def test_each_record_is_cited_by_an_address_that_opens(client: Client) -> None:
    statement = StatementFactory.create(accepted=True)
    AppearanceFactory.create(statement=statement, shown=True)
    change = StanceChangeFactory.create(confirmed=True)
    public = {
        "statements": ("statement", statement.pk, "/statements/{id}/"),
        "positions": ("position", change.after_id, "/positions/{id}/"),
        "changes": ("change", change.pk, "/api/v1/changes/{id}/"),  # it has no page of its own
    }
    for name, (kind, number, address) in public.items():
        record = public_id(kind, number)

        cited = client.get(f"/api/v1/{name}/{record}/").json()["citation"]["url"]

        assert urlsplit(cited).path == address.format(id=record)
        assert client.get(urlsplit(cited).path).status_code == 200
