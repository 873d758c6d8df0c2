"""Which items of a feed are new, and by what names each will be recognised again. Pure."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from common.http.errors import BadUrlError
from sources.addresses import normalise_url
from sources.enums import AliasKind
from sources.parsing.documents import ParsedItem

LONGEST_URL = 2_000
# PostgreSQL indexes at most about 2,700 bytes of a row; longer names are known by their hash.
_LONGEST_KEY = 1_000
_OLDEST_YEAR = 1900
_CLOCKS_DIFFER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Name:
    """By what an article is recognised; as the fields of ArticleAlias."""

    kind: AliasKind
    scope: str
    key: str


@dataclass(frozen=True, slots=True)
class Found:
    """One item of a feed that can be visited; `url` in one spelling."""

    item: ParsedItem
    url: str
    names: tuple[Name, ...]


def address_name(url: str) -> Name:
    return Name(AliasKind.URL, "", _key(url))


def text_name(outlet_id: int, sha256: str) -> Name:
    return Name(AliasKind.TEXT, f"outlet:{outlet_id}", sha256)


def find_articles(items: Iterable[ParsedItem], *, feed_id: int) -> list[Found]:
    """The items that link to a page, in the feed's order, each address once.

    An identifier that several items of one feed share (broken feeds number all of theirs alike)
    names none of them.
    """
    items = list(items)
    shared = Counter(item.guid for item in items)
    found: dict[str, Found] = {}
    for item in items:
        url = _address(item.link)
        if not url or url in found:
            continue
        names = [address_name(url)]
        if item.guid and shared[item.guid] == 1:
            names.append(Name(AliasKind.GUID, f"feed:{feed_id}", _key(item.guid)))
        found[url] = Found(item, url, tuple(names))
    return list(found.values())


def recognise(
    found: Sequence[Found], known: Mapping[Name, int]
) -> tuple[list[Found], list[tuple[int, Found]]]:
    """(new ones, known ones with the number of their article); an address tells more than an
    identifier.
    """
    new, seen = [], []
    for one in found:
        article = next((known[name] for name in one.names if name in known), None)
        if article is None:
            new.append(one)
        else:
            seen.append((article, one))
    return new, seen


def when_published(item: ParsedItem, *, now: datetime) -> datetime | None:
    """The item's time (UTC), or None where it gives none that can be believed: feeds write year 1
    for "unknown" and dates ahead for what is planned.
    """
    at = item.published_at or item.updated_at
    if at is None or at.year < _OLDEST_YEAR or at > now + _CLOCKS_DIFFER:
        return None
    return at


def _address(link: str) -> str:
    try:
        url = normalise_url(link) if link else ""
    except BadUrlError:
        return ""
    return url if len(url) <= LONGEST_URL else ""


def _key(text: str) -> str:
    if len(text.encode()) <= _LONGEST_KEY:
        return text
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()
