"""What markup may ask of its parser: how many tags, how wide. Pure.

feedparser handles each element and each reference in Python, some of them in time that grows with
the square of their number, and twice when the document is not well-formed; libxml2 compares each
attribute of an HTML tag with all others, and trafilatura each link of a paragraph. What real
documents never have is refused here, in scans that are linear and take a few milliseconds.
"""

import re
from collections import Counter

from lxml import html

from sources.exceptions import NotAFeedError

# Counted outside CDATA, but for lines and brackets. Five thousand items of ten elements are
# 100,000 tags.
MOST_TAGS = 150_000
MOST_REFERENCES = 1_000_000
MOST_LINES = 100_000
MOST_BRACKETS = 500_000
MOST_OPEN = 100  # "<" without a ">" before the next
MOST_ATTRIBUTES = 300_000
# The parser compares each attribute of a tag with all others: the sum of the squares.
MOST_COMPARED = 2_000_000

MOST_WORDS = 1_000  # in one tag: what follows an attribute's missing quotation mark
# Of a page, scripts included, and inline elements of one element of it.
MOST_PAGE_TAGS = 200_000
MOST_INLINE = 2_000

_FEW = 2_000  # attributes up to here cannot matter
_USUAL = 8  # attributes of a tag
_OPEN = re.compile(r"<(?=[^<>]*+(?:<|\Z))")
_LONG_TAG = re.compile(r"<[A-Za-z_:/][^<>]{2000,}+")
_TAG = re.compile(r"""<[A-Za-z_:](?:[^<>"']|"[^"<]*"|'[^'<]*')*+""")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_INLINE = ("a", "b", "em", "font", "i", "span", "strong", "u")
_ATTRIBUTE = re.compile(r"""=\s*["']""")


def check_markup(markup: str) -> None:
    """Refuse what no feed has; `markup` is the document without its CDATA sections.

    Raises NotAFeedError with one sentence.
    """
    tags = markup.count("<")
    if tags > MOST_TAGS:
        raise NotAFeedError(f"The document has more than {MOST_TAGS:,} tags; that is no feed.")
    if markup.count("&") > MOST_REFERENCES:
        raise NotAFeedError(
            f"The document has more than {MOST_REFERENCES:,} references; that is no feed."
        )
    if _is_unclosed(markup):
        raise NotAFeedError("The document is full of tags that do not end; that is no feed.")
    if markup.count("=") > _FEW:
        _check_attributes(markup)


def flatten(text: str) -> str:
    """The document on one line where it has very many: each is handed on by itself, as is each
    closing bracket (NotAFeedError where those are too many).
    """
    if text.count("]") > MOST_BRACKETS:
        raise NotAFeedError(
            f"The document has more than {MOST_BRACKETS:,} brackets; that is no feed."
        )
    return text.replace("\n", " ") if text.count("\n") > MOST_LINES else text


def is_too_much(text: str) -> bool:
    """Whether no page of an article is like that: too many tags, or attributes in one of them."""
    return text.count("<") > MOST_PAGE_TAGS or any(
        len(_QUOTED.sub("", tag[0]).split()) > MOST_WORDS for tag in _LONG_TAG.finditer(text)
    )


def thin_out(root: html.HtmlElement) -> None:
    """Take inline elements away, not their words, from elements that have thousands of them."""
    parents = Counter(element.getparent() for element in root.iter(*_INLINE))
    for parent, count in parents.items():
        if parent is not None and count > MOST_INLINE:
            _take_words(parent)


def _take_words(parent: html.HtmlElement) -> None:
    """As etree.strip_tags, which takes quadratic time."""
    kept: list[html.HtmlElement] = []
    words = [[parent.text or ""]]
    for child in list(parent):
        if child.tag in _INLINE:
            words[-1] += [str(child.text_content()), child.tail or ""]
        else:
            kept.append(child)
            words.append([child.tail or ""])
    parent[:] = kept
    parent.text = "".join(words[0])
    for child, following in zip(kept, words[1:], strict=True):
        child.tail = "".join(following)


def _is_unclosed(markup: str) -> bool:
    if any(number > MOST_OPEN for number, _ in enumerate(_OPEN.finditer(markup), 1)):
        return True
    return any(len(tag[0].split()) > MOST_WORDS for tag in _LONG_TAG.finditer(markup))


def _check_attributes(markup: str) -> None:
    attributes = compared = 0
    for tag in _TAG.finditer(markup):
        count = markup.count("=", tag.start(), tag.end())
        if count > _USUAL:  # some of them in an address
            count = len(_ATTRIBUTE.findall(markup, tag.start(), tag.end()))
        attributes += count
        compared += count * count
        if attributes > MOST_ATTRIBUTES or compared > MOST_COMPARED:
            raise NotAFeedError("The document has far too many attributes; that is no feed.")
