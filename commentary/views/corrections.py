"""Saying that a record is wrong, the public log of what was answered, and how one goes on."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commentary.answers import CORRECTION_FIELDS, correction_shape
from commentary.exceptions import CorrectionError, UnknownRecordError
from commentary.forms import CorrectionForm
from commentary.models import CorrectionRequest
from commentary.services.corrections import file_request, find_record
from commentary.shapes import Shape
from commentary.views.parts import gone, page_of
from common.api.paging import Key, Keyset
from common.api.throttles import DailyWriteThrottle, WriteThrottle

_LATEST_DECIDED = Keyset((Key("decided_at", is_descending=True), Key("id", is_descending=True)))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form; `?record=` names what is wrong (404 for what is not public here)."""
    name = (request.POST if request.method == "POST" else request.GET).get("record", "")
    try:
        kind, row = find_record(name)
    except UnknownRecordError as error:
        raise Http404(str(error)) from None
    about = {"kind": kind, "record": name, "title": _title(kind, row)}
    if request.method != "POST":
        form = CorrectionForm(initial={"record": name})
        return render(request, "commentary/correction_new.html", {"form": form, "about": about})
    form = CorrectionForm(request.POST)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if not _may_file(request):
        form.add_error(None, _("Too many requests from your network; try again later."))
        status = HTTPStatus.TOO_MANY_REQUESTS
    if form.is_valid():
        try:
            filed = file_request(**form.cleaned_data)
        except CorrectionError as error:
            form.add_error(None, str(error))
        else:
            return redirect("commentary:correction", filed.public_id)
    context = {"form": form, "about": about}
    return render(request, "commentary/correction_new.html", context, status=status)


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """What was decided, newest first; how many wait is a number only."""
    rows = CorrectionRequest.objects.decided().values(*CORRECTION_FIELDS)
    page = page_of(request, _LATEST_DECIDED, rows)
    return render(
        request,
        "commentary/corrections.html",
        {
            "corrections": [_with_address(correction_shape(row)) for row in page["rows"]],
            "waiting": CorrectionRequest.objects.waiting().count(),
            "next": page["next"],
        },
    )


@never_cache
@require_safe
def correction(request: HttpRequest, public: str) -> HttpResponse:
    """One request: how far it is, and the answer once there is one."""
    rows = CorrectionRequest.objects.filter(public_id=public.replace("\0", ""))
    row = rows.values(*CORRECTION_FIELDS).first()
    if row is None:
        return gone(request, "correction", public)
    shape = _with_address(correction_shape(row))
    response = render(request, "commentary/correction.html", {"correction": shape})
    response["X-Robots-Tag"] = "noindex"
    return response


def _may_file(request: HttpRequest) -> bool:
    """Counted together with what comes through the API from the same network address."""
    throttles = (WriteThrottle(), DailyWriteThrottle())
    return all(one.allow_request(request, None) for one in throttles)  # type: ignore[arg-type] # they ask the address only


def _title(kind: str, row: Any) -> str:
    if kind == "position":
        return f"{row.expert}: {row.proposition.wording}"
    if kind == "change":
        return f"{row.expert}: {row.proposition.wording}"
    return str(row)


def _with_address(shape: Shape) -> Shape:
    """With the page of the record, where it has one, else its data."""
    pages = {"position": "commentary:position", "expert": "commentary:expert"}
    kind, record = shape["kind"], shape["record"]
    if kind in pages:
        return {**shape, "address": reverse(pages[kind], args=[record])}
    return {**shape, "address": reverse(f"api:{kind}", args=[record])}
