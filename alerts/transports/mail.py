"""Mail through Django's configured backend."""

import smtplib
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils.translation import gettext as _

from alerts.retries import is_retried_smtp_code
from alerts.transports.results import Permanent, Result, Sent, Temporary

# Each wait for the server has EMAIL_TIMEOUT; a conversation has many waits.
TOTAL_SECONDS = 45.0
_ANSWER_CHARACTERS = 4_096


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail to one person: text and HTML say the same."""

    to: str
    subject: str
    text: str
    html: str
    message_id: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:  # no address in a log or traceback
        return f"Letter({self.message_id})"


def send(letter: Letter) -> Result:
    """Hand the letter to the mail server; takes at most TOTAL_SECONDS after the connection stands.

    A refusal of the recipient or of the message is judged by its code (alerts.retries). That our
    own server is away or refuses us says nothing about the recipient and is tried again.
    """
    connection = get_connection()
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        to=[letter.to],
        headers={"Message-ID": f"<{letter.message_id}>", **letter.headers},
        connection=connection,
    )
    message.attach_alternative(letter.html, "text/html")
    try:
        connection.open()
        with _hung_up_in_time(connection):
            taken = message.send()
    except smtplib.SMTPRecipientsRefused as error:
        return _refused([(code, text) for code, text in error.recipients.values()])
    except smtplib.SMTPDataError as error:
        return _refused([(error.smtp_code, error.smtp_error)])
    except smtplib.SMTPResponseException as error:
        return Temporary(
            _("Our mail server refused us (%(code)d).") % {"code": error.smtp_code},
            status=_status(error.smtp_code),
        )
    except (smtplib.SMTPException, OSError) as error:
        return Temporary(
            _("Our mail server could not be used (%(error)s).") % {"error": type(error).__name__}
        )
    finally:
        with suppress(smtplib.SMTPException, OSError):
            connection.close()
    return Sent() if taken else Temporary(_("The mail server took nothing."))


def _refused(answers: list[tuple[int, bytes | str]]) -> Result:
    code, text = answers[0] if answers else (0, "")
    answer = (text.decode(errors="replace") if isinstance(text, bytes) else text).replace(
        "\x00", ""
    )
    answer = answer[:_ANSWER_CHARACTERS]
    if is_retried_smtp_code(code):
        reason = _("The mail server answered %(code)d: not now.") % {"code": code}
        return Temporary(reason, status=_status(code), answer=answer)
    reason = _("The mail server answered %(code)d: refused.") % {"code": code}
    return Permanent(reason, status=_status(code), answer=answer)


def _status(code: int) -> int | None:
    """smtplib says -1 for an answer that is none."""
    return code if code > 0 else None


@contextmanager
def _hung_up_in_time(connection: Any) -> Iterator[None]:
    """Close the socket of a conversation that takes longer than its lease allows."""

    def hang_up() -> None:
        server = getattr(connection, "connection", None)
        if isinstance(server, smtplib.SMTP) and server.sock is not None:
            with suppress(OSError):
                server.sock.shutdown(2)

    timer = threading.Timer(TOTAL_SECONDS, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
