"""What can be found is what is public, and both databases find the same."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection

from commentary.enums import SearchKind
from commentary.models import Expert, SearchEntry, Statement
from commentary.searching import FIELDS, KEYSET, UnsearchableError, find
from commentary.services.experts import add_expert, note_changed_names
from commentary.services.positions import (
    correct_position,
    propose_position,
    publish_position,
    retract_position,
)
from commentary.services.propositions import add_proposition, reword_proposition
from commentary.services.review import accept_statement, reject_statement
from commentary.services.search_index import Rebuilt, index_topic, rebuild_search
from common.public_ids import public_id
from tests.factories import (
    SPOKEN,
    AffiliationFactory,
    ExpertFactory,
    ExpertNameFactory,
    PositionFactory,
    PropositionFactory,
    StatementFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def found(text: str, kind: str = "") -> list[tuple[str, str]]:
    """Kind and title of everything that is found, in order."""
    answer = find(text, kind=kind)
    rows = KEYSET.order(answer.rows).values(*FIELDS)
    return [(row["kind"], row["title"]) for row in answer.shapes(list(rows))]


def names(text: str) -> list[str]:
    return [title for kind, title in found(text) if kind == SearchKind.EXPERT]


@pytest.fixture
def roster() -> None:
    add_expert(
        name="Haruka Azumano",
        other_names=["東野 遥"],
        affiliation="professor of harbours, University of Havneby",
    )
    add_expert(name="Jörg Müller-Weiß")
    add_expert(name="Sinéad O'Neill")
    add_expert(name="Anna Solvang")
    add_expert(name="Anna-Lena Berg")


@pytest.mark.usefixtures("roster")
@pytest.mark.parametrize(
    ("typed", "people"),
    [
        ("東", ["Haruka Azumano"]),
        ("東野", ["Haruka Azumano"]),
        ("東野遥", ["Haruka Azumano"]),
        ("野東", []),
        ("azumano haruka", ["Haruka Azumano"]),
        ("HARBOURS azu", ["Haruka Azumano"]),
        ("Müller", ["Jörg Müller-Weiß"]),
        ("mueller", ["Jörg Müller-Weiß"]),
        ("muller weiss", ["Jörg Müller-Weiß"]),
        ("Joerg", ["Jörg Müller-Weiß"]),
        ("O'Neill", ["Sinéad O'Neill"]),
        ("o’neill", ["Sinéad O'Neill"]),
        ("oneill sinead", ["Sinéad O'Neill"]),
        ("neill", ["Sinéad O'Neill"]),
        ("annalena", ["Anna-Lena Berg"]),
        ("anna-lena", ["Anna-Lena Berg"]),
        ("anna lena", ["Anna-Lena Berg"]),
        ("anna", ["Anna Solvang", "Anna-Lena Berg"]),
        ("a", ["Haruka Azumano", "Anna Solvang", "Anna-Lena Berg"]),
        ("z", []),
        ('"anna solvang"', ["Anna Solvang"]),
        ('"solvang anna"', []),
    ],
)
def test_a_person_is_found_by_any_name(typed: str, people: list[str]) -> None:
    answer = find(typed)
    rows = answer.shapes(list(KEYSET.order(answer.rows).values(*FIELDS)))

    assert [row["title"] for row in rows if row["found_by"] != "near"] == people


@pytest.mark.usefixtures("roster")
@pytest.mark.parametrize("typed", ["Azumnao", "haruka azumanno", "Muler", "Solvnag"])
def test_a_misspelt_name_still_finds_the_person(typed: str) -> None:
    answer = find(typed)

    nearest = answer.shapes(list(KEYSET.order(answer.rows).values(*FIELDS)))[0]
    meant = {"a": "Haruka Azumano", "h": "Haruka Azumano", "m": "Jörg Müller-Weiß"}
    assert nearest["title"] == meant.get(typed[0].lower(), "Anna Solvang")
    assert (answer.did_you_mean, nearest["found_by"]) == (nearest["title"], "near")


@pytest.mark.usefixtures("roster")
@pytest.mark.parametrize(
    "typed",
    [
        'NEAR(anna, "berg")',
        "anna AND NOT berg",
        "words:anna*",
        "anna) OR 1=1 --",
        "'anna' & !berg | :*",
        "^anna + {berg}",
        "\\anna\\",
        "%_anna%",
        "anna\0berg",
        "東" * 200,
        "a-" * 100,
    ],
)
def test_what_is_typed_is_never_read_as_the_language_of_a_database(typed: str) -> None:
    rows = find(typed).rows

    assert all(row.title for row in rows)
    assert KEYSET.page(rows.values(*FIELDS), cursor="", limit=5, binding="x").next_cursor == ""


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "letter or a digit"),
        ('"*"', "letter or a digit"),
        ("\0", "letter or a digit"),
        ("a" * 201, "200 characters"),
        ("a " * 17, "16 words"),
    ],
)
def test_what_can_find_nothing_is_refused_with_the_reason(typed: str, why: str) -> None:
    with pytest.raises(UnsearchableError, match=why):
        find(typed)


def test_what_is_called_so_comes_first_then_people_propositions_positions_statements() -> None:
    topic = TopicFactory.create(name="Weir")
    add_proposition(wording="The weir at Havneby is safe.", kind="assessment", topic=topic)
    exact = add_proposition(wording="Weir", kind="assessment", topic=topic)
    person = add_expert(name="Ida Weir", affiliation="engineer, Havneby").expert
    other = add_expert(name="Bo Lund", affiliation="warden, Weir Board").expert
    old, new = (
        PositionFactory.create(
            published=True, expert=person, proposition=exact, stated_on=date(year, 1, 1)
        )
        for year in (2020, 2021)
    )
    rebuild_search()

    answer = find("weir")
    rows = answer.shapes(list(KEYSET.order(answer.rows).values(*FIELDS)))

    assert [(row["kind"], row["found_by"]) for row in rows] == [
        ("proposition", "name"),
        ("expert", "title"),
        ("expert", "text"),
        ("proposition", "title"),
        ("position", "title"),
        ("position", "title"),
        ("statement", "title"),
        ("statement", "title"),
    ]
    assert [row["id"] for row in rows[1:3]] == [person.slug, other.slug]
    assert [row["id"] for row in rows[4:6]] == [
        public_id("position", one.pk) for one in (new, old)
    ]
    assert found("weir", SearchKind.EXPERT) == [("expert", "Ida Weir"), ("expert", "Bo Lund")]


def test_pages_of_a_search_have_each_row_once() -> None:
    for number in range(7):
        add_expert(name=f"Anna Lund{'abcdefg'[number]}")
    rows = find("lund").rows.values(*FIELDS)

    seen, cursor = [], ""
    while True:
        page = KEYSET.page(rows, cursor=cursor, limit=2, binding="x")
        seen += [row["title"] for row in page.rows]
        cursor = page.next_cursor
        if not cursor:
            break

    assert seen == [f"Anna Lund{letter}" for letter in "abcdefg"]


def test_words_of_a_position_are_shown_with_how_they_came_to_us() -> None:
    position = PositionFactory.create(published=True, summary="Holds that there is no berth.")
    rebuild_search()

    answer = find(SPOKEN, kind="position")
    row = answer.shapes(list(answer.rows.values(*FIELDS)))[0]

    snippet = row["snippet"]
    assert (snippet["of"], snippet["rendering"], snippet["quotable"]) == (
        "words",
        "original",
        True,
    )
    assert snippet["text"] == SPOKEN
    assert snippet["matches"]
    assert row["title"] == f"{position.expert.name}: holds – {position.proposition.wording}"
    assert row["expert"] == {"slug": position.expert.slug, "name": position.expert.name}
    assert row["stated_on"] == position.stated_on.isoformat()
    assert row["page_url"].endswith(f"/positions/{row['id']}/")
    summary = find("no berth", kind="position")
    assert summary.shapes(list(summary.rows.values(*FIELDS)))[0]["snippet"]["of"] == "summary"


def test_only_the_words_that_are_shown_are_found() -> None:
    statement = StatementFactory.create(accepted=True, printed=True)
    appearance = statement.appearances.get()
    words = SPOKEN.split()
    end = appearance.start + len(words[0])
    type(appearance).objects.update(shown_start=appearance.start, shown_end=end)
    rebuild_search()

    entry = SearchEntry.objects.get(kind=SearchKind.STATEMENT)

    assert [part["text"] for part in entry.parts] == [words[0]]
    assert found(SPOKEN, SearchKind.STATEMENT) == []


def test_what_awaits_review_is_not_found() -> None:
    PositionFactory.create(statement__printed=True, summary="Holds that herrings fly.")
    PositionFactory.create(rejected=True, summary="Holds that herrings fly.")
    PositionFactory.create(published=True, ended=True, summary="Holds that herrings fly.")
    merged = ExpertFactory.create(name="Herring Merged")
    Expert.objects.filter(pk=merged.pk).update(
        merged_into=ExpertFactory.create(), merged_at="2025-03-03T12:00Z"
    )

    rebuild_search()

    assert SearchEntry.objects.filter(kind=SearchKind.POSITION).count() == 0
    assert found("herrings") == []
    assert "Herring Merged" not in names("herring")


def test_each_act_leaves_the_index_as_a_rebuild_would_make_it() -> None:
    curator = UserFactory.create()
    statement, other = StatementFactory.create_batch(2, printed=True)
    rebuild_search()
    for what, act in acts(curator, statement, other):
        act()

        assert rebuild_search(is_check=True) == Rebuilt(), what
    assert {entry.kind for entry in SearchEntry.objects.all()} == {
        "expert",
        "proposition",
        "position",
        "statement",
    }


def acts(
    curator: User, statement: Statement, other: Statement
) -> list[tuple[str, Callable[[], Any]]]:
    """The public acts that change what can be found, in an order in which they can happen."""
    topic = TopicFactory.create()
    made: dict[str, Any] = {}

    def rename() -> None:
        expert = statement.expert
        expert.name = "Marit Havn"
        expert.save()
        note_changed_names(expert)

    def rename_topic() -> None:
        topic.name = "Docks"
        topic.save()
        index_topic(topic.pk)

    def add() -> None:
        made["proposition"] = add_proposition(
            wording="The pier is long enough.",
            kind="assessment",
            topic=topic,
            guide="Favor: long.",
        )

    def publish() -> None:
        proposed = propose_position(
            statement_id=statement.pk,
            proposition_id=made["proposition"].pk,
            stance="favor",
            proposed_by="curator",
        )
        made["position"] = publish_position(position_id=proposed.pk, reviewer=curator)

    def correct() -> None:
        made["position"] = correct_position(
            position_id=made["position"].pk, reviewer=curator, stance="against"
        )

    return [
        ("track", lambda: add_expert(name="Bo Lund", affiliation="warden, Weir Board")),
        ("names", lambda: add_expert(name=statement.expert.name, other_names=["Mo Havn"])),
        ("accept", lambda: accept_statement(statement_id=statement.pk, reviewer=curator)),
        (
            "reject",
            lambda: reject_statement(statement_id=other.pk, reviewer=curator, reason="Not said."),
        ),
        ("add", add),
        ("publish", publish),
        ("rename", rename),
        ("rename topic", rename_topic),
        (
            "reword",
            lambda: reword_proposition(
                proposition_id=made["proposition"].pk, wording="The pier suffices."
            ),
        ),
        ("correct", correct),
        (
            "retract",
            lambda: retract_position(
                position_id=made["position"].pk, reviewer=curator, reason="our error"
            ),
        ),
        ("publish again", publish),
    ]


def test_rebuilding_mends_whatever_is_wrong_and_says_what_it_did(
    capsys: pytest.CaptureFixture[str],
) -> None:
    expert = ExpertFactory.create(name="Marit Solvang")
    ExpertNameFactory.create(expert=expert, name="Marit Solvang")
    AffiliationFactory.create(expert=expert)
    PropositionFactory.create()
    call_command("rebuild_search")
    SearchEntry.objects.filter(kind=SearchKind.PROPOSITION).delete()
    entry = SearchEntry.objects.get()
    entry.words = " somebody else "
    entry.save()
    SearchEntry.objects.create(kind=SearchKind.POSITION, record=999, title="x", about={}, parts=[])

    with pytest.raises(CommandError, match="1 missing, 1 wrong, 1 too many"):
        call_command("rebuild_search", check=True)
    assert [row.words for row in SearchEntry.objects.filter(kind="expert")] == [" somebody else "]
    call_command("rebuild_search")
    call_command("rebuild_search", check=True)

    assert capsys.readouterr().out.splitlines() == [
        "Search entries: 2 missing, 0 wrong, 0 too many.",
        "Search entries: 1 missing, 1 wrong, 1 too many.",
        "Search entries: 0 missing, 0 wrong, 0 too many.",
    ]
    assert names("solvang") == ["Marit Solvang"]
    assert names("somebody") == []


def test_a_search_uses_the_index() -> None:
    add_expert(name="Marit Solvang")
    sql, parameters = find("solvang").rows.query.sql_with_params()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {sql}", parameters)
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)
        plan = " ".join(str(row) for row in cursor.fetchall())

    assert "commentary_searchentry_tokens" in plan
    assert "SCAN commentary_searchentry " not in plan
