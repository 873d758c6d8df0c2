import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.http.errors import BadUrlError
from sources.addresses import (
    absolute_url,
    bare_address,
    check_feed_url,
    is_same_site,
    normalise_url,
)

urls = st.builds(
    "{}://{}{}/{}?{}#{}".format,
    st.sampled_from(["http", "HTTPS"]),
    st.sampled_from(["Courier.example", "www.courier.example", "müller.example", "192.0.2.1"]),
    st.sampled_from(["", ":80", ":443", ":8080"]),
    st.text("ab/.%~ ü;=", max_size=12),
    st.text("utm_abc=&%+ü", max_size=20),
    st.text("ab", max_size=3),
)


@given(urls)
def test_normalise_url_is_idempotent(url: str) -> None:
    once = normalise_url(url)
    assert normalise_url(once) == once
    assert "#" not in once


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("HTTP://Courier.Example:80/A?b=C#d", "http://courier.example/A?b=C"),
        ("https://courier.example:443", "https://courier.example/"),
        (
            "https://courier.example/a?utm_source=rss&id=7&fbclid=x&UTM_Medium=y",
            "https://courier.example/a?id=7",
        ),
        ("https://courier.example/a?utm_source=rss", "https://courier.example/a"),
        ("https://courier.example/a?b&&c=", "https://courier.example/a?b&c="),
        ("https://courier.example/x/../a/./b/..", "https://courier.example/a/"),
        ("https://courier.example/../..", "https://courier.example/"),
        ("https://courier.example//a//b", "https://courier.example//a//b"),
        (" https://courier.example/a\n   b ", "https://courier.example/ab"),
        ("http://courier.example:8765/a", "http://courier.example:8765/a"),
    ],
)
def test_normalise_url_has_one_spelling(url: str, same: str) -> None:
    assert normalise_url(url) == same


@pytest.mark.parametrize(
    ("url", "absolute"),
    [
        ("/a?utm_source=x", "https://courier.example/a?utm_source=x"),
        ("b.html#c", "https://courier.example/news/b.html"),
        ("//other.example/a", "https://other.example/a"),
        ("http://other.example", "http://other.example/"),
        ("?u=http://x", "https://courier.example/news/feed?u=http://x"),
    ],
)
def test_absolute_url_is_read_against_its_base(url: str, absolute: str) -> None:
    assert absolute_url(url, "https://courier.example/news/feed") == absolute


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "mailto:a@courier.example", "https://u:p@courier.example/"]
)
def test_normalise_url_refuses_what_cannot_be_fetched(url: str) -> None:
    with pytest.raises(BadUrlError):
        normalise_url(url, "https://courier.example/")


@pytest.mark.parametrize(
    ("url", "checked"),
    [
        (
            " https://courier.example/feed?utm_source=a ",
            "https://courier.example/feed?utm_source=a",
        ),
        ("feed://courier.example/rss", "http://courier.example/rss"),
        ("feed:https://courier.example/rss", "https://courier.example/rss"),
    ],
)
def test_feed_url_is_kept_as_it_will_be_polled(url: str, checked: str) -> None:
    assert check_feed_url(url) == checked


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "The address is empty."),
        (
            "courier.example/feed",
            "Write the whole address, beginning with http:// or https://.",
        ),
        ("ftp://courier.example/", "The address must begin with http:// or https://."),
        ("https:///feed", "The address has no valid host name."),
        (
            "https://me:secret@courier.example/feed",
            "The address must not contain a user name or password.",
        ),
        ("https://courier.example:port/", "The address has a wrong port."),
    ],
)
def test_bad_feed_url_is_told_in_one_sentence(url: str, sentence: str) -> None:
    with pytest.raises(BadUrlError) as caught:
        check_feed_url(url)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://courier.example/a", "http://courier.example/b", True),
        ("https://www.courier.example/", "https://m.courier.example/", True),
        ("https://news.courier.example/", "https://www.courier.example/", True),
        ("https://courier.example/", "https://wire.example/", False),
        ("https://a.blog.example/", "https://b.blog.example/", False),
        ("https://courier.example/", "https://notcourier.example/", False),
        ("http://127.0.0.1:1000/", "http://127.0.0.1:1000/x", True),
        ("http://127.0.0.1:1000/", "http://127.0.0.1:2000/", False),
        ("http://127.0.0.1/", "http://127.0.0.2/", False),
    ],
)
def test_same_site_is_a_host_with_its_sub_domains(one: str, other: str, same: bool) -> None:
    assert is_same_site(one, other) is same
    assert is_same_site(other, one) is same


@pytest.mark.parametrize(
    "url",
    [
        "http://havneby.example/news/pier?id=7&page=2",
        "https://www.havneby.example/news/pier/?page=2&id=7",
        "https://m.havneby.example/news/pier?id=7&page=2&utm_source=rss#top",
        "https://amp.havneby.example/amp/news/pier?page=2&id=7&fbclid=x",
        "https://havneby.example:443/news//pier/amp/?id=7&page=2&amp=1",
        "https://havneby.example/news/%70ier/index.html?id=7&page=2&ref=rss",
        "https://havneby.example/news/pier;jsessionid=0A1B?id=7&page=2",
        "https://havneby-example.cdn.ampproject.org/c/s/havneby.example/news/pier?id=7&page=2",
        "https://www.google.com/amp/s/havneby.example/news/pier?id=7&page=2",
        "//havneby.example/news/pier?id=7&page=2",
    ],
)
def test_bare_address_is_one_for_all_ways_to_a_page(url: str) -> None:
    assert bare_address(url) == "//havneby.example/news/pier?id=7&page=2"


@pytest.mark.parametrize(
    "url",
    [
        "https://havneby.example/news/Pier?id=7&page=2",
        "https://havneby.example/news/pier?id=7",
        "https://havneby.example/news/pier?id=70&page=2",
        "https://sandnes.havneby.example/news/pier?id=7&page=2",
        "https://havneby.example:8000/news/pier?id=7&page=2",
        "https://havneby.example/news/pier%2F?id=7&page=2",
        "mailto:desk@havneby.example",
    ],
)
def test_bare_address_of_another_page_is_another(url: str) -> None:
    assert bare_address(url) != "//havneby.example/news/pier?id=7&page=2"


@given(st.text("abm/.?&=;%20-:ewq", max_size=30))
def test_bare_address_of_a_bare_address_is_itself(rest: str) -> None:
    once = bare_address(f"https://www.havneby.example/{rest}")

    assert bare_address(once) == once
