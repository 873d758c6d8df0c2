"""What no feed and no page has is refused before anything parses it."""

from typing import cast

import pytest
from lxml import html

from sources.exceptions import NotAFeedError
from sources.parsing import burdens
from sources.parsing.burdens import check_markup, flatten, is_too_much, thin_out

USUAL = '<item a="1" b="2"><title>The quay &amp; the pier</title></item>' * 3_000


def test_long_feed_with_attributes_passes() -> None:
    check_markup(USUAL)


@pytest.mark.parametrize(
    ("markup", "sentence"),
    [
        ("<a/>" * (burdens.MOST_TAGS + 1), "more than 150,000 tags"),
        ("&" * (burdens.MOST_REFERENCES + 1), "more than 1,000,000 references"),
        ("<a " * (burdens.MOST_OPEN + 1), "full of tags that do not end"),
        (f"<a {'word ' * (burdens.MOST_WORDS + 1)}>", "full of tags that do not end"),
        (("<a " + 'b="" ' * 900 + ">") * 5, "far too many attributes"),
        ('<a b="1" c="2">' * 149_999 + '<a b="" c="" d="">' * 1, "far too many attributes"),
    ],
    ids=["tags", "references", "open", "words in a tag", "one wide tag", "many tags"],
)
def test_what_no_feed_has_is_refused(markup: str, sentence: str) -> None:
    with pytest.raises(NotAFeedError, match=sentence):
        check_markup(markup)


def test_signs_of_equality_in_an_address_are_no_attributes() -> None:
    check_markup(f'<a href="/?{"a=1;" * 900}">' * 5)


def test_very_many_lines_become_one() -> None:
    assert flatten("a\nb") == "a\nb"
    assert "\n" not in flatten("a\n" * (burdens.MOST_LINES + 1))


def test_very_many_brackets_are_refused() -> None:
    with pytest.raises(NotAFeedError, match="more than 500,000 brackets"):
        flatten("]" * (burdens.MOST_BRACKETS + 1))


@pytest.mark.parametrize(
    ("page", "too_much"),
    [
        ("<p>The quay.</p>", False),
        ("<p>" * (burdens.MOST_PAGE_TAGS + 1), True),
        (f"<p {'word ' * (burdens.MOST_WORDS + 1)}>", True),
        (f'<p title="{"word " * (burdens.MOST_WORDS + 1)}">', False),
    ],
)
def test_a_page_may_be_too_much(page: str, too_much: bool) -> None:
    assert is_too_much(page) is too_much


def test_inline_elements_in_thousands_leave_their_words() -> None:
    many = "".join(f"<b>{n}</b> " for n in range(burdens.MOST_INLINE + 1))
    page = f"<div><p>Before {many}<br>behind</p><p><i>The quay</i></p></div>"
    root = cast("html.HtmlElement", html.fromstring(page))
    words = "".join(root.itertext())

    thin_out(root)

    assert "".join(root.itertext()) == words
    assert [element.tag for element in root.iter()] == ["div", "p", "br", "p", "i"]
