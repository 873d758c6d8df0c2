"""The days and hours that the invented cast lives by."""

from datetime import UTC, date, datetime, timedelta

#: The Monday on which, unless a test says otherwise, everything is said.
SAID_ON = date(2025, 3, 3)
#: Everything below happens on that day, in this order.
PUBLISHED_AT = datetime(2025, 3, 3, 9, tzinfo=UTC)
STORED_AT = datetime(2025, 3, 3, 10, tzinfo=UTC)
REVIEWED_AT = datetime(2025, 3, 3, 12, tzinfo=UTC)
ENDED_AT = REVIEWED_AT + timedelta(days=30)
