"""What a mail says, word for word."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from alerts.models import Delivery
from alerts.notices import make_notice
from alerts.services.deliveries import deliver
from alerts.services.letters import make_letter
from alerts.services.links import LinkPurpose, make_link
from commentary.models import Proposition, StanceChange
from commentary.shaping import change_record, position_record
from sources.models import Article
from tests.alerts.test_deliveries import mail_owed
from tests.factories import (
    REVIEWED_AT,
    SPOKEN,
    DeliveryFactory,
    EventFactory,
    ExpertFactory,
    PositionFactory,
    PropositionFactory,
    StanceChangeFactory,
    SubscriberFactory,
    SubscriptionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def change() -> StanceChange:
    made: StanceChange = StanceChangeFactory.create(
        expert=ExpertFactory.create(slug="marit-solvang", name="Marit Solvang"),
        proposition=PropositionFactory.create(wording="The harbour of Havneby is full."),
        confirmed=True,
        confirmed_by=UserFactory.create(first_name="Edda", last_name="Nyland"),
    )
    return made


def told_of(change: StanceChange, **evidence: object) -> Delivery:
    """The mail about it; `evidence` is what the first words after the change are instead."""
    after = change_record(change.pk)
    after["after"]["evidence"][0] |= evidence
    return mail_owed(
        event=EventFactory.create(
            record__kind="change.confirmed",
            record__expert=change.expert,
            record__proposition=change.proposition,
            record__change=change,
            record__payload={"before": None, "after": after},
        ),
        message_id="msg_harbour",
        subscriber=SubscriberFactory.create(confirmed=True, address="reader@mail.example"),
    )


@time_machine.travel(REVIEWED_AT, tick=False)
def test_alert_says_both_sides_with_their_words_and_where_they_stood(
    change: StanceChange,
) -> None:
    delivery = told_of(change)
    links = {one: make_link(one, "msg_harbour") for one in LinkPurpose}
    before, after = (
        Article.objects.get(texts__evidence=position.lead_evidence)
        for position in (change.before, change.after)
    )

    deliver(delivery.pk)

    [sent] = mail.outbox
    assert isinstance(sent, EmailMultiAlternatives)
    assert (
        sent.body
        == f"""A change of stance was confirmed.

Marit Solvang
Proposition: The harbour of Havneby is full.

Before: 15 January 2025, holds

“{SPOKEN}”

{before.outlet.name} (original words)
{before.url}

After: 15 June 2025, disputes

“{SPOKEN}”

{after.outlet.name} (original words)
{after.url}

Reviewed by Edda Nyland, public since 3 March 2025, 12:00 UTC.
The whole timeline: http://127.0.0.1:8000/experts/marit-solvang/
This is event {delivery.event_id}.

--
You get this mail because you follow:
- everything

Stop this: {links[LinkPurpose.UNSUBSCRIBE]}
All you follow: {links[LinkPurpose.MANAGE]}
"""
    )
    assert sent.to == ["reader@mail.example"]
    assert sent.subject == (
        "Marit Solvang: change of stance confirmed – The harbour of Havneby is full."
    )
    assert sent.extra_headers == {
        "Message-ID": "<msg_harbour@127.0.0.1>",
        "List-Unsubscribe": f"<{links[LinkPurpose.UNSUBSCRIBE]}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    [(html, mimetype)] = sent.alternatives
    assert mimetype == "text/html"
    for words in (SPOKEN, "Edda Nyland", "15 January 2025", "disputes", before.url, after.url):
        assert words.replace("'", "&#x27;") in str(html)


def test_words_that_came_as_a_file_are_told_without_an_address(change: StanceChange) -> None:
    Article.objects.filter(texts__evidence=change.before.lead_evidence).update(url="urn:sha256:0")
    delivery = told_of(change)

    deliver(delivery.pk)

    [sent] = mail.outbox
    assert isinstance(sent, EmailMultiAlternatives)
    assert "urn:" not in sent.body + str(sent.alternatives)
    assert "(original words)\n\nAfter" in sent.body


def test_a_repeated_letter_is_the_same(change: StanceChange) -> None:
    delivery = told_of(change)
    first = make_letter(delivery)
    change.expert.public_basis = "Somewhere else now."
    change.expert.save()
    again = make_letter(delivery)

    def without_links(text: str) -> list[str]:
        return [line for line in text.splitlines() if "msg_harbour" not in line]

    assert without_links(again.text) == without_links(first.text)
    assert again.message_id == first.message_id


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"quotable": True}, f"“{SPOKEN}”"),
        ({"quotable": False, "rendering": "translation"}, SPOKEN),
        ({"quotable": True, "cut": True}, f"“{SPOKEN} […]”"),
        ({"quotable": False, "exact": ""}, "Read the words at the source."),
    ],
)
def test_quotation_marks_stand_only_around_words_that_may_be_quoted(
    change: StanceChange, given: dict[str, object], shown: str
) -> None:
    delivery = told_of(change, **given)

    lines = make_letter(delivery).text.split("After: ")[1].splitlines()

    assert lines[2] == shown


def test_the_language_of_a_letter_is_its_readers(change: StanceChange) -> None:
    delivery = told_of(change)
    delivery.subscriber.language = "ja"

    letter = make_letter(delivery)

    assert '<html lang="ja">' in letter.html
    assert "2025年1月15日" in letter.text or "15 1月 2025" in letter.text


def test_a_long_wording_is_cut_in_the_subject_only(change: StanceChange) -> None:
    wording = "The harbour of Havneby " + "and its very long pier " * 10 + "is full."
    delivery = told_of(change)
    Proposition.objects.update(wording=wording)

    letter = make_letter(delivery)

    assert len(letter.subject) == 120
    assert letter.subject.endswith("…")
    assert f"Proposition: {wording}" in letter.text


def test_a_retracted_position_is_told_once_with_its_reason() -> None:
    position = PositionFactory.create(
        published=True,
        proposition=PropositionFactory.create(wording="The harbour of Havneby is full."),
        expert=ExpertFactory.create(slug="marit-solvang", name="Marit Solvang"),
    )
    before = position_record(position.pk)
    after = before | {"ended_reason": "our error", "ended_at": "2025-03-04T12:00:00Z"}
    delivery = mail_owed(
        event=EventFactory.create(
            record__kind="position.retracted",
            record__expert=position.expert,
            record__proposition=position.proposition,
            record__position=position,
            record__payload={"before": before, "after": after},
        )
    )

    text = make_letter(delivery).text

    assert text.startswith(
        "A position was retracted: it does not count.\nReason: our error\n\nMarit Solvang\n"
    )
    assert text.count(SPOKEN) == 1
    assert "What it is about: 3 March 2025, holds\n" in text


def test_an_event_without_words_is_told_by_its_kind() -> None:
    proposition = PropositionFactory.create(wording="The harbour of Havneby is full.")
    delivery = mail_owed(
        event=EventFactory.create(
            record__kind="proposition.closed",
            record__proposition=proposition,
            record__payload={"before": None, "after": {"slug": proposition.slug}},
        )
    )

    letter = make_letter(delivery)

    assert letter.subject == "The harbour of Havneby is full: proposition closed"
    assert letter.text.startswith("proposition closed\n")
    assert f"http://127.0.0.1:8000/propositions/{proposition.slug}/" in letter.text


def test_confirmation_mail_has_the_link_and_says_what_for() -> None:
    subscription = SubscriptionFactory.create(
        everything=False, expert=ExpertFactory.create(name="Marit Solvang")
    )
    delivery = DeliveryFactory.create(confirmation=True, subscriber=subscription.subscriber)
    delivery.subscriptions.add(subscription)

    letter = make_letter(delivery)

    assert letter.subject == "Please confirm what Stanceline should tell you"
    assert (
        letter.text
        == f"""Somebody, probably you, asked Stanceline to tell this address about:

- Marit Solvang

To confirm, open this link within 7 days and press the button:
{make_link(LinkPurpose.CONFIRM, delivery.message_id)}

If it was not you, do nothing: you will hear no more of it.

--
Withdraw the request: {make_link(LinkPurpose.UNSUBSCRIBE, delivery.message_id)}
All you follow, once it is confirmed: {make_link(LinkPurpose.MANAGE, delivery.message_id)}
"""
    )


def test_a_notice_of_a_statement_has_its_first_publication() -> None:
    event = {
        "sequence": 1,
        "type": "statement.published",
        "expert": {"slug": "marit-solvang", "name": "Marit Solvang"},
        "proposition": None,
        "before": None,
        "after": {
            "id": "sta_1",
            "stated_on": "2025-03-01",
            "precision": "month",
            "appearances": [
                {"exact": SPOKEN, "quotable": True, "cut": False, "outlet": "havneby-post"}
            ],
        },
        "url": "http://127.0.0.1:8000/experts/marit-solvang/",
    }

    notice = make_notice(event)

    assert notice.before is None
    assert notice.after is not None
    assert (notice.after.stated_on, notice.after.precision) == (date(2025, 3, 1), "month")
    words = notice.after.words
    assert words is not None
    assert words == replace(words, text=SPOKEN, is_quotable=True, outlet="havneby-post")


def test_a_notice_of_altered_evidence_says_what_the_newest_text_does() -> None:
    record = {"id": "pos_1", "stated_on": "2025-03-01", "stance": "favor"}
    pieces = [{"exact": SPOKEN, "live": "present"}, {"exact": "Nobody asked.", "live": "present"}]
    event = {
        "sequence": 1,
        "type": "evidence.altered",
        "expert": {"slug": "marit-solvang", "name": "Marit Solvang"},
        "proposition": None,
        "before": {**record, "evidence": pieces},
        "after": {**record, "evidence": [pieces[0], {**pieces[1], "live": "removed"}]},
        "url": "http://127.0.0.1:8000/experts/marit-solvang/",
    }

    notice = make_notice(event)

    assert (notice.live, notice.before) == ("removed", None)
    assert make_notice({**event, "type": "position.published"}).live == ""
