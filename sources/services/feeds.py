"""Registering feeds, and pausing, resuming or hurrying their polls."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.history import because, note_updates
from common.http.errors import BadUrlError
from common.wake import wake
from sources.addresses import check_feed_url
from sources.enums import FeedState
from sources.exceptions import AddressTakenError, UnknownFeedError
from sources.models import Feed
from sources.services.outlets import outlet_named, provisional_outlet

_LONGEST_URL = 2000


def add_feed(*, url: str, outlet_name: str = "") -> Feed:
    """Register a feed, due now. One that is registered already is returned as it is.

    Nothing is fetched here. Raises BadUrlError for an address that cannot be polled and
    BadOutletError for an outlet's name that cannot be one; then nothing is stored.
    """
    address = check_url(url)
    known = Feed.objects.select_related("outlet").filter(url=address).first()
    if known is not None:
        return known
    outlet = outlet_named(outlet_name) if outlet_name.strip() else provisional_outlet(address)
    feed, is_new = Feed.objects.get_or_create(
        url=address,
        defaults={
            "outlet": outlet,
            "due_at": timezone.now(),
            "due_reason": _("New: not polled yet."),
        },
    )
    if is_new:
        wake("feeds")
    elif not outlet_name.strip():
        outlet.delete()  # somebody registered the feed in the same moment, with its own outlet
    return feed


def find_feed(url: str) -> Feed | None:
    """The feed registered at this address, or None. Raises BadUrlError for what is no address."""
    return Feed.objects.select_related("outlet").filter(url=check_url(url)).first()


def require_feed(url: str) -> Feed:
    """As `find_feed`; raises UnknownFeedError where there is none."""
    feed = find_feed(url)
    if feed is None:
        raise UnknownFeedError(
            _("%(url)s is not registered as a feed; register it with add_feed.")
            % {"url": url.strip()[:200]}
        )
    return feed


def poll_soon(*, feed_id: int, reason: str, now: datetime | None = None) -> bool:
    """Make an active feed due now. False: it is paused, or somebody is polling it."""
    hurried = Feed.objects.filter(pk=feed_id, state=FeedState.ACTIVE, lease_token=None).update(
        due_at=now or timezone.now(), due_reason=reason[:300]
    )
    if hurried:
        wake("feeds")
    return bool(hurried)


@transaction.atomic
def pause_feed(*, feed_id: int, reason: str) -> None:
    """Poll it no more until somebody resumes it; a poll that is under way still counts."""
    Feed.objects.filter(pk=feed_id).update(
        state=FeedState.PAUSED, state_reason=reason[:300], updated_at=timezone.now()
    )
    note_updates(Feed, [feed_id], reason=reason)


@transaction.atomic
def resume_feed(*, feed_id: int) -> None:
    """Poll it again, now, as if it had never failed."""
    now = timezone.now()
    Feed.objects.filter(pk=feed_id).update(
        state=FeedState.ACTIVE,
        state_reason="",
        failures_in_a_row=0,
        gone_in_a_row=0,
        due_at=now,
        due_reason=_("Resumed."),
        lease_token=None,
        updated_at=now,
    )
    note_updates(Feed, [feed_id], reason=_("Resumed."))
    wake("feeds")


def move_feed(*, feed_id: int, url: str, reason: str) -> Feed:
    """Poll the feed at this address from now on, at once; what was found in it stays its own.

    A poll of the old address that is under way finds its lease gone. A paused feed stays paused.
    Raises BadUrlError for an address that cannot be polled, AddressTakenError where another feed
    is registered at it.
    """
    address, now = check_url(url), timezone.now()
    try:
        with transaction.atomic():
            feed = Feed.objects.select_for_update().get(pk=feed_id)
            if feed.url == address and not feed.moved_to:
                return feed
            feed.url, feed.moved_to, feed.moved_since = address, "", None
            # They were given by another address, for another body.
            feed.etag = feed.last_modified = feed.body_sha256 = ""
            feed.validators_distrusted_at = feed.lease_token = None
            feed.failures_in_a_row = feed.gone_in_a_row = 0
            feed.due_at, feed.due_reason = now, _("Moved to another address.")
            because(feed, reason=reason).save()
    except IntegrityError:
        raise AddressTakenError(
            _("Another feed is registered at %(url)s.") % {"url": address}
        ) from None
    wake("feeds")
    return feed


def check_url(url: str) -> str:
    """The address in the spelling in which it is stored; raises BadUrlError."""
    address = check_feed_url(url)
    if len(address) > _LONGEST_URL:
        raise BadUrlError(
            _("The address is longer than %(most)d characters.") % {"most": _LONGEST_URL}
        )
    return address
