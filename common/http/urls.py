"""The address of a request, taken apart strictly. Pure.

Whatever two parsers could read differently (userinfo, backslashes, control characters, numbers
that some resolvers take for IPv4 addresses) is refused rather than guessed.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import idna

from common.http.errors import BadUrlError
from common.http.networks import Address

DEFAULT_PORTS = {"http": 80, "https": 443}
LONGEST_URL = 8_000

_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f\\\u2028\u2029]")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_BRACKETED = re.compile(r"\[[^\[\]]+\](:[0-9]*)?")
_NUMERIC_LABEL = re.compile(r"[0-9]+|0x[0-9a-f]*")
_KEEP = "!$%&'()*+,/:;=?@[]~-._"


@dataclass(frozen=True, slots=True)
class Target:
    """One request's address: what to connect to and what to ask for.

    `host` is the ASCII name for resolving, SNI and certificate, or the text of an IP literal;
    `literal` is set when the URL names an address; `path` is percent-encoded and has the query.
    """

    scheme: str
    host: str
    port: int
    path: str
    literal: Address | None

    @property
    def authority(self) -> str:
        """Host and port as in the Host header (RFC 9110, 7.2)."""
        host = f"[{self.host}]" if isinstance(self.literal, IPv6Address) else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The address without fragment, in one spelling."""
        return f"{self.scheme}://{self.authority}{self.path}"


@lru_cache(maxsize=2048)  # one item of a feed names its address several times
def parse_target(url: str) -> Target:
    """Take a URL apart; raises BadUrlError with one sentence for anything that is not plain."""
    parts = _split(url)
    if parts.scheme not in DEFAULT_PORTS:
        raise BadUrlError("The address must begin with http:// or https://.")
    if "@" in parts.netloc:
        raise BadUrlError("The address must not contain a user name or password.")
    host, literal = _parse_host(parts)
    path = quote(parts.path or "/", safe=_KEEP)
    if parts.query:
        path += "?" + quote(parts.query, safe=_KEEP)
    return Target(parts.scheme, host, _parse_port(parts), path, literal)


def join(base: Target, location: str) -> str:
    """The absolute address of a Location header (RFC 9110, 10.2.2), read by us as Latin-1."""
    with suppress(UnicodeError):  # otherwise not UTF-8: taken as it stands
        location = location.encode("latin-1").decode()
    location = location.strip(" ")
    if not _FORBIDDEN.search(location.replace(" ", "")):  # which urljoin would drop
        with suppress(ValueError):
            return urljoin(base.url, location)
    raise BadUrlError(f"{base.host} redirects to something that is no address.")


def _split(url: str) -> SplitResult:
    if len(url) > LONGEST_URL:
        raise BadUrlError(f"The address is longer than {LONGEST_URL:,} characters.")
    if _FORBIDDEN.search(url.strip(" ")):
        # A blank inside a path is common in feeds and means %20; anywhere else it is refused.
        url = _encode_path_blanks(url.strip(" "))
    try:
        return urlsplit(url.strip(" "))
    except ValueError:
        raise BadUrlError("The address cannot be read as a URL.") from None


def _encode_path_blanks(url: str) -> str:
    head, slash, path = url.partition("://")
    authority, first, rest = path.partition("/")
    encoded = f"{head}{slash}{authority}{first}{rest.replace(' ', '%20')}"
    if _FORBIDDEN.search(encoded):
        raise BadUrlError("The address contains blanks, backslashes or control characters.")
    return encoded


def _parse_port(parts: SplitResult) -> int:
    try:
        port = parts.port
    except ValueError:
        raise BadUrlError("The address has a wrong port.") from None
    if port == 0:
        raise BadUrlError("The address has a wrong port.")
    return port or DEFAULT_PORTS[parts.scheme]


def _parse_host(parts: SplitResult) -> tuple[str, Address | None]:
    if "[" in parts.netloc or "]" in parts.netloc:
        if not _BRACKETED.fullmatch(parts.netloc):  # urlsplit ignores what stands around it
            raise BadUrlError("The address has no valid IPv6 host.")
        return _parse_ipv6(parts.hostname or "")
    host = _to_ascii(parts.hostname or "").removesuffix(".")
    labels = host.split(".")
    if _NUMERIC_LABEL.fullmatch(labels[-1]):
        return _parse_ipv4(host)
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise BadUrlError("The address has no valid host name.")
    return host, None


def _to_ascii(host: str) -> str:
    if host.isascii():
        return host.lower()
    # Digits of another script at the end are an IP address in disguise.
    with suppress(idna.IDNAError):
        if not host.rpartition(".")[2].isdigit():
            return idna.encode(host, uts46=True, transitional=False).decode()
    raise BadUrlError("The address has no valid host name.")


def _parse_ipv4(host: str) -> tuple[str, Address]:
    """Four plain decimal numbers; 0177.1, 0x7f.0.0.1 and 2130706433 are refused, not read."""
    try:
        address = IPv4Address(host)
    except AddressValueError:
        raise BadUrlError(
            "An IPv4 address must be written as four decimal numbers, such as 192.0.2.1."
        ) from None
    return str(address), address


def _parse_ipv6(host: str) -> tuple[str, Address]:
    try:
        address = IPv6Address(host)
    except AddressValueError:
        raise BadUrlError("The address has no valid IPv6 host.") from None
    if address.scope_id:
        raise BadUrlError("An IPv6 host must not name a network interface.")
    return str(address), address
