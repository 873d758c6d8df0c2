"""Take in one article, by its address or from a file."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from common.management import StancelineCommand
from config.carrying import Carried, carry, read_newest
from sources.enums import ArticleState
from sources.models import Article
from sources.services.adding import HTML, PLAIN, add_page, add_text

_HTML_FILES = {".html", ".htm", ".xhtml"}
_LOOKS_LIKE_HTML = (b"<!doctype html", b"<html", b"<?xml")


class Command(StancelineCommand):
    help = (
        "Take in one article or interview, by its address or from an HTML or text file, and read "
        "it through to proposals. The same article again adds nothing."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("source", metavar="URL_OR_FILE")
        parser.add_argument("--outlet", default="", metavar="NAME", help="who published it")
        parser.add_argument(
            "--published-on",
            type=_day,
            metavar="DATE",
            help="the day of publication where the outlet is (YYYY-MM-DD)",
        )
        parser.add_argument("--url", default="", help="the address where the file's text stands")
        parser.add_argument("--json", action="store_true", help="print one line of JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        began_at = timezone.now()
        source, is_json = options["source"], bool(options["json"])
        progress = self.stderr.write if is_json else self.stdout.write
        given = {"outlet_name": options["outlet"], "published_on": options["published_on"]}
        if "://" in source:
            if options["url"]:
                raise CommandError(_("--url is for a file; the address was given already."))
            carried = carry(add_page(url=source, **given), progress, began_at=began_at)
        else:
            data, content_type = _read(Path(source))
            report = add_text(data, content_type=content_type, url=options["url"], **given)
            article = Article.objects.get(pk=report.article_id)
            assert report.text is not None  # noqa: S101 - add_text stored it or refused
            carried = read_newest(article, report.text, began_at=began_at)
        self.stdout.write(carried.as_json() if is_json else carried.as_line())
        if carried.state in _NOT_TAKEN:
            raise CommandError(_sentence(carried))


_NOT_TAKEN = {ArticleState.OWED, ArticleState.FAILED, ArticleState.NOT_AN_ARTICLE}


def _sentence(carried: Carried) -> str:
    told = {"url": carried.url, "reason": carried.reason}
    if carried.state == ArticleState.OWED:
        return _("%(url)s was not read: %(reason)s A running worker tries again.") % told
    return _("%(url)s was not read: %(reason)s") % told


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{value} is no date; write YYYY-MM-DD") from None


def _read(path: Path) -> tuple[bytes, str]:
    """The file's bytes and what they are."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CommandError(
            _("%(file)s cannot be read: %(why)s.") % {"file": path, "why": error.strerror}
        ) from error
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    is_html = path.suffix.lower() in _HTML_FILES or start.startswith(_LOOKS_LIKE_HTML)
    return data, HTML if is_html else PLAIN
