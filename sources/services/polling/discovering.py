"""A feed that was registered with a page's address learns where the page's feed is."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from common.http.errors import BadUrlError
from common.http.urls import parse_target
from common.wake import wake
from sources.addresses import host_of, is_same_site
from sources.enums import FeedState
from sources.models import Feed
from sources.parsing.discovery import FeedLink
from sources.services.feeds import check_url

_LONGEST_REASON = 300
# A page may name a page that names the first one: then somebody has to look.
_MOST_FAILURES = 4


def choose_feed(found: Sequence[FeedLink], *, page: str) -> str:
    """The address of the first of the feeds that a page names, which stands at `page`; "" for
    none. A link in its text counts only to the same site.

    A feed may be reached in FETCH_ALLOWED_NETWORKS because staff registered its address. What a
    page names is not what they registered, so where there are such networks it must stand where
    the page stands.
    """
    for one in found:
        try:
            address = check_url(one.url)
            is_there = parse_target(address).authority == parse_target(page).authority
            is_meant = one.is_declared or is_same_site(address, page)
        except BadUrlError:
            continue
        if is_there or (is_meant and not settings.FETCH_ALLOWED_NETWORKS):
            return address
    return ""


def settle_finds(finds: Sequence[tuple[Feed, str, list[str]]], *, now: datetime) -> None:
    """Give feeds that never gave an item the address that their page names; saves nothing.

    Each is a feed whose row the caller holds, after its failed poll was noted, the address found
    ("": none) and the list to which the reason for its history goes. It is due again at once.
    Where another feed is registered at the address already, this one is paused and says so.
    """
    usable = [
        (feed, to, reasons)
        for feed, to, reasons in finds
        if to
        and to != feed.url
        and feed.last_success_at is None
        and feed.failures_in_a_row <= _MOST_FAILURES
    ]
    if not usable:
        return
    asked = {to for _feed, to, _reasons in usable}
    taken = set(Feed.objects.filter(url__in=asked).values_list("url", flat=True))
    for feed, to, reasons in usable:
        reasons.append(_learn(feed, to, now, is_taken=to in taken))
        taken.add(to)
    wake("feeds")


def _learn(feed: Feed, to: str, now: datetime, *, is_taken: bool) -> str:
    """The reason for the feed's history."""
    if is_taken:
        reason = _("Its address is a page whose feed, %(url)s, is registered already.") % {
            "url": to
        }
        feed.state, feed.state_reason = FeedState.PAUSED, reason[:_LONGEST_REASON]
        return reason
    feed.url, feed.host = to, host_of(to)
    feed.etag = feed.last_modified = feed.body_sha256 = ""
    feed.due_at, feed.due_reason = now, _("The page at its address names this feed.")
    return _("The page at its address names this feed.")
