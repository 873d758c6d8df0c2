"""What the database itself refuses in the tables of alerts."""

from common.triggers import Trigger

TRIGGERS = [
    Trigger(
        name="event_is_final",
        table="alerts_event",
        on=("UPDATE",),
        refuse_when="""
            NEW.sequence <> OLD.sequence
            OR NEW.record_id <> OLD.record_id
            OR NEW.numbered_at <> OLD.numbered_at""",
    ),
    # The stream has no gaps, for ever: what is erased leaves its number.
    Trigger(name="event_stays", table="alerts_event", on=("DELETE",), refuse_when="true"),
    Trigger(
        name="delivery_keeps_its_message_id",
        table="alerts_delivery",
        on=("UPDATE",),
        refuse_when="(NEW.message_id <> OLD.message_id)",
    ),
]
