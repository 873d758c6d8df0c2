"""The two kinds of address: one record, and a list of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from http import HTTPStatus
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext_lazy as _
from rest_framework.fields import Field
from rest_framework.permissions import SAFE_METHODS, AllowAny
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer, Serializer
from rest_framework.views import APIView

from common.api.bodies import JsonParser, read_body
from common.api.conditional import etag_of
from common.api.formats import FORMAT, CsvRenderer, FormatNegotiation, JsonRenderer, NdjsonRenderer
from common.api.idempotency import HEADER as IDEMPOTENCY_KEY
from common.api.idempotency import answer_once
from common.api.paging import DEFAULT_LIMIT, Keyset
from common.api.parameters import COUNT, CURSOR, LIMIT, Choice, Parameter, read_parameters
from common.api.writing import Write

# What does not change which rows a list has, so that a cursor outlives it.
_NOT_FILTERS = frozenset({"cursor", "limit", "count", FORMAT})


class NoMembers(Serializer[Any]):
    """The body of a write that wants none: nothing, or an empty object."""


class ApiView(APIView):
    """An address: declared parameters, an ETag on every reading, 304 when the reader has it
    already. Public unless its permissions say otherwise; read-only unless it declares `writes` and
    has a method of that name.

    What depends on who asks is kept by no cache.
    """

    parameters: ClassVar[tuple[Parameter, ...]] = ()
    # Of a row, for the schema: serializers declare, pure functions write.
    answer: ClassVar[type[BaseSerializer[Any]] | None] = None
    summary: ClassVar[Any] = ""
    # Whether a record that was merged answers 301 to the one it became.
    redirects_merged: ClassVar[bool] = False
    # By method in lower case: {"post": Write(...)}.
    writes: ClassVar[Mapping[str, Write]] = {}

    permission_classes = [AllowAny]
    parser_classes = [JsonParser]
    renderer_classes: Sequence[type[BaseRenderer]] = [JsonRenderer]
    content_negotiation_class = FormatNegotiation
    # A view without the method answers 405.
    http_method_names = ["get", "head", "options", "post", "put", "patch", "delete"]

    def declared(self) -> tuple[Parameter, ...]:
        """Every parameter of this address."""
        formats = tuple(renderer.format for renderer in self.renderer_classes)
        return (*self.parameters, Choice(FORMAT, _("How the answer is written."), choices=formats))

    def read(self, request: Request) -> dict[str, Any]:
        """The values of the query, how the answer is written apart. Raises ParameterProblem."""
        values = read_parameters(request.query_params, self.declared())
        values.pop(FORMAT, None)  # the negotiation's, not the view's
        return values

    def read_body(self, request: Request) -> dict[str, Any]:
        """The values of the body that `writes` declares for this method; a write takes no
        parameters. Raises ParameterProblem, BodyProblem and what read_body() does.
        """
        read_parameters(request.query_params, ())
        method = str(request.method).lower()
        body = self.writes[method].body or NoMembers
        return read_body(request, body, is_partial=method == "patch")

    @property
    def is_private(self) -> bool:
        """Whether answers depend on who asks. A view whose public answer does so too says it."""
        return not all(isinstance(one, AllowAny) for one in self.get_permissions())

    @property
    def caller(self) -> str:
        """Who asks, in one word: two callers never share an idempotency key."""
        user = self.request.user
        if user.is_authenticated:
            return f"{type(user).__name__}:{user.pk}"
        return f"address:{self.request.META.get('REMOTE_ADDR', '')}"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        key, method = request.headers.get(IDEMPOTENCY_KEY), str(request.method).lower()
        if key is not None and method == "post" and method in self.writes:
            # Who asks and how often is known by now; the method is looked up after this.
            work = getattr(self, method)
            setattr(
                self,
                method,
                lambda request, *args, **kwargs: answer_once(
                    request, partial(work, request, *args, **kwargs), caller=self.caller, key=key
                ),
            )

    def get_renderers(self) -> list[BaseRenderer]:
        # What was written is one record, not rows.
        is_write = getattr(self, "request", None) and self.request.method not in SAFE_METHODS
        return [JsonRenderer()] if is_write else super().get_renderers()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        if self.is_private or request.method not in SAFE_METHODS:
            response["Cache-Control"] = "no-store"
            patch_vary_headers(response, ["Authorization", "Cookie"])
        is_read = request.method in {"GET", "HEAD"} and response.status_code == HTTPStatus.OK
        if not isinstance(response, Response) or not is_read:
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
    # What the answer says of the list as a whole, for the schema; said_of_list() writes it.
    beside: ClassVar[Mapping[str, Field[Any, Any, Any, Any]]] = {}

    renderer_classes = [JsonRenderer, CsvRenderer, NdjsonRenderer]

    def declared(self) -> tuple[Parameter, ...]:
        return (*super().declared(), LIMIT, CURSOR, COUNT)

    def rows(self, values: dict[str, Any]) -> QuerySet[Any, Any]:
        """The rows that the filters leave, unordered. May raise ParameterProblem."""
        raise NotImplementedError

    def shape(self, rows: list[Any]) -> list[dict[str, Any]]:
        """One page of rows (of `fields`) as they are written."""
        raise NotImplementedError

    def said_of_list(self) -> dict[str, Any]:
        """The values of `beside`, once rows() was asked."""
        return {}

    def get(self, request: Request, **_place: str) -> Response:
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
        body |= self.said_of_list()
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
