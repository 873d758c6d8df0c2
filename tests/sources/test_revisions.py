"""What becomes of a stored article: changes that count, pages that go and come back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from common.leases import claim
from sources.enums import ArticleState, RevisionKind
from sources.models import Article, ArticleText, Revision
from sources.models.revisions import newest_text, newest_texts
from sources.parsing.documents import ParsedPage
from sources.services.adding import add_text
from sources.services.articles import (
    LEASE,
    due_article_ids,
    fetch_article,
    set_watch_priority,
    visit_again,
)
from sources.services.erasure import blank_texts
from sources.services.recording import record_page
from sources.services.revisions import note_unchanged
from tests.factories.sources import ArticleFactory, ArticleTextFactory
from tests.kills import killed_everywhere
from tests.loopback import Loopback, article_page
from tests.sources.harbour import PLAN

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PLANNED = "\n\n".join(PLAN)
DEARER = PLANNED.replace("three summers", "four summers")
NOTE = "An earlier version of this article gave the wrong number of summers."


def at(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


def found(**facts: Any) -> Article:
    """An article that was found in a feed at noon and has not been read."""
    facts = {"title": "", "story": None, "published_at": NOON, "first_seen_at": NOON} | facts
    return ArticleFactory.create(owed=True, **facts)


def look(article: Article, minutes: int, text: str, title: str = "A second pier") -> str:
    """Its page is read so long after noon; returns why it will be again."""
    with time_machine.travel(at(minutes), tick=False):
        Article.objects.filter(pk=article.pk).update(due_at=timezone.now())
        token = claim(Article, article.pk, now=timezone.now(), lease=LEASE)
        assert token is not None
        article.refresh_from_db()
        page = ParsedPage(text=text, title=title, is_article=True)
        assert record_page(article, token, page) is not None
    article.refresh_from_db()
    assert article.lease_token is None
    return article.due_reason


def changes(article: Article) -> list[tuple[str, int, int]]:
    """Kind, and the revisions of the texts it leads from and to."""
    return [(one.kind, one.before.revision, one.after.revision) for one in article.revisions.all()]


def texts() -> list[str]:
    return list(ArticleText.objects.values_list("text", flat=True))


def test_change_counts_when_it_was_seen_twice_ten_minutes_apart() -> None:
    article = found()
    look(article, 0, PLANNED)
    assert (article.due_at, article.due_reason) == (
        at(60),
        "looked at again an hour after it was first read",
    )

    why = look(article, 60, DEARER)
    assert why == "a change was seen once: it counts when it is seen again"
    assert (article.due_at, article.pending_since, texts()) == (at(70), at(60), [PLANNED])
    look(article, 65, DEARER)
    assert (article.due_at, texts(), changes(article)) == (at(70), [PLANNED], [])
    look(article, 70, DEARER)

    assert texts() == [PLANNED, DEARER]
    revision = Revision.objects.get()
    assert (revision.kind, revision.number, revision.note) == (RevisionKind.TEXT, 1, "")
    assert (revision.before.text, revision.after.text) == (PLANNED, DEARER)
    assert (revision.seen_at, revision.confirmed_at) == (at(60), at(70))
    assert (article.pending_sha256, article.pending_since) == ("", None)
    assert article.due_at == at(24 * 60)
    assert newest_text(article) == revision.after


def test_change_that_is_taken_back_before_it_counts_leaves_nothing() -> None:
    article = found()
    for minutes, text in ((0, PLANNED), (60, DEARER), (70, PLANNED), (80, DEARER)):
        look(article, minutes, text)

    assert texts() == [PLANNED]
    assert changes(article) == []
    assert article.pending_since == at(80)


def test_change_that_is_taken_back_later_leads_to_the_text_that_is_there() -> None:
    article = found()
    for minutes, text in ((0, PLANNED), (60, DEARER), (70, DEARER), (80, PLANNED), (90, PLANNED)):
        look(article, minutes, text)

    assert texts() == [PLANNED, DEARER]
    assert changes(article) == [("text", 1, 2), ("text", 2, 1)]
    newest = newest_text(article)
    assert newest is not None
    assert newest.revision == 1
    other = ArticleTextFactory.create()
    assert set(newest_texts()) == {newest, other}


def test_headline_counts_when_it_was_seen_twice_too() -> None:
    article = found()
    look(article, 0, PLANNED)
    look(article, 60, PLANNED, "No pier at all")
    assert article.title == "A second pier"
    look(article, 70, PLANNED, "No pier at all")

    assert article.title == "No pier at all"
    assert changes(article) == [("headline", 1, 1)]
    revision = Revision.objects.get()
    assert (revision.title_before, revision.title_after) == ("A second pier", "No pier at all")
    look(article, 80, PLANNED, "No pier at all")
    assert Revision.objects.count() == 1


def test_boring_difference_is_one_row_and_no_text_however_often_it_is_seen() -> None:
    article = found()
    look(article, 0, PLANNED)
    for minutes in (60, 70, 1440):
        look(article, minutes, f"By Anna Holm\n\nUpdated {minutes} minutes ago\n\n{PLANNED}")

    assert texts() == [PLANNED]
    assert changes(article) == [("boring", 1, 1)]
    assert article.pending_sha256 == ""


def test_change_on_a_page_with_a_clock_is_seen_twice() -> None:
    article = found()
    look(article, 0, PLANNED)
    look(article, 60, f"Updated 3 minutes ago\n\n{DEARER}")
    look(article, 70, f"Updated 13 minutes ago\n\n{DEARER}")

    assert changes(article) == [("text", 1, 2)]


def test_note_of_correction_is_kept_and_its_text_stored() -> None:
    article = found()
    look(article, 0, PLANNED)
    for minutes in (60, 70):
        look(article, minutes, f"{DEARER}\n\n{NOTE}")

    revision = Revision.objects.get()
    assert (revision.kind, revision.note, revision.after.revision) == (
        "correction_note",
        NOTE,
        2,
    )


def test_page_that_changes_at_every_look_is_not_asked_every_ten_minutes() -> None:
    article = found()
    reasons = [
        look(article, minutes, f"{PLANNED}\n\nToday {minutes} ships lie in the harbour.")
        for minutes in (0, 60, 70, 80)
    ]

    assert [reason.startswith("a change was seen once") for reason in reasons] == [
        False,
        True,
        False,
        False,
    ]
    assert texts() == [f"{PLANNED}\n\nToday 0 ships lie in the harbour."]


def test_page_that_is_not_there_three_times_is_withdrawn_and_may_come_back(
    site: Loopback,
) -> None:
    article = found(url=site.put("/pier", article_page(PLAN)), is_registered=True)
    said = []

    def visit(minutes: int) -> None:
        with time_machine.travel(at(minutes), tick=False):
            visit_again(article_id=article.pk)
            fetch_article(article.pk)
        article.refresh_from_db()
        said.append((article.state, article.absent_in_a_row, article.due_at))

    visit(0)
    set_watch_priority([article.pk], 10)
    site.put("/pier", "gone", status=410)
    visit(5)
    site.put("/pier", "not there", status=404)
    visit(65)
    visit(125)
    assert (article.reason, changes(article)) == (
        "The page is not there (HTTP 404).",
        [("withdrawn", 1, 1)],
    )
    visit(185)
    site.put("/pier", article_page(PLAN))
    visit(245)

    assert said == [
        ("stored", 0, at(60)),
        ("stored", 1, at(65)),
        ("stored", 2, at(125)),
        ("withdrawn", 3, at(140)),
        ("withdrawn", 4, at(245)),
        ("stored", 0, at(305)),
    ]
    assert changes(article) == [("withdrawn", 1, 1), ("restored", 1, 1)]
    assert ArticleText.objects.count() == 1


def test_absence_between_two_answers_begins_anew(site: Loopback) -> None:
    article = found(url=site.put("/pier", article_page(PLAN)), is_registered=True)

    for status in (200, 404, 404, 200, 404, 404):
        site.put("/pier", article_page(PLAN), status=status)
        visit_again(article_id=article.pk)
        fetch_article(article.pk)

    article.refresh_from_db()
    assert (article.state, article.absent_in_a_row) == (ArticleState.STORED, 2)
    assert changes(article) == []


def test_page_that_did_not_change_is_there_again() -> None:
    article = found()
    look(article, 0, PLANNED)
    text = article.texts.get()
    Revision.objects.create(
        article=article,
        number=1,
        kind=RevisionKind.WITHDRAWN,
        before=text,
        after=text,
        seen_at=NOON,
        confirmed_at=NOON,
    )
    Article.objects.update(state=ArticleState.WITHDRAWN, due_at=at(60), absent_in_a_row=3)
    token = claim(Article, article.pk, now=at(60), lease=LEASE)
    assert token is not None

    article.refresh_from_db()
    assert note_unchanged(article, token, at(60))
    assert not note_unchanged(article, token, at(61))

    article.refresh_from_db()
    assert (article.state, article.absent_in_a_row, article.due_at) == (
        ArticleState.STORED,
        0,
        at(24 * 60),
    )
    assert [one.kind for one in article.revisions.all()] == ["withdrawn", "restored"]


def test_look_that_fails_leaves_the_ladder_standing(site: Loopback) -> None:
    article = found(url=site.put("/pier", article_page(PLAN)), is_registered=True)
    with time_machine.travel(at(0), tick=False):
        fetch_article(article.pk)
    site.put("/pier", "no", status=403)

    with time_machine.travel(at(60), tick=False):
        fetch_article(article.pk)

    article.refresh_from_db()
    assert (article.state, article.attempts, article.due_at) == ("stored", 0, at(24 * 60))


def test_tracked_person_changes_the_ladder_at_once() -> None:
    article, given = found(), ArticleFactory.create()
    ArticleTextFactory.create(article=given)
    look(article, 0, PLANNED)

    with time_machine.travel(at(1), tick=False):
        set_watch_priority([article.pk, given.pk], 10)
        article.refresh_from_db()
        given.refresh_from_db()
        set_watch_priority([article.pk], 5)

    assert (article.due_at, article.due_reason) == (
        at(15),
        "a tracked person speaks in it: every 15 minutes in its first three hours",
    )
    assert (given.watch_priority, given.due_at) == (10, None)
    article.refresh_from_db()
    assert (article.watch_priority, article.due_at) == (10, at(15))


def test_article_that_nobody_read_comes_before_every_further_look() -> None:
    again = ArticleFactory.create(due_at=NOON - timedelta(days=3), watch_priority=10)
    first = found()

    assert [pk for pk, _url in due_article_ids(at(1))] == [first.pk, again.pk]


def test_text_that_was_blanked_is_known_by_its_hash() -> None:
    article = found()
    look(article, 0, PLANNED)
    ArticleText.objects.update(text="", marks=[], signature=b"")

    look(article, 60, PLANNED)
    look(article, 70, DEARER)
    look(article, 80, DEARER)

    assert texts() == ["", DEARER]
    assert changes(article) == [("text", 1, 2)]


def test_text_that_is_given_counts_at_once() -> None:
    address = "https://havneby.example/news/pier"
    for text in (PLANNED, DEARER, DEARER, PLANNED):
        add_text(text.encode(), content_type="text/plain", url=address)

    article = Article.objects.get(url=address)
    assert texts() == [PLANNED, DEARER]
    assert changes(article) == [("text", 1, 2), ("text", 2, 1)]
    assert article.due_at is None


def test_erased_words_of_changes_are_gone() -> None:
    article = found()
    look(article, 0, PLANNED)
    look(article, 60, f"{DEARER}\n\n{NOTE}", "No pier at all")
    look(article, 70, f"{DEARER}\n\n{NOTE}", "No pier at all")
    look(article, 80, PLANNED)

    blank_texts(ArticleText.objects.values_list("pk", flat=True))

    article.refresh_from_db()
    revision = Revision.objects.get()
    assert (revision.title_before, revision.title_after, revision.note) == ("", "", "")
    assert (article.pending_sha256, article.pending_since, article.due_at) == ("", None, None)


# PostgreSQL's client complains of the cursors that died open.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    ("text", "counted"),
    [(DEARER, ["text"]), ("", [])],  # nothing is read where an article was
    ids=["changed", "refused"],
)
def test_look_killed_at_any_statement_is_planned_again(text: str, counted: list[str]) -> None:
    article = found()
    look(article, 0, PLANNED)
    if text:
        look(article, 60, text)
    Article.objects.update(due_at=at(70))
    page = ParsedPage(text=text, is_article=bool(text), reason="A notice.")

    def visit(minutes: int) -> None:
        with time_machine.travel(at(minutes), tick=False):
            token = claim(Article, article.pk, now=timezone.now(), lease=LEASE)
            if token is not None:
                article.refresh_from_db()
                record_page(article, token, page)

    def then(_at: int) -> None:
        visit(76)
        article.refresh_from_db()
        assert (article.lease_token, article.due_at) == (None, at(24 * 60))
        assert [one.kind for one in article.revisions.all()] == counted

    assert killed_everywhere(lambda: visit(70), then) > 3
