"""The query parameters that several lists share."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from common.api.parameters import Day, Instant, Slug

EXPERT = Slug("expert", _("Slug of an expert; a merged one finds the survivor."))
TOPIC = Slug("topic", _("Slug of a topic; what lies below it is included."))
PROPOSITION = Slug("proposition", _("Slug of a proposition."))
SINCE = Day("since", _("From this day on."))
AS_OF = Day("as_of", _("What had been said by this day, inclusive."))
KNOWN_AT = Instant("known_at", _("What was public here at this instant, or by this day's end."))
UNTIL = Day("until", _("Up to and including this day."))


def between(column: str, values: dict[str, Any]) -> dict[str, Any]:
    """Lookups on a date column for `since` and `until`."""
    bounds = {f"{column}__gte": values.get("since"), f"{column}__lte": values.get("until")}
    return {lookup: value for lookup, value in bounds.items() if value is not None}
