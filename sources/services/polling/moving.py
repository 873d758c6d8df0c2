"""Following feeds to the address that their servers name."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from common.http.errors import BadUrlError
from sources.addresses import host_of
from sources.enums import FeedState
from sources.models import Feed
from sources.scheduling.moves import Move
from sources.services.feeds import check_url

_LONGEST_REASON = 300


def noted_move(feed: Feed) -> Move | None:
    """What is noted of the feed's moving, None for nothing."""
    return Move(feed.moved_to, feed.moved_since) if feed.moved_to and feed.moved_since else None


def settle_moves(moves: Sequence[tuple[Feed, str, list[str]]]) -> None:
    """Give feeds the address that they moved to for good; saves nothing.

    Each is a feed whose row the caller holds, its new address ("": it did not move) and the list
    to which the reason for its history goes. Where another feed is registered at the address
    already, this one is paused and says so: that one brings the same items.
    """
    final = [(feed, to, reasons) for feed, to, reasons in moves if to]
    if not final:
        return
    taken = set(
        Feed.objects.filter(url__in=[to for _feed, to, _reasons in final]).values_list(
            "url", flat=True
        )
    )
    for feed, to, reasons in final:
        reasons.append(_move(feed, to, is_taken=to in taken))
        taken.add(to)


def _move(feed: Feed, to: str, *, is_taken: bool) -> str:
    """The reason for the feed's history."""
    feed.moved_to, feed.moved_since = "", None
    try:
        address = check_url(to)
    except BadUrlError:
        return _("It moved to an address that cannot be polled.")
    if is_taken:
        reason = _("It moved to %(url)s, which is polled as another feed.") % {"url": to}
        feed.state, feed.state_reason = FeedState.PAUSED, reason[:_LONGEST_REASON]
        return reason
    feed.url, feed.host = address, host_of(address)
    return _("It moved: its server named this address for seven days.")
