"""verify_evidence looks at every row again, also at what was written past the rules."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from commentary.models import Appearance, Evidence, Position, Statement
from commentary.services.verification import Failure, verify_all
from commentary.triggers import TRIGGERS
from common.public_ids import public_id
from common.triggers import install
from tests.commentary.sayings import publish
from tests.factories import ExpertFactory, PropositionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def position() -> Position:
    return publish(
        ExpertFactory.create(),
        PropositionFactory.create(),
        "favor",
        date(2025, 3, 3),
        UserFactory.create(),
    )


def failures() -> list[Failure]:
    return [failure for outcome in verify_all() for failure in outcome.failures]


@contextmanager
def without_triggers(table: str) -> Iterator[None]:
    """As a hand in the database, or a restored file, would write."""
    with connection.cursor() as cursor:
        for trigger in TRIGGERS:
            if trigger.table != table:
                continue
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name} ON {table}")
            else:
                for event in trigger.on:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}_{event.lower()}")
    yield
    install(TRIGGERS, using="default")


def test_everything_that_the_services_write_holds(position: Position) -> None:
    out = StringIO()

    call_command("verify_evidence", stdout=out)

    assert position.ended_at is None
    assert out.getvalue().splitlines() == [
        "appearances: 1",
        "evidence: 1",
        "positions: 1",
        "changes: 0",
        "texts: 1",
        "All of it holds.",
    ]


def test_words_that_are_not_in_the_text_are_found(position: Position) -> None:
    with without_triggers("commentary_evidence"):
        Evidence.objects.update(exact="Words that nobody printed.")

    (failure,) = failures()
    assert failure.sentence == "its words are not those of the text."
    assert failure.id.startswith(public_id("statement", position.statement_id))


def test_command_names_what_does_not_hold_and_fails(position: Position) -> None:
    Evidence.objects.update(letters_sha256="0" * 64)
    out, err = StringIO(), StringIO()

    with pytest.raises(CommandError) as error:
        call_command("verify_evidence", stdout=out, stderr=err)

    assert str(error.value) == "1 record does not hold."
    assert public_id("statement", position.statement_id) in err.getvalue()
    assert err.getvalue().rstrip().endswith("its fingerprint is not that of its words.")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"length": 1}, "its length is not that of its words."),
        ({"prefix": "elsewhere "}, "the words around it are not those of the text."),
    ],
)
def test_altered_evidence_is_found(
    position: Position, changed: dict[str, object], sentence: str
) -> None:
    Evidence.objects.filter(statement=position.statement_id).update(**changed)

    assert [one.sentence for one in failures()] == [sentence]


@pytest.mark.parametrize(
    ("spans", "sentence"),
    [
        ([], "its spans are not inside the text."),
        ([[0, 10_000]], "its spans are not inside the text."),
        ([[40, 50], [33, 39]], "its spans are not in order."),
        ([[33, 39]], "its bounds are not those of its spans."),
    ],
)
def test_altered_spans_are_found(
    position: Position, spans: list[list[int]], sentence: str
) -> None:
    Appearance.objects.filter(statement=position.statement_id).update(spans=spans)

    assert sentence in [one.sentence for one in failures()]


def test_position_dated_otherwise_than_its_statement_is_found(position: Position) -> None:
    Statement.objects.filter(pk=position.statement_id).update(stated_on=date(2020, 1, 1))

    assert failures() == [
        Failure(public_id("position", position.pk), "it is dated otherwise than its statement.")
    ]


def test_more_words_than_allowed_are_found(position: Position, settings: Settings) -> None:
    settings.QUOTE_MAX_WORDS = 3

    assert {one.sentence for one in failures()} == {
        "10 words are shown, 3 may be.",
        "more than 3 words are shown.",
    }
    assert position.lead_evidence is not None
