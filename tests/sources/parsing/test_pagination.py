import pytest

from sources.parsing.documents import ParsedPage
from sources.parsing.pages import parse_page
from sources.parsing.pagination import is_part
from sources.parsing.parts import join_parts

ONE = "https://courier.example/news/pier"


@pytest.mark.parametrize(
    ("url", "first", "number"),
    [
        (f"{ONE}?page=2", ONE, 2),
        (f"{ONE}?page=3", f"{ONE}?page=1", 3),
        (f"{ONE}?id=7&seite=2", f"{ONE}?id=7", 2),
        (f"{ONE}/2", ONE, 2),
        (f"{ONE}/2/", f"{ONE}/", 2),
        (f"{ONE}/page/2/", f"{ONE}/", 2),
        (f"{ONE}/seite-2", ONE, 2),
        (f"{ONE}-2.html", f"{ONE}.html", 2),
        (f"{ONE}_10.html", f"{ONE}.html", 10),
        (f"{ONE}-page-2.html", f"{ONE}.html", 2),
        (f"{ONE}.html/2", f"{ONE}.html", 2),
    ],
)
def test_address_of_a_part_is_that_of_the_first_with_its_number(
    url: str, first: str, number: int
) -> None:
    assert is_part(url, first, number)
    assert not is_part(url, first, number + 1)


@pytest.mark.parametrize(
    "url",
    [
        ONE,
        "https://courier.example/news/ferry",
        "https://courier.example/news/ferry?page=2",
        "https://courier.example/news/pier-2-opens",
        "https://courier.example/news/",
        "https://courier.example/news/page/2",
        f"{ONE}?page=2&sort=new",
        f"{ONE}?comment-page=2",
        f"{ONE}/comment-page-2/",
        f"{ONE}?page=2&page=3",
    ],
)
def test_next_article_or_list_is_no_part(url: str) -> None:
    assert not is_part(url, ONE, 2)


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("<link rel='next' href='?page=2'>", f"{ONE}?page=2"),
        ("<a rel='next' href='/news/pier/2'>On</a>", f"{ONE}/2"),
        ("<a href='?page=2'>2</a>", f"{ONE}?page=2"),
        ("<a href='?page=2'>Seite 2</a>", f"{ONE}?page=2"),
        ("<a href='?page=2'>Next page »</a>", f"{ONE}?page=2"),
        ("<a href='?page=2'>次のページへ</a>", f"{ONE}?page=2"),
        ("<link rel='next' href='/news/an-older-article'>", ""),
        ("<a href='?page=2'>All comments</a>", ""),
        ("<a href='https://evil.example/news/pier?page=2'>2</a>", ""),
        ("<a href='javascript:next(2)'>2</a>", ""),
        ("", ""),
    ],
)
def test_page_says_where_its_next_part_is(link: str, found: str) -> None:
    page = f"<html><body><article><p>{'A pier is built. ' * 20}</p></article>{link}</body></html>"
    assert parse_page(page.encode(), url=ONE).next_url == found


def test_parts_are_one_text_with_what_repeats_said_once() -> None:
    one = ParsedPage(
        text="Contents\n\nIs it safe?\n\nYes.", marks=(("heading", 10, 21),), next_url="x"
    )
    other = ParsedPage(
        text="Contents\n\nAnd who pays?\n\nYes, all of us.", marks=(("heading", 10, 23),)
    )

    whole = join_parts([one, other])

    assert whole.text == "Contents\n\nIs it safe?\n\nYes.\n\nAnd who pays?\n\nYes, all of us."
    assert [whole.text[start:end] for _kind, start, end in whole.marks] == [
        "Is it safe?",
        "And who pays?",
    ]
    assert whole.next_url == ""
