"""The log of public acts, and the shapes in which it tells them."""

from datetime import UTC, datetime
from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from commentary.enums import RecordKind
from commentary.models import Evidence, Record
from commentary.services.records import append_record, mark_numbered, unnumbered
from commentary.shapes import EVIDENCE_FIELDS, evidence_shape, expert_shape, interview_shape
from common.public_ids import public_id
from tests.factories import EvidenceFactory

AT = datetime(2025, 3, 4, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_records_wait_for_their_numbers_in_the_order_of_writing() -> None:
    rows = [
        append_record(kind=RecordKind.ENDPOINT_TEST, at=AT, before=None, after={"n": number})
        for number in range(3)
    ]

    waiting = unnumbered(2)
    marked = [mark_numbered([one.pk for one in waiting], AT) for _ in range(2)]

    assert waiting == rows[:2]
    assert marked == [2, 0]
    assert unnumbered(10) == rows[2:]


@pytest.mark.django_db
def test_late_record_says_so() -> None:
    news = append_record(kind=RecordKind.CHANGE_CONFIRMED, at=AT, before=None, after={})
    late = append_record(
        kind=RecordKind.CHANGE_CONFIRMED, at=AT, before=None, after={}, is_late=True
    )

    assert [Record.objects.get(pk=one.pk).payload for one in (news, late)] == [
        {"before": None, "after": {}},
        {"before": None, "after": {}, "late": True},
    ]


@pytest.mark.django_db
def test_a_transaction_of_several_records_wakes_once(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        for _ in range(3):
            append_record(kind=RecordKind.ENDPOINT_TEST, at=AT, before=None, after=None)

    assert len(callbacks) == 1


@pytest.mark.django_db
def test_withheld_evidence_is_read_at_the_source() -> None:
    evidence = EvidenceFactory.create(withheld=True)

    shape = evidence_shape(Evidence.objects.values(*EVIDENCE_FIELDS).get(pk=evidence.pk))

    assert shape == {
        "exact": "",
        "prefix": "",
        "suffix": "",
        "start": None,
        "end": None,
        "state": "withheld",
        "live": "present",
        "rendering": "original",
        "article": None,
        "outlet": None,
        "language": "",
        "url": "https://havneby.example/behind-the-wall",
        "cut": False,
        "evidence_start": None,
        "evidence_end": None,
        "quotable": False,
        "read_at_source": True,
    }


@pytest.mark.django_db
def test_evidence_of_which_nothing_may_be_shown_gives_its_place_only() -> None:
    evidence = EvidenceFactory.create()

    shape = evidence_shape(Evidence.objects.values(*EVIDENCE_FIELDS).get(pk=evidence.pk))

    shown = ("exact", "prefix", "suffix", "start", "end", "cut", "quotable", "read_at_source")
    assert {key: shape[key] for key in shown} == {
        "exact": "",
        "prefix": "",
        "suffix": "",
        "start": evidence.start,
        "end": evidence.start,
        "cut": True,
        "quotable": False,
        "read_at_source": True,
    }
    assert (shape["evidence_start"], shape["evidence_end"]) == (evidence.start, evidence.end)


def test_expert_has_names_and_dated_roles() -> None:
    row: dict[str, Any] = {
        "id": 1,
        "slug": "marit-solvang",
        "name": "Marit Solvang",
        "public_basis": "Comments on harbours.",
        "created_at": AT,
        "merged_into__slug": None,
    }

    shape = expert_shape(
        row,
        names=[{"name": "Solvang", "language": "en", "script": "Latn"}],
        affiliations=[
            {
                "role": "fellow",
                "organisation": "Institute for Harbour Studies",
                "since": AT.date(),
                "until": None,
            }
        ],
    )

    assert shape == {
        "slug": "marit-solvang",
        "name": "Marit Solvang",
        "public_basis": "Comments on harbours.",
        "tracked_since": "2025-03-04",
        "merged_into": None,
        "names": [{"name": "Solvang", "language": "en", "script": "Latn"}],
        "affiliations": [
            {
                "role": "fellow",
                "organisation": "Institute for Harbour Studies",
                "since": "2025-03-04",
                "until": None,
            }
        ],
        "identifiers": [],
    }


def test_interview_gives_places_of_questions_and_not_their_words() -> None:
    row: dict[str, Any] = {
        "id": 3,
        "guests": ["Marit Solvang"],
        "occasion_id": 4,
        "occasion__title": "",
        "occasion__stated_on": AT.date(),
        "occasion__precision": "day",
        "occasion__basis": "published",
        "article_text__article_id": 5,
        "article_text__article__title": "A second pier",
        "article_text__article__url": "https://havneby.example/1",
        "article_text__article__outlet__slug": "havneby-courier",
    }
    exchange = {
        "id": 7,
        "number": 1,
        "question_start": 0,
        "question_end": 9,
        "answer_start": 10,
        "answer_end": 30,
    }

    shape = interview_shape(row, [exchange], {7: [{"id": "sta_x"}]})

    assert shape == {
        "id": public_id("interview", 3),
        "occasion": public_id("occasion", 4),
        "title": "A second pier",
        "stated_on": "2025-03-04",
        "precision": "day",
        "basis": "published",
        "article": public_id("article", 5),
        "outlet": "havneby-courier",
        "url": "https://havneby.example/1",
        "guests": ["Marit Solvang"],
        "exchanges": [
            {
                "number": 1,
                "question": [0, 9],
                "answer": [10, 30],
                "statements": [{"id": "sta_x"}],
            }
        ],
    }
