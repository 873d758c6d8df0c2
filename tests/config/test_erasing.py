"""Erasure: everything of a person is gone from both databases and their backups; others stay."""

import zlib
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from pytest_django import Settings

from alerts.enums import DeliveryState
from alerts.models import Attempt, Delivery, Event, Subscription
from alerts.services.events import number_events
from commentary.models import (
    CorrectionRequest,
    Expert,
    Interview,
    Position,
    Record,
    StanceChange,
    Statement,
    Tombstone,
)
from commentary.services.corrections import decide, file_request, take_up, verify_subject
from commentary.services.positions import correct_position
from commentary.services.readings import due_reading_ids, owe_readings, read_text
from commentary.services.restriction import lift, restrict
from commentary.services.review import accept_statement
from commentary.services.search_index import rebuild_search
from commentary.services.verification import Failure, verify_all
from commentary.timelines import expert_timeline
from common.public_ids import public_id
from config.backups.rows import read_lines
from config.backups.schema import read_schema
from sources.deciding import address_name
from sources.models import Article, ArticleAlias, ArticleText, RawResponse
from sources.services.aliases import known_articles
from tests.commentary.sayings import WORDS, awaiting, publish
from tests.config.everything import make_everything
from tests.factories import (
    AffiliationFactory,
    AppearanceFactory,
    ArticleAliasFactory,
    ArticleFactory,
    ArticleMergeFactory,
    AttemptFactory,
    DeadlyDocumentFactory,
    EvidenceFactory,
    ExpertFactory,
    ExpertIdentifierFactory,
    ExpertNameFactory,
    InterviewFactory,
    ProposedAffiliationFactory,
    PropositionFactory,
    RawResponseFactory,
    ReadingFactory,
    RevisionFactory,
    RosterChangeFactory,
    StatementFactory,
    SubscriptionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
# In every text that concerns the person, and nowhere else.
MARK = "Qzxw"
NAME = f"Marit {MARK}"


@pytest.fixture
def editor() -> User:
    user = UserFactory.create(username="edda")
    user.groups.add(Group.objects.get(name="Editors"))
    return user


@pytest.fixture
def expert() -> Expert:
    return ExpertFactory.create(name=NAME, slug="marit-qzxw", public_basis=f"Speaks as {MARK}.")


def erase(command: str, name: str, **options: Any) -> str:
    out = StringIO()
    given = {"by": "edda", "reason": "objection", "yes": True, **options}
    call_command(command, name, stdout=out, **given)
    return out.getvalue()


def make_person(expert: Expert, editor: User) -> Position:
    """Everything that can be known of somebody, through the services where there is one."""
    pier = PropositionFactory.create(slug="pier")
    old = ExpertFactory.create(
        name=f"M. {MARK}", slug="m-qzxw", merged_into=expert, merged_at=editor.date_joined
    )
    ExpertNameFactory.create(expert=expert, name=NAME)
    ExpertNameFactory.create(expert=old, name=f"Maritje {MARK}")
    AffiliationFactory.create(expert=expert, role=MARK, organisation=MARK)
    ProposedAffiliationFactory.create(expert=expert, phrase=MARK, key=MARK, role=MARK)
    ExpertIdentifierFactory.create(expert=expert, value=MARK)
    RosterChangeFactory.create(expert=expert, what=MARK)
    positions = [
        publish(expert, pier, stance, on, editor, summary=f"{MARK} {stance}")
        for stance, on in (("favor", date(2025, 1, 6)), ("against", date(2025, 6, 2)))
    ]
    last = correct_position(position_id=positions[1].pk, reviewer=editor, summary=f"{MARK} again")
    awaiting(expert, date(2025, 7, 7), words=f"{MARK} has not been reviewed.", text="")
    for text in ArticleText.objects.filter(appearances__statement__expert=expert):
        ArticleText.objects.filter(pk=text.pk).update(title=MARK, marks=[["heading", 0, 1]])
        Article.objects.filter(pk=text.article_id).update(
            title=MARK, author=MARK, reason=MARK, url=f"https://press.example/{MARK}/{text.pk}"
        )
        ArticleAliasFactory.create(
            article=text.article, key=f"https://press.example/{MARK}/{text.pk}"
        )
        ReadingFactory.create(article_text=text, reason=MARK, found={"refused": [MARK]})
        make_what_became_of(text)
    _interview(expert)
    _correct_and_restrict(last, editor)
    number_events()
    subscription = SubscriptionFactory.create(active=True, everything=False, expert=expert)
    event = Event.objects.filter(record__expert=expert).latest("pk")
    for state in ("owed", "sent"):
        delivery = Delivery.objects.create(
            event=event,
            subscriber=subscription.subscriber if state == "owed" else _another(),
            channel="email",
            message_id=f"msg_{state}",
            state=state,
            due_at=editor.date_joined if state == "owed" else None,
            settled_at=None if state == "owed" else editor.date_joined,
            state_reason=MARK,
        )
        delivery.subscriptions.add(subscription)
        AttemptFactory.create(delivery=delivery, answer=f'{{"echo": "{MARK}"}}', error=MARK)
    expert.public_basis = f"Still speaks as {MARK}."
    expert.save()  # a row of history
    for model, pk in ((Expert, expert.pk), (Position, last.pk)):
        LogEntry.objects.create(
            user=editor,
            content_type=ContentType.objects.get_for_model(model),
            object_id=str(pk),
            object_repr=MARK,
            action_flag=CHANGE,
        )
    LogEntry.objects.create(user=editor, action_flag=CHANGE, change_message=f"About {NAME}.")
    return last


def make_what_became_of(text: ArticleText) -> None:
    """What is kept of the page, the changes and the other addresses of an article."""
    article = Article.objects.get(pk=text.article_id)
    RawResponseFactory.create(article=article, document=f"<p>{MARK}</p>".encode())
    RevisionFactory.create(
        before=text, after=text, title_before=MARK, title_after=MARK, note=f"We misquoted {MARK}."
    )
    second = ArticleFactory.create(
        url=f"https://press.example/amp/{MARK}/{text.pk}",
        title=MARK,
        author=MARK,
        state="not_an_article",
        reason=f"The same as {article.url}.",
    )
    ArticleMergeFactory.create(
        kept=article, merged=second, reason=MARK, aliases=[["url", "", second.url]]
    )
    DeadlyDocumentFactory.create(url=article.url)
    Article.objects.filter(pk=article.pk).update(
        etag=MARK, due_reason=MARK, pending_sha256="0" * 64, pending_since=text.stored_at
    )


def make_what_only_names() -> None:
    """Pages and rows that name the person, whose articles have no text of theirs."""
    page = f'<script>{{"by": "Maritje {MARK}"}}</script>'.encode("utf-16")
    RawResponseFactory.create(document=page, content_type="text/html; charset=utf-16")
    ArticleFactory.create(owed=True, title=f"{NAME} speaks", author=NAME)
    ArticleMergeFactory.create(reason=f"Both are called “{NAME} speaks”.")
    DeadlyDocumentFactory.create(url="https://press.example/2025/marit-qzxw-speaks")
    RevisionFactory.create(title_after=f"Correction: {NAME}")


def _another() -> Any:
    return SubscriptionFactory.create(active=True).subscriber


def _interview(expert: Expert) -> None:
    interview = InterviewFactory.create(
        occasion__expert=expert,
        occasion__title=f"{MARK} on the pier",
        guests=[NAME],
        article_text__text=f"Q: Is the harbour full?\nA: {MARK}.\n",
    )
    debate = InterviewFactory.create(guests=[NAME, "Ivo Brandt"], article_text__text="Q: ?\nA: !")
    debate.occasion.title = f"{NAME} and Ivo Brandt"
    debate.occasion.expert = ExpertFactory.create(name="Ivo Brandt", slug="ivo-brandt")
    debate.occasion.save()
    StatementFactory.create(occasion=debate.occasion, reported_by=NAME)
    assert interview.guests == [NAME]


def _correct_and_restrict(position: Position, editor: User) -> None:
    request = file_request(
        record=public_id("position", position.pk),
        asked_by="subject",
        claim="not said",
        why=MARK,
        contact=f"{MARK}@mail.example",
        reply=f"{MARK} never said it.",
    )
    verify_subject(request_id=request.pk, editor=editor)
    take_up(request_id=request.pk, editor=editor)
    decide(request_id=request.pk, editor=editor, outcome="declined", answer=f"{MARK} did.")
    restriction = restrict(record=position, editor=editor, reason="objection", note=MARK)
    lift(restriction_id=restriction.pk, editor=editor)


def saved() -> Iterator[tuple[str, str]]:
    """Each row that a backup has, as it stands in the file, with the name of its table."""
    for table in read_schema(connection).tables:
        for line in read_lines(table, connection):
            yield table.name, line.decode()


def faults() -> set[Failure]:
    """What verify_evidence finds; the rows of make_everything() are not all in order."""
    return {fault for one in verify_all() for fault in one.failures}


def tokens() -> bytes:
    """What the full-text index of SQLite holds, deleted words included; PostgreSQL's has none."""
    if connection.vendor != "sqlite":
        return b""
    with connection.cursor() as cursor:
        cursor.execute("SELECT block FROM commentary_searchentry_tokens_data")
        return b"".join(bytes(row[0]) for row in cursor.fetchall())


def with_the_mark() -> set[str]:
    found = {name for name, line in saved() if MARK.lower() in line.lower()}
    bodies = [zlib.decompress(one.body) for one in RawResponse.objects.exclude(body=b"")]
    if any(MARK.encode(coding) in body for body in bodies for coding in ("utf-8", "utf-16-le")):
        found.add("the bodies of answers")
    return found


@pytest.fixture
def other(editor: User) -> Position:
    """Somebody else on another proposition, who is not to lose a word."""
    return publish(
        ExpertFactory.create(name="Kari Nordmann", slug="kari-nordmann"),
        PropositionFactory.create(slug="quay"),
        "favor",
        date(2025, 2, 3),
        editor,
    )


def test_a_person_is_erased_from_every_table_and_nobody_else_is(
    client: Client, expert: Expert, editor: User, other: Position
) -> None:
    make_everything()
    last = make_person(expert, editor)
    make_what_only_names()
    rebuild_search()
    position, statement = public_id("position", last.pk), public_id("statement", last.statement_id)
    change = public_id("change", StanceChange.objects.filter(expert=expert).latest("pk").pk)
    request = CorrectionRequest.objects.get(position=last).public_id
    address = Article.objects.filter(title=MARK).earliest("pk")
    alias = ArticleAlias.objects.get(article=address)
    interview = public_id("interview", Interview.objects.get(guests=[NAME]).pk)
    events = Event.objects.count()
    before = with_the_mark()
    assert MARK.lower().encode() in tokens() or connection.vendor != "sqlite"
    kept, were_wrong = expert_timeline(other.expert), faults()
    assert len(before) >= 24
    assert before >= {
        "the bodies of answers",
        "sources_articlemerge",
        "sources_deadlydocument",
        "sources_revision",
    }
    answers = RawResponse.objects.exclude(body=b"").count()

    told = erase("erase_person", "m-qzxw")

    assert "Erased." in told
    assert with_the_mark() == set()
    assert not Article.objects.filter(title="").exclude(pending_sha256="").exists()
    assert 0 < RawResponse.objects.exclude(body=b"").count() < answers
    assert expert_timeline(other.expert)["propositions"] == kept["propositions"]
    assert rebuild_search(is_check=True).total == 0
    assert MARK.lower().encode() not in tokens()
    assert faults() <= were_wrong
    assert Interview.objects.get(guests=["Ivo Brandt"]).occasion.title == ""
    assert Subscription.objects.filter(everything=False).count() == 0
    states = Delivery.objects.filter(message_id__startswith="msg_").filter(
        message_id__in=["msg_owed", "msg_sent"]
    )
    assert list(states.order_by("message_id").values_list("state", flat=True)) == [
        DeliveryState.CANCELLED,
        DeliveryState.SENT,
    ]
    assert not Attempt.objects.filter(delivery__in=states).exclude(answer="", error="").exists()
    # A feed that still names the article brings nothing back.
    assert known_articles([address_name(alias.key)]) == {address_name(alias.key): address.pk}
    number_events()
    stream = Event.objects.order_by("pk").values_list("pk", flat=True)
    assert len(stream) == events + 1
    for slug in ("marit-qzxw", "m-qzxw"):
        assert client.get(f"/experts/{slug}/").status_code == 410
        gone = client.get(f"/api/v1/experts/{slug}/").json()
        assert (gone["status"], gone["code"]) == (410, "record_erased")
        assert gone["tombstone"]["id"] is None
    for kind, name in (
        ("positions", position),
        ("statements", statement),
        ("changes", change),
        ("interviews", interview),
    ):
        assert client.get(f"/api/v1/{kind}/{name}/").json()["tombstone"]["id"] == name
    assert client.get(f"/api/v1/correction-requests/{request}/").status_code == 410
    last_event = client.get("/api/v1/events/?type=record.erased").json()["results"][-1]
    assert last_event["after"]["id"] is None
    assert {position, statement, change, request, interview} <= set(last_event["after"]["records"])


def test_it_can_be_run_again_and_says_so(expert: Expert, editor: User) -> None:
    publish(expert, PropositionFactory.create(), "favor", date(2025, 1, 6), editor)
    erase("erase_person", "marit-qzxw")
    rows = (Record.objects.count(), Tombstone.objects.count())

    assert erase("erase_person", "marit-qzxw") == (
        "It was erased before; nothing of it is left here.\n"
    )
    assert (Record.objects.count(), Tombstone.objects.count()) == rows


def test_a_statement_is_erased_with_what_rests_on_it_and_the_rest_computed_anew(
    client: Client, expert: Expert, editor: User
) -> None:
    pier = PropositionFactory.create()
    first, middle, last = (
        publish(expert, pier, stance, on, editor)
        for stance, on in (
            ("favor", date(2025, 1, 6)),
            ("against", date(2025, 3, 3)),
            ("favor", date(2025, 6, 2)),
        )
    )
    assert StanceChange.objects.confirmed().count() == 2
    text = ArticleText.objects.get(appearances__statement=middle.statement)
    number_events()

    erase("erase_record", public_id("statement", middle.statement_id))

    assert list(Position.objects.order_by("pk")) == [first, last]
    assert StanceChange.objects.count() == 0
    text.refresh_from_db()
    assert (text.text, text.length > 0, text.sha256 != "") == ("", True, True)
    assert ArticleText.objects.exclude(text="").count() == 2
    number_events()
    events = client.get("/api/v1/events/").json()["results"]
    assert [one["tombstone"] is not None for one in events] == [
        *[False] * 2,
        *[True] * 3,
        *[False] * 2,
        True,
        False,
    ]
    assert [one["sequence"] for one in events] == list(range(1, 10))
    assert client.get("/api/v1/correction-requests/?count=true").json()["count"] == 0


def test_a_correction_that_shows_an_erased_position_is_emptied_too(
    client: Client, expert: Expert, editor: User
) -> None:
    wrong = publish(
        expert, PropositionFactory.create(), "favor", date(2025, 1, 6), editor, summary="Zwxq."
    )
    right = correct_position(position_id=wrong.pk, reviewer=editor, summary="In other words.")
    number_events()

    erase("erase_record", public_id("position", wrong.pk))

    right.refresh_from_db()
    assert right.replaces is None
    assert "Zwxq" not in client.get("/api/v1/events/").content.decode()
    assert Statement.objects.get().state == "accepted"
    assert ArticleText.objects.get().text != ""


def test_a_request_is_erased_and_its_answer_with_it(expert: Expert, editor: User) -> None:
    position = publish(expert, PropositionFactory.create(), "favor", date(2025, 1, 6), editor)
    request = file_request(
        record=public_id("position", position.pk), asked_by="reader", claim="date", why=MARK
    )
    take_up(request_id=request.pk, editor=editor)
    decide(request_id=request.pk, editor=editor, outcome="declined", answer=MARK)

    erase("erase_record", request.public_id)

    assert CorrectionRequest.objects.count() == 0
    assert Record.objects.get(kind="correction.decided").payload == {}
    assert Position.objects.get() == position


def test_a_text_that_shows_what_others_said_stays_and_is_named(
    expert: Expert, editor: User
) -> None:
    mine = awaiting(expert, date(2025, 1, 6), text=f"“{WORDS}” she said. Kari: “We wait.”")
    text = ArticleText.objects.get()
    theirs = StatementFactory.create(accepted=True)
    AppearanceFactory.create(statement=theirs, article_text=text, start=0, end=3)
    EvidenceFactory.create(statement=theirs, article_text=text, words="We wait.")
    accept_statement(statement_id=mine.pk, reviewer=editor)

    told = erase("erase_person", "marit-qzxw")

    assert public_id("article", text.article_id) in told
    text.refresh_from_db()
    assert "We wait." in text.text
    assert list(Statement.objects.all()) == [theirs]


def test_a_blanked_text_is_read_without_harm(expert: Expert, editor: User) -> None:
    awaiting(expert, date(2025, 1, 6))
    owe_readings(editor.date_joined)

    erase("erase_person", "marit-qzxw")
    owe_readings(editor.date_joined)

    for pk in due_reading_ids(editor.date_joined):
        read_text(pk)
    assert Statement.objects.count() == 0


def test_what_is_refused_leaves_everything_as_it_was(expert: Expert, editor: User) -> None:
    make_person(expert, editor)
    UserFactory.create(username="curt")
    before = list(saved())

    for command, name, options, sentence in (
        ("erase_person", "marit-qzxw", {"by": "nobody"}, "There is no user"),
        ("erase_person", "marit-qzxw", {"by": "curt"}, "is no Editor"),
        ("erase_person", "marit-qzxw", {"reason": "whim"}, "invalid choice"),
        ("erase_person", "marit-qzxw", {"yes": False}, "--yes"),
        ("erase_person", "nobody", {}, "Nobody is tracked"),
        ("erase_record", "chg_37zNPwys", {}, "A change goes with"),
        ("erase_record", "pos_nothing", {}, "no statement, position"),
    ):
        with pytest.raises(CommandError, match=sentence):
            erase(command, name, **options)

    assert list(saved()) == before


def test_mail_that_is_kept_as_a_file_goes_too(
    tmp_path: Path, settings: Settings, expert: Expert, editor: User
) -> None:
    settings.EMAIL_FILE_PATH = str(tmp_path)
    make_person(expert, editor)
    (tmp_path / "1.log").write_text("Message-ID: <msg_sent@desk.example>\n\nQzxw")
    (tmp_path / "2.log").write_text("Message-ID: <msg_of_another@desk.example>\n\nKari")

    erase("erase_person", "marit-qzxw")

    assert [path.name for path in sorted(tmp_path.glob("*.log"))] == ["2.log"]
