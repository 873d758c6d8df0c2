"""How often one network address may read and write without being known."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from redis.exceptions import RedisError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import AnonRateThrottle

if TYPE_CHECKING:  # settings name these classes, and the framework's views read them when imported
    from rest_framework.views import APIView

logger = logging.getLogger(__name__)


class AddressThrottle(AnonRateThrottle):
    """By network address, counted in the cache; 429 with Retry-After beyond the rate.

    A lost cache must not take the public record offline: then nobody is counted.
    """

    def allow_request(self, request: Request, view: APIView) -> bool:
        try:
            return super().allow_request(request, view)
        except RedisError:
            logger.warning("throttle has no cache: request not counted")
            return True


class WriteThrottle(AddressThrottle):
    """Whatever is not reading, by somebody who is not signed in, at a lower rate."""

    scope = "anon_write"

    def allow_request(self, request: Request, view: APIView) -> bool:
        return request.method in SAFE_METHODS or super().allow_request(request, view)


class DailyWriteThrottle(WriteThrottle):
    """The same over a day."""

    scope = "anon_write_daily"
