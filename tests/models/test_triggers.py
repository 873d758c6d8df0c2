"""Rules across tables: what they let pass, and that they outlive a change of their table."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_pre_migrate_signal
from django.db import connection, models
from django.db.migrations import Migration

from alerts.models import Event
from commentary.models import Evidence, Position, Record
from commentary.triggers import SEARCH_INDEX
from common.triggers import Trigger, install
from sources.models import ArticleText
from tests.factories import (
    REVIEWED_AT,
    AppearanceFactory,
    ArticleTextFactory,
    EventFactory,
    EvidenceFactory,
    PositionFactory,
    RecordFactory,
    StatementFactory,
)
from tests.models.refusals import TRIGGERS, changed, refused_by

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"  # one sign, five code points
CAFE = "cafe\u0301 first"  # an e and its accent: two code points
# 𠮷 and 🚢 are one code point, and two units where text is counted in UTF-16.
MIXED_TEXT = f"Kai 🚢 said in 港湾: “𠮷野の港は満杯です {FAMILY}” and then «{CAFE}»."


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["𠮷野の港は満杯です", FAMILY, CAFE, "🚢", MIXED_TEXT])
def test_evidence_is_counted_in_code_points(words: str) -> None:
    text = ArticleTextFactory.create(text=MIXED_TEXT)

    evidence = EvidenceFactory.create(article_text=text, words=words)

    evidence.refresh_from_db()
    start = MIXED_TEXT.index(words)
    end = start + len(words)
    assert (evidence.exact, evidence.start, evidence.end) == (words, start, end)
    with refused_by("evidence_is_a_slice"):
        changed(evidence, start=start + 1, end=end + 1)


@pytest.mark.django_db
def test_evidence_may_not_be_counted_in_utf16_units() -> None:
    text = ArticleTextFactory.create(text=MIXED_TEXT)
    before = MIXED_TEXT[: MIXED_TEXT.index("野")]
    start = len(before.encode("utf-16-le")) // 2

    with refused_by("evidence_is_a_slice"):
        EvidenceFactory.create(article_text=text, start=start, end=start + 1, exact="野")


@pytest.mark.django_db
def test_text_may_be_blanked_and_keeps_its_hash_and_length() -> None:
    text = ArticleTextFactory.create()

    changed(text, text="")

    blanked = ArticleText.objects.get()
    assert (blanked.text, blanked.sha256, blanked.length) == ("", text.sha256, text.length)


@pytest.mark.django_db
def test_blanked_text_stays_blank() -> None:
    text = ArticleTextFactory.create()
    changed(text, text="")

    with refused_by("articletext_is_final"):
        changed(text, text="Filled in later.")


@pytest.mark.django_db
def test_text_may_gain_what_is_not_the_text() -> None:
    text = ArticleTextFactory.create()

    changed(text, title="A better headline", signature=b"\x01")

    text.refresh_from_db()
    assert (text.title, bytes(text.signature)) == ("A better headline", b"\x01")


@pytest.mark.django_db
def test_withheld_evidence_becomes_anchored_only_where_the_words_are() -> None:
    evidence = EvidenceFactory.create(withheld=True)
    text = ArticleTextFactory.create(text="He said: the quay is closed.")
    anchored = {"state": "anchored", "article_text": text, "exact": "the quay is closed"}

    with refused_by("evidence_is_a_slice"):
        changed(evidence, **anchored, start=8, end=26)
    changed(evidence, **anchored, start=9, end=27)

    assert Evidence.objects.get().state == "anchored"


@pytest.mark.django_db
def test_ended_position_makes_room_for_its_correction() -> None:
    wrong = PositionFactory.create(published=True, ended=True)

    right = PositionFactory.create(
        statement=wrong.statement, proposition=wrong.proposition, published=True, replaces=wrong
    )

    assert [*Position.objects.current()] == [right]


@pytest.mark.django_db
def test_one_statement_may_appear_in_many_texts() -> None:
    statement = StatementFactory.create(accepted=True)

    AppearanceFactory.create_batch(3, statement=statement, shown=True)

    assert statement.appearances.count() == 3


@pytest.mark.django_db(transaction=True)
def test_triggers_outlive_the_building_anew_of_their_tables() -> None:
    """SQLite changes a table by building another, which a trigger that names it forbids."""
    everything = _installed()
    at_first, later = models.CharField(max_length=10, default=""), models.TextField(default="")
    for field in (at_first, later):
        field.set_attributes_from_name("extra")

    plan = [(Migration("0002_extra", "commentary"), False)]
    emit_pre_migrate_signal(verbosity=0, interactive=False, db="default", plan=plan)
    for model in _tables_with_triggers():
        with connection.schema_editor() as editor:
            editor.add_field(model, at_first)
            editor.alter_field(model, at_first, later)
            editor.remove_field(model, later)
    call_command("migrate", verbosity=0)

    assert _installed() == everything
    text = ArticleTextFactory.create()
    with refused_by("articletext_is_final"):
        changed(text, text="Nobody ever said this.")


@pytest.mark.django_db(transaction=True)
def test_migrate_without_a_plan_leaves_the_triggers_in_force() -> None:
    everything = _installed()

    emit_pre_migrate_signal(verbosity=0, interactive=False, db="default", plan=[])

    assert _installed() == everything


@pytest.mark.django_db(transaction=True)
def test_triggers_of_a_table_that_is_not_there_wait_for_it() -> None:
    early = Trigger("early", "no_such_table", ("INSERT",), "NEW.id = 1")

    install([early], using="default")

    assert "early_insert" not in _installed()


@pytest.mark.django_db
def test_every_declared_trigger_is_installed() -> None:
    on_each_event = connection.vendor == "sqlite"
    declared = {
        f"{trigger.name}_{event.lower()}" if on_each_event else trigger.name
        for trigger in TRIGGERS
        for event in trigger.on
    }

    assert _installed() == declared | set(SEARCH_INDEX.triggers(connection.vendor))


def _installed() -> set[str]:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {row[0] for row in cursor.fetchall()}


def _tables_with_triggers() -> list[type[models.Model]]:
    tables = {trigger.table for trigger in TRIGGERS}
    return [model for model in apps.get_models() if model._meta.db_table in tables]


@pytest.mark.django_db
def test_what_a_record_said_may_be_erased_and_its_number_stays() -> None:
    event = EventFactory.create(record=RecordFactory.create(numbered_at=REVIEWED_AT))

    changed(event.record, payload={})

    assert Event.objects.get().payload == {}
    with refused_by("record_is_final"):
        changed(event.record, payload={"before": None, "after": {"stance": "favor"}})


@pytest.mark.django_db(transaction=True)
def test_whole_database_may_be_emptied_and_the_rules_stay() -> None:
    EventFactory.create()

    call_command("flush", interactive=False, inhibit_post_migrate=True)

    assert not Record.objects.exists()
    with refused_by("event_stays"):
        EventFactory.create().delete()
