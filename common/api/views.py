"""The two kinds of address: one record, and a list of rows."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import AllowAny
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from common.api.conditional import etag_of
from common.api.formats import FORMAT, CsvRenderer, FormatNegotiation, JsonRenderer, NdjsonRenderer
from common.api.paging import DEFAULT_LIMIT, Keyset
from common.api.parameters import COUNT, CURSOR, LIMIT, Choice, Parameter, read_parameters

# What does not change which rows a list has, so that a cursor outlives it.
_NOT_FILTERS = frozenset({"cursor", "limit", "count", FORMAT})


class ApiView(APIView):
    """A public, read-only address: declared parameters, an ETag on every answer, 304 when the
    reader has it already.
    """

    parameters: ClassVar[tuple[Parameter, ...]] = ()
    # Of a row, for the schema: serializers declare, pure functions write.
    answer: ClassVar[type[BaseSerializer[Any]] | None] = None
    summary: ClassVar[Any] = ""
    # Whether a record that was merged answers 301 to the one it became.
    redirects_merged: ClassVar[bool] = False

    permission_classes = [AllowAny]
    renderer_classes: Sequence[type[BaseRenderer]] = [JsonRenderer]
    content_negotiation_class = FormatNegotiation
    http_method_names = ["get", "head", "options"]

    def declared(self) -> tuple[Parameter, ...]:
        """Every parameter of this address."""
        formats = tuple(renderer.format for renderer in self.renderer_classes)
        return (*self.parameters, Choice(FORMAT, _("How the answer is written."), choices=formats))

    def read(self, request: Request) -> dict[str, Any]:
        """The values of the query, how the answer is written apart. Raises ParameterProblem."""
        values = read_parameters(request.query_params, self.declared())
        values.pop(FORMAT, None)  # the negotiation's, not the view's
        return values

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        if not isinstance(response, Response) or response.status_code != HTTPStatus.OK:
            return response
        response.render()
        # REST framework takes it away from an answer without a byte, as NDJSON without rows is.
        response.headers.setdefault("Content-Type", response.accepted_renderer.media_type)
        etag = etag_of(response.content)
        response["ETag"] = etag
        # For HEAD too, which Django's middleware leaves alone.
        return get_conditional_response(request, etag=etag, response=response) or response


class ListView(ApiView):
    """Rows in a total order, a page at a time, as JSON, CSV or newline-delimited JSON."""

    keyset: ClassVar[Keyset]
    # What is read of each row; shape() gets these.
    fields: ClassVar[tuple[str, ...]]
    columns: ClassVar[tuple[str, ...]]

    renderer_classes = [JsonRenderer, CsvRenderer, NdjsonRenderer]

    def declared(self) -> tuple[Parameter, ...]:
        return (*super().declared(), LIMIT, CURSOR, COUNT)

    def rows(self, values: dict[str, Any]) -> QuerySet[Any, Any]:
        """The rows that the filters leave, unordered. May raise ParameterProblem."""
        raise NotImplementedError

    def shape(self, rows: list[Any]) -> list[dict[str, Any]]:
        """One page of rows (of `fields`) as they are written."""
        raise NotImplementedError

    def get(self, request: Request) -> Response:
        values = self.read(request)
        queryset = self.rows(values)
        page = self.keyset.page(
            queryset.values(*self.fields),
            cursor=values.get("cursor", ""),
            limit=values.get("limit", DEFAULT_LIMIT),
            binding=self._binding(request),
        )
        next_url = self._next_url(request, page.next_cursor)
        body: dict[str, Any] = {"results": self.shape(page.rows), "next": next_url}
        if values.get("count"):
            body["count"] = queryset.count()
        return Response(body, headers=self._headers(request, next_url))

    def _binding(self, request: Request) -> str:
        filters = sorted(
            (name, text) for name, text in request.query_params.items() if name not in _NOT_FILTERS
        )
        return f"{request.path}?{urlencode(filters)}"

    def _next_url(self, request: Request, cursor: str) -> str | None:
        if not cursor:
            return None
        query = request.query_params.copy()
        query["cursor"] = cursor
        return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")

    def _headers(self, request: Request, next_url: str | None) -> dict[str, str]:
        headers = {}
        if next_url:
            headers["Link"] = f'<{next_url}>; rel="next"'
        renderer = request.accepted_renderer
        if renderer.format != JsonRenderer.format:
            name = request.path.rstrip("/").rpartition("/")[2]
            headers["Content-Disposition"] = f'inline; filename="{name}.{renderer.format}"'
        return headers
