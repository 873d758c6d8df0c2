"""What a robots.txt (RFC 9309) asks of us. Pure; run in isolation."""

from dataclasses import dataclass
from functools import lru_cache

from protego import Protego

from sources.parsing.encodings import decode

# What a robots.txt calls us: the product token of our User-Agent.
PRODUCT = "Stanceline"
# RFC 9309, 2.5: at least 500 kibibytes are read. Rules beyond are not.
LONGEST_BODY = 512 * 1024


@dataclass(frozen=True, slots=True)
class Verdict:
    """`delay`: seconds that it wants between two requests, 0 where it asks for none."""

    may_read: bool
    delay: float


def read_body(body: bytes) -> str:
    """The text that is kept: at most LONGEST_BODY bytes, no half line at its end."""
    if len(body) > LONGEST_BODY:
        body = body[:LONGEST_BODY].rpartition(b"\n")[0]
    return decode(body, "text/plain; charset=utf-8")


def judge_address(text: str, url: str) -> Verdict:
    """Whether the robots.txt `text` lets us read `url`, which is at the same host."""
    rules = _rules(text)
    rate = rules.request_rate(PRODUCT)
    delays = [rules.crawl_delay(PRODUCT) or 0.0]
    if rate is not None and rate.requests:
        delays.append(rate.seconds / rate.requests)
    return Verdict(rules.can_fetch(url, PRODUCT), float(max(delays)))


@lru_cache(maxsize=32)
def _rules(text: str) -> Protego:
    return Protego.parse(text)
