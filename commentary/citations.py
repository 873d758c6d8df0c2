"""Citations of our records and timelines, with their addresses.

A record keeps its address for ever: one that ended says so there. A timeline is cited with both
clocks in the address. Where a page shows just what is cited, its address is the page's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from commentary.citing import Cited, citation_shape, listed, stated
from commentary.clocked import Pinned
from commentary.models import Expert, Proposition
from commentary.shapes import Shape, day, instant


def cite_position(shape: Shape) -> Shape:
    """The shape of a position with its citation."""
    title = (
        f"{shape['expert']['name']} on “{shape['proposition']['wording']}”: "
        f"{shape['stance_text']}, stated {stated(shape['stated_on'], shape['precision'])}"
    )
    return _record(shape, title, _address("commentary:position", shape["id"]))


def cite_statement(shape: Shape) -> Shape:
    on = stated(shape["stated_on"], shape["precision"])
    title = f"Statement by {shape['expert']['name']}, {on}"
    if shape["appearances"]:
        title += f", published at {shape['appearances'][0]['url']}"
    return _record(shape, title, _address("commentary:statement", shape["id"]))


def cite_change(shape: Shape) -> Shape:
    title = (
        f"{shape['expert']['name']} on “{shape['proposition']['wording']}”: {shape['kind']} from "
        f"{shape['before']['stance_text']} ({shape['before']['stated_on']}) to "
        f"{shape['after']['stance_text']} ({shape['after']['stated_on']})"
    )
    return _record(shape, title, _address("api:change", shape["id"]))


def cite_interview(shape: Shape) -> Shape:
    on = stated(shape["stated_on"], shape["precision"])
    title = f"Interview with {listed(shape['guests'])}, {on}, published at {shape['url']}"
    issued = date.fromisoformat(shape["stated_on"])
    cited = Cited(title, issued, _address("commentary:interview", shape["id"]))
    return {**shape, "citation": citation_shape(cited)}


def cite_expert_timeline(expert: Expert, pinned: Pinned, narrowed: Mapping[str, Any]) -> Shape:
    return _timeline(f"Stance timeline of {expert.name}", "expert", expert.slug, pinned, narrowed)


def cite_proposition_timeline(
    proposition: Proposition, wording: str, pinned: Pinned, narrowed: Mapping[str, Any]
) -> Shape:
    return _timeline(f"Stances on “{wording}”", "proposition", proposition.slug, pinned, narrowed)


def cite_comparison(
    experts: Sequence[Expert], proposition: Proposition, wording: str, pinned: Pinned
) -> Shape:
    names = listed([expert.name for expert in experts])
    asked = [("proposition", proposition.slug), *(("expert", one.slug) for one in experts)]
    url = f"{_address('api:compare')}?{_query([*asked, *_clocks(pinned)])}"
    return _pinned(f"{names} on “{wording}”", url, pinned)


def _timeline(
    title: str, kind: str, slug: str, pinned: Pinned, narrowed: Mapping[str, Any]
) -> Shape:
    asked = [
        (name, day(value) if isinstance(value, date) else value)
        for name, value in narrowed.items()
        if value
    ]
    # The page knows the clocks and no filters.
    base = _address(f"api:{kind}-timeline" if asked else f"commentary:{kind}", slug)
    return _pinned(title, f"{base}?{_query([*asked, *_clocks(pinned)])}", pinned)


def _pinned(title: str, url: str, pinned: Pinned) -> Shape:
    return citation_shape(Cited(title, pinned.known_at.date(), url, pinned.as_of, pinned.known_at))


def _record(shape: Shape, title: str, url: str) -> Shape:
    issued = datetime.fromisoformat(shape["recorded_at"]).date()
    return {**shape, "citation": citation_shape(Cited(title, issued, url))}


def _clocks(pinned: Pinned) -> list[tuple[str, Any]]:
    return [("as_of", day(pinned.as_of)), ("known_at", instant(pinned.known_at))]


def _query(pairs: Sequence[tuple[str, Any]]) -> str:
    return urlencode(pairs, safe=":")


def _address(name: str, *slug: str) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=slug)}"
