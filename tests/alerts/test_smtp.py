"""Mail over a real SMTP conversation on loopback."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy

import pytest
from pytest_django import Settings

from alerts.transports import mail
from alerts.transports.mail import Letter
from alerts.transports.results import Permanent, Result, Sent, Temporary

LETTER = Letter(
    to="reader@mail.example",
    subject="Marit Solvang: change of stance confirmed – Havneby",
    text="“Full.”\n",
    html="<p>“Full.”</p>",
    message_id="msg_harbour@stances.example",
    headers={"List-Unsubscribe": "<https://stances.example/unsubscribe/x/>"},
)


class MailServer(socketserver.ThreadingTCPServer):
    """Takes mail (RFC 5321); `answers` replaces what it says to a command, "" says nothing."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, answers: dict[str, str]) -> None:
        self.answers = answers
        self.taken: list[bytes] = []
        self.may_end = threading.Event()
        super().__init__(("127.0.0.1", 0), Conversation)


class Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.say("220 mail.example")
        while line := self.rfile.readline():
            command = line.split()[0].decode().upper()
            if command == "DATA" and "DATA" not in self.server.answers:
                self.say("354 go on")
                self.server.taken.append(self.body())
            usual = "221 bye" if command == "QUIT" else "250 fine"
            if not (answer := self.server.answers.get(command, usual)):
                self.server.may_end.wait(10)
                return
            self.say(answer)

    def body(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        return b"".join(lines)

    def say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())


@contextmanager
def mail_server(settings: Settings, **answers: str) -> Iterator[MailServer]:
    with MailServer(answers) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address[:2]
        try:
            yield server
        finally:
            server.may_end.set()
            server.shutdown()
            thread.join(5)


def test_the_letter_arrives_with_its_own_message_id_in_text_and_html(settings: Settings) -> None:
    with mail_server(settings) as server:
        assert mail.send(LETTER) == Sent()
        [taken] = server.taken

    message = message_from_bytes(taken, policy=policy.default)
    assert message["Message-ID"] == "<msg_harbour@stances.example>"
    assert message["List-Unsubscribe"] == "<https://stances.example/unsubscribe/x/>"
    # The long subject begins on a line of its own, and the parser keeps the blank before it.
    assert (message["Subject"].strip(), message["To"]) == (LETTER.subject, LETTER.to)
    parts = [
        (part.get_content_type(), part.get_content().strip()) for part in message.iter_parts()
    ]
    assert parts == [("text/plain", LETTER.text.strip()), ("text/html", LETTER.html)]


@pytest.mark.parametrize(
    ("command", "answer", "result"),
    [
        (
            "RCPT",
            "550 no such mailbox",
            Permanent(
                "The mail server answered 550: refused.", status=550, answer="no such mailbox"
            ),
        ),
        (
            "RCPT",
            "450 greylisted",
            Temporary("The mail server answered 450: not now.", status=450, answer="greylisted"),
        ),
        (
            "DATA",
            "554 not this",
            Permanent("The mail server answered 554: refused.", status=554, answer="not this"),
        ),
        ("MAIL", "530 who are you", Temporary("Our mail server refused us (530).", status=530)),
        (
            "EHLO",
            "421 too busy",
            Temporary("Our mail server refused us (421).", status=421),
        ),
    ],
)
def test_codes_decide_whether_it_is_tried_again(
    settings: Settings, command: str, answer: str, result: Result
) -> None:
    answers = {command: answer} | ({"HELO": answer} if command == "EHLO" else {})
    with mail_server(settings, **answers):
        assert mail.send(LETTER) == result


def test_a_server_that_falls_silent_is_left_in_time(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "TOTAL_SECONDS", 0.3)
    with mail_server(settings, MAIL=""):
        result = mail.send(LETTER)

    assert result == Temporary("Our mail server could not be used (SMTPServerDisconnected).")


def test_no_server_at_all_is_tried_again(settings: Settings) -> None:
    with mail_server(settings):
        pass

    assert mail.send(LETTER) == Temporary(
        "Our mail server could not be used (ConnectionRefusedError)."
    )


def test_a_letter_tells_no_address_when_it_is_logged() -> None:
    assert repr(LETTER) == "Letter(msg_harbour@stances.example)"
