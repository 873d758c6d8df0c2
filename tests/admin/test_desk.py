"""The review desk: two decisions, each through its service, and no change of stance unseen."""

import pytest
from django.test import Client

from commentary.enums import PassageState, Stance, StatementFate, StatementState
from commentary.models import Appearance, Passage, Position, StanceChange, Statement
from commentary.reading import Document, read
from commentary.services.placing import place
from tests.commentary.printings import EXCHANGES, marit, original
from tests.factories import SAID_ON, PositionFactory, PropositionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def passage() -> Passage:
    """The answer to the second question, awaiting review."""
    marit()
    text = original()
    place(read(Document(text=text.text, title=text.title)), text)
    return Passage.objects.get(number=2)


def desk(passage: Passage) -> str:
    return f"/admin/commentary/passage/{passage.pk}/change/"


def accept(client: Client, passage: Passage) -> Statement:
    statement = passage.statements.get()
    client.post(desk(passage), {"statement": statement.pk, "action": "accept"})
    statement.refresh_from_db()
    return statement


def position(statement: Statement, **given: str) -> dict[str, str]:
    prefix = f"position-{statement.pk}"
    values = {"certainty": "plain", "stance": "against", "seen": ""} | given
    sent = {f"{prefix}-{name}": value for name, value in values.items()}
    return sent | {"statement": str(statement.pk), "action": "publish"}


def test_the_desk_shows_the_words_in_their_article_and_the_question(
    admin_client: Client, passage: Passage
) -> None:
    page = admin_client.get(desk(passage)).content.decode()

    question, (answer,) = EXCHANGES[1]
    assert question in page
    assert f'<span class="content">{answer}</span>' in page
    assert "Accept as said" in page
    assert "Publish the position" not in page


def test_accepting_makes_the_statement_public_and_offers_a_position(
    admin_client: Client, passage: Passage
) -> None:
    statement = accept(admin_client, passage)

    assert statement.state == StatementState.ACCEPTED
    assert statement.recorded_at is not None
    assert "Publish the position" in admin_client.get(desk(passage)).content.decode()


def test_rejecting_wants_a_reason(admin_client: Client, passage: Passage) -> None:
    statement = passage.statements.get()
    reject = {"statement": statement.pk, "action": "reject"}

    without = admin_client.post(desk(passage), reject)
    state_without = passage.statements.get().state
    admin_client.post(
        desk(passage), reject | {f"reject-{statement.pk}-reason": "The mayor says this."}
    )

    assert "This field is required" in without.content.decode()
    assert state_without == StatementState.PROPOSED
    statement.refresh_from_db()
    assert (statement.state, statement.state_reason) == ("rejected", "The mayor says this.")


def test_deciding_twice_says_that_it_was_decided(admin_client: Client, passage: Passage) -> None:
    statement = accept(admin_client, passage)

    again = admin_client.post(
        desk(passage), {"statement": statement.pk, "action": "accept"}, follow=True
    )

    assert "already accepted" in again.content.decode()


def test_a_position_that_changes_nothing_is_published_at_once_on_the_chosen_words(
    admin_client: Client, passage: Passage
) -> None:
    statement = accept(admin_client, passage)
    proposition = PropositionFactory.create()
    words = "The state takes the harbour dues, so the state should pay."

    admin_client.post(
        desk(passage), position(statement, proposition=str(proposition.pk), words=words)
    )

    published = Position.objects.get()
    assert (published.state, published.stance) == ("published", Stance.AGAINST)
    assert published.lead_evidence is not None
    assert published.lead_evidence.exact == words


def test_words_that_were_not_said_are_refused(admin_client: Client, passage: Passage) -> None:
    statement = accept(admin_client, passage)
    proposition = PropositionFactory.create()

    answer = admin_client.post(
        desk(passage),
        position(statement, proposition=str(proposition.pk), words="The state must not pay."),
    )

    assert "do not stand in the statement" in answer.content.decode()
    assert Position.objects.count() == 0


def test_a_change_of_stance_is_shown_before_it_is_confirmed(
    admin_client: Client, passage: Passage
) -> None:
    statement = accept(admin_client, passage)
    before = PositionFactory.create(
        expert=statement.expert, stance=Stance.FAVOR, stated_on=SAID_ON, published=True
    )
    proposition = before.proposition
    assert before.stated_on < statement.stated_on
    sent = position(statement, proposition=str(proposition.pk), summary="Wants the state to pay.")

    shown = admin_client.post(desk(passage), sent)
    changes_when_shown = StanceChange.objects.count()
    seen = shown.context["panels"][0].position_form["seen"].value()
    admin_client.post(
        desk(passage), position(statement, proposition=str(proposition.pk), seen=seen)
    )

    page = shown.content.decode()
    assert "Publish and confirm the change" in page
    assert f'<option value="{proposition.pk}" selected>' in page
    assert 'value="Wants the state to pay."' in page
    assert changes_when_shown == 0
    change = StanceChange.objects.get()
    assert (change.kind, change.state, change.before) == ("reversal", "confirmed", before)
    assert change.after.statement == statement


def test_a_change_that_the_page_has_not_shown_is_shown_first(
    admin_client: Client, passage: Passage
) -> None:
    """Another curator publishes in between: what was seen is no longer what would happen."""
    statement = accept(admin_client, passage)
    before = PositionFactory.create(
        expert=statement.expert, stance=Stance.FAVOR, stated_on=SAID_ON, published=True
    )

    answer = admin_client.post(
        desk(passage),
        position(statement, proposition=str(before.proposition_id), seen="reversal:1:new:x"),
    )

    assert "Publish and confirm the change" in answer.content.decode()
    assert Position.objects.filter(state="published").count() == 1


def test_a_decision_on_another_passage_does_nothing(
    admin_client: Client, passage: Passage
) -> None:
    other = Passage.objects.get(number=1).statements.get()

    answer = admin_client.post(
        desk(passage), {"statement": other.pk, "action": "accept"}, follow=True
    )

    assert "not a decision on this passage" in answer.content.decode()
    other.refresh_from_db()
    assert other.state == StatementState.PROPOSED


def test_what_a_later_text_did_to_accepted_words_is_seen_and_noted(
    admin_client: Client, passage: Passage
) -> None:
    statement = accept(admin_client, passage)
    Appearance.objects.filter(statement=statement).update(fate=StatementFate.REATTRIBUTED)
    Passage.objects.filter(pk=passage.pk).update(state=PassageState.AWAITING)

    page = admin_client.get(desk(passage)).content.decode()
    admin_client.post(desk(passage), {"action": "seen"})

    assert "in the newest text: attribution changed" in page
    assert "Seen: the decisions stand" in page
    passage.refresh_from_db()
    assert passage.state == PassageState.DECIDED
    assert passage.statements.get() == statement
    assert "Seen: the decisions stand" not in admin_client.get(desk(passage)).content.decode()


def test_a_passage_is_not_noted_as_seen_while_something_awaits_a_decision(
    admin_client: Client, passage: Passage
) -> None:
    page = admin_client.post(desk(passage), {"action": "seen"}, follow=True).content.decode()

    assert "Decide first on what awaits a decision here." in page
    passage.refresh_from_db()
    assert passage.state == PassageState.AWAITING


def test_strangers_do_not_see_the_desk(client: Client, passage: Passage) -> None:
    answer = client.get(desk(passage))

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("passages", [1, 3])
def test_the_queue_costs_the_same_however_long_it_is(
    admin_client: Client,
    passage: Passage,
    passages: int,
    django_assert_num_queries: object,
) -> None:
    Passage.objects.exclude(pk=passage.pk).filter(number__gt=passages).update(state="decided")

    with django_assert_num_queries(8):  # type: ignore[operator]  # pytest-django's fixture
        page = admin_client.get("/admin/commentary/passage/?state__exact=awaiting")

    assert page.status_code == 200
