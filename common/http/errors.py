"""What can go wrong on the way out.

Messages name the host and never the path or query, which may hold secrets.
"""

from typing import ClassVar

from common.exceptions import DomainError


class FetchError(DomainError):
    """A request was refused by our own rules or did not come to an answer.

    `reason` is a short stable code for rows and metrics; `str(error)` one sentence for people.
    """

    code: ClassVar[str] = "fetch_failed"
    default_reason: ClassVar[str] = "failed"

    def __init__(self, message: str, *, reason: str = "") -> None:
        super().__init__(message)
        self.reason = reason or self.default_reason


class BadUrlError(FetchError):
    """Not an address that we fetch: scheme, credentials, port, host or characters."""

    code = "bad_url"
    default_reason = "bad_url"


class RefusedAddressError(FetchError):
    """The host is not on the public internet, and nobody exempted it."""

    code = "refused_address"
    default_reason = "refused_address"


class UnreachableError(FetchError):
    """No conversation with the server: `reason` is `dns`, `connect`, `tls` or `broken`."""

    code = "unreachable"
    default_reason = "connect"


class TimedOutError(FetchError):
    """A limit passed: `reason` is `connect_timeout`, `idle_timeout` or `total_timeout`."""

    code = "timed_out"
    default_reason = "total_timeout"


class TooLargeError(FetchError):
    """More bytes than we take: `reason` is `wire_size`, `decoded_size` or `ratio`."""

    code = "too_large"
    default_reason = "wire_size"


class TooManyRedirectsError(FetchError):
    """The redirects did not end, or went in a circle."""

    code = "too_many_redirects"
    default_reason = "redirects"


class BadResponseError(FetchError):
    """The server answered something that is not HTTP, or with an encoding that does not decode."""

    code = "bad_response"
    default_reason = "bad_response"
