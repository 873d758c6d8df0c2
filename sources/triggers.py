"""What the database itself refuses in the tables of sources."""

from common.triggers import Trigger

TRIGGERS = [
    # Evidence points into stored text by offsets: a text that changed under it would make every
    # quotation a lie.
    # Blanking is the one exception, for erasure; the hash and the length stay.
    Trigger(
        name="articletext_is_final",
        table="sources_articletext",
        on=("UPDATE",),
        refuse_when="""
            (NEW.text <> OLD.text AND NEW.text <> '')
            OR NEW.sha256 <> OLD.sha256
            OR NEW.length <> OLD.length
            OR NEW.article_id <> OLD.article_id""",
    ),
]
