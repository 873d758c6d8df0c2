import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.parsing.robots import LONGEST_BODY, Verdict, judge_address, read_body

URL = "https://courier.example/news/pier?page=2"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("", Verdict(may_read=True, delay=0)),
        ("User-agent: *\nDisallow: /news/", Verdict(may_read=False, delay=0)),
        ("User-agent: *\nDisallow: /news\nAllow: /news/pier", Verdict(may_read=True, delay=0)),
        ("User-agent: *\nDisallow: /*?page=", Verdict(may_read=False, delay=0)),
        ("User-agent: *\nDisallow: /*pier$", Verdict(may_read=True, delay=0)),
        ("User-agent: *\nDisallow:", Verdict(may_read=True, delay=0)),
        # Our own group alone counts where there is one, whatever its case; groups add up.
        ("User-agent: *\nDisallow: /\n\nUser-agent: STANCELINE\nDisallow: /x", Verdict(True, 0)),
        (
            "User-agent: stanceline\nAllow: /x\n\nUser-agent: Stanceline\nDisallow: /",
            Verdict(False, 0),
        ),
        ("User-agent: other\nDisallow: /", Verdict(may_read=True, delay=0)),
        ("User-agent: *\nCrawl-delay: 7.5\nDisallow: /x", Verdict(may_read=True, delay=7.5)),
        ("User-agent: *\nCrawl-delay: soon", Verdict(may_read=True, delay=0)),
        ("User-agent: *\nRequest-rate: 1/20", Verdict(may_read=True, delay=20)),
        ("<!doctype html><p>Disallow: /</p>", Verdict(may_read=True, delay=0)),
    ],
)
def test_robots_txt_means_what_rfc_9309_says(text: str, verdict: Verdict) -> None:
    assert judge_address(text, URL) == verdict


def test_robots_txt_is_read_up_to_its_limit_and_no_half_line() -> None:
    rules = b"User-agent: *\nDisallow: /news/\n"
    filler = b"# " + b"x" * 97 + b"\n"
    long = rules + filler * (LONGEST_BODY // len(filler) - 1)

    kept = read_body(long + b"Allow: /news/pier" + b"x" * 99)

    assert len(kept) <= LONGEST_BODY
    assert kept.endswith("x")
    assert not judge_address(kept, URL).may_read


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=300))
def test_any_robots_txt_gives_a_verdict(body: bytes) -> None:
    text = read_body(b"User-agent: *\n" + body)
    assert "\0" not in text
    assert judge_address(text, URL).delay >= 0
