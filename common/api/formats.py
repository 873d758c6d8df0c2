"""How answers are written: JSON, and for lists also CSV and newline-delimited JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.utils.encoders import JSONEncoder

from common.api.parameters import Choice, read_parameters

FORMAT = "format"
# Spreadsheets run a cell that begins like this; some read the full-width signs as well. The words
# come from outside.
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def dump(value: Any) -> str:
    """Compact JSON; instants and dates as RFC 3339, text as it is (no escapes)."""
    return json.dumps(
        value, cls=JSONEncoder, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )


class JsonRenderer(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None  # RFC 8259: JSON is UTF-8 and has no charset parameter

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,  # noqa: ARG002 - the framework's signature
        renderer_context: Mapping[str, Any] | None = None,  # noqa: ARG002 - the same
    ) -> bytes:
        return b"" if data is None else dump(data).encode()


class NdjsonRenderer(JsonRenderer):
    """One row a line; the next page is in the Link header."""

    media_type = "application/x-ndjson"
    format = "ndjson"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,  # noqa: ARG002 - the framework's signature
        renderer_context: Mapping[str, Any] | None = None,  # noqa: ARG002 - the same
    ) -> bytes:
        return "".join(f"{dump(row)}\n" for row in data["results"]).encode()


class CsvRenderer(BaseRenderer):
    """RFC 4180, one row a line, flat columns; the next page is in the Link header.

    The view names its columns as dotted paths into a row ("expert.slug", "evidence.0.exact"); in
    the header the dots are underscores.
    """

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,  # noqa: ARG002 - the framework's signature
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        columns: Sequence[str] = (renderer_context or {})["view"].columns
        return write_csv(columns, data["results"]).encode()


def write_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.replace(".", "_") for column in columns])
    for row in rows:
        writer.writerow([_cell(_follow(row, column.split("."))) for column in columns])
    return text.getvalue()


def _follow(value: Any, steps: Sequence[str]) -> Any:
    for step in steps:
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list) and step.isdigit():
            value = value[int(step)] if int(step) < len(value) else None
        else:
            return None
    return value


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = "; ".join(value)
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_BEGINS_A_FORMULA) else value
    return str(value) if isinstance(value, int | float) else dump(value).strip('"')


class FormatNegotiation(DefaultContentNegotiation):
    """`format=csv` wins over the Accept header; a format that is not offered is a 400."""

    def select_renderer(
        self,
        request: Request,
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,
    ) -> tuple[BaseRenderer, str]:
        offered = list(renderers)
        if FORMAT not in request.query_params:
            found: tuple[BaseRenderer, str] = super().select_renderer(
                request, offered, format_suffix
            )
            return found
        by_name = {renderer.format: renderer for renderer in offered}
        declared = Choice(FORMAT, _("How the answer is written."), choices=tuple(by_name))
        query = request.query_params.copy()
        for name in set(query) - {FORMAT}:
            del query[name]
        chosen = by_name[read_parameters(query, [declared])[FORMAT]]
        return chosen, chosen.media_type
