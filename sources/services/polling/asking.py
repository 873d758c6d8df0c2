"""What a poll asks of the world and reads of the answer. Nothing here touches the database, so
that it can happen in any thread.
"""

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from django.utils.translation import gettext as _

from common.http.errors import (
    BadUrlError,
    FetchError,
    RefusedAddressError,
    TimedOutError,
    UnreachableError,
)
from common.isolation import (
    IsolatedCrashError,
    IsolatedError,
    IsolatedTimeoutError,
    run_isolated,
)
from sources.enums import ErrorKind
from sources.exceptions import NotAFeedError
from sources.fetching import Answer, check_hops, fetch_feed
from sources.parsing.discovery import find_feed_links
from sources.parsing.documents import ParsedFeed
from sources.parsing.feeds import parse_feed
from sources.scheduling.moves import needs_full_answer, permanent_target
from sources.scheduling.trust import Asking
from sources.services.polling.claims import Claimed
from sources.services.polling.discovering import choose_feed
from sources.services.polling.moving import noted_move

PARSE_SECONDS = 5
PARSE_MEGABYTES = 300
_GONE = 410


@dataclass(frozen=True, slots=True)
class Polled:
    """What was heard, before anything is written. `feed` is None where nothing changed or it
    failed; `error` is "" where it worked. `died`: how the document ended the process reading it.
    `names`: the feed that the page names which was answered in place of one.
    """

    claim: Claimed
    answer: Answer | None = None
    feed: ParsedFeed | None = None
    error: str = ""
    error_kind: str = ""
    body_sha256: str = ""
    died: str = ""
    names: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The answer is a redirect: `claim` names the address to ask next."""

    claim: Claimed


def ask(claim: Claimed) -> Polled | Elsewhere:
    """One request for the feed. What it answered is not read yet: see `read`."""
    feed = claim.feed
    with_validators, began = _sends_validators(claim), time.monotonic()
    try:
        answer = fetch_feed(
            claim.url,
            etag=feed.etag if with_validators else "",
            last_modified=feed.last_modified if with_validators else "",
            is_registered=claim.is_registered,
            redirects=0,
            spent=claim.spent,
        )
        if answer.location:
            return _elsewhere(claim, answer, time.monotonic() - began)
    except FetchError as error:
        return failed(claim, str(error), _kind_of(error))
    answer = replace(answer, redirects=tuple(claim.hops))
    if answer.status in {200, 304}:
        return Polled(claim, answer)
    sentence = _("The server answered HTTP %(status)s instead of the feed.")
    return failed(
        claim, sentence % {"status": answer.status}, _kind_of_status(answer.status), answer
    )


def _sends_validators(claim: Claimed) -> bool:
    """As the claim says, except to where a feed may have moved for good, of which items are seen
    only in an answer in full.
    """
    if claim.asking is not Asking.CONDITIONAL:
        return claim.asking.sends_validators
    target = permanent_target(claim.feed.url, claim.hops, claim.url)
    return not needs_full_answer(claim.started_at, target, noted_move(claim.feed))


def read(polled: Polled, deadly: Mapping[str, str]) -> Polled:
    """What an answer of 200 says, read in a process of its own unless it is the known one.

    `deadly`: why documents are not read any more, by the hash of their bytes.
    """
    answer = polled.answer
    if polled.error or answer is None or answer.status == 304:
        return polled
    sha256 = hashlib.sha256(answer.body).hexdigest()
    if sha256 == polled.claim.feed.body_sha256:
        return replace(polled, body_sha256=sha256)
    if sha256 in deadly:
        return failed(polled.claim, deadly[sha256], ErrorKind.UNREADABLE, answer)
    try:
        parsed = run_isolated(
            partial(parse_feed, url=answer.url, content_type=answer.content_type),
            answer.body,
            seconds=PARSE_SECONDS,
            megabytes=PARSE_MEGABYTES,
        )
    except NotAFeedError as error:
        unread = failed(polled.claim, str(error), ErrorKind.NOT_A_FEED, answer)
        return replace(unread, names=_named(polled.claim, answer))
    except IsolatedError as error:
        sentence = _("The feed could not be read: %(why)s") % {"why": error}
        unread = failed(polled.claim, sentence, ErrorKind.UNREADABLE, answer)
        if isinstance(error, IsolatedTimeoutError | IsolatedCrashError):
            return replace(unread, body_sha256=sha256, died=str(error))
        return unread
    return replace(polled, feed=parsed, body_sha256=sha256)


def failed(claim: Claimed, sentence: str, kind: str, answer: Answer | None = None) -> Polled:
    """A poll without a usable answer, and why."""
    return Polled(claim, answer, error=sentence, error_kind=kind)


def _named(claim: Claimed, answer: Answer) -> str:
    """Asked only of a feed that never gave an item: staff may have registered the site itself."""
    if claim.feed.last_success_at is not None or claim.is_given:
        return ""
    try:
        found = run_isolated(
            partial(find_feed_links, url=answer.url, content_type=answer.content_type),
            answer.body,
            seconds=PARSE_SECONDS,
            megabytes=PARSE_MEGABYTES,
        )
    except IsolatedError:
        return ""
    return choose_feed(found, page=answer.url)


def _elsewhere(claim: Claimed, answer: Answer, spent: float) -> Elsewhere:
    hops = [*claim.hops, (answer.status, answer.url)]
    check_hops([url for _status, url in hops], answer.location)
    return Elsewhere(
        replace(
            claim,
            url=answer.location,
            hops=hops,
            is_registered=answer.is_exempt,
            spent=claim.spent + spent,
            tries=0,
        )
    )


def _kind_of(error: FetchError) -> ErrorKind:
    if isinstance(error, UnreachableError):
        return ErrorKind.UNREACHABLE
    if isinstance(error, TimedOutError):
        return ErrorKind.TIMED_OUT
    if isinstance(error, RefusedAddressError | BadUrlError):
        return ErrorKind.REFUSED
    return ErrorKind.BAD_ANSWER


def _kind_of_status(status: int) -> ErrorKind:
    if status == _GONE:
        return ErrorKind.GONE
    if 400 <= status < 500:
        return ErrorKind.CLIENT
    return ErrorKind.SERVER if status >= 500 else ErrorKind.BAD_ANSWER
