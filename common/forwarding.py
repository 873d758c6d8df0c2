"""Whose request it is, when reverse proxies pass it on.

A proxy appends the address it was asked from to X-Forwarded-For, and anybody can send a header
that already has something in it. So the list is read from its end, and only for as long as each
address that wrote the next one is a proxy of ours (settings.TRUSTED_PROXIES).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from common.http.networks import Address, Network, is_within


class ForwardedAddressMiddleware:
    """Sets REMOTE_ADDR to the reader's own address; throttles count by it.

    The scheme (X-Forwarded-Proto) is gunicorn's part, from the same list of proxies.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.TRUSTED_PROXIES and "X-Forwarded-For" in request.headers:
            request.META["REMOTE_ADDR"] = reader_address(
                request.META.get("REMOTE_ADDR", ""),
                request.headers["X-Forwarded-For"],
                settings.TRUSTED_PROXIES,
            )
        return self._get_response(request)


def reader_address(peer: str, forwarded: str, proxies: Sequence[Network]) -> str:
    """The last address that no proxy of ours has; `peer` is who is connected to us.

    An entry that is no address ends the search: what is before it was not written by a proxy
    that we know.
    """
    found = peer
    for entry in (peer, *reversed(forwarded.split(","))):
        address = _address(entry)
        if address is None:
            return found
        found = str(address)
        if not is_within(address, proxies):
            return found
    return found


def _address(text: str) -> Address | None:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    # What a socket for both versions calls an IPv4 peer.
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
