"""Tracking people by command: what is said, what is refused, what is kept."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from commentary.models import Affiliation, Expert, ExpertName, RosterChange
from commentary.services.readings import current_roster

pytestmark = pytest.mark.django_db


def run(*args: str) -> str:
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def test_add_expert_tracks_a_person_with_names_role_and_basis() -> None:
    said = run(
        "add_expert",
        "Haruka Mizuno",
        "--name",
        "水野遥香",
        "--affiliation",
        "professor of tides, Institute for Harbour Studies",
        "--basis",
        "comments in public on harbours",
    )

    expert = Expert.objects.get()
    assert said == "Tracking Haruka Mizuno (haruka-mizuno).\n"
    assert (expert.slug, expert.public_basis) == (
        "haruka-mizuno",
        "comments in public on harbours",
    )
    assert list(ExpertName.objects.order_by("pk").values_list("name", "order", "script")) == [
        ("Haruka Mizuno", "given_first", ""),
        ("水野遥香", "family_first", "Jpan"),
    ]
    assert list(Affiliation.objects.values_list("role", "organisation")) == [
        ("professor of tides", "Institute for Harbour Studies")
    ]
    assert current_roster() == RosterChange.objects.get().pk


def test_add_expert_again_adds_only_what_is_new() -> None:
    run("add_expert", "Haruka Mizuno")
    roster = current_roster()

    again = run("add_expert", "Haruka Mizuno")
    more = run("add_expert", "Haruka Mizuno", "--name", "H. Mizuno")

    assert again == "Haruka Mizuno is tracked already (haruka-mizuno); nothing to add.\n"
    assert more == "Haruka Mizuno is tracked already; added: H. Mizuno.\n"
    assert Expert.objects.count() == 1
    assert current_roster() > roster


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["Mizuno"], "'Mizuno' is not a full name"),
        (["…"], "'…' is not a full name"),
        (["Haruka Mizuno", "--affiliation", "professor"], 'reads "ROLE, ORGANISATION"'),
        (["Haruka Mizuno", "--name", "Mizuno"], "'Mizuno' is not a full name"),
        (["Haruka " + "x" * 200], "at most 200 characters"),
    ],
)
def test_add_expert_refuses_with_one_sentence_and_writes_nothing(
    args: list[str], sentence: str
) -> None:
    with pytest.raises(CommandError) as refused:
        run("add_expert", *args)

    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)
    assert Expert.objects.count() == 0


def test_backfill_of_an_unknown_expert_names_the_next_step() -> None:
    with pytest.raises(CommandError, match="add_expert"):
        run("backfill_expert", "nobody-here")
