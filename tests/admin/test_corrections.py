"""Editors answer requests for a correction: each step is one button, for those who may."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from commentary.models import CorrectionRequest, Statement
from tests.factories import CorrectionRequestFactory, PositionFactory, UserFactory

pytestmark = pytest.mark.django_db


def page_of(request: CorrectionRequest) -> str:
    return f"/admin/commentary/correctionrequest/{request.pk}/change/"


def test_a_request_is_taken_up_verified_and_answered(admin_client: Client) -> None:
    position = PositionFactory.create(published=True)
    request = CorrectionRequestFactory.create(
        position=position, subject=True, claim="not said", reply="I never said it."
    )

    first = admin_client.get(page_of(request)).content.decode()
    admin_client.post(page_of(request), {"step": "verify"})
    admin_client.post(page_of(request), {"step": "take_up"})
    empty = admin_client.post(page_of(request), {"step": "decide", "outcome": "declined"})
    disputed = Statement.objects.get(pk=position.statement_id).disputed_at
    admin_client.post(
        page_of(request), {"step": "decide", "outcome": "declined", "answer": "It is on tape."}
    )

    assert "Take up" in first
    assert "kai@mail.example" in first
    assert "This field is required." in empty.content.decode()
    assert disputed is not None
    request.refresh_from_db()
    assert (request.state, request.answer) == ("declined", "It is on tape.")
    assert Statement.objects.get(pk=position.statement_id).disputed_at is None
    assert "Next step" not in admin_client.get(page_of(request)).content.decode()


def test_a_step_that_is_not_possible_is_one_sentence(admin_client: Client) -> None:
    request = CorrectionRequestFactory.create(declined=True)

    for step in ("take_up", "verify", "nonsense"):
        told = admin_client.post(page_of(request), {"step": step}, follow=True)
        assert len(list(told.context["messages"])) == 1

    request.refresh_from_db()
    assert request.state == "declined"


def test_several_are_taken_up_at_once(admin_client: Client) -> None:
    requests = CorrectionRequestFactory.create_batch(2)
    CorrectionRequestFactory.create(declined=True)

    told = admin_client.post(
        "/admin/commentary/correctionrequest/",
        {
            "action": "take_up_selected",
            "_selected_action": list(CorrectionRequest.objects.values_list("pk", flat=True)),
        },
        follow=True,
    )

    assert [str(one) for one in told.context["messages"]][-1] == "2 rows decided."
    for one in requests:
        one.refresh_from_db()
        assert one.state == "under_review"


def test_editors_answer_curators_see_no_address_and_others_nothing(client: Client) -> None:
    request, user = CorrectionRequestFactory.create(), UserFactory.create()
    client.force_login(user)
    assert client.get(page_of(request)).status_code == 403
    assert client.post(page_of(request), {"step": "take_up"}).status_code == 403

    user.groups.add(Group.objects.get(name="Curators"))
    client.force_login(type(user).objects.get(pk=user.pk))
    assert "kai@mail.example" not in client.get(page_of(request)).content.decode()
    assert client.post(page_of(request), {"step": "take_up"}).status_code == 403
    user.groups.set([Group.objects.get(name="Editors")])
    client.force_login(type(user).objects.get(pk=user.pk))

    assert "kai@mail.example" in client.get(page_of(request)).content.decode()
    client.post(page_of(request), {"step": "take_up"})
    request.refresh_from_db()
    assert request.taken_up_by == user
