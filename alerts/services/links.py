"""Signed links: each opens one thing, for one purpose, for some time.

A link names the message it stood in and nothing else, so it tells no row numbers and no address.
"""

from datetime import timedelta
from enum import Enum

from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.urls import reverse
from django.utils.translation import gettext as _

from alerts.enums import DeliveryPurpose
from alerts.exceptions import ExpiredLinkError, ForgedLinkError
from alerts.models import Delivery


class LinkPurpose(Enum):
    """What a link is for: the name of its page and of its salt."""

    CONFIRM = "confirm"
    UNSUBSCRIBE = "unsubscribe"
    UNDO = "undo_unsubscribe"
    MANAGE = "manage"


_LASTS = {
    LinkPurpose.CONFIRM: timedelta(days=7),
    # Long: an old mail must still be able to stop the next one.
    LinkPurpose.UNSUBSCRIBE: timedelta(days=3 * 365),
    LinkPurpose.UNDO: timedelta(days=7),
    LinkPurpose.MANAGE: timedelta(days=30),
}


def make_token(purpose: LinkPurpose, message_id: str) -> str:
    """The last part of a link: the message id, the time and a signature."""
    return _signer(purpose).sign(message_id)


def make_path(purpose: LinkPurpose, message_id: str) -> str:
    """The path of the link's page."""
    return reverse(f"alerts:{purpose.value}", args=[make_token(purpose, message_id)])


def make_link(purpose: LinkPurpose, message_id: str) -> str:
    """The whole address, for a mail."""
    return settings.SITE_URL + make_path(purpose, message_id)


def read_token(purpose: LinkPurpose, token: str) -> Delivery:
    """The message that the link stood in.

    Raises ExpiredLinkError for an old link; ForgedLinkError for one that we did not sign for
    this purpose, or whose message is not there any more.
    """
    try:
        message_id = _signer(purpose).unsign(token, max_age=_LASTS[purpose])
    except SignatureExpired:
        raise ExpiredLinkError(
            _("This link has expired. Please take the one in a newer mail, or subscribe again.")
        ) from None
    except BadSignature:
        raise _forged() from None
    delivery = Delivery.objects.for_sending().filter(message_id=message_id).first()
    if delivery is None:
        raise _forged()
    if purpose is LinkPurpose.CONFIRM and delivery.purpose != DeliveryPurpose.CONFIRMATION:
        raise _forged()
    return delivery


def _forged() -> ForgedLinkError:
    return ForgedLinkError(
        _("This link is not one of ours, or not whole. Please copy it again from the mail.")
    )


def _signer(purpose: LinkPurpose) -> TimestampSigner:
    return TimestampSigner(salt=f"stanceline.alerts.{purpose.value}")
