"""Every page of every model in the admin: it opens for those who may, and for nobody else."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models import ForeignKey, Model
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common.history import has_history
from config.staff import CURATORS
from tests.admin.planting import plant_markup
from tests.config.everything import make_everything
from tests.factories import (
    AffiliationFactory,
    AppearanceFactory,
    ArticleAliasFactory,
    ArticleFactory,
    ArticleMergeFactory,
    ArticleTextFactory,
    AttemptFactory,
    CorrectionRequestFactory,
    DeadlyDocumentFactory,
    DeliveryFactory,
    EventFactory,
    EvidenceFactory,
    ExchangeFactory,
    ExpertFactory,
    ExpertIdentifierFactory,
    ExpertNameFactory,
    FeedFactory,
    FeedFetchFactory,
    FeedGapFactory,
    HostTurnFactory,
    InterviewFactory,
    OccasionFactory,
    OutageFactory,
    OutletFactory,
    PassageFactory,
    PositionFactory,
    ProposedAffiliationFactory,
    PropositionFactory,
    PropositionWordingFactory,
    RawResponseFactory,
    ReadingFactory,
    RecordFactory,
    RestrictionFactory,
    RevisionFactory,
    RobotsFileFactory,
    RosterChangeFactory,
    SearchEntryFactory,
    StanceChangeFactory,
    StatementFactory,
    StoryFactory,
    SubscriberFactory,
    SubscriptionFactory,
    TextBandFactory,
    TombstoneFactory,
    TopicFactory,
    UserFactory,
    WebhookEndpointFactory,
)
from tests.pages.test_security_headers import refused_in

pytestmark = pytest.mark.django_db

OURS = {"sources", "commentary", "alerts"}
#: How many queries a list costs: who asks, counts, dates, filters and the rows.
LISTS: dict[Any, int] = {
    AffiliationFactory: 7,
    AppearanceFactory: 8,
    ArticleAliasFactory: 4,
    ArticleFactory: 7,
    ArticleTextFactory: 6,
    AttemptFactory: 6,
    CorrectionRequestFactory: 7,
    DeliveryFactory: 7,
    EventFactory: 7,
    EvidenceFactory: 7,
    ExchangeFactory: 5,
    ExpertFactory: 8,
    ExpertIdentifierFactory: 5,
    ExpertNameFactory: 9,
    FeedFactory: 7,
    FeedFetchFactory: 6,
    HostTurnFactory: 5,
    InterviewFactory: 7,
    OccasionFactory: 7,
    OutletFactory: 9,
    PassageFactory: 8,
    PositionFactory: 7,
    ProposedAffiliationFactory: 7,
    PropositionFactory: 8,
    PropositionWordingFactory: 7,
    ReadingFactory: 6,
    RecordFactory: 6,
    RestrictionFactory: 7,
    RosterChangeFactory: 7,
    SearchEntryFactory: 6,
    StanceChangeFactory: 7,
    StatementFactory: 7,
    StoryFactory: 7,
    FeedGapFactory: 7,
    RobotsFileFactory: 7,
    OutageFactory: 7,
    ArticleMergeFactory: 7,
    RevisionFactory: 7,
    RawResponseFactory: 7,
    DeadlyDocumentFactory: 7,
    SubscriberFactory: 8,
    SubscriptionFactory: 7,
    TextBandFactory: 4,
    TombstoneFactory: 7,
    TopicFactory: 8,
    WebhookEndpointFactory: 5,
}


def of_ours() -> list[type[Model]]:
    return [model for model in admin.site._registry if model._meta.app_label in OURS]


def address(model: type[Model], page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def pages_of(model: type[Model], request: HttpRequest) -> dict[str, str]:
    """The addresses of a model's pages that a superuser may open, on a row that is there."""
    model_admin = admin.site._registry[model]
    row = model._default_manager.order_by("-pk").first()
    assert row is not None, f"tests/config/everything.py makes no {model.__name__}"
    pages = {
        "list": address(model, "changelist"),
        "found": address(model, "changelist") + "?q=havneby",
        "change": address(model, "change", row.pk),
        "history": address(model, "history", row.pk),
    }
    if model_admin.has_add_permission(request):
        pages["add"] = address(model, "add")
    if model_admin.has_delete_permission(request):
        pages["delete"] = address(model, "delete", row.pk)
    return pages


def as_superuser() -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = UserFactory.create(admin=True)
    return request


def test_every_model_of_ours_is_in_the_admin() -> None:
    made = {
        model
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        if not model.__name__.startswith("Historical")
    }

    assert made - set(of_ours()) == set()


def test_every_page_opens_for_a_superuser_and_has_nothing_inline(admin_client: Client) -> None:
    make_everything()
    planted = plant_markup()
    assert {"Article.title", "Article.url", "Feed.last_error", "Outlet.name"} <= planted
    request = as_superuser()
    wrong: dict[str, Any] = {}

    for model in admin.site._registry:
        for name, at in pages_of(model, request).items():
            answer = admin_client.get(at)
            complaints = refused_in(answer.content)
            if answer.status_code != 200 or complaints:
                wrong[f"{model.__name__} {name}"] = (answer.status_code, complaints)

    assert wrong == {}


def test_no_page_opens_for_anybody_else(client: Client) -> None:
    make_everything()
    request = as_superuser()
    pages = [at for model in of_ours() for at in pages_of(model, request).values()]
    reader = UserFactory.create(is_staff=False)
    newcomer = UserFactory.create()

    nobody = {client.get(at).status_code for at in pages}
    client.force_login(reader)
    not_staff = {client.get(at).status_code for at in pages}
    client.force_login(newcomer)
    without_rights = {at: client.get(at).status_code for at in pages}

    assert (nobody, not_staff) == ({302}, {302})
    assert set(without_rights.values()) == {403}


def test_a_curator_sees_texts_and_no_subscribers(client: Client) -> None:
    make_everything()
    curator = UserFactory.create()
    curator.groups.add(Group.objects.get(name=CURATORS))
    client.force_login(curator)
    request = as_superuser()

    opened = {
        model._meta.label
        for model in of_ours()
        if client.get(pages_of(model, request)["change"]).status_code == 200
    }

    closed = {model._meta.label for model in of_ours()} - opened
    assert closed == {
        "alerts.Attempt",
        "alerts.Delivery",
        "alerts.Subscriber",
        "alerts.Subscription",
        "alerts.WebhookEndpoint",
    }


@pytest.mark.parametrize("factory", LISTS, ids=lambda one: one._meta.model.__name__)
def test_a_list_costs_the_same_for_one_row_and_for_three(client: Client, factory: Any) -> None:
    client.force_login(UserFactory.create(admin=True))
    at = address(factory._meta.model, "changelist")
    client.get(at)
    costs = []

    for more in (1, 2):
        factory.create_batch(more)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(at)
        costs.append(len(queries))

    assert costs == [LISTS[factory]] * 2


def test_every_list_of_ours_has_its_cost_written_down() -> None:
    counted = {factory._meta.model for factory in LISTS}

    assert {model.__name__ for model in set(of_ours()) - counted} == {"EventStream"}


def test_every_list_can_be_searched_and_no_state_is_edited_in_one() -> None:
    for model in of_ours():
        model_admin = admin.site._registry[model]
        assert not model_admin.list_editable, model
        assert model_admin.search_fields or model.__name__ == "EventStream", model


def test_every_reference_that_may_be_edited_is_looked_up_as_one_types() -> None:
    request = as_superuser()

    plain = {
        f"{model.__name__}.{field.name}"
        for model in of_ours()
        for model_admin in [admin.site._registry[model]]
        if model_admin.has_add_permission(request)
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey)
        and field.editable
        and field.name not in model_admin.get_readonly_fields(request)
        and field.name not in model_admin.get_autocomplete_fields(request)
    }

    assert plain == set()


def test_every_model_with_a_history_shows_it(admin_client: Client) -> None:
    make_everything()
    shown = 0

    for model in filter(has_history, of_ours()):
        row = model._default_manager.order_by("-pk").first()
        assert row is not None
        page = admin_client.get(address(model, "history", row.pk)).content.decode()
        assert f"added {model._meta.verbose_name}" in page, model
        shown += 1

    assert shown == 8
