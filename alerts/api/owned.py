"""What the views of an owner's own rows share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from alerts.api.owners import ManageToken, OwnerThrottle, owner_in
from alerts.exceptions import (
    SubscribingError,
    TooManySubscriptionsError,
    TooManyWebhooksError,
)
from alerts.models import Subscriber
from common.api.bodies import wrong_member
from common.api.problems import UnknownRecord
from common.api.throttles import AddressThrottle, DailyWriteThrottle, WriteThrottle
from common.api.views import ApiView
from common.public_ids import row_number

ENDPOINT_KIND = "endpoint"


class Owned(ApiView):
    """A view that the token of a manage link opens; another's row is no row."""

    authentication_classes = [ManageToken]
    throttle_classes = [AddressThrottle, WriteThrottle, DailyWriteThrottle, OwnerThrottle]

    @property
    def has_owner(self) -> bool:
        return owner_in(self.request) is not None

    @property
    def subscriber(self) -> Subscriber:
        """Whose request it is; only behind OwnerOnly or has_owner."""
        owner = owner_in(self.request)
        if owner is None:
            raise TypeError("This request has no owner.")
        return owner.subscriber

    def own_number(self, kind: str, public: str, mine: Any) -> int:
        """The row number of a public id among the owner's own rows. Raises UnknownRecord."""
        number = row_number(kind, public)
        if number is None or not mine.filter(pk=number).exists():
            raise UnknownRecord(
                _("You have no %(kind)s “%(id)s”.") % {"kind": kind, "id": public}, kind=kind
            )
        return number


def refused(error: SubscribingError, members: Mapping[str, str]) -> Exception:
    """What a service refused, as a fault at the member that is to be corrected; what no other
    value would correct stays a conflict.
    """
    if isinstance(error, TooManyWebhooksError | TooManySubscriptionsError):
        return error
    name = members.get(error.field, error.field)
    return wrong_member(name, str(error), code=error.code)
