"""Every import contract, kept by the real tree and seen to refuse a planted import."""

import shutil
from itertools import pairwise, product
from pathlib import Path

import pytest

from tests.architecture.contracts import (
    CONTRACTS,
    PACKAGES,
    ROOT,
    judge,
    layer_names,
    lint,
    name_of,
)

# Not part of the layers: what Django finds by its place or name.
FOUND_BY_DJANGO = {"apps", "migrations", "triggers"}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the product in which a test may plant what it likes."""
    for package in PACKAGES:
        ignore = shutil.ignore_patterns("__pycache__", "static", "templates")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def plant(tree: Path, module: str, *imports: str) -> None:
    """Write `imports` inside a function of `module`, where an import hides best."""
    path = tree.joinpath(*module.split("."))
    path = path / "planted.py" if path.is_dir() else path.with_suffix(".py")
    known = path.read_text() if path.exists() else ""
    for name in imports:
        target = tree.joinpath(*name.split("."))
        is_ours = name.partition(".")[0] in PACKAGES
        assert not is_ours or target.is_dir() or target.with_suffix(".py").exists(), name
    lines = "".join(f"    import {name}\n" for name in imports)
    path.write_text(f"{known}\n\ndef planted() -> None:\n{lines}")


def test_real_tree_keeps_every_contract() -> None:
    verdict = judge(ROOT)

    assert verdict.broken == frozenset(), verdict.output
    assert verdict.kept == {contract["name"] for contract in CONTRACTS.values()}


@pytest.mark.parametrize(("higher", "lower"), [*pairwise(PACKAGES)])
def test_app_may_not_import_the_app_above_it(tree: Path, higher: str, lower: str) -> None:
    plant(tree, f"{lower}.planted", f"{higher}.apps" if higher != "config" else "config.settings")

    verdict = judge(tree)

    assert name_of("apps") in verdict.broken
    assert f"{lower} is not allowed to import {higher}" in verdict.output


def test_common_may_not_import_an_app_two_floors_up(tree: Path) -> None:
    plant(tree, "common.text", "commentary.enums")

    assert name_of("apps") in judge(tree).broken


@pytest.mark.parametrize(
    ("module", "imported"),
    [
        ("commentary.services", "commentary.tasks"),
        ("commentary.tasks", "commentary.views"),
        ("commentary.views", "commentary.urls"),
        ("commentary.models", "commentary.services"),
        ("commentary.models", "commentary.timelines"),
        ("commentary.timelines", "commentary.services"),
        ("commentary.changes", "commentary.models"),
        ("commentary.enums", "commentary.scoring"),
        ("sources.fetching", "sources.services"),
        ("sources.services", "sources.tasks"),
        ("sources.models", "sources.fetching"),
        ("alerts.transports", "alerts.services"),
        ("alerts.services", "alerts.tasks"),
        ("alerts.services", "alerts.api"),
        ("alerts.models", "alerts.transports"),
        ("alerts.exceptions", "alerts.models"),
    ],
)
def test_inside_an_app_imports_go_down_only(tree: Path, module: str, imported: str) -> None:
    plant(tree, module, imported)

    verdict = judge(tree)

    assert name_of("layers") in verdict.broken
    assert f"{module} is not allowed to import {imported}" in verdict.output


def test_no_rule_module_may_touch_the_framework(tree: Path) -> None:
    rules = CONTRACTS["rules"]["source_modules"]
    for module in rules:
        plant(tree, module, "django.db")

    verdict = judge(tree)

    assert verdict.broken == {name_of("rules")}
    told = [line for line in verdict.output.splitlines() if "is not allowed to import" in line]
    assert sorted(told) == sorted(f"{module} is not allowed to import django:" for module in rules)


def test_rules_may_touch_nothing_that_acts(tree: Path) -> None:
    forbidden = CONTRACTS["rules"]["forbidden_modules"]
    plant(tree, "commentary.scoring", *forbidden)

    verdict = judge(tree)

    assert name_of("rules") in verdict.broken
    for module in forbidden:
        assert f"commentary.scoring is not allowed to import {module}:" in verdict.output


def test_only_the_guarded_client_opens_connections(tree: Path) -> None:
    forbidden = CONTRACTS["network"]["forbidden_modules"]
    packages = CONTRACTS["network"]["source_modules"]
    for package in packages:
        plant(tree, f"{package}.admin", *forbidden)

    verdict = judge(tree)

    assert packages == sorted(PACKAGES)
    assert verdict.broken == {name_of("network")}
    for package, module in product(packages, forbidden):
        assert f"{package} is not allowed to import {module}:" in verdict.output


# What an import alone does not tell: a package that is allowed, or a part of it that is.
OPENS_ADDRESSES = [
    "asyncio.open_connection('example.org', 80)",
    "feedparser.http.get('http://example.org/')",
    "http.client.HTTPConnection('example.org')",
    "lxml.etree.parse('http://example.org/')",
    "lxml.html.parse('http://example.org/')",
    "trafilatura.downloads.fetch_url('http://example.org/')",
    "trafilatura.feeds.find_feed_urls('http://example.org/')",
    "trafilatura.fetch_response('http://example.org/')",
    "trafilatura.fetch_url('http://example.org/')",
    "trafilatura.sitemaps.sitemap_search('http://example.org/')",
    "trafilatura.spider.focused_crawler('http://example.org/')",
    "urllib.request.urlopen('http://example.org/')",
]


@pytest.mark.parametrize("module", ["sources.parsing", "sources.services", "alerts.transports"])
def test_lint_finds_a_call_that_opens_an_address(module: str) -> None:
    calls = [f"    {call}\n" for call in OPENS_ADDRESSES]
    imports = sorted({call.partition("(")[0].rpartition(".")[0] for call in OPENS_ADDRESSES})
    planted = "".join(f"    import {name}\n" for name in imports) + "".join(calls)

    found = lint(f"def planted() -> None:\n{planted}", f"{module.replace('.', '/')}/planted.py")

    first = 2 + len(imports)
    assert {line for code, line in found if code == "TID251"} >= set(
        range(first, first + len(calls))
    )


def test_every_module_of_an_app_has_its_layer() -> None:
    placed = {name for layer in layer_names() for name in layer} | FOUND_BY_DJANGO
    for app in CONTRACTS["layers"]["containers"]:
        modules = {path.stem for path in (ROOT / app).glob("*.py") if path.stem != "__init__"}
        modules |= {path.parent.name for path in (ROOT / app).glob("*/__init__.py")}

        assert modules - placed == set(), f"{app}: give these a layer in pyproject.toml"


def test_every_module_of_the_rules_layer_is_held_to_be_pure() -> None:
    layers = layer_names()
    rules = layers[layers.index(["models"]) + 1]
    existing = {
        f"{app}.{name}"
        for app in CONTRACTS["layers"]["containers"]
        for name in rules
        if (ROOT / app / f"{name}.py").exists() or (ROOT / app / name / "__init__.py").exists()
    }

    assert existing <= set(CONTRACTS["rules"]["source_modules"])
