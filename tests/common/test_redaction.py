"""What may leave the process: ids and phrases, never words, addresses, tokens or secrets."""

import string
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.redaction import HIDDEN, describe, name_of, redact, shown_value

NAMES = st.text(string.ascii_letters + string.digits + "._-", min_size=1, max_size=20).filter(
    lambda name: name.strip("._-")
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("poll failed", "poll failed"),
        ("Not Found: /api/v1/experts/kari/", "Not Found: /api/v1/experts/kari/"),
        ("Not Found: /manage/eyJ0IjoxfQ:1abcde:x9Y_/", "Not Found: /manage/[token]/"),
        ("GET /subscribe/confirm/abc HTTP/1.1", "GET /subscribe/confirm/[token] HTTP/1.1"),
        ("/unsubscribe/abc:def/", "/unsubscribe/[token]/"),
        ("/unsubscribe/undo/abc/", "/unsubscribe/undo/[token]/"),
        ("GET /search/?q=harbour+strike HTTP/1.1", "GET /search/?[query] HTTP/1.1"),
        (
            "at https://h.example/feed?key=abc&x=1, twice",
            "at https://h.example/feed?[query] twice",
        ),
        ("Is it so? Yes, x=1", "Is it so? Yes, x=1"),
        ("postgres://me:hush@db.example/name", "postgres://[hidden]@db.example/name"),
        ("whsec_c2VjcmV0LXNlY3JldA==.", "[hidden]."),
        ("Authorization: Bearer abc.def", "Authorization: [hidden]"),
        ("sent Api-Key sk_0123456789", "sent Api-Key [hidden]"),
        ("to kari@mail.example: refused", "to [address]: refused"),
        ("“Kari <kari.nordmann+x@mail.example>”", "“Kari <[address]>”"),
        ("signed 7:1tVnXk:Tz4g7wVbGd9c8Jq0YyLw1s2D3f4G5h6J7k8L9z0XcVb", "signed [hidden]"),
        ("x" * 600, "x" * 500 + "..."),
        ("x" * 1_000_000, "..."),
        ("a word " * 1000, ("a word " * 100)[:500] + "..."),
        ("k@m.example " * 166 + "kari@mail.example", "[address] " * 50 + "..."),
    ],
)
def test_redact_keeps_phrases_and_ids_only(text: str, shown: str) -> None:
    assert redact(text) == shown


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("feed", 7, 7),
        ("is_new", True, True),
        ("took", 0.5, 0.5),
        ("reason", "timeout", "timeout"),
        ("lease", UUID(int=1), str(UUID(int=1))),
        ("articles", [1, 2], [1, 2]),
        ("text", "The pier is full.", HIDDEN),
        ("article_text", "The pier is full.", HIDDEN),
        ("article_text", 7, 7),
        ("to_address", "kari@mail.example", HIDDEN),
        ("SECRET_KEY", "abc", HIDDEN),
        ("Authorization", "abc", HIDDEN),
        ("found", {"a": 1}, HIDDEN),
        ("feed", object(), "<object>"),
        ("subject", "x" * 300, "x" * 200 + "..."),
    ],
)
def test_shown_value_hides_what_its_name_tells(name: str, value: object, shown: object) -> None:
    assert shown_value(name, value) == shown


@given(name=NAMES, host=NAMES, token=NAMES, before=st.text(max_size=30))
def test_redact_finds_addresses_and_tokens_anywhere(
    name: str, host: str, token: str, before: str
) -> None:
    address = f"{name}@{host}.example"

    assert address not in redact(f"{before} {address}", most=9999)
    assert f"/manage/{token}" not in redact(f"{before} /manage/{token}/?x={token}", most=9999)


def test_describe_tells_kinds_and_places_and_no_words() -> None:
    secret = "The pier is full, kari@mail.example"

    def fail() -> None:
        try:
            int(secret)
        except ValueError as error:
            raise KeyError(secret) from error

    with pytest.raises(KeyError) as caught:
        fail()
    told = describe(caught.value)

    assert [line.partition(":")[0] for line in told] == ["KeyError", "ValueError"]
    assert "test_redaction.py" in told[0]
    assert " fail" in told[0]
    assert not any(word in line for line in told for word in ("pier", "kari", "/work", "secret"))


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (AttributeError("'Feed' object has no attribute 'tide'"), True),
        (NameError("name 'tide' is not defined"), True),
        (ValueError("the tide"), False),
        (UnicodeDecodeError("utf-8", b"the tide", 0, 1, "tide"), False),
    ],
)
def test_a_message_is_told_only_where_it_names_code(error: Exception, shown: bool) -> None:
    assert ("tide" in name_of(error)) is shown


def test_a_circle_of_causes_ends() -> None:
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first

    assert describe(first) == ["ValueError: nowhere", "KeyError: nowhere"]
