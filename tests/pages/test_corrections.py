"""The pages of corrections: a form without script, the log, and what stands beside a record."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from commentary.models import CorrectionRequest, Position, Statement
from common.public_ids import public_id
from tests.factories import CorrectionRequestFactory, PositionFactory, StanceChangeFactory

pytestmark = pytest.mark.django_db
NEW = "/corrections/new/"


@pytest.fixture(autouse=True)
def _nobody_counted() -> None:
    cache.clear()


@pytest.fixture
def position() -> Position:
    return PositionFactory.create(published=True)


def test_pages_of_records_link_to_the_form(client: Client, position: Position) -> None:
    change = StanceChangeFactory.create(confirmed=True)
    record = public_id("position", position.pk)

    assert f"{NEW}?record={record}" in client.get(f"/positions/{record}/").content.decode()
    expert = client.get(f"/experts/{position.expert.slug}/").content.decode()
    assert f"{NEW}?record={position.expert.slug}" in expert
    changes = client.get("/changes/").content.decode()
    assert f"{NEW}?record={public_id('change', change.pk)}" in changes


def test_the_form_files_a_request_and_shows_how_it_goes_on(position: Position) -> None:
    client, record = Client(enforce_csrf_checks=True), public_id("position", position.pk)
    page = client.get(f"{NEW}?record={record}")
    sent = {
        "record": record,
        "asked_by": "subject",
        "claim": "not said",
        "why": "I was in Skagen.",
        "reply": "I never said it.",
        "csrfmiddlewaretoken": page.context["csrf_token"],
    }

    assert client.post(NEW, {**sent, "csrfmiddlewaretoken": ""}).status_code == 403
    answer = client.post(NEW, sent, follow=True)

    filed = CorrectionRequest.objects.get()
    assert answer.redirect_chain == [(f"/corrections/{filed.public_id}/", 302)]
    told = answer.content.decode()
    assert "Received" in told
    assert "I was in Skagen." not in told
    assert "I never said it." not in told
    assert str(position.proposition.wording) in page.content.decode()


def test_the_form_is_shown_again_with_what_is_missing(client: Client, position: Position) -> None:
    record = public_id("position", position.pk)

    answer = client.post(NEW, {"record": record, "asked_by": "reader", "claim": "date"})

    assert answer.status_code == 422
    assert "This field is required." in answer.content.decode()
    assert client.get(f"{NEW}?record=pos_nothing").status_code == 404
    assert client.get(NEW).status_code == 404


def test_one_network_files_twenty_in_a_minute_and_no_more(
    client: Client, position: Position
) -> None:
    sent = {
        "record": public_id("position", position.pk),
        "asked_by": "reader",
        "claim": "date",
        "why": "x",
    }
    answers = [client.post(NEW, {**sent, "why": f"{n}"}).status_code for n in range(21)]

    assert answers == [302] * 20 + [429]
    assert CorrectionRequest.objects.count() == 20


def test_the_log_shows_what_was_decided_and_counts_the_rest(client: Client) -> None:
    CorrectionRequestFactory.create(why="Nobody reads this.")
    CorrectionRequestFactory.create(declined=True, answer="The tape says the same.")

    page = client.get("/corrections/").content.decode()

    assert "The tape says the same." in page
    assert "1 request waits for an answer." in page
    assert "Nobody reads this." not in page


def test_a_dispute_and_a_reply_stand_beside_the_words_everywhere(client: Client) -> None:
    change = StanceChangeFactory.create(confirmed=True)
    Statement.objects.filter(pk=change.after.statement_id).update(
        disputed_at=timezone.now(), reply="I never said it.", replied_at=timezone.now()
    )

    pages = (
        f"/positions/{public_id('position', change.after.pk)}/",
        f"/experts/{change.expert.slug}/",
        f"/propositions/{change.proposition.slug}/",
        "/changes/",
        "/",
    )

    for address in pages:
        page = client.get(address).content.decode()
        assert "I never said it." in page, address
        assert '<span class="tag">disputed</span>' in page, address
