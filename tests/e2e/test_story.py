"""From a feed to a stance timeline and an alert, on real processes.

Web, worker, beat and broker as `manage.py up` starts them, a feed server and a webhook sink on
loopback, the mail directory. Once undisturbed, once for each point at which the worker is killed
with -9, once with the broker's memory flushed.
"""

import email
import email.policy
import re
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
import requests
from standardwebhooks import Webhook

from tests.e2e import faults, newsroom
from tests.e2e.browser import Browser, has_field
from tests.loopback import Loopback
from tests.migrated import Migrated
from tests.processes import Stack, wait_until
from tests.sinks import Sink

pytestmark = [pytest.mark.processes, pytest.mark.enable_socket]

ADDRESS = "reader@desk.example"
TOLD_SECONDS = 5.0
# A killed delivery is due again when its lease has passed (30 s); then a sweep finds it.
RECOVERED_SECONDS = 90.0
FLUSHED = "broker flushed"


@pytest.fixture(
    params=[
        "",
        faults.TEXT_STORED_AND_NOT_READ,
        faults.CHANGE_CONFIRMED_AND_NO_EVENT,
        faults.CLAIMED_AND_NOT_SENT,
        faults.SENT_AND_NOT_RECORDED,
        FLUSHED,
    ],
    ids=lambda point: point.replace(" ", "_") or "undisturbed",
)
def point(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def stack(tmp_path: Path, migrated_database: Migrated, point: str) -> Iterator[Stack]:
    stack = Stack(
        tmp_path,
        migrated_database,
        environment={
            "DJANGO_SETTINGS_MODULE": "tests.e2e.settings",
            "FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
            "WEBHOOK_ALLOWED_NETWORKS": "127.0.0.0/8",
            "FETCH_HOST_GAP": "0",
            faults.POINT: "" if point == FLUSHED else point,
        },
    )
    stack.environment["SITE_URL"] = stack.url
    try:
        yield stack
    finally:
        print(stack.output())  # noqa: T201 - pytest shows it when the story went wrong
        stack.close()


def test_from_a_feed_to_a_timeline_and_an_alert(
    stack: Stack, site: Loopback, sink: Sink, point: str
) -> None:
    stack.start()
    ran(stack, "add_expert", newsroom.EXPERT, "--basis", "comments in public on harbours")
    ran(stack, "add_feed", newsroom.publish(site))
    if point == FLUSHED:
        stack.broker().flushall()
    curator = log_in(stack)
    add_proposition(curator)
    passages = wait_for_passages(curator, RECOVERED_SECONDS)

    subscribe(stack, channel="email")
    secret = subscribe(stack, channel="webhook", webhook_url=sink.url())

    decide(curator, passages[newsroom.BEFORE], stance="favor")
    shown = decide(curator, passages[newsroom.AFTER], stance="against")
    published_at = time.monotonic()
    if point == FLUSHED:
        stack.broker().flushall()

    patience = RECOVERED_SECONDS if point else TOLD_SECONDS
    wait_until(lambda: bool(sink.received and alerts(stack)), patience, "both are told")
    told_after = time.monotonic() - published_at
    letter, request = alerts(stack)[0], sink.received[0]
    event = Webhook(secret).verify(request.body, dict(request.headers))["data"]
    check_timeline(stack)
    check_telling(stack, letter, event)
    assert "reversal" in shown.lower()
    assert bool(point) or told_after < TOLD_SECONDS
    settle_down(stack, sink, point)


def ran(stack: Stack, *arguments: str) -> None:
    done = stack.manage(*arguments)
    assert done.returncode == 0, done.stderr


def log_in(stack: Stack) -> Browser:
    password = (stack.data_dir / "admin_password").read_text().strip()
    curator = Browser(stack.url).open("/admin/login/?next=/admin/")
    curator.submit({"username": "admin", "password": password})
    assert "Site administration" in curator.text()
    return curator


def add_proposition(curator: Browser) -> None:
    curator.open("/admin/commentary/topic/add/")
    curator.submit({"name": "Harbours", "slug": "harbours"}, form=has_field("slug"))
    # The field looks topics up while one types, as this address answers it.
    topic = re.search(
        r'"id": "(\d+)", "text": "Harbours"',
        curator.session.get(
            f"{curator.site}/admin/autocomplete/?term=harb&app_label=commentary"
            "&model_name=proposition&field_name=topic"
        ).text,
    )
    assert topic is not None
    curator.open("/admin/commentary/proposition/add/")
    curator.submit(
        {"wording": newsroom.PROPOSITION, "kind": "policy", "topic": topic[1], "slug": "pier"},
        form=has_field("wording"),
    )
    assert "was added successfully" in curator.text(), curator.text()


def wait_for_passages(curator: Browser, seconds: float) -> dict[str, str]:
    """The desk's address of the passage with each of the two quotations."""
    found: dict[str, str] = {}

    def both() -> bool:
        curator.open("/admin/commentary/passage/?state__exact=awaiting")
        rows = curator.page.xpath("//table[@id='result_list']/tbody//th//a")
        if len(rows) == 2:
            for address in [row.get("href") for row in rows]:
                said = curator.open(address).text()
                for words in (newsroom.BEFORE, newsroom.AFTER):
                    if words in said:
                        found[words] = address
        return len(found) == 2

    wait_until(both, seconds, "two passages await review")
    return found


def subscribe(stack: Stack, *, channel: str, webhook_url: str = "") -> str:
    """Ask on the form, confirm by the link in the mail; returns a webhook's secret."""
    before = len(mails(stack))
    reader = Browser(stack.url).open(f"/subscribe/?expert={newsroom.SLUG}")
    reader.submit(
        {"address": ADDRESS, "channel": channel, "webhook_url": webhook_url},
        form=has_field("address"),
    )
    assert reader.status == 202, reader.text()
    wait_until(lambda: len(mails(stack)) > before, RECOVERED_SECONDS, "the confirmation mail")
    text = plain(mails(stack)[-1])
    link = re.search(r"http\S+/subscribe/confirm/\S+", text)
    assert link is not None, text
    reader.open(link.group())
    assert reader.status == 200, reader.text()
    reader.submit({})
    secret = re.search(r"whsec_\S+", reader.text())
    return secret.group() if secret else ""


def decide(curator: Browser, address: str, *, stance: str) -> str:
    """Accept as said, then publish a position; returns what the page showed before publishing."""
    curator.open(address).submit({"action": "accept"}, form=has_field("action", "accept"))
    assert "Accepted as said" in curator.text(), curator.text()
    form = has_field("action", "publish")
    fields = {
        element.get("name").rpartition("-")[2]: element.get("name")
        for element in curator.page.xpath("//form[@class='desk-position']//*[@name]")
    }
    proposition = next(
        option.get("value")
        for option in curator.page.xpath("//form[@class='desk-position']//option")
        if newsroom.PROPOSITION in option.text_content()
    )
    values = {
        "action": "publish",
        fields["proposition"]: proposition,
        fields["stance"]: stance,
        fields["certainty"]: "plain",
    }
    shown = curator.submit(values, form=form).text()
    if "Publish and confirm the change" in shown:
        curator.submit({"action": "publish"}, form=form)
    assert "Published." in curator.text(), curator.text()
    return shown


def mails(stack: Stack) -> list[EmailMessage]:
    """Every mail in the mail directory, oldest first."""
    files = sorted((stack.data_dir / "mail").glob("*.log"), key=lambda f: f.stat().st_mtime_ns)
    found = []
    for file in files:
        for part in file.read_bytes().split(b"-" * 79):
            if part.strip():
                message = email.message_from_bytes(part.lstrip(), policy=email.policy.default)
                assert isinstance(message, EmailMessage)
                found.append(message)
    return found


def alerts(stack: Stack) -> list[EmailMessage]:
    return [mail for mail in mails(stack) if "Please confirm" not in mail["Subject"]]


def plain(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def check_timeline(stack: Stack) -> None:
    """The timeline in DESIGN.md's shape, its evidence a slice of what was printed."""
    answer = requests.get(f"{stack.url}/api/v1/experts/{newsroom.SLUG}/timeline/", timeout=10)
    timeline = answer.json()
    assert timeline["expert"] == {"slug": newsroom.SLUG, "name": newsroom.EXPERT}
    assert {"as_of", "known_at", "coverage"} <= timeline.keys()
    (only,) = timeline["propositions"]
    assert only["proposition"] == {
        "slug": "pier",
        "wording": newsroom.PROPOSITION,
        "kind": "policy",
    }
    assert only["current"]["stance"] == "against"
    before, after = only["positions"]
    assert [(p["stance"], p["stance_text"], p["score"]) for p in (before, after)] == [
        ("favor", "supports", 1),
        ("against", "opposes", -1),
    ]
    assert newsroom.BEFORE in before["evidence"][0]["exact"]
    assert newsroom.AFTER in after["evidence"][0]["exact"]
    (change,) = only["changes"]
    assert (change["kind"], change["state"], change["before"], change["after"]) == (
        "reversal",
        "confirmed",
        before["id"],
        after["id"],
    )


def check_telling(stack: Stack, letter: EmailMessage, event: dict[str, object]) -> None:
    """Mail, webhook and stream tell the same event under one id, with both quotations."""
    stream = requests.get(f"{stack.url}/api/v1/events/", timeout=10).json()["results"]
    assert [e["sequence"] for e in stream] == list(range(1, len(stream) + 1))
    (told,) = [e for e in stream if e["type"] == "change.confirmed"]
    assert event["id"] == told["id"]
    text = " ".join(plain(letter).split())
    for words in (newsroom.BEFORE, newsroom.AFTER):
        assert words in text
        assert words in str(event)


def settle_down(stack: Stack, sink: Sink, point: str) -> None:
    """Nothing is told twice; only a send in flight at the kill is repeated, under its own id."""
    expected = 2 if point == faults.SENT_AND_NOT_RECORDED else 1
    wait_until(lambda: len(sink.received) >= expected, RECOVERED_SECONDS, "the repeated send")
    time.sleep(2)
    assert len(sink.received) == expected
    assert len({request.id for request in sink.received}) == 1
    assert len(alerts(stack)) == 1
    if point not in {"", FLUSHED}:
        assert (stack.data_dir / faults.DONE).exists(), "the worker was never killed"
