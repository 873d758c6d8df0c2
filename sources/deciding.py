"""Which items of a feed are new, and by what names each will be recognised again. Pure.

An address alone tells which article it is. An identifier or a headline only points at one that
may be it: feeds number all their items alike, use a number again for something else, and print
"Letters" every week. It counts where the time, the headline or the address say so too
(`deciding_same`), and never for two items that stand side by side in one answer.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from common.http.errors import BadUrlError
from sources.addresses import bare_address, is_same_site, normalise_url
from sources.deciding_same import Sight, is_same_article, telling_letters
from sources.enums import AliasKind
from sources.parsing.documents import ParsedItem

LONGEST_URL = 2_000
# PostgreSQL indexes at most about 2,700 bytes of a row; longer names are known by their hash.
_LONGEST_KEY = 1_000
_UNLIKELY_TWICE = re.compile(
    r"https?://.|tag:.+[,:].|urn:.|.*[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-", re.IGNORECASE
)


class Name(NamedTuple):
    """By what an article is recognised; as the fields of ArticleAlias.

    A tuple, for names are made, hashed and compared by the hundred for each poll.
    """

    kind: AliasKind
    scope: str
    key: str


@dataclass(frozen=True, slots=True)
class Found:
    """One item of a feed that can be visited; `url` in one spelling.

    `names` are its own, its address first; `hints` are further ones that it may be known by.
    """

    item: ParsedItem
    url: str
    names: tuple[Name, ...]
    hints: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """The feed whose items are looked at: its row, its outlet's, its address and home page."""

    feed_id: int
    outlet_id: int = 0
    url: str = ""
    home: str = ""


@dataclass(slots=True)
class Recognised:
    """`new` ones; `seen` ones with the number of their article; `twins`: an article that an item
    has as its address, another that its further name says it is, and which kind of name.
    """

    new: list[Found] = field(default_factory=list)
    seen: list[tuple[int, Found]] = field(default_factory=list)
    twins: list[tuple[int, int, AliasKind]] = field(default_factory=list)


def address_name(url: str) -> Name:
    """The name of a page's address: one for all ways of writing it (`addresses.bare_address`)."""
    return Name(AliasKind.URL, "", _key(bare_address(url) or url))


def text_name(outlet_id: int, sha256: str) -> Name:
    return Name(AliasKind.TEXT, f"outlet:{outlet_id}", sha256)


def find_articles(items: Iterable[ParsedItem], origin: Origin) -> list[Found]:
    """The items that link to a page, in the feed's order, each address once.

    An identifier or headline that several items share names none of them. A link to a site's
    front page, one that several items have, or one to another site, gives way to the identifier
    where that is the address of a page (of the feed's own site).
    """
    items = list(items)
    guids: dict[str, set[str]] = defaultdict(set)
    for item in items:
        guids[item.link].add(item.guid)
    linked: dict[Name, tuple[ParsedItem, str]] = {}
    for item in items:
        url = _page(item, origin, is_shared=len(guids[item.link]) > 1)
        if url:
            linked.setdefault(address_name(url), (item, url))
    found = [
        Found(item, url, (address, *_names(item, address, origin)), tuple(_hints(item, origin)))
        for address, (item, url) in linked.items()
    ]
    return [_without_shared(one, shared) for shared in [_shared(found)] for one in found]


def recognise(
    found: Sequence[Found], known: Mapping[Name, int], sights: Mapping[int, Sight]
) -> Recognised:
    """What the items of one answer are; `sights` of every article in `known`.

    First all addresses, then identifiers, then headlines: which comes first in the feed makes no
    difference. An article that one item is cannot be a second item's.
    """
    by_address = {one.url: known[one.names[0]] for one in found if one.names[0] in known}
    taken = set(by_address.values())
    met = dict(by_address)
    for is_headline in (False, True):
        for one in found:
            pointed = (
                None
                if one.url in met
                else _pointed_at(one, known, sights, is_headline=is_headline)
            )
            if pointed is not None and pointed[0] not in taken:
                met[one.url] = pointed[0]
                taken.add(pointed[0])
    told = Recognised()
    for one in found:
        if one.url not in met:
            told.new.append(one)
            continue
        told.seen.append((met[one.url], one))
        twin = _pointed_at(one, known, sights, is_headline=False)
        if one.url in by_address and twin is not None and twin[0] not in taken:
            told.twins.append((met[one.url], *twin))
    return told


def sight_of(found: Found) -> Sight:
    """An item as it will be remembered, for items that are compared before they are stored."""
    return Sight(found.url, found.item.title, found.item.published_at)


def _pointed_at(
    one: Found, known: Mapping[Name, int], sights: Mapping[int, Sight], *, is_headline: bool
) -> tuple[int, AliasKind] | None:
    """The article that a name other than the address says this is, where the rest agrees."""
    for name in (*one.names[1:], *one.hints):
        if (name.kind is AliasKind.TITLE) is is_headline and name in known:
            sight = sights[known[name]]
            is_strong = _UNLIKELY_TWICE.match(one.item.guid) is not None
            if is_same_article(sight_of(one), sight, is_headline=is_headline, is_strong=is_strong):
                return known[name], name.kind
    return None


def _names(item: ParsedItem, address: Name, origin: Origin) -> Iterator[Name]:
    """By what an item will be known beside its address."""
    yield from (name for name in _guid_names(item.guid, origin) if name.key != address.key)
    if letters := telling_letters(item.title):
        key = hashlib.sha256(letters.encode()).hexdigest()[:40]
        yield Name(AliasKind.TITLE, f"outlet:{origin.outlet_id}", key)


def _guid_names(guid: str, origin: Origin) -> Iterator[Name]:
    """An identifier that nobody else would use is the outlet's, a plain number the feed's; one
    with a fragment is known with it and without.
    """
    if not guid:
        return
    bare = bare_address(guid) if guid.startswith(("http://", "https://")) else ""
    bare = bare or guid.rpartition("#")[0] or guid
    is_strong = _UNLIKELY_TWICE.match(guid) is not None
    if is_strong or bare != guid:
        scope = f"outlet:{origin.outlet_id}" if is_strong else f"feed:{origin.feed_id}"
        yield Name(AliasKind.BARE_GUID, scope, _key(bare))
    if not is_strong or "#" in guid:
        yield Name(AliasKind.GUID, f"feed:{origin.feed_id}", _key(guid))


def _hints(item: ParsedItem, origin: Origin) -> Iterator[Name]:
    """An identifier that is an address may be known as one, and as older versions kept it."""
    if item.guid:
        yield Name(AliasKind.GUID, f"feed:{origin.feed_id}", _key(item.guid))
    if item.guid.startswith(("http://", "https://")):
        yield address_name(item.guid)


def _shared(found: Sequence[Found]) -> set[Name]:
    once: set[Name] = set()
    shared: set[Name] = set()
    for one in found:
        names = {*one.names, *one.hints}
        shared |= names & once
        once |= names
    return shared


def _without_shared(one: Found, shared: set[Name]) -> Found:
    names = (one.names[0], *(name for name in one.names[1:] if name not in shared))
    return Found(
        one.item, one.url, names, tuple(n for n in one.hints if n not in shared | {*names})
    )


def _page(item: ParsedItem, origin: Origin, *, is_shared: bool) -> str:
    """The address of the item's own page."""
    link = _address(item.link)
    own = _address(item.guid) if item.guid_is_link else ""
    if not (own and link) or own == link:
        return link or own
    is_front_page = bare_address(link).count("/") == 3 and bare_address(link).endswith("/")
    leads_away = _is_of(own, origin) and not _is_of(link, origin)
    return own if is_shared or is_front_page or leads_away else link


def _is_of(url: str, origin: Origin) -> bool:
    return any(address and is_same_site(url, address) for address in (origin.url, origin.home))


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
