"""What has been kept for long enough goes, and nothing that anybody needs."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from pytest_django import Settings

from alerts.models import Attempt
from commentary.services.experts import backfill_expert
from commentary.services.readings import due_reading_ids, owe_readings, read_text
from commentary.services.verification import verify_all
from config.pruning import prune
from config.tasks import prune as prune_task
from sources.enums import AliasKind
from sources.models import (
    ArticleAlias,
    ArticleText,
    FeedFetch,
    Outage,
    RawResponse,
    RobotsFile,
    TextBand,
)
from sources.services.pruning import STEP
from tests.commentary.printings import marit, original
from tests.factories import (
    AppearanceFactory,
    ArticleAliasFactory,
    ArticleTextFactory,
    AttemptFactory,
    FeedFetchFactory,
    OutageFactory,
    RawResponseFactory,
    ReadingFactory,
    RobotsFileFactory,
    TextBandFactory,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def stored(days: float, *, is_read: bool = True) -> ArticleText:
    """A text with the page it was read from, stored so many days ago."""
    text = ArticleTextFactory.create(stored_at=ago(days), signature=b"1234")
    TextBandFactory.create(article_text=text)
    RawResponseFactory.create(article=text.article, fetched_at=ago(days))
    if is_read:
        ReadingFactory.create(article_text=text, state="done", due_at=None)
    return text


def kept() -> set[ArticleText]:
    return set(ArticleText.objects.exclude(text=""))


def test_words_of_nobody_who_is_tracked_are_reduced_to_their_hash() -> None:
    old, young, unread = stored(90.1), stored(89.9), stored(200, is_read=False)
    said = stored(400)
    AppearanceFactory.create(article_text=said, start=0, end=6)
    before_it = ArticleTextFactory.create(article=said.article, revision=2, stored_at=ago(395))
    ReadingFactory.create(article_text=before_it, state="done", due_at=None)
    facts = {name: getattr(old, name) for name in ("sha256", "length", "title", "stored_at")}
    faults = list(verify_all())

    done = prune(NOW)

    assert done == Counter(texts=1, responses=1)
    assert kept() == {young, unread, said, before_it}
    old.refresh_from_db()
    assert (old.text, old.marks, bytes(old.signature)) == ("", [], b"")
    assert {name: getattr(old, name) for name in facts} == facts
    assert not TextBand.objects.filter(article_text=old).exists()
    answer = RawResponse.objects.get(article=old.article)
    assert (bytes(answer.body), answer.length > 0, len(answer.sha256)) == (b"", True, 64)
    assert RawResponse.objects.exclude(body=b"").count() == 3
    assert list(verify_all()) == faults
    assert prune(NOW) == Counter()


def test_retention_of_nought_days_keeps_every_word(settings: Settings) -> None:
    settings.TEXT_RETENTION_DAYS = 0
    text = stored(4_000)

    assert prune(NOW) == Counter()
    assert kept() == {text}


def test_records_of_work_go_by_their_age() -> None:
    fetches = [FeedFetchFactory.create(started_at=ago(days)) for days in (29, 31)]
    tries = [AttemptFactory.create(finished_at=ago(days)) for days in (89, 91)]
    robots = [
        RobotsFileFactory.create(fetched_at=ago(days + 1), expires_at=ago(days))
        for days in (29, 31)
    ]
    titles = [
        ArticleAliasFactory.create(kind=AliasKind.TITLE, added_at=ago(days)) for days in (13, 15)
    ]
    address = ArticleAliasFactory.create(added_at=ago(900))
    outage = OutageFactory.create(began_at=ago(900))

    done = prune(NOW)

    assert done == Counter(
        {"polls": 1, "tries to send": 1, "robots files": 1, "headlines of articles": 1}
    )
    assert list(FeedFetch.objects.all()) == fetches[:1]
    assert list(Attempt.objects.all()) == tries[:1]
    assert list(RobotsFile.objects.all()) == robots[:1]
    assert set(ArticleAlias.objects.all()) == {titles[0], address}
    assert list(Outage.objects.all()) == [outage]


def test_a_run_takes_few_steps_and_the_command_all() -> None:
    fetch = FeedFetchFactory.create(started_at=ago(31))
    FeedFetch.objects.bulk_create(
        FeedFetch(
            feed=fetch.feed,
            started_at=ago(31),
            finished_at=ago(31),
            outcome=fetch.outcome,
        )
        for _ in range(2 * STEP)
    )

    assert prune(NOW, most_steps=1) == Counter(polls=STEP)
    out = StringIO()
    call_command("prune", stdout=out)
    assert out.getvalue() == f"polls: {STEP + 1}\n"
    prune_task()
    call_command("prune", stdout=out)
    assert out.getvalue().endswith("Nothing has been kept for long enough.\n")


def test_blanked_texts_are_read_by_nobody_again() -> None:
    text = original()
    ReadingFactory.create(
        article_text=text, state="done", due_at=None, reader_version="an older one"
    )
    ArticleText.objects.update(stored_at=ago(91))
    prune(NOW)

    expert = marit()
    _expert, owed = backfill_expert(expert.slug)

    assert (owed, owe_readings(NOW), due_reading_ids(NOW)) == (0, 0, [])
    ReadingFactory.create(article_text=text, due_at=ago(1))
    (reading,) = due_reading_ids(NOW)
    report = read_text(reading)
    assert report is not None
    assert (report.state, report.statements_new) == ("done", 0)
