"""What browsers are told about our pages, and that the pages keep to it: nothing inline."""

import os
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import lxml.html
import pytest
from django.conf import settings
from django.contrib import admin
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from commentary.enums import Stance
from commentary.reading import Document, read
from commentary.services.placing import place
from common.public_ids import public_id
from tests.commentary.printings import marit, original
from tests.factories import ExpertFactory, PositionFactory, PropositionFactory

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), "
    "payment=(), usb=()",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def refused_in(page: bytes) -> list[str]:
    """What the policy would keep a browser from running or loading."""
    return [
        complaint for element in lxml.html.fromstring(page).iter() for complaint in _of(element)
    ]


def _of(element: lxml.html.HtmlElement) -> Iterator[str]:
    if not isinstance(element.tag, str):  # a comment
        return
    is_data = element.get("type") in {"application/json", "application/ld+json"}
    if element.tag == "style" or (
        element.tag == "script" and not element.get("src") and not is_data
    ):
        yield f"<{element.tag}> in line {element.sourceline}"
    for name, value in element.attrib.items():
        is_loaded = name == "src" or (name == "href" and element.tag == "link")
        if (
            name == "style"
            or name.startswith("on")
            or value.startswith("javascript:")
            or (is_loaded and element.get("rel") != "canonical" and "//" in value)
        ):
            yield f'{name}="{value}" in line {element.sourceline}'


def test_what_the_policy_refuses_is_found_in_a_page() -> None:
    page = b"""<html><head><style>p{}</style><link rel="stylesheet" href="https://cdn.example/a">
<script type="application/json">{}</script><script src="/static/a.js"></script></head>
<body onload="f()"><p style="x">a</p><a href="javascript:f()">b</a><script>f()</script></body>"""

    assert refused_in(page) == [
        "<style> in line 1",
        'href="https://cdn.example/a" in line 1',
        'onload="f()" in line 3',
        'style="x" in line 3',
        'href="javascript:f()" in line 3',
        "<script> in line 3",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/", "/nothing-here/", "/api/v1/experts/", "/api/v1/docs/", "/admin/login/"]
)
def test_every_answer_has_the_headers(client: Client, address: str) -> None:
    response = client.get(address)

    assert {name: response.headers[name] for name in HEADERS} == HEADERS


def test_files_have_the_policy_too(client: Client) -> None:
    response = client.get("/static/commentary/mark.svg")

    assert b"<svg" in b"".join(response)  # read to its end, which closes the file
    assert (response.status_code, response["Content-Security-Policy"]) == (200, POLICY)


@pytest.mark.django_db
def test_public_pages_have_nothing_inline(client: Client) -> None:
    position = PositionFactory.create(
        expert=ExpertFactory.create(name="Marit Solvang", slug="marit"),
        proposition=PropositionFactory.create(slug="pier"),
        published=True,
        stance=Stance.FAVOR,
        stated_on=date(2025, 6, 15),
    )
    addresses = [
        "/",
        "/experts/",
        "/experts/marit/",
        "/propositions/",
        "/propositions/pier/",
        "/topics/",
        "/search/?q=marit",
        "/status/",
        "/about/",
        "/corrections/",
        f"/statements/{public_id('statement', position.statement_id)}/",
        "/changes/",
        f"/positions/{public_id('position', position.pk)}/",
        "/subscribe/?expert=marit",
        "/subscribe/confirm/none/",
        "/manage/none/",
        "/api/v1/docs/",
        "/nothing-here/",
    ]

    found = {address: refused_in(client.get(address).content) for address in addresses}

    assert found == {address: [] for address in addresses}


def test_no_template_of_a_page_has_anything_inline() -> None:
    inline = re.compile(r"""<style|\sstyle=|\son[a-z]+=["']|<script(?![^>]*\ssrc=)|javascript:""")
    templates = [
        path
        for path in settings.BASE_DIR.glob("[a-z]*/templates/**/*.html")
        if "mail" not in path.parts  # letters have no style sheets, and no policy
    ]

    assert len(templates) > 20
    assert [path.name for path in templates if inline.search(path.read_text())] == []


@pytest.mark.parametrize("template", ["400.html", "403.html", "404.html", "500.html"])
def test_error_pages_have_nothing_inline(template: str) -> None:
    assert refused_in(render_to_string(template).encode()) == []


@pytest.mark.django_db
def test_admin_pages_have_nothing_inline(admin_client: Client) -> None:
    marit()
    text = original()
    place(read(Document(text=text.text, title=text.title)), text)
    names = [reverse("admin:index")]
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        names += [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
        row = model._default_manager.first()
        names += [reverse(f"{name}_change", args=[row.pk])] if row else []

    found = {}
    for address in names:
        response = admin_client.get(address)
        if response.status_code != 403:  # nothing is added by hand there
            found[address] = refused_in(response.content)

    assert [complaints for complaints in found.values() if complaints] == []
    assert len(found) > len(admin.site._registry)


@pytest.mark.django_db
def test_debug_pages_of_django_stay_readable(client: Client) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "DEBUG", True)
        response = client.get("/nothing-here/")

    assert response.status_code == 404
    assert "Content-Security-Policy" not in response.headers


def test_an_https_site_passes_djangos_checks_for_deployment(tmp_path: Path) -> None:
    ending = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "INFO"],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(tmp_path),
            "SITE_URL": "https://stanceline.example",
            "SECRET_KEY": secrets.token_urlsafe(64),
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (ending.returncode, ending.stdout, ending.stderr) == (
        0,
        "System check identified no issues (0 silenced).\n",
        "",
    )
