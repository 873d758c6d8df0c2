"""Which items are new: pure rules."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.deciding import (
    Found,
    Name,
    Origin,
    address_name,
    find_articles,
    recognise,
    sight_of,
    text_name,
)
from sources.deciding_same import Sight, is_same_article, telling_letters
from sources.deciding_times import Times, tell_times
from sources.enums import AliasKind, TimeDoubt
from sources.parsing.documents import ParsedItem

NOW = datetime(2026, 3, 2, 12, 3, 5, tzinfo=UTC)
FEED = Origin(7, 3, "https://havneby.example/feed", "https://havneby.example/")
PIER = "https://havneby.example/pier"


def item(
    link: str,
    guid: str = "",
    *,
    title: str = "Pier",
    published: datetime | None = None,
    updated: datetime | None = None,
    is_link: bool = False,
) -> ParsedItem:
    return ParsedItem(guid, link, title, "", "", published, updated, is_link)


def only(one: ParsedItem) -> Found:
    (found,) = find_articles([one], FEED)
    return found


@pytest.mark.parametrize(
    ("guid", "names"),
    [
        ("", []),
        ("hg-1", [Name(AliasKind.GUID, "feed:7", "hg-1")]),
        ("tag:havneby.example,2026:1", [("outlet:3", "tag:havneby.example,2026:1")]),
        ("http://havneby.example/pier/", []),
        ("http://havneby.example/?p=7", [("outlet:3", "//havneby.example/?p=7")]),
        (
            "http://havneby.example/?p=7#2",
            [
                ("outlet:3", "//havneby.example/?p=7"),
                Name(AliasKind.GUID, "feed:7", "http://havneby.example/?p=7#2"),
            ],
        ),
        ("hg-1#4", [("feed:7", "hg-1"), Name(AliasKind.GUID, "feed:7", "hg-1#4")]),
    ],
)
def test_item_is_known_by_address_and_identifier(guid: str, names: list[object]) -> None:
    expected = [
        name if isinstance(name, Name) else Name(AliasKind.BARE_GUID, *name)  # type: ignore[misc]
        for name in names
    ]

    found = only(item(PIER + "?utm_source=feed", guid))

    assert found.url == PIER
    assert found.names == (Name(AliasKind.URL, "", "//havneby.example/pier"), *expected)


def test_headline_is_a_name_where_it_tells_something() -> None:
    kinds = [
        [name.kind for name in only(item(PIER, title=title)).names]
        for title in ("Letters", "A second pier for Havneby", "港に二つ目の桟橋ができる")
    ]

    assert kinds == [
        [AliasKind.URL],
        [AliasKind.URL, AliasKind.TITLE],
        [AliasKind.URL, AliasKind.TITLE],
    ]
    assert telling_letters("Live updates") == ""


def test_what_several_items_share_names_none() -> None:
    title = "Weather for the coast and the islands"
    items = [item(f"https://havneby.example/{one}", "1", title=title) for one in "ab"]

    found = find_articles(items, FEED)

    assert [(one.names, one.hints) for one in found] == [
        ((address_name(one.url),), ()) for one in found
    ]


def test_items_without_a_page_and_repeated_ones_are_left_out() -> None:
    items = [
        item("", "1"),
        item("https://havneby.example/a", "2"),
        item("http://www.havneby.example/a/?utm_medium=rss", "3"),
        item("https://havneby.example/" + "a" * 2000, "4"),
    ]

    assert [one.url for one in find_articles(items, FEED)] == ["https://havneby.example/a"]


@pytest.mark.parametrize(
    ("link", "guid", "page"),
    [
        ("https://havneby.example/", PIER, PIER),
        ("", PIER, PIER),
        ("https://elsewhere.example/report", PIER, PIER),
        ("https://elsewhere.example/report", "https://third.example/x", None),
        ("https://www.havneby.example/ferry", PIER, None),
    ],
)
def test_link_that_is_not_the_items_own_page_gives_way(
    link: str, guid: str, page: str | None
) -> None:
    assert only(item(link, guid, is_link=True)).url == (page or link)


def test_link_that_all_items_have_gives_way() -> None:
    items = [item("https://havneby.example/news", f"{PIER}/{one}", is_link=True) for one in "abc"]

    assert [one.url for one in find_articles(items, FEED)] == [f"{PIER}/{one}" for one in "abc"]


def test_long_identifier_is_known_by_its_hash() -> None:
    long = only(item(PIER, "港" * 1_000)).names[1]

    assert long.key.startswith("sha256:")
    assert len(long.key) == 7 + 64


def test_address_tells_more_than_identifier() -> None:
    one = only(item(PIER, "hg-1"))
    known = {one.names[1]: 1, address_name(PIER): 2}
    sights = {1: sight_of(one), 2: sight_of(one)}

    told = recognise([one], known, sights)

    assert (told.new, told.seen, told.twins) == ([], [(2, one)], [(2, 1, AliasKind.GUID)])
    assert recognise([one], {text_name(1, "00"): 3}, {}).new == [one]


MOVED = Sight("https://havneby.example/news/a-second-pier", "A second pier for Havneby", NOW)
MIDNIGHT = NOW.replace(hour=0, minute=0, second=0)


@pytest.mark.parametrize(
    ("url", "title", "at", "same_guid", "same_headline"),
    [
        ("/local/a-second-pier", "A second pier", NOW, True, True),
        ("/x", "The pier, again", NOW, True, True),
        ("/x", "The pier, again", NOW + timedelta(seconds=1), False, False),
        ("/x", MOVED.title, None, True, False),
        ("/x", MOVED.title, NOW + timedelta(days=1), False, False),
        ("/local/a-second-pier", MOVED.title, NOW + timedelta(days=1), True, False),
        ("/local/a-second-pier", MOVED.title, None, True, True),
        ("/2/a-second-pier", MOVED.title, None, True, False),
    ],
)
def test_identifier_or_headline_counts_where_the_rest_agrees(
    url: str, title: str, at: datetime | None, same_guid: bool, same_headline: bool
) -> None:
    other = Sight(f"https://havneby.example{url}", title, at)

    assert [
        is_same_article(MOVED, other, is_headline=is_headline, is_strong=True)
        for is_headline in (False, True)
    ] == [same_guid, same_headline]


def test_times_that_cannot_be_are_not_believed() -> None:
    day = timedelta(days=1)
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    asked = [
        item("", published=NOW - day, updated=NOW),
        item("", published=NOW, updated=NOW - day),
        item("", updated=NOW),
        item("", published=NOW + timedelta(minutes=9)),
        item("", published=NOW + 40 * day, updated=NOW + 50 * day),
        item("", published=epoch, updated=NOW - day),
        item(""),
    ]

    assert [tell_times(one, now=NOW) for one in asked] == [
        Times(NOW - day, "", NOW),
        Times(NOW, "", None),
        Times(NOW, "", None),
        Times(NOW, "", None),
        Times(NOW, TimeDoubt.FUTURE, None),
        Times(None, TimeDoubt.ANCIENT, NOW - day),
        Times(None, TimeDoubt.MISSING, None),
    ]


paths = st.text("abc/?=&.", max_size=6)
drawn_items = st.lists(st.tuples(paths, st.sampled_from(["", "1", "2"])), max_size=12)


@given(drawn_items, st.data())
def test_each_item_is_new_or_known_whatever_the_order(
    drawn: list[tuple[str, str]], data: st.DataObject
) -> None:
    found = find_articles(
        [item(f"https://havneby.example/{path}", guid) for path, guid in drawn], FEED
    )
    names = sorted({name for one in found for name in one.names}, key=str)
    known = {name: data.draw(st.integers(1, 3)) for name in names if data.draw(st.booleans())}
    sights = {number: Sight(PIER, "Pier", None) for number in (1, 2, 3)}

    told = recognise(found, known, sights)

    assert sorted([one.url for one in told.new] + [one.url for _, one in told.seen]) == sorted(
        one.url for one in found
    )
    assert not any(one.names[0] in known for one in told.new)
    turned = recognise(list(reversed(found)), known, sights)
    assert {one.url for one in turned.new} == {one.url for one in told.new}
