"""Turning an owed delivery into the mail or the request that is sent. Reads only.

A repeated send says the same: everything comes from the event as it was written down.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from alerts.enums import DeliveryPurpose, SubscriptionState
from alerts.models import Delivery
from alerts.notices import Notice, Side, make_notice, outlets_of
from alerts.services.links import LinkPurpose, make_link
from alerts.shapes import test_event_shape, webhook_body
from alerts.shaping import event_record
from alerts.transports.mail import Letter
from alerts.transports.webhook import WebhookRequest
from commentary.enums import EndedReason, EvidenceLive, RecordKind, Rendering
from commentary.models import Record
from commentary.scoring import stance_word
from sources.models import Outlet

_HEADLINES = {
    "change.confirmed": gettext_lazy("A change of stance was confirmed."),
    "change.withdrawn": gettext_lazy("A change of stance was withdrawn: it does not count."),
    "position.disputed": gettext_lazy("The person quoted disputes this record."),
    "correction.decided": gettext_lazy("A request for a correction was decided."),
    "evidence.altered": gettext_lazy("The outlet changed what it printed."),
    "position.retracted": gettext_lazy("A position was retracted: it does not count."),
    "position.published": gettext_lazy("A position was published."),
    "statement.published": gettext_lazy("A statement was published."),
}
_DATE_FORMATS = {"day": "j F Y", "month": "F Y", "year": "Y"}
_SUBJECT_CHARACTERS = 120


@dataclass(frozen=True, slots=True)
class Told:
    """One side of a notice in readers' words. `quoted` has its quotation marks, or none."""

    label: str
    day: str
    stance: str
    summary: str
    reply: str
    quoted: str
    rendering: str
    outlet: str
    url: str


def make_request(delivery: Delivery, *, now: datetime) -> WebhookRequest:
    """The signed POST for a webhook; the body is the event as the API shows it, or that of a test.
    `now` says which secrets sign.
    """
    if delivery.endpoint is None:
        raise ValueError(f"Delivery {delivery.pk} has no endpoint.")
    if delivery.purpose == DeliveryPurpose.TEST:
        event = test_event_shape(
            endpoint=delivery.endpoint.public_id,
            at=delivery.created_at,
            url=f"{settings.SITE_URL}/api/v1/docs/",
        )
    elif delivery.event_id is not None:
        event = event_record(delivery.event_id)
    else:
        raise ValueError(f"Delivery {delivery.pk} has no event.")
    body = webhook_body(event)
    return WebhookRequest(
        url=delivery.endpoint.url,
        secrets=delivery.endpoint.signing_secrets(now),
        message_id=delivery.message_id,
        body=json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(),
    )


def make_letter(delivery: Delivery) -> Letter:
    """The mail for one subscriber, in their language."""
    with override(delivery.subscriber.language):
        if delivery.purpose == DeliveryPurpose.CONFIRMATION:
            return _confirmation(delivery)
        return _alert(delivery)


def _alert(delivery: Delivery) -> Letter:
    if delivery.event_id is None:
        raise ValueError(f"Delivery {delivery.pk} tells no event.")
    record = Record.objects.select_related(
        "change__confirmed_by", "position__reviewed_by", "statement__reviewed_by"
    ).get(event=delivery.event_id)
    notice = make_notice(event_record(delivery.event_id))
    label = str(RecordKind(notice.type).label)
    context = {
        "notice": notice,
        "headline": _HEADLINES.get(notice.type, label),
        "reason": str(EndedReason(notice.ended).label) if notice.ended else "",
        "live": str(EvidenceLive(notice.live).label) if notice.live else "",
        "sides": _sides(notice),
        "reviewer": _reviewer(record),
        "at": _moment(record.at),
        "because": [subscription.about for subscription in _active(delivery)],
    }
    about = notice.expert or notice.proposition.rstrip(".") or "Stanceline"
    subject = f"{about}: {label}"
    if notice.expert and notice.proposition:
        subject += f" – {notice.proposition}"
    return _letter(delivery, subject, "alert", context)


def _confirmation(delivery: Delivery) -> Letter:
    subscriptions = list(delivery.subscriptions.live().for_display())
    waiting = [one for one in subscriptions if one.state == SubscriptionState.PENDING]
    if not waiting:
        subject = _("You already receive this from Stanceline")
        return _letter(delivery, subject, "already", {"subscriptions": subscriptions})
    context = {
        "subscriptions": waiting,
        "confirm": make_link(LinkPurpose.CONFIRM, delivery.message_id),
    }
    return _letter(
        delivery, _("Please confirm what Stanceline should tell you"), "confirm", context
    )


def _letter(delivery: Delivery, subject: str, template: str, context: dict[str, Any]) -> Letter:
    unsubscribe = make_link(LinkPurpose.UNSUBSCRIBE, delivery.message_id)
    context |= {
        "subject": _one_line(subject),
        "site": settings.SITE_URL,
        "unsubscribe": unsubscribe,
        "manage": make_link(LinkPurpose.MANAGE, delivery.message_id),
    }
    return Letter(
        to=delivery.subscriber.address,
        subject=context["subject"],
        text=render_to_string(f"alerts/mail/{template}.txt", context).strip() + "\n",
        html=render_to_string(f"alerts/mail/{template}.html", context),
        message_id=f"{delivery.message_id}@{urlsplit(settings.SITE_URL).hostname}",
        headers={
            # RFC 2369 and RFC 8058: a mail program offers this as its own button.
            "List-Unsubscribe": f"<{unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )


def _active(delivery: Delivery) -> Any:
    return delivery.subscriptions.active().for_display()


def _sides(notice: Notice) -> list[Told]:
    names = dict(Outlet.objects.filter(slug__in=outlets_of(notice)).values_list("slug", "name"))
    if notice.before and notice.after:
        pairs = [(_("Before"), notice.before), (_("After"), notice.after)]
    else:
        pairs = [(_("What it is about"), side) for side in (notice.before, notice.after) if side]
    return [_told(label, side, notice.proposition_kind, names) for label, side in pairs]


def _told(label: str, side: Side, kind: str, names: dict[str, str]) -> Told:
    words, quoted = side.words, ""
    if words and words.text:
        text = f"{words.text} […]" if words.is_cut else words.text
        quoted = _("“%(words)s”") % {"words": text} if words.is_quotable else text
    return Told(
        label=label,
        day=date_format(side.stated_on, _DATE_FORMATS[side.precision]),
        stance=str(stance_word(kind, side.stance).label) if side.stance and kind else "",
        summary=side.summary,
        reply=side.reply,
        quoted=quoted,
        rendering=str(Rendering(words.rendering).label) if words and words.rendering else "",
        outlet=names.get(words.outlet, words.outlet) if words else "",
        url=words.url if words and words.url.startswith("http") else "",
    )


def _reviewer(record: Record) -> str:
    """The name of who decided it; empty where nobody signs such a record."""
    person = None
    if record.change is not None:
        person = record.change.confirmed_by
    elif record.position is not None:
        person = record.position.reviewed_by
    elif record.statement is not None:
        person = record.statement.reviewed_by
    return (person.get_full_name() or person.get_username()) if person is not None else ""


def _moment(at: datetime) -> str:
    return f"{date_format(at, 'j F Y, H:i')} UTC"


def _one_line(subject: str) -> str:
    return Truncator(" ".join(subject.split())).chars(_SUBJECT_CHARACTERS)
