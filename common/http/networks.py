"""Which addresses are the public internet. Pure.

The standard library's `is_global` changes between Python releases (3.11 calls 100.64.0.0/10
neither private nor global, and knows nothing of 3fff::/20), so the rule is written out here from
the IANA special-purpose registries of IPv4 and IPv6.
"""

from collections.abc import Iterable
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_network,
)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_NOT_PUBLIC_4 = tuple(
    IPv4Network(cidr)
    for cidr in (
        "0.0.0.0/8",  # this host, this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT; Alibaba's metadata service
        "127.0.0.0/8",
        "168.63.129.16/32",  # Azure's platform service: public by number only
        "169.254.0.0/16",  # link-local; metadata services
        "172.16.0.0/12",
        "192.0.0.0/24",  # protocol assignments; Oracle's metadata service
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
# Everything outside 2000::/3 (loopback, mapped, NAT64, unique local, link and site local,
# multicast, SRv6) is not assigned to the public internet; these parts of it are not public either.
_UNICAST_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    IPv6Network(cidr)
    for cidr in (
        "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: carries an IPv4 address of anybody's choice
        "3fff::/20",  # documentation
    )
)


def is_public(address: Address) -> bool:
    """Whether a server at this address can be one of the public internet."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC_4)
    if address.scope_id:
        return False
    return address in _UNICAST_6 and not any(address in network for network in _NOT_PUBLIC_6)


def parse_networks(cidrs: Iterable[str]) -> tuple[Network, ...]:
    """Networks out of settings, as `["127.0.0.0/8"]`; a ValueError names a wrong one."""
    return tuple(ip_network(cidr.strip()) for cidr in cidrs if cidr.strip())


def is_within(address: Address, networks: Iterable[Network]) -> bool:
    """Whether the address lies in one of the networks; mapped IPv4 counts as itself only."""
    return any(address.version == network.version and address in network for network in networks)
