"""Restricting a record: kept and not shown, in every channel, until it is lifted."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.test import Client

from alerts.enums import DeliveryState
from alerts.models import Delivery
from alerts.services.deliveries import deliver
from alerts.services.events import number_events
from commentary.exceptions import (
    AlreadyReviewedError,
    DecisionError,
    NotAllowedError,
    RestrictedError,
)
from commentary.models import (
    Expert,
    Position,
    Proposition,
    Record,
    Restriction,
    StanceChange,
    Statement,
)
from commentary.services.changes import rebuild_changes
from commentary.services.experts import add_expert
from commentary.services.positions import (
    correct_position,
    publish_position,
    retract_position,
)
from commentary.services.restriction import lift, restrict
from commentary.services.review import accept_statement
from commentary.services.search_index import index_expert
from common.public_ids import public_id
from tests.commentary.sayings import awaiting, propose, publish
from tests.factories import ExpertFactory, PropositionFactory, SubscriptionFactory, UserFactory

pytestmark = pytest.mark.django_db
# In everything of the restricted person, and nowhere else.
MARK = "Qzxw"
NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
NOTE = "Her lawyer wrote on Monday."


@pytest.fixture
def editor() -> User:
    user = UserFactory.create()
    user.groups.add(Group.objects.get(name="Editors"))
    return user


@pytest.fixture
def expert() -> Expert:
    return ExpertFactory.create(name=f"Marit {MARK}", slug=f"marit-{MARK.lower()}")


@pytest.fixture
def pier() -> Proposition:
    return PropositionFactory.create(slug="pier")


@pytest.fixture
def change(expert: Expert, pier: Proposition, editor: User) -> StanceChange:
    """In favor in January, against in June; another person in favor, too."""
    publish(ExpertFactory.create(slug="ivo-brandt"), pier, "favor", date(2025, 2, 3), editor)
    publish(expert, pier, "favor", date(2025, 1, 6), editor, summary=f"For it, {MARK}.")
    publish(expert, pier, "against", date(2025, 6, 2), editor, summary=f"Not any more, {MARK}.")
    index_expert(expert.pk)
    return StanceChange.objects.get(state="confirmed")


def restricted(record: Any, editor: User) -> Restriction:
    with time_machine.travel(NOON, tick=False):
        return restrict(record=record, editor=editor, reason="objection", note=NOTE)


def addresses() -> Iterator[str]:
    """Every public address under which any of it may be seen."""
    yield from ("/", "/experts/", "/changes/", "/propositions/", "/propositions/pier/")
    for name in ("experts", "statements", "positions", "changes", "articles", "events"):
        for query in ("", "?format=csv", "?format=ndjson", "?count=true"):
            yield f"/api/v1/{name}/{query}"
    for query in ("", "?known_at=2999-01-01", "?as_of=2999-01-01"):
        yield f"/api/v1/propositions/pier/timeline/{query}"
    yield from ("/api/v1/search/?q=Marit", "/api/v1/search/?q=ferries&format=ndjson")
    for expert in Expert.objects.filter(name__contains=MARK):
        yield f"/api/v1/positions/?expert={expert.slug}"
    yield from of_the_record()


def of_the_record() -> Iterator[str]:
    for expert in Expert.objects.filter(name__contains=MARK):
        yield from (f"/experts/{expert.slug}/", f"/api/v1/experts/{expert.slug}/")
        yield f"/api/v1/experts/{expert.slug}/timeline/"
        for model, kind in ((Statement, "statement"), (Position, "position")):
            for row in model._default_manager.filter(expert=expert):
                yield f"/api/v1/{kind}s/{public_id(kind, row.pk)}/"
        for change in StanceChange.objects.filter(expert=expert):
            yield f"/api/v1/changes/{public_id('change', change.pk)}/"
        for position in Position.objects.filter(expert=expert):
            yield f"/positions/{public_id('position', position.pk)}/"


def body(client: Client, address: str) -> str:
    cache.clear()
    response = client.get(address)
    streamed = response.streaming
    return (b"".join(response) if streamed else response.content).decode()


def test_a_restricted_person_is_in_no_channel_and_comes_back_when_it_is_lifted(
    client: Client, change: StanceChange, expert: Expert, editor: User
) -> None:
    number_events()
    before = {address: body(client, address) for address in addresses()}
    assert MARK in before["/api/v1/events/"]

    restriction = restricted(expert, editor)
    number_events()

    slug = expert.slug
    for address in addresses():
        told = body(client, address).replace(slug, "")
        assert MARK not in told, address
        assert NOTE not in told, address
    for address in of_the_record():
        assert client.get(address).status_code == 410, address
    listed = json.loads(body(client, "/api/v1/positions/?count=true"))
    assert (len(listed["results"]), listed["count"]) == (1, 1)
    events = client.get("/api/v1/events/").json()["results"]
    hidden = {"state": "restricted", "at": "2025-03-04T12:00:00Z"}
    assert [one["sequence"] for one in events] == list(range(1, len(events) + 1))
    assert [one["tombstone"] for one in events] == [None] * 2 + [hidden] * 5 + [None]
    assert {one["url"] for one in events if one["tombstone"]} == {f"{settings.SITE_URL}/"}
    lift(restriction_id=restriction.pk, editor=editor)

    after = {address: body(client, address) for address in before}
    stream = "/api/v1/events/"
    assert {a: b for a, b in after.items() if not a.startswith(stream)} == {
        a: b for a, b in before.items() if not a.startswith(stream)
    }
    assert StanceChange.objects.confirmed().get() == change


def test_the_tombstone_says_since_when_and_why_and_names_nobody(
    client: Client, change: StanceChange, expert: Expert, editor: User
) -> None:
    restricted(expert, editor)
    at = {"at": "2025-03-04T12:00:00Z", "reason": "objection", "state": "restricted"}

    person = client.get(f"/api/v1/experts/{expert.slug}/").json()
    name = public_id("change", change.pk)
    changed = client.get(f"/api/v1/changes/{name}/").json()
    page = client.get(f"/positions/{public_id('position', change.after_id)}/").content.decode()

    assert person["code"] == "record_restricted"
    assert person["tombstone"] == {"kind": "expert", "id": None, **at}
    assert changed["tombstone"] == {"kind": "change", "id": name, **at}
    assert "4 March 2025" in page
    assert "The person objected" in page


def test_a_restricted_statement_hides_what_rests_on_it_and_nothing_else(
    client: Client, change: StanceChange, editor: User
) -> None:
    after, before = change.after, change.before
    restricted(after.statement, editor)

    hidden = [
        public_id("change", change.pk),
        public_id("position", after.pk),
        public_id("statement", after.statement_id),
    ]
    record = Record.objects.latest("pk")
    assert record.kind == "record.restricted"
    assert (record.expert, record.statement, record.restricted_at) == (None, None, None)
    assert record.payload == {
        "before": None,
        "after": {
            "state": "restricted",
            "kind": "statement",
            "id": public_id("statement", after.statement_id),
            "at": "2025-03-04T12:00:00Z",
            "reason": "objection",
            "records": hidden,
        },
    }
    shown = Position.objects.published().current().filter(expert=change.expert)
    assert list(shown) == [before]
    gone = [
        client.get(f"/api/v1/{kind}s/{public_id(kind, pk)}/").status_code
        for kind, pk in (
            ("statement", after.statement_id),
            ("position", after.pk),
            ("change", change.pk),
            ("statement", before.statement_id),
            ("position", before.pk),
        )
    ]
    assert gone == [410, 410, 410, 200, 200]


def test_a_restricted_position_leaves_its_words_and_the_changes_are_not_computed_anew(
    change: StanceChange, editor: User
) -> None:
    restricted(change.before, editor)

    rebuilt = rebuild_changes()

    change.refresh_from_db()
    assert (rebuilt.created, rebuilt.withdrawn) == (0, 0)
    assert (change.state, change.restricted_at) == ("confirmed", NOON)
    assert Statement.objects.accepted().current().filter(pk=change.before.statement_id).exists()


def test_the_correction_of_a_restricted_position_shows_it_not_either(
    client: Client, change: StanceChange, editor: User
) -> None:
    wrong = change.before
    correct_position(position_id=wrong.pk, reviewer=editor, summary="In other words.")
    restricted(wrong, editor)
    number_events()

    told = client.get("/api/v1/events/?type=position.superseded").json()["results"]

    assert [(one["before"], one["after"]) for one in told] == [(None, None)]
    assert f"For it, {MARK}." not in body(client, "/api/v1/events/")


def test_nothing_new_becomes_public_on_what_is_restricted(
    change: StanceChange, expert: Expert, pier: Proposition, editor: User
) -> None:
    waiting = awaiting(expert, date(2025, 7, 7))
    suggested = propose(expert, pier, "favor", date(2025, 8, 4), editor)
    restricted(expert, editor)

    with pytest.raises(RestrictedError):
        accept_statement(statement_id=waiting.pk, reviewer=editor)
    with pytest.raises(RestrictedError):
        publish_position(position_id=suggested.pk, reviewer=editor)
    with pytest.raises(RestrictedError):
        correct_position(position_id=change.after_id, reviewer=editor, stance="mixed")
    assert add_expert(name=expert.name, basis="Speaks in public.").expert == expert


def test_alerts_of_it_are_cancelled_and_new_ones_not_made(
    expert: Expert, pier: Proposition, editor: User
) -> None:
    SubscriptionFactory.create(active=True, kinds=["position.published", "position.retracted"])
    fresh = publish(expert, pier, "favor", datetime.now(UTC).date(), editor)
    number_events()
    owed = Delivery.objects.filter(event__record__position=fresh)
    assert owed.count() == 1

    restricted(expert, editor)

    assert deliver(owed.get().pk) is DeliveryState.CANCELLED
    assert owed.get().state_reason == "What it tells of is not shown any more."
    retract_position(position_id=fresh.pk, reviewer=editor, reason="our error")
    number_events()
    assert Record.objects.latest("pk").restricted_at == NOON
    assert Delivery.objects.count() == 1


def test_two_restrictions_of_one_record_hide_it_until_both_are_lifted(
    change: StanceChange, expert: Expert, editor: User
) -> None:
    person, words = restricted(expert, editor), restricted(change.after.statement, editor)

    lift(restriction_id=person.pk, editor=editor)

    assert Statement.objects.get(pk=change.after.statement_id).restricted_at == NOON
    assert Statement.objects.get(pk=change.before.statement_id).restricted_at is None
    lifted = Record.objects.latest("pk").payload
    assert lifted["after"] is None
    assert public_id("position", change.after_id) not in lifted["before"]["records"]
    lift(restriction_id=words.pk, editor=editor)
    assert not Record.objects.filter(restricted_at__isnull=False).exists()


def test_only_an_editor_restricts_with_a_reason_and_once(expert: Expert, editor: User) -> None:
    curator = UserFactory.create()
    given: dict[str, Any] = {
        "record": expert,
        "editor": editor,
        "reason": "objection",
        "note": NOTE,
    }
    for wrong in ({"reason": "whim"}, {"note": "  "}):
        with pytest.raises(DecisionError):
            restrict(**{**given, **wrong})
    with pytest.raises(NotAllowedError):
        restrict(**{**given, "editor": curator})
    restriction = restrict(**given)
    with pytest.raises(AlreadyReviewedError):
        restrict(**given)
    with pytest.raises(NotAllowedError):
        lift(restriction_id=restriction.pk, editor=curator)
    lift(restriction_id=restriction.pk, editor=editor)
    with pytest.raises(AlreadyReviewedError):
        lift(restriction_id=restriction.pk, editor=editor)


def test_editors_restrict_and_lift_in_the_admin(
    client: Client, change: StanceChange, editor: User
) -> None:
    client.force_login(editor)
    add = "/admin/commentary/restriction/add/"
    sent = {"position": change.after_id, "reason": "objection", "note": NOTE}

    assert client.get(add).status_code == 200
    none = client.post(add, {**sent, "position": ""})
    client.post(add, sent)
    again = client.post(add, sent)
    hidden = Position.objects.get(pk=change.after_id).restricted_at
    client.post(
        "/admin/commentary/restriction/",
        {"action": "lift_selected", "_selected_action": [Restriction.objects.get().pk]},
    )

    assert "Name one record" in none.content.decode()
    assert "restricted already" in again.content.decode()
    assert hidden is not None
    assert Position.objects.get(pk=change.after_id).restricted_at is None
