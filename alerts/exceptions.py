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


class TooManyWebhooksError(SubscribingError):
    """One subscriber has all the endpoints that one can have."""

    code = "too_many_webhooks"
    field = "webhook_url"


class WrongTargetError(SubscribingError):
    """Nothing to be told about, or everything and something at once."""

    code = "wrong_target"
    field = "everything"


class WrongKindError(SubscribingError):
    """An event type that cannot be chosen."""

    code = "wrong_kind"
    field = "kinds"


class TooManySubscriptionsError(SubscribingError):
    """One subscriber follows as much as one can."""

    code = "too_many_subscriptions"
    field = "everything"


class SubscribedAlreadyError(DomainError):
    """The same is followed at the same place."""

    code = "subscribed_already"


class SubscriptionEndedError(DomainError):
    """It has ended and cannot be changed any more."""

    code = "subscription_ended"


class EndpointError(DomainError):
    """Something that this endpoint cannot do now."""

    code = "endpoint_refused"


class EndpointExistsError(EndpointError):
    """The subscriber has an endpoint at this address."""

    code = "endpoint_exists"


class EndpointInactiveError(EndpointError):
    """The endpoint receives nothing now."""

    code = "endpoint_not_active"


class RotatedAlreadyError(EndpointError):
    """The secret before the last rotation still signs along."""

    code = "secret_rotated_already"


class TooManyTestsError(EndpointError):
    """Enough tests for an hour."""

    code = "too_many_tests"


class LinkError(DomainError):
    """A link from one of our mails does not open anything."""

    code = "wrong_link"


class ExpiredLinkError(LinkError):
    """A real link, but too old."""

    code = "link_expired"


class ForgedLinkError(LinkError):
    """A link that we did not sign, or not for this."""

    code = "link_unknown"
