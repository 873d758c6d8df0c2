"""Moments and spans as a curator reads them at a glance; the exact moment is in the element."""

from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext as _

#: What the admin itself prints where there is nothing.
NOTHING = "–"
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


def moment(at: datetime | None, now: datetime) -> SafeString | str:
    """ "12 minutes ago" or "in 3 hours", with the moment itself (UTC) to be pointed at."""
    if at is None:
        return NOTHING
    if abs(at - now) < timedelta(minutes=1):
        words = _("now")
    elif at > now:
        words = _("in %(span)s") % {"span": timeuntil(at, now, depth=1)}
    else:
        words = _("%(span)s ago") % {"span": timesince(at, now, depth=1)}
    return format_html(
        '<time datetime="{}" title="{} UTC">{}</time>',
        at.isoformat(),
        date_format(at, "Y-m-d H:i:s"),
        words,
    )


def span(length: timedelta | None) -> str:
    """Its largest sensible unit: "45 s", "12 min", "5 h", "3 d"."""
    if length is None:
        return NOTHING
    seconds = length.total_seconds()
    for size, unit in ((_DAY, "d"), (_HOUR, "h"), (_MINUTE, "min")):
        if seconds >= 2 * size or (unit == "min" and seconds >= size):
            return f"{round(seconds / size)} {unit}"
    return f"{round(seconds)} s"
