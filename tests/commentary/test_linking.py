"""Names are looked up; nobody is guessed."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from commentary.linking import can_link, link, name_key, printed_patterns
from commentary.models import ExpertName
from commentary.reading import Document, read
from commentary.services.experts import add_expert, backfill_expert
from commentary.services.linking import link_persons, spellings_of
from tests.factories import ArticleTextFactory, ExpertFactory, ExpertNameFactory


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Marit Solvang", "Solvang Marit"),
        ("Marit Solvang", "MARIT SOLVANG"),
        ("Dr. Marit Solvang", "Marit Solvang"),
        ("Amélie Dürrenhof", "Amelie Durrenhof"),
        ("水野遥香", "水野 遥香"),
        ("水野遥香", "水野\u3000遥香"),
    ],
)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Marit Solvang", "Marit Solberg"),
        ("Marit Solvang", "Marit Anne Solvang"),
        ("ガトウ", "カトウ"),
    ],
)
def test_different_names_do_not_meet(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("name", ["Solvang", "Prof. Solvang", "…", "", "東"])
def test_less_than_a_full_name_links_nobody(name: str) -> None:
    assert not can_link(name_key(name))


def test_link_takes_the_one_bearer_and_refuses_a_shared_name() -> None:
    bearers = {
        name_key("Marit Solvang"): frozenset({1}),
        name_key("Jon Berg"): frozenset({2, 3}),
        name_key("Solvang"): frozenset({1}),
    }

    linked = link(["Marit Solvang", "Jon Berg", "Solvang", "Nobody Known"], bearers)

    assert linked.experts == {"Marit Solvang": 1}
    assert linked.refused == {"Jon Berg": "2 tracked experts are called Jon Berg"}


@given(st.text())
def test_name_key_is_idempotent(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


@pytest.mark.parametrize(
    ("spellings", "linked"),
    [
        ({"Haruka Mizuno": ("水野遥香",)}, {"Haruka Mizuno": 1}),
        ({"Haruka Mizuno": ("H. Mizuno",)}, {}),
        ({"Haruka Mizuno": ("水野遥香", "Haruka Elin Mizuno")}, {}),
    ],
    ids=["another script", "initials that another may bear", "two experts by two names"],
)
def test_other_spellings_link_where_they_tell_the_given_name(
    spellings: dict[str, tuple[str, ...]], linked: dict[str, int]
) -> None:
    bearers = {
        name_key("水野遥香"): frozenset({1}),
        name_key("H. Mizuno"): frozenset({2}),
        name_key("Haruka Elin Mizuno"): frozenset({3}),
    }

    assert link(["Haruka Mizuno"], bearers, spellings).experts == linked


PRINTED = (
    "Marit Solvang came.",
    "MARIT SOLVANG came.",
    "Solvang Marit came.",
    "Solvang came with Marit.",
    "Márit Sölvang came.",
    "Marit Elin Solvang came.",
)


@pytest.mark.parametrize("text", PRINTED)
def test_patterns_match_every_text_that_prints_the_name(text: str) -> None:
    patterns = printed_patterns(name_key("Márit Solvang"))

    assert all(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)


@pytest.mark.parametrize("text", ["水野遥香", "水野 遥香", "水野\u3000遥香"])
def test_patterns_match_a_name_without_spaces(text: str) -> None:
    (pattern,) = printed_patterns(name_key("水野遥香"))

    assert re.search(pattern, text)
    assert not re.search(pattern, "水野 次郎")


@given(st.text(max_size=40))
def test_patterns_match_the_name_they_are_made_of(name: str) -> None:
    key = name_key(name)

    assert all(re.search(pattern, key, re.IGNORECASE) for pattern in printed_patterns(key))


@pytest.mark.django_db
def test_linking_costs_one_look_up_whatever_the_roster() -> None:
    for number in range(30):
        expert = ExpertFactory.create()
        ExpertNameFactory.create(expert=expert, name=f"Marit {'e' * number}Solvang")

    with CaptureQueriesContext(
        connection,
    ) as queries:
        linked = link_persons([f"Marit {'e' * number}Solvang" for number in range(30)])
    plan = ExpertName.objects.filter(key__in=["marit solvang"]).explain()

    assert len(linked.experts) == 30
    assert len(queries) == 1
    assert connection.vendor != "sqlite" or "expertname_key" in plan


@pytest.mark.django_db
def test_a_document_links_by_the_name_in_the_other_script() -> None:
    expert = add_expert(name="水野遥香").expert
    reading = read(Document("Haruka Mizuno (水野遥香) left. Mizuno said the quay would sink."))

    linked = link_persons((one.name for one in reading.persons), spellings_of(reading))

    assert linked.experts == {"Haruka Mizuno": expert.pk}


@pytest.mark.django_db
def test_backfill_reads_only_texts_that_may_print_a_name() -> None:
    add_expert(name="Márit Solvang", other_names=["水野遥香"])
    for text in (*PRINTED, "水野 遥香氏", "Marit Ekdahl came.", "Jonas Solvang came."):
        ArticleTextFactory.create(text=text)

    _, texts = backfill_expert("marit-solvang")

    assert texts == len(PRINTED) + 1
