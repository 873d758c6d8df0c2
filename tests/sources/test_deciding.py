"""Which items are new: pure rules."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sources.deciding import (
    Name,
    address_name,
    find_articles,
    recognise,
    text_name,
    when_published,
)
from sources.enums import AliasKind
from sources.parsing.documents import ParsedItem

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def item(
    link: str,
    guid: str = "",
    *,
    published: datetime | None = None,
    updated: datetime | None = None,
) -> ParsedItem:
    return ParsedItem(guid, link, "The harbour plan", "", "", published, updated)


def names_of(link: str, guid: str) -> tuple[Name, ...]:
    return find_articles([item(link, guid)], feed_id=7)[0].names


def test_item_is_known_by_address_and_identifier() -> None:
    assert names_of("https://havneby.example/pier?utm_source=feed", "hg-1") == (
        Name(AliasKind.URL, "", "https://havneby.example/pier"),
        Name(AliasKind.GUID, "feed:7", "hg-1"),
    )


def test_identifier_shared_by_several_items_names_none() -> None:
    items = [item("https://havneby.example/a", "1"), item("https://havneby.example/b", "1")]

    found = find_articles(items, feed_id=7)

    assert [one.names for one in found] == [(address_name(one.url),) for one in found]


def test_items_without_a_page_and_repeated_ones_are_left_out() -> None:
    items = [
        item("", "1"),
        item("https://havneby.example/a", "2"),
        item("https://havneby.example/a?utm_medium=rss", "3"),
        item("https://havneby.example/" + "a" * 2000, "4"),
    ]

    assert [one.url for one in find_articles(items, feed_id=7)] == ["https://havneby.example/a"]


def test_long_identifier_is_known_by_its_hash() -> None:
    long = names_of("https://havneby.example/a", "港" * 1_000)[1]

    assert long.key.startswith("sha256:")
    assert len(long.key) == 7 + 64


def test_address_tells_more_than_identifier() -> None:
    found = find_articles([item("https://havneby.example/a", "hg-1")], feed_id=7)
    known = {Name(AliasKind.GUID, "feed:7", "hg-1"): 1, address_name(found[0].url): 2}

    assert recognise(found, known) == ([], [(2, found[0])])
    assert recognise(found, {text_name(1, "00"): 3}) == (found, [])


def test_times_that_cannot_be_are_not_believed() -> None:
    first_year = datetime(1, 1, 1, tzinfo=UTC)
    asked = [
        item("", published=NOW - timedelta(days=1), updated=NOW),
        item("", updated=NOW),
        item("", published=first_year),
        item("", published=NOW + timedelta(days=40)),
        item(""),
    ]

    assert [when_published(one, now=NOW) for one in asked] == [
        NOW - timedelta(days=1),
        NOW,
        None,
        None,
        None,
    ]


paths = st.text("abc/?=&.", max_size=6)


@given(st.lists(st.tuples(paths, st.sampled_from(["", "1", "2"])), max_size=12), st.data())
def test_each_item_is_new_or_known_and_never_both(
    drawn: list[tuple[str, str]], data: st.DataObject
) -> None:
    found = find_articles(
        [item(f"https://havneby.example/{path}", guid) for path, guid in drawn], feed_id=7
    )
    names = [name for one in found for name in one.names]
    known = {name: 1 for name in names if data.draw(st.booleans())}

    new, seen = recognise(found, known)

    assert sorted([one.url for one in new] + [one.url for _, one in seen]) == sorted(
        one.url for one in found
    )
    assert not any(name in known for one in new for name in one.names)
