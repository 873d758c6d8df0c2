"""What only staff see and decide."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from commentary.api import feed_shapes, staff_shapes
from commentary.models import Position, Statement
from common.public_ids import public_id
from config.staff import CURATORS
from tests.api.shapes import declared, differences
from tests.commentary.sayings import publish
from tests.factories import (
    SPOKEN,
    ExpertFactory,
    FeedFactory,
    FeedFetchFactory,
    PassageFactory,
    PositionFactory,
    PropositionFactory,
    StatementFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator(client: Client) -> User:
    """Signed in, with the rights of every curator."""
    user: User = UserFactory.create(is_staff=True)
    user.groups.add(Group.objects.get(name=CURATORS))
    client.force_login(user)
    return user


def proposed() -> Statement:
    """A statement that awaits review, printed in the article of its passage."""
    passage = PassageFactory.create()
    statement = StatementFactory.create(passage=passage)
    statement.appearances.create(
        article_text=passage.article_text,
        start=passage.start,
        end=passage.end,
        spans=[[passage.start, passage.end]],
    )
    return statement


def awaiting() -> None:
    statement = proposed()
    PositionFactory.create(statement=statement, summary="Holds that the harbour is full.")


def polled() -> None:
    FeedFetchFactory.create()


LISTS: dict[str, tuple[Callable[[], Any], Any, int]] = {
    "feeds": (polled, feed_shapes.FeedSerializer, 4),
    "review": (awaiting, staff_shapes.UnreviewedSerializer, 4),
}
# Session, user, and the rights of the user and of the groups.
SIGNED_IN = 4


@pytest.mark.usefixtures("curator")
@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_of_staff_costs_as_many_queries_with_three_rows_as_with_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, name: str, rows: int
) -> None:
    make, row, queries = LISTS[name]
    for _ in range(rows):
        make()

    with django_assert_num_queries(SIGNED_IN + queries):
        answer = client.get(f"/api/v1/{name}/")

    results = answer.json()["results"]
    assert len(results) == rows
    assert differences(results, [declared(row)]) == []
    assert answer["Cache-Control"] == "no-store"
    table = client.get(f"/api/v1/{name}/?format=csv").content.decode()
    assert table.count("\r\n") == rows + 1


ADDRESSES = [
    ("get", "feeds/"),
    ("post", "feeds/"),
    ("get", "feeds/{feed}/"),
    ("post", "feeds/{feed}/poll/"),
    ("post", "feeds/{feed}/pause/"),
    ("post", "feeds/{feed}/resume/"),
    ("post", "feeds/{feed}/move/"),
    ("get", "review/"),
    ("post", "review/{id}/accept/"),
    ("post", "review/{id}/reject/"),
    ("post", "review/{id}/positions/"),
]


@pytest.mark.parametrize(("method", "address"), ADDRESSES)
def test_others_are_told_nothing_but_that_it_is_for_staff(
    client: Client, method: str, address: str
) -> None:
    statement = proposed()
    feed = public_id("feed", FeedFactory.create().pk)
    path = f"/api/v1/{address.format(id=public_id('statement', statement.pk), feed=feed)}"
    there = getattr(client, method)(path)
    client.force_login(UserFactory.create(is_staff=False))
    other = getattr(client, method)(path)
    client.force_login(UserFactory.create(is_staff=True))
    without_rights = getattr(client, method)(path)

    for response, status in ((there, 401), (other, 403), (without_rights, 403)):
        assert response.status_code == status
        assert response["Content-Type"] == "application/problem+json"
        assert SPOKEN not in response.content.decode()
    nowhere = path.replace(public_id("statement", statement.pk), "sta_nothing")
    nowhere = nowhere.replace(feed, "fed_nothing")
    client.logout()
    assert getattr(client, method)(nowhere).status_code == 401
    statement.refresh_from_db()
    assert statement.state == "proposed"


@pytest.mark.usefixtures("curator")
def test_review_shows_the_words_and_what_is_suggested_marked_unreviewed(client: Client) -> None:
    awaiting()
    StatementFactory.create(accepted=True, passage=PassageFactory.create(decided=True))

    (row,) = client.get("/api/v1/review/").json()["results"]

    assert row["status"] == "unreviewed"
    (statement,) = row["statements"]
    assert statement["text"] == SPOKEN
    assert [one["summary"] for one in statement["positions"]] == [
        "Holds that the harbour is full."
    ]


def test_a_curator_accepts_places_and_sees_the_changes_first(
    client: Client, curator: User
) -> None:
    statement = proposed()
    pier = PropositionFactory.create(slug="pier")
    publish(statement.expert, pier, "against", statement.stated_on.replace(year=2020), curator)
    path = f"/api/v1/review/{public_id('statement', statement.pk)}"
    body = {"proposition": "pier", "stance": "favor", "strength": "plain"}

    early = client.post(f"{path}/positions/", body, content_type="application/json")
    accepted = client.post(f"{path}/accept/", {}, content_type="application/json")
    twice = client.post(f"{path}/accept/", {}, content_type="application/json")
    unseen = client.post(f"{path}/positions/", body, content_type="application/json")
    seen = unseen.json()["detail"].partition("“")[2].rpartition("”")[0]
    placed = client.post(
        f"{path}/positions/", {**body, "seen": seen}, content_type="application/json"
    )

    assert early.json()["code"] in {"statement_not_accepted", "unseen_changes"}
    assert (accepted.status_code, accepted.json()["id"]) == (200, path.rpartition("/")[2])
    assert (twice.status_code, twice.json()["code"]) == (409, "already_reviewed")
    assert (unseen.status_code, unseen.json()["code"]) == (409, "unseen_changes")
    assert "reversal" in seen
    assert placed.status_code == 201
    position = Position.objects.get(statement=statement)
    assert (position.state, position.reviewed_by) == ("published", curator)
    assert client.get(placed["Location"]).json()["stance"] == "favor"
    assert client.get("/api/v1/changes/").json()["results"][0]["kind"] == "reversal"


def test_a_curator_rejects_with_a_reason(client: Client, curator: User) -> None:
    statement = proposed()
    path = f"/api/v1/review/{public_id('statement', statement.pk)}/reject/"

    missing = client.post(path, {}, content_type="application/json")
    done = client.post(path, {"reason": "Said by somebody else."}, content_type="application/json")

    assert (missing.status_code, missing.json()["errors"][0]["pointer"]) == (400, "/reason")
    assert done.json() == {
        "id": public_id("statement", statement.pk),
        "state": "rejected",
        "reason": "Said by somebody else.",
    }
    statement.refresh_from_db()
    assert (statement.state, statement.reviewed_by) == ("rejected", curator)
    assert client.get("/api/v1/review/").json()["results"] == []


@pytest.mark.usefixtures("curator")
@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"stance": "favor"}, "/proposition"),
        ({"proposition": "nowhere", "stance": "favor"}, "/proposition"),
        ({"proposition": "pier", "stance": "for"}, "/stance"),
        ({"proposition": "pier", "stance": "favor", "spans": [[1]]}, "/spans/0"),
        ({"proposition": "pier", "stance": "favor", "stanse": "x"}, "/stanse"),
    ],
)
def test_a_position_that_cannot_be_is_a_400_that_says_where(
    client: Client, body: dict[str, Any], pointer: str
) -> None:
    PropositionFactory.create(slug="pier")
    statement = StatementFactory.create(accepted=True, printed=True)
    path = f"/api/v1/review/{public_id('statement', statement.pk)}/positions/"

    response = client.post(path, body, content_type="application/json")

    assert response.status_code == 400
    assert pointer in [fault["pointer"] for fault in response.json()["errors"]]
    assert not Position.objects.exists()


def test_a_decision_needs_the_csrf_token_of_its_session() -> None:
    strict = Client(enforce_csrf_checks=True)
    user: User = UserFactory.create(is_staff=True, is_superuser=True)
    strict.force_login(user)
    statement = proposed()

    response = strict.post(f"/api/v1/review/{public_id('statement', statement.pk)}/accept/")

    assert (response.status_code, response.json()["code"]) == (403, "csrf_failed")
    statement.refresh_from_db()
    assert statement.state == "proposed"
    assert ExpertFactory._meta.model.objects.count() == 1
