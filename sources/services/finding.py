"""Finding the feeds of a site by its address."""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from common.isolation import IsolatedError
from sources.exceptions import HostBusyError, NotAFeedError
from sources.fetching import LONGEST_REQUEST, Answer, check_hops, fetch_feed
from sources.parsing.discovery import FeedLink, find_feed_links
from sources.parsing.feeds import parse_feed
from sources.services import hosts
from sources.services.feeds import check_url
from sources.services.quarantine import read_safely

T = TypeVar("T")

PARSE_SECONDS = 5
PARSE_MEGABYTES = 300
# Somebody waits for the answer, but a host's turn mostly comes within this.
_PATIENCE = timedelta(seconds=15)


def find_feeds(address: str) -> list[FeedLink]:
    """The feeds at an address that staff gave: itself where it is one, else those that its page
    names. Stores nothing of them.

    One request, and one for each redirect, in the turn of its host. Raises NotAFeedError with a
    sentence where there is none, HostBusyError where the turn does not come, FetchError where
    nothing is answered, and QuarantinedError. Call it with no transaction open.
    """
    answer = _fetch(check_url(address))
    try:
        feed = _read(partial(parse_feed, url=answer.url, content_type=answer.content_type), answer)
    except NotAFeedError as error:
        reason = error
    else:
        return [FeedLink(answer.url, feed.title)]
    links = _read(
        partial(find_feed_links, url=answer.url, content_type=answer.content_type), answer
    )
    if not links:
        raise NotAFeedError(_("%(why)s The page names no feed.") % {"why": reason}) from reason
    return links


def _read(function: Callable[[bytes], T], answer: Answer) -> T:
    try:
        return read_safely(
            function,
            answer.body,
            url=answer.url,
            seconds=PARSE_SECONDS,
            megabytes=PARSE_MEGABYTES,
        )
    except IsolatedError as error:
        raise NotAFeedError(_("It could not be read: %(why)s") % {"why": error}) from None


def _fetch(address: str) -> Answer:
    asked, is_registered, until = [address], True, timezone.now() + _PATIENCE
    while True:
        url = asked[-1]
        turn = hosts.take_turn(url, hold=LONGEST_REQUEST)
        while isinstance(turn, hosts.Busy):
            if turn.until > until:
                raise HostBusyError(_("Its host is busy at the moment; try again in a minute."))
            time.sleep(max(0.0, (turn.until - timezone.now()).total_seconds()))
            turn = hosts.take_turn(url, hold=LONGEST_REQUEST)
        try:
            answer = fetch_feed(url, is_registered=is_registered, redirects=0)
        finally:
            hosts.give_back(turn)
        if not answer.location:
            return _usable(answer)
        check_hops(asked, answer.location)
        asked.append(answer.location)
        is_registered = answer.is_exempt


def _usable(answer: Answer) -> Answer:
    hosts.leave_alone(answer)
    if answer.status != 200:
        raise NotAFeedError(
            _("The server answered HTTP %(status)d; nothing can be found there.")
            % {"status": answer.status}
        )
    return answer
