"""What all channels together give away of one text, counted by a reader who collects everything.

Every word of the text occurs once in it and nowhere else, so whoever finds it on a page, in an
answer of the API, an export, a mail or a webhook knows where it was printed.
"""

import itertools
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from alerts import tasks
from alerts.matching import SELECTABLE_KINDS
from alerts.models import Event
from alerts.shaping import event_records
from commentary.models import Position, Statement
from commentary.services.positions import (
    correct_position,
    propose_position,
    publish_position,
    retract_position,
)
from commentary.services.readings import due_reading_ids, owe_readings, read_text
from commentary.services.review import accept_statement
from common.http.networks import parse_networks
from tests.alerts.test_subscribing import READER, link_in_mail, post_all
from tests.commentary.printings import marit, printing
from tests.factories import PropositionFactory, StoryFactory, UserFactory
from tests.sinks import Sink, receiving

pytestmark = pytest.mark.django_db

QUOTATIONS, LENGTH = 9, 75  # words of each
MOST_WORDS, MOST_AROUND, MOST_SHARE = 60, 20, 0.25

_SYLLABLES = ["ba", "do", "fe", "gi", "ku", "la", "mo", "ne", "pi", "ru", "sa", "to", "vi", "zu"]
_VOCABULARY = ("".join(three) for three in itertools.permutations(_SYLLABLES, 3))
WORDS = list(itertools.islice(_VOCABULARY, QUOTATIONS * LENGTH))
_WORD = re.compile(r"[a-z]{6}")


def paragraphs() -> list[str]:
    """A text that is almost wholly quotation."""
    said = [" ".join(WORDS[i * LENGTH : (i + 1) * LENGTH]) for i in range(QUOTATIONS)]
    return [f'"{words.capitalize()}," said Marit Solvang on Monday.' for words in said]


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    settings.WEBHOOK_ALLOWED_NETWORKS = parse_networks(["127.0.0.0/8"])
    with receiving() as sink:
        yield sink


def follow_everything(client: Client, sink: Sink) -> None:
    for given in ({"channel": "email"}, {"channel": "webhook", "webhook_url": sink.url()}):
        wanted = {"address": READER, "everything": "on", "kinds": list(SELECTABLE_KINDS)}
        client.post("/subscribe/", {**wanted, **given})
        post_all()
        client.post(link_in_mail("/subscribe/confirm/"))
    mail.outbox.clear()


def publish_all() -> None:
    """Accept every statement; two positions on each but the last, one corrected, one retracted."""
    marit()
    story = StoryFactory.create()
    yesterday = timezone.now() - timedelta(days=1)  # nobody is told of old words
    printing(paragraphs(), story=story, published_at=yesterday)
    printing(["(Coast Wire)", *paragraphs()], story=story, published_at=yesterday)
    owe_readings(timezone.now())
    for pk in due_reading_ids(timezone.now()):
        read_text(pk)
    curator = UserFactory.create()
    statements = list(Statement.objects.order_by("pk"))
    assert len(statements) == QUOTATIONS
    for statement in statements:
        accept_statement(statement_id=statement.pk, reviewer=curator)
    propositions = [PropositionFactory.create(), PropositionFactory.create()]
    for statement, proposition in itertools.product(statements[:-1], propositions):
        position = propose_position(
            statement_id=statement.pk,
            proposition_id=proposition.pk,
            stance="favor" if statement.pk % 2 else "against",
            proposed_by="curator",
        )
        publish_position(position_id=position.pk, reviewer=curator)
    first, second = Position.objects.published().order_by("pk")[:2]
    one = statements[0].appearances.earliest("pk")
    correct_position(position_id=first.pk, reviewer=curator, spans=[(one.end - 200, one.end - 10)])
    retract_position(position_id=second.pk, reviewer=curator, reason="our error")


def collected(client: Client) -> dict[str, str]:
    """Every answer that can be reached from the first page and the root of the API."""
    timeline = "/api/v1/experts/marit-solvang/timeline/"
    waiting = [
        "/",
        "/api/v1/",
        *(f"{timeline}?{clock}=2999-01-01" for clock in ("as_of", "known_at")),
    ]
    bodies: dict[str, str] = {}
    while waiting:
        address = waiting.pop()
        if address in bodies:
            continue
        cache.clear()
        response = client.get(address)
        content = b"".join(response) if response.streaming else response.content
        bodies[address] = unescape(content.decode())
        found = re.findall(r'(?:href|src)="(/[^"#]*)', bodies[address])
        found += re.findall(r'http://testserver(/[^"\s<>\\]*)', bodies[address])
        for link in found:
            if link.startswith(("/static/", "/admin/")):
                continue
            waiting.append(link)
            if re.fullmatch(r"/api/v1/[a-z-]+/", link):
                waiting += [f"{link}?format=csv", f"{link}?format=ndjson"]
        if len(bodies) > 2000:
            raise AssertionError("The crawl does not end.")
    return bodies


def quotations(answer: Any) -> Iterator[dict[str, Any]]:
    """Every quotation in an answer of the API, however deep."""
    if isinstance(answer, list):
        for inner in answer:
            yield from quotations(inner)
    elif isinstance(answer, dict):
        if isinstance(answer.get("exact"), str):
            yield answer
        for inner in answer.values():
            yield from quotations(inner)


def test_all_channels_together_give_away_no_more_of_a_text_than_its_share(
    client: Client, sink: Sink
) -> None:
    follow_everything(client, sink)
    publish_all()
    tasks.number_events()
    post_all()
    post_all()

    bodies = collected(client)
    told = [str(letter.message()) for letter in mail.outbox]
    told += [received.body.decode() for received in sink.received]
    events = json.dumps(event_records(Event.objects.all()))
    known = set(WORDS)
    given_away = {
        word
        for body in [*bodies.values(), *told, events]
        for word in _WORD.findall(body.lower())
        if word in known
    }

    assert mail.outbox
    assert sink.received
    assert any("/positions/pos_" in address for address in bodies)
    share = MOST_SHARE * len(" ".join(paragraphs()).split())
    assert share / 2 < len(given_away) <= share
    for address, body in bodies.items():
        if not address.startswith("/api/v1/") or "format=" in address or "docs" in address:
            continue
        for quotation in quotations(json.loads(body)):
            around = f"{quotation.get('prefix', '')} {quotation.get('suffix', '')}"
            assert len(quotation["exact"].split()) <= MOST_WORDS, address
            assert len(around.split()) <= MOST_AROUND, address
