"""What can go wrong when somebody wants to be told."""

from typing import ClassVar

from common.exceptions import DomainError


class SubscribingError(DomainError):
    """A subscription was asked for that cannot be made; `field` names what to correct."""

    code: ClassVar[str] = "subscription_refused"
    field: ClassVar[str] = ""


class WrongAddressError(SubscribingError):
    """Not an e-mail address."""

    code = "wrong_address"
    field = "address"


class WrongWebhookError(SubscribingError):
    """Not an address that a webhook can have."""

    code = "wrong_webhook"
    field = "webhook_url"


class WrongTargetError(SubscribingError):
    """Nothing to be told about, or everything and something at once."""

    code = "wrong_target"
    field = "everything"


class WrongKindError(SubscribingError):
    """An event type that cannot be chosen."""

    code = "wrong_kind"
    field = "kinds"


class LinkError(DomainError):
    """A link from one of our mails does not open anything."""

    code = "wrong_link"


class ExpiredLinkError(LinkError):
    """A real link, but too old."""

    code = "link_expired"


class ForgedLinkError(LinkError):
    """A link that we did not sign, or not for this."""

    code = "link_unknown"
