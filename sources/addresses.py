"""One spelling for one address, so that an article is recognised when it comes again. Pure.

`normalise_url` is what is fetched and stored; `bare_address` only compares.
"""

import re
from functools import lru_cache
from urllib.parse import urljoin

from common.http.errors import BadUrlError
from common.http.urls import Target, parse_target

_TRACKING_PREFIXES = ("utm_", "at_", "mtm_", "pk_", "hsa_", "_hs", "ns_", "wt.", "oly_", "vero_")
_TRACKING = frozenset(
    {
        "__s",
        "__twitter_impression",
        "_ga",
        "_gl",
        "cmpid",
        "cx_click",
        "dclid",
        "fbclid",
        "ftag",
        "gbraid",
        "gclid",
        "gclsrc",
        "guccounter",
        "guce_referrer",
        "guce_referrer_sig",
        "icid",
        "igsh",
        "igshid",
        "ito",
        "li_fat_id",
        "mc_cid",
        "mc_eid",
        "mkt_tok",
        "msclkid",
        "ncid",
        "ocid",
        "rb_clickid",
        "ref_src",
        "ref_url",
        "s_cid",
        "sfmc_id",
        "smid",
        "ttclid",
        "twclid",
        "wbraid",
        "wickedid",
        "wt_mc",
        "xtor",
        "yclid",
        "ysclid",
    }
)
# How an address says that it is the same page for a telephone, or taken from a feed.
_OTHER_DRESS = frozenset({"amp", "amp=1", "amp=true", "m=1", "mobile=1", "output=amp"})
_OTHER_DRESS |= frozenset({"outputtype=amp", "output=rss"})
_FROM_A_FEED = frozenset({"rss", "feed", "atom", "rssfeed", "rss-feed"})
_SAYS_WHENCE = frozenset({"campaign", "cid", "cmp", "feed", "from", "medium", "partner", "ref"})
_SAYS_WHENCE |= frozenset({"referrer", "source", "src", "via"})
_DRESSED_HOST = re.compile(r"(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
# Copies that AMP's caches keep of others' pages: the page's own address is the rest of theirs.
_AMP_CACHE = re.compile(
    r"//(?:[\w-]+\.cdn\.ampproject\.org/[a-z]|(?:www\.)?google\.[a-z.]{2,6}/amp)/(?:s/)?"
)
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?;]*", re.IGNORECASE)
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
_INDEX = re.compile(r"/(?:index\.(?:html?|php)|amp)/?$|\.amp(?=\.html?$)|\.amp$|/+$")
# Names of machines that serve the same pages as the site itself.
_SAME_SITE_PREFIX = re.compile(r"(?:www\d?|m|mobile|amp|edition|feeds?|rss)\.(?=[^.]+\.)")


def absolute_url(url: str, base: str = "") -> str:
    """An http(s) address as it can be fetched: absolute, percent-encoded, without fragment.

    Raises BadUrlError (a domain error with one sentence) for anything that cannot be fetched.
    """
    return parse_target(_absolute(url, base)).url


@lru_cache(maxsize=4096)  # an item's address is looked at when it is fetched, named and compared
def normalise_url(url: str, base: str = "") -> str:
    """The one spelling of an http(s) address, absolute against `base`.

    Lower-case scheme and host, no default port, fragment, dot segments or tracking parameters;
    path and the other parameters stay as they are, percent-encoded. Idempotent. Raises
    BadUrlError for anything that cannot be fetched.
    """
    target = parse_target(_absolute(url, base))
    path, _, query = target.path.partition("?")
    kept = "&".join(part for part in query.split("&") if part and not _is_tracking(part))
    path = _without_dot_segments(path) + (f"?{kept}" if kept else "")
    return Target(target.scheme, target.host, target.port, path, target.literal).url


@lru_cache(maxsize=4096)
def bare_address(url: str) -> str:
    """`//host/path?query`: equal for addresses that give one page, whatever the way there.

    Scheme, www and the names of telephone editions, AMP's marks, session numbers, an index page, a
    slash at the end, the order of parameters and what only says whence a reader comes do not
    count; case and everything else in the path do. Takes its own result too; "" for what is no
    http(s) address. For comparing only: it need not be possible to fetch it.
    """
    try:
        address = normalise_url(f"http:{url}" if url.startswith("//") else url)
    except BadUrlError:
        return ""
    address = address[address.index("//") :]
    if cached := _AMP_CACHE.match(address):
        return bare_address("//" + address[cached.end() :]) or address
    host, slash, rest = address[2:].partition("/")
    path, _, query = (slash + rest).partition("?")
    return f"//{_plain_host(host)}{_plain_path(path)}{_plain_query(query)}"


def _plain_host(host: str) -> str:
    host = re.sub(r":(?:80|443)$", "", host)
    while match := _DRESSED_HOST.match(host):
        host = host[match.end() :]
    return host


def _plain_path(path: str) -> str:
    path = _ESCAPED.sub(lambda match: _unescaped(match[0]), _SESSION.sub("", path))
    path = re.sub("/{2,}", "/", path).removesuffix("/") or "/"
    if path.startswith("/amp/"):
        path = path[4:]
    while (shorter := _INDEX.sub("", path)) != path:
        path = shorter
    return path or "/"


def _plain_query(query: str) -> str:
    kept = sorted(
        _ESCAPED.sub(lambda match: _unescaped(match[0]), part)
        for part in query.split("&")
        if part and not _is_dress(part.lower())
    )
    return f"?{'&'.join(kept)}" if kept else ""


def _is_dress(part: str) -> bool:
    name, _, value = part.partition("=")
    return part in _OTHER_DRESS or (name in _SAYS_WHENCE and value in _FROM_A_FEED)


def _unescaped(escape: str) -> str:
    """RFC 3986, 2.3: an unreserved character and its escape are the same."""
    character = chr(int(escape[1:], 16))
    is_plain = character.isascii() and (character.isalnum() or character in "-._~")
    return character if is_plain else escape.upper()


def check_feed_url(url: str) -> str:
    """A feed's address as it will be polled; BadUrlError says what is wrong with it."""
    text = url.strip()
    if text.lower().startswith(("feed://", "feed:http")):
        text = "http://" + text[7:] if text.lower().startswith("feed://") else text[5:]
    if text and "://" not in text:
        raise BadUrlError("Write the whole address, beginning with http:// or https://.")
    if not text:
        raise BadUrlError("The address is empty.")
    return parse_target(text).url


def host_of(url: str) -> str:
    """Name and port, as `example.org:443`: to whom a request goes. Raises BadUrlError."""
    target = parse_target(url)
    return f"{target.host}:{target.port}"


def is_same_site(one: str, other: str) -> bool:
    """Whether two addresses plainly belong to one publisher: a host and its sub-domains.

    IP addresses and ports are compared as they are. Raises BadUrlError for what is no address.
    """
    a, b = parse_target(one), parse_target(other)
    if a.host == b.host:
        return a.port == b.port or {a.port, b.port} == {80, 443}
    if a.literal is not None or b.literal is not None:
        return False
    short, long = sorted((_bare(a.host), _bare(b.host)), key=len)
    return short == long or ("." in short and long.endswith("." + short))


def _absolute(url: str, base: str) -> str:
    # Feeds wrap long addresses; browsers drop the line breaks as well (WHATWG URL, 4.4).
    url = re.sub(r"[\t\r\n]+\s*", "", url.strip())
    if not url:
        raise BadUrlError("The address is empty.")
    if not base or "://" in url.partition("?")[0]:
        return url
    try:
        return urljoin(base, url)
    except ValueError:
        raise BadUrlError("The address cannot be read as a URL.") from None


def _without_dot_segments(path: str) -> str:
    """RFC 3986, 5.2.4, for an absolute path."""
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)


def _is_tracking(part: str) -> bool:
    name = part.partition("=")[0].lower()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)


def _bare(host: str) -> str:
    return _SAME_SITE_PREFIX.sub("", host, count=1) if _SAME_SITE_PREFIX.match(host) else host
