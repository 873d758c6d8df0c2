"""From slugs and ids in an address or a query to rows, and what is answered when there is none."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from commentary.models import Expert, Proposition
from commentary.timelines import topic_ids
from commentary.tombstones import ERASED, tombstone_of
from common.api.parameters import no_such_value
from common.api.problems import GoneRecord, UnknownRecord
from common.public_ids import row_number


def expert_called(slug: str) -> Expert:
    """The expert of that slug, merged or not. Raises UnknownRecord, GoneRecord."""
    expert = Expert.objects.filter(slug=slug).first()
    if expert is None or expert.restricted_at is not None:
        raise _gone("expert", slug) or UnknownRecord(
            _("There is no expert “%(slug)s”; /api/v1/experts/ lists them all.") % {"slug": slug},
            kind="expert",
        )
    return expert


def redirect_to_survivor(request: Request, expert: Expert) -> HttpResponsePermanentRedirect:
    """301 from a merged expert's address to the same address of the one it became."""
    match = request.resolver_match
    if match is None:
        raise TypeError("Only a request that was routed here can be redirected.")
    address = reverse(match.view_name, kwargs={"slug": expert.survivor().slug})
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def proposition_called(slug: str) -> Proposition:
    proposition = Proposition.objects.filter(slug=slug).first()
    if proposition is None:
        raise UnknownRecord(
            _("There is no proposition “%(slug)s”; /api/v1/propositions/ lists them all.")
            % {"slug": slug},
            kind="proposition",
        )
    return proposition


def row_called(kind: str, public: str) -> int:
    """The row number of a public id in an address. Raises UnknownRecord when it is not one."""
    number = row_number(kind, public)
    if number is None:
        raise no_record(kind, public)
    return number


def no_record(kind: str, public: str) -> APIException:
    """What to raise for an id that shows nothing: 410 for what was here, else 404."""
    return _gone(kind, public) or UnknownRecord(
        _("There is no public %(kind)s “%(id)s”.") % {"kind": kind, "id": public}, kind=kind
    )


def _gone(kind: str, name: str) -> GoneRecord | None:
    tombstone = tombstone_of(kind, name)
    if tombstone is None:
        return None
    if tombstone["state"] == ERASED:
        return GoneRecord(_("This record was erased."), tombstone=tombstone)
    return GoneRecord(_("This record is restricted and not shown."), tombstone=tombstone)


def timeline_filters(values: Mapping[str, Any]) -> dict[str, Any]:
    """Lookups for rows that have an expert and a proposition, out of a query's values.

    A merged expert's slug finds the survivor; a topic includes what is below it. Raises
    ParameterProblem for a slug that names nothing.
    """
    found: dict[str, Any] = {}
    if "expert" in values:
        found["expert"] = _expert_filter(values["expert"])
    if "proposition" in values:
        found["proposition"] = _proposition_filter(values["proposition"])
    if "topic" in values:
        found["proposition__topic__in"] = topic_with_subtree(values["topic"])
    return found


def topic_with_subtree(slug: str) -> set[int]:
    """Ids of the topic and of everything below it; one query. Raises ParameterProblem."""
    found = topic_ids(slug)
    if not found:
        raise no_such_value(
            "topic",
            _("there is no topic “%(slug)s”; /api/v1/topics/ lists them all.") % {"slug": slug},
        )
    return found


def experts_called(slugs: Sequence[str], *, at_least: int) -> list[Expert]:
    """The experts of these slugs in their order, the survivors of merged ones. Raises
    ParameterProblem for a slug that names nobody, and where fewer than `at_least` people remain.
    """
    found = list(dict.fromkeys(_expert_filter(slug) for slug in slugs))
    if len(found) < at_least:
        raise no_such_value("expert", _("these slugs lead to one and the same person."))
    return found


def _expert_filter(slug: str) -> Expert:
    try:
        return expert_called(slug).survivor()
    except (UnknownRecord, GoneRecord) as error:
        raise no_such_value("expert", str(error.detail)) from None


def _proposition_filter(slug: str) -> Proposition:
    try:
        return proposition_called(slug)
    except UnknownRecord as error:
        raise no_such_value("proposition", str(error.detail)) from None
