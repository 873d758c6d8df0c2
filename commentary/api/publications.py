"""Where words were printed: interviews, articles, outlets. Never a whole text."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from commentary.api.filters import EXPERT, SINCE, UNTIL, between
from commentary.api.lookups import no_record, row_called, timeline_filters
from commentary.api.serializers import ArticleSerializer, InterviewSerializer, OutletSerializer
from commentary.citations import cite_interview
from commentary.models import Statement
from commentary.publications import interview_records, public_articles, public_interviews
from commentary.shapes import ARTICLE_FIELDS, OUTLET_FIELDS, article_shape, outlet_shape
from common.api.paging import Key, Keyset
from common.api.parameters import Slug, no_such_value
from common.api.problems import UnknownRecord
from common.api.views import ApiView, ListView
from sources.models import Outlet


class OutletListView(ListView):
    """Outlets by name."""

    summary = _("List outlets")
    answer = OutletSerializer
    fields = OUTLET_FIELDS
    keyset = Keyset((Key("name"), Key("id")))
    columns = ("slug", "name", "home", "time_zone", "language")

    def rows(self, values: dict[str, Any]) -> QuerySet[Any, Any]:  # noqa: ARG002 - no filters yet
        return Outlet.objects.all()

    def shape(self, rows: list[Any]) -> list[dict[str, Any]]:
        return [outlet_shape(row) for row in rows]


class OutletView(ApiView):
    """One outlet."""

    summary = _("Read an outlet")
    answer = OutletSerializer

    def get(self, request: Request, slug: str) -> Response:
        self.read(request)
        row = Outlet.objects.filter(slug=slug).values(*OUTLET_FIELDS).first()
        if row is None:
            raise UnknownRecord(
                _now("There is no outlet “%(slug)s”; /api/v1/outlets/ lists them all.")
                % {"slug": slug},
                kind="outlet",
            )
        return Response(outlet_shape(row))


class ArticleListView(ListView):
    """Articles with words of a tracked person that are public, newest first; those without a
    publication time last.
    """

    summary = _("List articles")
    answer = ArticleSerializer
    fields = ARTICLE_FIELDS
    keyset = Keyset(
        (
            Key("published_at", is_descending=True, is_nullable=True),
            Key("id", is_descending=True),
        )
    )
    parameters = (Slug("outlet", _("Slug of an outlet.")),)
    columns = (
        "id",
        "outlet.slug",
        "outlet.name",
        "title",
        "author",
        "language",
        "published_at",
        "published_basis",
        "first_seen_at",
        "url",
    )

    def rows(self, values: dict[str, Any]) -> QuerySet[Any, Any]:
        articles = public_articles()
        if "outlet" in values:
            outlet = Outlet.objects.filter(slug=values["outlet"]).first()
            if outlet is None:
                raise no_such_value(
                    "outlet",
                    _now("there is no outlet “%(slug)s”; /api/v1/outlets/ lists them all.")
                    % {"slug": values["outlet"]},
                )
            articles = articles.filter(Q(outlet=outlet))
        return articles

    def shape(self, rows: list[Any]) -> list[dict[str, Any]]:
        return [article_shape(row) for row in rows]


class ArticleView(ApiView):
    """What is known about one article; its text is at its own address."""

    summary = _("Read an article's data")
    answer = ArticleSerializer

    def get(self, request: Request, id: str) -> Response:  # noqa: A002 - its name in the address
        self.read(request)
        number = row_called("article", id)
        row = public_articles().filter(pk=number).values(*ARTICLE_FIELDS).first()
        if row is None:
            raise no_record("article", id)
        return Response(article_shape(row))


class InterviewListView(ListView):
    """Interviews with public answers, newest first."""

    summary = _("List interviews")
    answer = InterviewSerializer
    fields = ("id", "occasion__stated_on")
    keyset = Keyset(
        (Key("occasion__stated_on", is_descending=True), Key("id", is_descending=True))
    )
    parameters = (EXPERT, SINCE, UNTIL)
    columns = (
        "id",
        "title",
        "guests",
        "stated_on",
        "precision",
        "basis",
        "occasion",
        "article",
        "outlet",
        "url",
        "citation.url",
    )

    def rows(self, values: dict[str, Any]) -> QuerySet[Any, Any]:
        interviews = public_interviews().filter(**between("occasion__stated_on", values))
        if "expert" in values:
            said = Statement.objects.accepted().current().filter(**timeline_filters(values))
            interviews = interviews.filter(occasion__in=said.values("occasion"))
        return interviews

    def shape(self, rows: list[Any]) -> list[dict[str, Any]]:
        found = public_interviews().filter(pk__in=[row["id"] for row in rows])
        return [cite_interview(one) for one in interview_records(self.keyset.order(found))]


class InterviewView(ApiView):
    """One interview: the exchanges whose answers are public, with the words that may be shown."""

    summary = _("Read an interview")
    answer = InterviewSerializer

    def get(self, request: Request, id: str) -> Response:  # noqa: A002 - its name in the address
        self.read(request)
        number = row_called("interview", id)
        found = interview_records(public_interviews().filter(pk=number))
        if not found:
            raise no_record("interview", id)
        return Response(cite_interview(found[0]))
