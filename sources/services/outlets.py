"""Finding or making the outlet that an address belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from common.bulk import rewrite_rows
from common.history import because, note_updates
from common.http.errors import BadUrlError
from common.http.urls import parse_target
from common.text import normalise
from sources.addresses import is_same_site
from sources.exceptions import BadOutletError
from sources.models import Article, Feed, Outlet

LONGEST_NAME = 200
_LONGEST_SLUG = 72  # leaves room for a number behind it
_MOST_OF_ONE_NAME = 1000
_NAMED = ["name", "slug", "home", "language", "updated_at"]
# What is left of a name without a single letter or digit.
_NAMELESS = "outlet"


def outlet_named(name: str) -> Outlet:
    """The outlet of this name, made if there is none. Spelling of case and marks does not count.

    Raises BadOutletError for a name that is empty or too long.
    """
    name = " ".join(normalise(name).split())
    if not name or len(name) > LONGEST_NAME:
        raise BadOutletError(
            _("The name of an outlet has 1 to %(most)d characters.") % {"most": LONGEST_NAME}
        )
    outlet, _made = Outlet.objects.get_or_create(slug=_slug(name), defaults={"name": name})
    return outlet


def describe_outlet(outlet: Outlet, *, time_zone: str, language: str) -> None:
    """Say where a new outlet is and in which language it prints; one that has articles stays as
    it is, for their days were told in its zone.
    """
    if not outlet.articles.exists():
        outlet.time_zone, outlet.language = time_zone, language
        outlet.save(update_fields=["time_zone", "language", "updated_at"])


def provisional_outlet(url: str) -> Outlet:
    """A new outlet for an address that nobody named: it has the host's name until the feed or
    page itself gives one (`name_outlet`).
    """
    label = host_label(url)
    return _make(label, home="")


def outlet_of_page(url: str) -> Outlet:
    """The outlet whose other articles or feeds stand at the same site, if there is exactly one;
    else a provisional one, the same for every page of that host.
    """
    label = host_label(url)
    candidates = [
        *Outlet.objects.filter(
            Q(feeds__url__contains=f"//{label}/") | Q(feeds__url__contains=f"//www.{label}/")
        ).distinct()[:2],
        *Outlet.objects.filter(name=label).order_by("pk")[:1],
    ]
    if len({outlet.pk for outlet in candidates}) == 1:
        return candidates[0]
    unnamed = [outlet for outlet in candidates if outlet.name == label]
    return unnamed[0] if unnamed else provisional_outlet(url)


def host_label(url: str) -> str:
    """`example.org`, or with a port that is not the usual one."""
    return parse_target(url).authority.removeprefix("www.")


def name_outlet(
    outlet: Outlet, *, url: str, name: str, home: str = "", language: str = ""
) -> Outlet:
    """Give a provisional outlet the name that its feed or page states; a named one stays.

    If an outlet of that name is at the same site already, or known by files alone, the feeds and
    articles move to it and the provisional one goes. Returns the outlet that stands. Call inside a
    transaction.
    """
    said, name = Said(outlet, url, name, home, language), _name(name)
    if not name or outlet.name != host_label(url):
        return outlet
    namesake = Outlet.objects.filter(slug=_slug(name)).exclude(pk=outlet.pk).first()
    if namesake is not None and (_is_at(namesake, url) or _has_no_site(namesake)):
        feeds = [*outlet.feeds.values_list("pk", flat=True)]
        Feed.objects.filter(outlet=outlet).update(outlet=namesake)
        note_updates(Feed, feeds, reason=_("As the feed or page says."))
        Article.objects.filter(outlet=outlet).update(outlet=namesake)
        outlet.delete()
        return namesake
    outlet.slug = _free_slug(name, but=outlet)
    _take_name(outlet, said)
    because(outlet, reason=_("As the feed or page says."))
    outlet.save(update_fields=_NAMED)
    return outlet


@dataclass(frozen=True, slots=True)
class Said:
    """What a feed says of its outlet; as the arguments of `name_outlet`."""

    outlet: Outlet
    url: str
    name: str
    home: str = ""
    language: str = ""


def name_outlets(told: Sequence[Said]) -> list[Outlet]:
    """As `name_outlet` for each of them, in their order. Where nobody else has the name, which is
    the rule for new feeds, they are named with one set of statements.
    """
    stands = {said.outlet.pk: said.outlet for said in reversed(told)}
    stands |= _name_new(told)
    moved: dict[int, Outlet] = {}
    for said in told:
        outlet = moved.get(said.outlet.pk, stands[said.outlet.pk])
        named = name_outlet(
            outlet, url=said.url, name=said.name, home=said.home, language=said.language
        )
        moved[said.outlet.pk] = named
    return [moved[said.outlet.pk] for said in told]


def _name_new(told: Sequence[Said]) -> dict[int, Outlet]:
    """Those whose name is free, under it."""
    wanted: dict[str, Said] = {}
    for said in told:
        if said.outlet.name == host_label(said.url) and said.name.strip():
            wanted.setdefault(_slug(_name(said.name)), said)
    taken = set(Outlet.objects.filter(slug__in=wanted).values_list("slug", flat=True))
    free = {said.outlet.pk: (slug, said) for slug, said in wanted.items() if slug not in taken}
    named = {}
    for outlet in Outlet.objects.select_for_update().filter(pk__in=free).order_by("pk"):
        slug, said = free[outlet.pk]
        if outlet.name == said.outlet.name:
            outlet.slug = slug
            _take_name(outlet, said)
            named[outlet.pk] = outlet
    rewrite_rows([*named.values()], _NAMED)
    if named:
        note_updates(Outlet, named, reason=_("As the feed or page says."))
    return named


def _take_name(outlet: Outlet, said: Said) -> None:
    home = said.home if len(said.home) <= 500 and _is_of(said.home, said.url) else ""
    outlet.name = _name(said.name)
    outlet.home = outlet.home or home
    outlet.language = outlet.language or said.language[:16]
    outlet.updated_at = timezone.now()


def _name(text: str) -> str:
    return " ".join(normalise(text).split())[:LONGEST_NAME].strip()


def _is_at(outlet: Outlet, url: str) -> bool:
    addresses = [*outlet.feeds.values_list("url", flat=True)[:50]]
    addresses += outlet.articles.order_by("-pk").values_list("url", flat=True)[:5]
    return any(_is_of(address, url) for address in addresses)


def _has_no_site(outlet: Outlet) -> bool:
    """Whether all we have of the outlet came as files."""
    has_pages = outlet.articles.exclude(url__startswith="urn:").exists()
    return not (has_pages or outlet.feeds.exists())


def _is_of(address: str, url: str) -> bool:
    try:
        return is_same_site(address, url)
    except BadUrlError:  # empty, or urn:sha256:…
        return False


def _slug(name: str) -> str:
    # Dots part the labels of a host name; slugify would glue them together.
    text = slugify(name.replace(".", "-").replace(":", "-"), allow_unicode=True)
    return text[:_LONGEST_SLUG].strip("-") or _NAMELESS


def _free_slug(name: str, *, but: Outlet | None = None) -> str:
    base = _slug(name)
    others = Outlet.objects.filter(slug__startswith=base)
    if but is not None:
        others = others.exclude(pk=but.pk)
    taken = set(others.values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, _MOST_OF_ONE_NAME))
    return next(slug for slug in (base, *numbered) if slug not in taken)


def _make(name: str, *, home: str) -> Outlet:
    """A new row; another process may take the same slug in between."""
    while True:
        try:
            with transaction.atomic():
                return Outlet.objects.create(name=name, slug=_free_slug(name), home=home)
        except IntegrityError:
            if not Outlet.objects.filter(slug=_slug(name)).exists():
                raise
