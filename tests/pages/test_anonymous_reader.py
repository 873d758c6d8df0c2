"""What anybody can reach without an account, in a database that holds everything there is.

Each private word carries a mark that no other text has; each public word from outside carries
markup. Every address is asked for, also those that nothing links to, in every format.
"""

import json
import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from alerts.models import Event
from alerts.services.events import number_events
from alerts.services.links import LinkPurpose, make_path
from alerts.services.subscribing import subscribe
from commentary.models import (
    CorrectionRequest,
    Expert,
    Interview,
    Passage,
    Position,
    StanceChange,
    Statement,
)
from commentary.services.positions import (
    propose_position,
    publish_position,
    reject_position,
    retract_position,
)
from commentary.services.readings import due_reading_ids, owe_readings, read_text
from commentary.services.review import accept_statement, reject_statement
from common.public_ids import public_id
from sources.models import Article, ArticleText, Outlet
from tests.commentary.printings import MORNING, printing
from tests.factories import (
    AffiliationFactory,
    ArticleFactory,
    CorrectionRequestFactory,
    DeliveryFactory,
    ExpertFactory,
    ExpertNameFactory,
    FeedFactory,
    PropositionFactory,
    StoryFactory,
    SubscriberFactory,
    SubscriptionFactory,
    TopicFactory,
    UserFactory,
    WebhookEndpointFactory,
)

pytestmark = pytest.mark.django_db

# In private words only.
PRIVATE = "Qzxw"
SCRIPT = "<script>alert(1)</script>"
BIDI = "\u202e"
FORMULA = '=HYPERLINK("https://evil.example")'
HOSTILE = f"{FORMULA}{SCRIPT}{BIDI}\"'><img src=x onerror=alert(2)>"
KINDS = ("statement", "position", "change", "interview", "article", "occasion")
LISTS = (
    "experts",
    "topics",
    "propositions",
    "statements",
    "positions",
    "changes",
    "articles",
    "outlets",
    "events",
    "correction-requests",
)
PAGES = ("experts", "propositions", "positions", "topics", "statements", "interviews", "articles")
FILTERS = (
    "",
    "?count=true",
    "?limit=1",
    "?format=csv",
    "?format=ndjson",
    "?expert=marit-solvang",
    "?topic=harbours",
    "?proposition=pier",
    "?state=proposed",
    "?state=rejected",
    "?type=statement.published",
    "?since=1900-01-01&until=2999-01-01",
    "?after=0",
    "?nonsense=1",
    "?cursor=x",
)


@pytest.fixture
def everything() -> None:
    """One of each kind of public and of private record."""
    expert = ExpertFactory.create(
        name="Marit Solvang", slug="marit-solvang", public_basis=f"Speaks in public. {HOSTILE}"
    )
    ExpertNameFactory.create(expert=expert, name="Marit Solvang")
    AffiliationFactory.create(expert=expert, role=HOSTILE, organisation=HOSTILE)
    topic = TopicFactory.create(slug="harbours", name=HOSTILE)
    pier, quay = (
        PropositionFactory.create(
            topic=topic, slug=slug, wording=f"{slug} {HOSTILE}", guide=HOSTILE
        )
        for slug in ("pier", "quay")
    )
    curator = UserFactory.create(username=f"{PRIVATE}-login", email=f"{PRIVATE}@staff.example")
    paragraphs = [f"The harbour was closed. {PRIVATE} is what nobody quotes. " * 8]
    public = [f"The pier number {n} must be built {HOSTILE} before the spring." for n in range(4)]
    private = [f"The quay {PRIVATE} number {n} will never be built again." for n in range(3)]
    paragraphs += [f"“{words}” said Marit Solvang on Monday." for words in [*public, *private]]
    story = StoryFactory.create()
    text = printing(paragraphs, story=story, published_at=MORNING)
    Article.objects.filter(pk=text.article_id).update(title=HOSTILE, author=HOSTILE)
    Outlet.objects.filter(pk=text.article.outlet_id).update(name=HOSTILE)
    unreviewed = printing(
        [f'"Not a word {PRIVATE} of this was reviewed," said Marit Solvang on Monday.'],
        story=None,
        published_at=MORNING,
    )
    Article.objects.filter(pk=unreviewed.article_id).update(title=PRIVATE, author=PRIVATE)
    _read_all()
    _decide(curator, pier.pk, quay.pk)
    _correct()
    number_events()
    _owe(expert)
    FeedFactory.create(
        url=f"https://feeds.example/{PRIVATE}", last_error=PRIVATE, state_reason=PRIVATE
    )
    ArticleFactory.create(title=PRIVATE, url=f"https://x.example/{PRIVATE}", reason=PRIVATE)


def _read_all() -> None:
    owe_readings(timezone.now())
    for pk in due_reading_ids(timezone.now()):
        read_text(pk)


def _decide(curator: User, pier: int, quay: int) -> None:
    said = [
        statement
        for statement in Statement.objects.order_by("pk")
        if PRIVATE not in _words(statement)
    ]
    assert len(said) == 4
    for statement in said:
        accept_statement(statement_id=statement.pk, reviewer=curator)
    hidden = Statement.objects.filter(state="proposed").order_by("pk")
    assert hidden.count() == 4
    reject_statement(statement_id=hidden[0].pk, reviewer=curator, reason=PRIVATE)
    for number, (statement, stance) in enumerate(zip(said, ("favor", "against") * 2, strict=True)):
        position = propose_position(
            statement_id=statement.pk,
            proposition_id=pier,
            stance=stance,
            summary=HOSTILE,
            proposed_by="curator",
        )
        if number < 3:
            publish_position(position_id=position.pk, reviewer=curator)
        if number == 2:
            retract_position(position_id=position.pk, reviewer=curator, reason="our error")
    suggested = [
        propose_position(
            statement_id=said[0].pk,
            proposition_id=quay,
            stance=stance,
            summary=f"{PRIVATE} {stance}",
            proposed_by="assessor",
        )
        for stance in ("favor", "against")
    ]
    reject_position(position_id=suggested[0].pk, reviewer=curator, reason=PRIVATE)


def _correct() -> None:
    """One decided request of the person quoted, one that nobody has verified."""
    position = Position.objects.published().current().earliest("pk")
    CorrectionRequestFactory.create(
        position=position,
        verified=True,
        declined=True,
        why=PRIVATE,
        contact=f"{PRIVATE}@mail.example",
        answer=HOSTILE,
        reply=HOSTILE,
    )
    CorrectionRequestFactory.create(
        position=position, subject=True, taken_up=True, why=PRIVATE, contact=PRIVATE, reply=PRIVATE
    )
    Statement.objects.filter(pk=position.statement_id).update(
        reply=HOSTILE, replied_at=timezone.now(), disputed_at=timezone.now()
    )


def _words(statement: Statement) -> str:
    one = statement.appearances.select_related("article_text").get()
    return one.article_text.text[one.start : one.end]


def _owe(expert: Expert) -> None:
    subscriber = SubscriberFactory.create(confirmed=True, address=f"{PRIVATE}@mail.example")
    endpoint = WebhookEndpointFactory.create(
        subscriber=subscriber,
        active=True,
        url=f"https://hooks.example/{PRIVATE}",
        host=f"{PRIVATE}.example",
        secret=f"whsec_{PRIVATE}",
    )
    SubscriptionFactory.create(subscriber=subscriber, active=True, webhook=True, endpoint=endpoint)
    subscribe(address=f"pending-{PRIVATE}@mail.example", expert=expert)
    DeliveryFactory.create(
        event=Event.objects.earliest("pk"),
        subscriber=SubscriberFactory.create(address=f"another-{PRIVATE}@mail.example"),
        failed=True,
        state_reason=PRIVATE,
    )


def addresses() -> Iterator[str]:
    yield from ("/", "/experts/", "/propositions/", "/changes/", "/subscribe/", "/healthz")
    yield from ("/experts/marit-solvang/", "/propositions/pier/", "/propositions/quay/")
    yield from ("/experts/nobody/", "/nothing/", "/api/", "/api/v1/", "/api/v1/schema/")
    yield from ("/api/v1/docs/", "/admin/", "/admin/commentary/passage/", "/admin/login/")
    for end in ("%00", "%ed%a0%80", "%F0%9F%9A%A2", "a" * 3000, "..%2f..%2fetc"):
        yield from (f"/{name}/{end}/" for name in PAGES)
        yield f"/search/?q={end}"
        yield from (f"/api/v1/{name}/{end}/" for name in LISTS)
        yield from (f"/subscribe/?{name}={end}" for name in ("expert", "proposition", "topic"))
        yield from (f"/api/v1/positions/?{name}={end}" for name in ("expert", "cursor", end))
        yield from (f"/unsubscribe/{end}/", f"/admin/?q={end}", f"/changes/?cursor={end}")
    yield from ("/?cursor=x", "/experts/?cursor=x", f"/unsubscribe/{PRIVATE.lower()}/")
    for name in LISTS:
        yield from (f"/api/v1/{name}/{query}" for query in FILTERS)
    for slug in ("pier", "quay"):
        yield f"/api/v1/propositions/{slug}/"
        yield f"/api/v1/propositions/{slug}/timeline/"
    yield "/api/v1/experts/marit-solvang/"
    for query in ("", "?known_at=2020-01-01", "?as_of=2999-12-31", "?known_at=9999-12-31"):
        yield f"/api/v1/experts/marit-solvang/timeline/{query}"
    for outlet in Outlet.objects.all():
        yield f"/api/v1/outlets/{outlet.slug}/"
    for request in CorrectionRequest.objects.all():
        yield f"/api/v1/correction-requests/{request.public_id}/"
        yield f"/corrections/{request.public_id}/"
    yield from ("/topics/", "/topics/harbours/", "/status/", "/about/", "/search/")
    yield from ("/search/?q=solvang", "/search/?q=pier&kind=position", "/search/?q=%21")
    yield from ("/corrections/", "/corrections/new/", "/corrections/new/?record=marit-solvang")
    rows = (
        *Statement.objects.all(),
        *Position.objects.all(),
        *StanceChange.objects.all(),
        *Article.objects.all(),
        *Interview.objects.all(),
        *Passage.objects.all(),
        *ArticleText.objects.all(),
    )
    for row in rows:
        for kind in KINDS:
            name = public_id(kind, row.pk)
            yield f"/api/v1/{kind}s/{name}/"
            yield f"/{kind}s/{name}/"


def links_in(body: str) -> set[str]:
    found = re.findall(r'(?:href|src|action)="(/[^"#]*)', body)
    found += re.findall(r'http://testserver(/[^"\s<>\\]*)', body)
    return {unescape(link) for link in found if not link.startswith("/static/")}


@pytest.mark.usefixtures("everything")
def test_no_private_word_reaches_anybody(client: Client) -> None:
    waiting, seen = list(dict.fromkeys(addresses())), dict[str, int]()
    bodies: dict[str, str] = {}
    while waiting:
        address = waiting.pop()
        if address in seen or len(seen) > 3000:
            continue
        cache.clear()
        response = client.get(address)
        body = b"".join(response).decode() if response.streaming else response.content.decode()
        seen[address], bodies[address] = response.status_code, body
        waiting += links_in(body)
        for name, value in response.headers.items():
            assert PRIVATE not in value, (address, name)

    leaking = {address for address, body in bodies.items() if PRIVATE in body}
    assert leaking == set()
    assert {address: status for address, status in seen.items() if status >= 500} == {}
    for address, body in bodies.items():
        if address.startswith("/api/v1/") and "docs" not in address and "schema" not in address:
            continue
        assert SCRIPT not in body, address
        assert "<img src=x" not in body, address
    assert seen["/api/v1/positions/"] == 200
    shown = {address.split("/")[1] for address, status in seen.items() if status == 200}
    assert {*PAGES, "search", "status", "about"} - {"interviews"} <= shown
    assert len(json.loads(bodies["/api/v1/statements/"])["results"]) == 4
    assert len(json.loads(bodies["/api/v1/positions/"])["results"]) == 2
    cells = bodies["/api/v1/statements/?format=csv"].replace('""', "'").split(",")
    assert not any(cell.lstrip('"').startswith("=") for cell in cells)


@pytest.mark.usefixtures("everything")
def test_a_link_opens_nothing_for_who_does_not_hold_it(client: Client) -> None:
    message = "msg_test_of_nobody"
    for purpose in LinkPurpose:
        path = make_path(purpose, message)
        for changed in (path[:-3] + "xx/", path.replace(message, "msg_other"), path + "%00"):
            response = client.get(changed)
            assert response.status_code in {404, 410}, changed
            assert PRIVATE not in response.content.decode()


@pytest.mark.parametrize("name", ["expert", "proposition", "topic", "address", "webhook_url"])
def test_a_form_with_a_character_that_no_text_has_is_sent_back(client: Client, name: str) -> None:
    filled = {
        "channel": "webhook",
        "address": "a@mail.example",
        "webhook_url": "https://h.example",
    }

    response = client.post("/subscribe/", {**filled, name: "pier\0"})

    assert response.status_code == 422
