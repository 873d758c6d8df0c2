"""Two texts of an article beside each other, as far as they differ."""

from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

# What is shown of a paragraph; the whole text is a click away.
_LONGEST = 2_000


def difference(before: str, after: str) -> SafeString:
    """The paragraphs that went and came, in the order of the text, each marked as such."""
    old, new = before.split("\n"), after.split("\n")
    moves = SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
    changed = [
        (kind, paragraph[:_LONGEST])
        for what, i, j, k, m in moves
        if what != "equal"
        for kind, part in (("del", old[i:j]), ("ins", new[k:m]))
        for paragraph in part
        if paragraph.strip()
    ]
    if not changed:
        return format_html("<p>{}</p>", _("The texts are the same."))
    return format_html(
        '<div class="difference">{}</div>',
        format_html_join("", "<{0}>{1}</{0}>", changed),
    )
