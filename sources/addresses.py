"""One spelling for one address, so that an article is recognised when it comes again. Pure."""

import re
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
# Names of machines that serve the same pages as the site itself.
_SAME_SITE_PREFIX = re.compile(r"(?:www\d?|m|mobile|amp|edition|feeds?|rss)\.(?=[^.]+\.)")


def absolute_url(url: str, base: str = "") -> str:
    """An http(s) address as it can be fetched: absolute, percent-encoded, without fragment.

    Raises BadUrlError (a domain error with one sentence) for anything that cannot be fetched.
    """
    return parse_target(_absolute(url, base)).url


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
